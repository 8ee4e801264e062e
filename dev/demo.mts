/**
 * `npm run demo`: the three simulators, n8n's own workflow engine in this process, and the schedule-triggered example
 * workflow run once, as n8n would at the next quarter of an hour.
 */
import { readFileSync } from 'node:fs';

import { startSimulator, type Simulator } from '../simulators/index.mts';
import { createEngine, type Engine, type EngineRun, type WorkflowJson } from './engine/index.mts';

const workflowFile = 'examples/payment-status.json';

/** What the demo has to know of a provider to show it in a table; the node itself needs none of this. */
const shown = [
	{
		provider: 'smartFastPay',
		name: 'SmartFastPay',
		credentialType: 'smartFastPayApi',
		node: 'SmartFastPay Payments',
		payment: 'id',
		status: 'status',
		amount: (item: Item) => `${item.amount} ${item.currency}`,
	},
	{
		provider: 'paySecurez',
		name: 'PaySecurez',
		credentialType: 'paySecurezApi',
		node: 'PaySecurez Transaction',
		payment: 'TransactionId',
		status: 'Status',
		amount: (item: Item) => `${item.Amount} ${item.Currency}`,
	},
	{
		provider: 'singapay',
		name: 'Singapay',
		credentialType: 'singapayApi',
		node: 'Singapay Disbursement',
		payment: 'transaction_id',
		status: 'status',
		amount: ({ gross_amount: gross }: Item) =>
			`${Object(gross).value ?? '?'} ${Object(gross).currency ?? ''}`,
	},
] as const;

type Item = Readonly<Record<string, unknown>>;
type Stand = (typeof shown)[number] & { readonly simulator: Simulator };

const step = (text: string): void => console.log(`- ${text}`);

step('Starting the three simulators on 127.0.0.1');
const stands: Stand[] = [];
for (const entry of shown)
	stands.push({ ...entry, simulator: await startSimulator(entry.provider) });
try {
	step("Loading the built package into n8n's workflow engine");
	const engine = await createEngine({ packageDir: process.cwd(), mode: 'trigger' });
	const workflow = withCredentials(readWorkflow(), engine);
	step(`Running ${workflowFile}, as its schedule would`);
	const run = await engine.run(workflow);
	if (run.status !== 'success') throw new Error(run.error?.message ?? `It ended as ${run.status}`);
	console.table(stands.flatMap((stand) => rowsOf(stand, run)));
	step('Running it again, 15 minutes later for all it knows');
	await engine.run(workflow);
	console.table(stands.map(totalOf));
	step('Two runs, one token call each: the tokens are kept, encrypted, in the credentials');
} finally {
	await Promise.all(stands.map(({ simulator }) => simulator.close()));
}

function readWorkflow(): WorkflowJson {
	return JSON.parse(readFileSync(workflowFile, 'utf8')) as WorkflowJson;
}

/** Creates the credentials, for the simulators instead of the real hosts, and points the workflow's nodes at them. */
function withCredentials(workflow: WorkflowJson, engine: Engine): WorkflowJson {
	for (const { credentialType, name, simulator } of stands) {
		const reference = engine.credentials.add(credentialType, `${name} (simulator)`, {
			environment: 'custom',
			baseUrl: simulator.url,
			...simulator.credentials,
		});
		for (const node of workflow.nodes) {
			if (node.credentials?.[credentialType] !== undefined)
				node.credentials = { [credentialType]: reference };
		}
	}
	return workflow;
}

function rowsOf(stand: Stand, run: EngineRun): readonly object[] {
	return run.items(stand.node).map(({ json }) => ({
		provider: stand.name,
		payment: json[stand.payment],
		status: json[stand.status],
		amount: stand.amount(json),
		...callsOf(stand),
	}));
}

function totalOf(stand: Stand): object {
	return { provider: stand.name, ...callsOf(stand) };
}

/** As the simulator counted them. */
function callsOf({ simulator }: Stand): { requests: number; 'token calls': number } {
	const counts = Object.entries(simulator.control.counts());
	const isToken = ([route]: [string, number]): boolean => route.includes('token');
	const sum = (entries: [string, number][]): number =>
		entries.reduce((total, [, count]) => total + count, 0);
	return {
		requests: sum(counts.filter((entry) => !isToken(entry))),
		'token calls': sum(counts.filter(isToken)),
	};
}
