/**
 * `npm run demo`: the three simulators, n8n's own workflow engine in this process, and a workflow that looks up two payments at each
 * of the three providers. It is run twice, with a payment paid in between.
 */
import { closeAll, stands } from '../simulators/all.mts';
import { startSimulator, type ProviderId, type Simulator } from '../simulators/index.mts';
import { createEngine, type Engine, type EngineRun, type WorkflowJson } from './engine/index.mts';

interface StatusNode {
	readonly name: string;
	readonly credentialType: string;
	/** Of the operation Get. */
	readonly parameters: Readonly<Record<string, string>>;
	/** Payments that the simulator is seeded with. */
	readonly payments: readonly [string, string];
}

const statusNodes: Readonly<Record<ProviderId, StatusNode>> = {
	smartFastPay: {
		name: 'SmartFastPay Status',
		credentialType: 'smartFastPayApi',
		parameters: { resource: 'payment', kind: 'payment' },
		payments: ['pay-0001', 'pay-0002'],
	},
	paySecurez: {
		name: 'PaySecurez Status',
		credentialType: 'paySecurezApi',
		parameters: { resource: 'payment', kind: 'transaction' },
		payments: ['txn_demo0001', 'txn_demo0003'],
	},
	singapay: {
		name: 'Singapay Status',
		credentialType: 'singapayApi',
		parameters: {
			resource: 'payout',
			kind: 'disbursement',
			accountId: '01J5XW8LD0R6M9CJEXAMPLE01',
		},
		payments: ['3312000000000000001', '3312000000000000002'],
	},
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
	const workflow = statusWorkflow(engine);
	step('Looking up two payments at each provider with the operation Get');
	show(await run(engine, workflow));
	step('A payer pays pay-0002 at SmartFastPay; the workflow runs again');
	simulators
		.find(({ provider }) => provider === 'smartFastPay')
		?.control.setStatus('pay-0002', 'paid');
	show(await run(engine, workflow));
	step('What the providers have received:');
	const received = simulators.map(callsOf);
	console.table(received);
	if (received.some((calls) => calls['token calls'] !== 1))
		throw new Error('A provider was asked for more than one token');
	step('Two runs, one token call each: the tokens are kept, encrypted, in the credentials');
} finally {
	await closeAll(simulators);
}

/** A trigger, and behind it one node for each provider, with a credential for its simulator instead of the real host. */
function statusWorkflow(engine: Engine): WorkflowJson {
	const nodes = simulators.map(({ provider, url, credentials }) => {
		const { name, credentialType, parameters } = statusNodes[provider];
		const fields = { environment: 'custom', baseUrl: url, ...credentials };
		const credential = engine.credentials.add(credentialType, `${provider} (simulator)`, fields);
		const paymentId = `={{ $json.${provider} }}`;
		return {
			name,
			type: 'n8n-nodes-payment-api.paymentApiRequest',
			parameters: { provider, operation: 'get', ...parameters, paymentId },
			credentials: { [credentialType]: credential },
		};
	});
	const start = { name: 'Start', type: 'n8n-nodes-base.manualTrigger' };
	const toEach = nodes.map(({ name }) => ({ node: name, type: 'main' as const, index: 0 }));
	return { nodes: [start, ...nodes], connections: { Start: { main: [toEach] } } };
}

/** The trigger emits two items, each with a payment of every provider. */
async function run(engine: Engine, workflow: WorkflowJson): Promise<EngineRun> {
	const input = [0, 1].map((index) => ({
		json: Object.fromEntries(
			Object.entries(statusNodes).map(([provider, { payments }]) => [provider, payments[index]]),
		),
	}));
	const ended = await engine.run(workflow, { input });
	if (ended.status !== 'success')
		throw new Error(ended.error?.message ?? `It ended as ${ended.status}`);
	return ended;
}

/** The payments of a run, in the words that all providers have in common. */
function show(ended: EngineRun): void {
	const payments = Object.values(statusNodes).flatMap(({ name }) =>
		ended.items(name).map(({ json }) => json),
	);
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
}

/** As the simulator counted them. */
function callsOf({ provider, control }: Simulator) {
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
