/**
 * `npm run demo`: the three simulators, n8n's own workflow engine in this process, and the schedule-triggered example
 * workflow run twice, as n8n would every quarter of an hour, with a payment paid in between.
 */
import { readFileSync } from 'node:fs';

import { closeAll, stands } from '../simulators/all.mts';
import { startSimulator, type ProviderId, type Simulator } from '../simulators/index.mts';
import { createEngine, type Engine, type EngineRun, type WorkflowJson } from './engine/index.mts';

const workflowFile = 'examples/scheduled-payment-status.json';

/** What the example's nodes are called. */
const statusNodes = ['SmartFastPay Status', 'PaySecurez Status', 'Singapay Status'];
const results = ['Mark as Paid', 'Tell Somebody', 'Look Again Next Time'];

const credentialTypes: Readonly<Record<ProviderId, string>> = {
	smartFastPay: 'smartFastPayApi',
	paySecurez: 'paySecurezApi',
	singapay: 'singapayApi',
};

const step = (text: string): void => console.log(`- ${text}`);

step('Starting the three simulators on 127.0.0.1');
// On free ports: those of `npm start` may be in use.
const simulators = await Promise.all(
	stands.map(async ({ provider }) => await startSimulator(provider)),
);
try {
	step("Loading the built package into n8n's workflow engine");
	const engine = await createEngine({ packageDir: process.cwd(), mode: 'trigger' });
	const workflow = withCredentials(readWorkflow(), engine);
	step(`Running ${workflowFile}, as its schedule would`);
	show(await run(engine, workflow));
	step('A payer pays pay-0002 at SmartFastPay; 15 minutes later the schedule comes round again');
	simulators
		.find(({ provider }) => provider === 'smartFastPay')
		?.control.setStatus('pay-0002', 'paid');
	show(await run(engine, workflow));
	step('What the providers have received:');
	console.table(simulators.map(callsOf));
	step('Two runs, one token call each: the tokens are kept, encrypted, in the credentials');
} finally {
	await closeAll(simulators);
}

function readWorkflow(): WorkflowJson {
	return JSON.parse(readFileSync(workflowFile, 'utf8')) as WorkflowJson;
}

/** Creates the credentials, for the simulators instead of the real hosts, and points the workflow's nodes at them. */
function withCredentials(workflow: WorkflowJson, engine: Engine): WorkflowJson {
	for (const { provider, url, credentials } of simulators) {
		const type = credentialTypes[provider];
		const fields = { environment: 'custom', baseUrl: url, ...credentials };
		const reference = engine.credentials.add(type, `${provider} (simulator)`, fields);
		for (const node of workflow.nodes) {
			if (node.credentials?.[type] !== undefined) node.credentials = { [type]: reference };
		}
	}
	return workflow;
}

async function run(engine: Engine, workflow: WorkflowJson): Promise<EngineRun> {
	const ended = await engine.run(workflow);
	if (ended.status !== 'success')
		throw new Error(ended.error?.message ?? `It ended as ${ended.status}`);
	return ended;
}

/** The payments of a run, in the words that all providers have in common, and how many went which way. */
function show(ended: EngineRun): void {
	const payments = statusNodes.flatMap((name) => ended.items(name).map(({ json }) => json));
	console.table(
		payments.map(
			({ provider, id, reference, status, final, providerStatus, amount, currency }) => ({
				provider,
				id,
				reference,
				status,
				final,
				"provider's word": providerStatus,
				amount: `${String(amount)} ${String(currency)}`,
			}),
		),
	);
	step(results.map((name) => `${name}: ${ended.items(name).length}`).join(', '));
}

/** As the simulator counted them. */
function callsOf({ provider, control }: Simulator): object {
	const counts = Object.entries(control.counts());
	const isToken = ([route]: [string, number]): boolean => route.includes('token');
	const sum = (entries: [string, number][]): number =>
		entries.reduce((total, [, count]) => total + count, 0);
	return {
		provider,
		requests: sum(counts.filter((entry) => !isToken(entry))),
		'token calls': sum(counts.filter(isToken)),
	};
}
