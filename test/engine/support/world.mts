import { chain, createEngine } from '../../../dev/engine/index.mts';
import type {
	CredentialRef,
	CredentialStore,
	Engine,
	EngineRun,
	RunOptions,
	WorkflowNodeJson,
} from '../../../dev/engine/index.mts';
import { closeAll } from '../../../simulators/all.mts';
import { type ProviderId, type Simulator, startSimulator } from '../../../simulators/index.mts';
import { clock } from './clock.mts';
import { type Sample, sampleOf } from '../../support/providerSamples.mts';

type Fields = Parameters<CredentialStore['add']>[2];

export interface NodeOptions extends Partial<
	Omit<WorkflowNodeJson, 'name' | 'type' | 'parameters'>
> {
	/** Items that go in, or how many: `{ n: 0 }`, `{ n: 1 }`, … One item unless given. */
	readonly items?: number | readonly object[];
	readonly run?: RunOptions;
	readonly engine?: Engine;
}

/** One provider's simulator, an engine with the built package, and a credential for it. */
export interface World {
	readonly sample: Sample;
	readonly sim: Simulator;
	readonly engine: Engine;
	readonly credential: CredentialRef;
	/** Runs the Payment API Request node; `Pay` is its name. */
	run(parameters: object, options?: NodeOptions): Promise<EngineRun>;
	/** Runs n8n's own HTTP Request node with the credential; its name is `Pay` too. */
	runHttpRequest(parameters: object, options?: NodeOptions): Promise<EngineRun>;
	node(parameters: object, more?: Partial<WorkflowNodeJson>): WorkflowNodeJson;
	/** Token calls so far. */
	tokenCalls(): number;
	/** Requests so far that were no token calls: `GET /balance`, … */
	calls(): string[];
	/** References of what the provider has stored since the start, oldest first. */
	paid(): string[];
	/** Everything that must never be seen: tokens handed out, the secret, and its HTTP Basic form. */
	secrets(): string[];
}

export const start: WorkflowNodeJson = { name: 'Start', type: 'n8n-nodes-base.manualTrigger' };

/** Starting a simulator takes longer than most tests, and `reset` leaves nothing of what came before: they are used again. */
const idle = new Set<Simulator>();
const inUse = new Set<Simulator>();
afterEach(async () => {
	const used = [...inUse];
	inUse.clear();
	for (const one of used) if (!hasOpenRequests(one)) idle.add(one);
	await closeAll(used.filter(hasOpenRequests));
});
afterAll(async () => await closeAll([...idle]));

/** A simulator for one test. */
export async function simulator(provider: ProviderId): Promise<Simulator> {
	const found = [...idle].find((one) => one.provider === provider);
	const given = found ?? (await startSimulator(provider, { now: clock.provider }));
	idle.delete(given);
	inUse.add(given);
	given.control.reset();
	return {
		...given,
		async close() {
			inUse.delete(given);
			await given.close();
		},
	};
}

export async function world(provider: ProviderId, fields: Fields = {}): Promise<World> {
	const sample = sampleOf(provider);
	const sim = await simulator(provider);
	const engine = await createEngine({ packageDir: process.cwd() });
	const credential = engine.credentials.add(sample.credentialType, 'Test', {
		environment: 'custom',
		baseUrl: sim.url,
		...sim.credentials,
		...fields,
	});
	const { clientId, clientSecret } = sim.credentials;
	const seeded = references(sim, sample).length;
	const credentials = { [sample.credentialType]: credential };
	const node: World['node'] = (parameters, more = {}) => ({
		name: 'Pay',
		type: 'n8n-nodes-payment-api.paymentApiRequest',
		parameters: { provider, ...parameters } as WorkflowNodeJson['parameters'],
		credentials,
		...more,
	});
	const runNode = async (
		with_: WorkflowNodeJson,
		{ items = 1, run = {}, engine: other = engine }: NodeOptions,
	): Promise<EngineRun> => await other.run(chain(start, with_), { input: itemsOf(items), ...run });
	return {
		sample,
		sim,
		engine,
		credential,
		node,
		run: async (parameters, options = {}) =>
			await runNode(node(parameters, settingsOf(options)), options),
		runHttpRequest: async (parameters, options = {}) => {
			const type = 'n8n-nodes-base.httpRequest';
			const nodeCredentialType = sample.credentialType;
			const request = node({}, { ...settingsOf(options), type });
			return await runNode(
				{ ...request, parameters: { nodeCredentialType, ...parameters } },
				options,
			);
		},
		tokenCalls: () => sim.control.counts()[sample.token] ?? 0,
		calls: () =>
			sim.control
				.requests()
				.filter(({ path }) => path !== sample.tokenPath)
				.map(({ method, path }) => `${method} ${path}`),
		paid: () => references(sim, sample).slice(seeded),
		secrets: () => [
			...sim.control.tokens().map(({ accessToken }) => accessToken),
			'simtok',
			clientSecret,
			Buffer.from(`${clientId}:${clientSecret}`).toString('base64'),
		],
	};
}

export const itemsOf = (
	items: number | readonly object[],
): Array<{ json: Record<string, never> }> =>
	(typeof items === 'number' ? Array.from({ length: items }, (_, n) => ({ n })) : items).map(
		(json) => ({ json: json as Record<string, never> }),
	);

/** A JSON body as the node's parameters; an expression stays one. */
export const jsonBody = (body: object | string): object => ({
	sendBody: true,
	contentType: 'json',
	specifyBody: 'json',
	jsonBody: typeof body === 'string' ? body : JSON.stringify(body),
});

/** Searches everything that a run leaves behind. */
export function expectNoSecret(run: EngineRun, { secrets }: World): void {
	const text = run.serialized();
	for (const secret of secrets()) expect(text.includes(secret)).toBe(false);
}

/** The data of the node's items. */
export const jsonOf = (run: EngineRun, branch = 0): unknown[] =>
	(run.outputs('Pay')[branch] ?? []).map(({ json }) => json);

const settingsOf = ({ items, run, engine, ...settings }: NodeOptions): Partial<WorkflowNodeJson> =>
	settings;

/** A request that nobody waits for any more may still be carried out, which would be in the next test. */
const hasOpenRequests = ({ control }: Simulator): boolean =>
	control.requests().some(({ status }) => status === null);

const references = (sim: Simulator, { stored }: Sample): string[] =>
	(sim.control.records()[stored.collection] ?? []).map((record) => String(record[stored.field]));
