import { waitFor } from '../n8n/wait-for.mts';
import { type BenchN8n, startBenchN8n } from './benchN8n.mts';
import {
	benchNode,
	type Case,
	type CaseId,
	cases,
	credentialType,
	type Kind,
	measuredNode,
	readsAtOnce,
	writesAtOnce,
} from './cases.mts';
import { startLimit } from './limitProcess.mts';
import { measurementOf, type Measurement, type Told, wrongCounts } from './measurement.mts';
import { type BenchProvider, paymentIds, payout, startProvider } from './provider.mts';

/** What one run is. */
export interface Run {
	readonly kind: Kind;
	/** Of each execution. */
	readonly items: number;
	readonly latencyMs: number;
	/** Requests of the node at once; its default when left out. */
	readonly concurrency?: number;
	/** Executions side by side. One when left out. */
	readonly executions?: number;
	/** The file for a CPU profile of n8n. */
	readonly profile?: string;
}

/** The settings of the process that runs it. */
export interface Order extends Omit<Run, 'concurrency'> {
	/** New each time: references are made of it. */
	readonly name: string;
	readonly origin: string;
	/** For the cases that get one, else empty. */
	readonly token: string;
	readonly concurrency: number;
	/** Whether garbage is collected before and after. */
	readonly collect: boolean;
	readonly ids?: readonly string[];
	readonly body?: typeof payout;
}

export interface Runner {
	/** The cases that this version of the package has. */
	readonly cases: readonly Case[];
	readonly versions: BenchN8n['versions'];
	/** Throws where anything was counted that should not have been. */
	run(id: CaseId, run: Run): Promise<Measurement>;
	/** The same for a node that puts out a copy of `answer` for each item and asks nobody. */
	echo(answer: string, items: number): Promise<Measurement>;
	/** The JSON of one item as the case puts it out. */
	answerOf(id: CaseId): Promise<string>;
	/** A new n8n, with nothing in its memory of what ran before. */
	restart(): Promise<void>;
	close(): Promise<void>;
}

/** Starts the provider, n8n with the package and the nodes of the benchmark, and the process of case E. */
export async function startRunner(log: (line: string) => void): Promise<Runner> {
	const provider = await startProvider();
	const n8n = await startBenchN8n(provider.caPath, log);
	const limit = await startLimit(provider);
	const credential = await n8n.rest().credentials.create(credentialFor(provider));
	const known = await casesOf(n8n);
	const find = (id: CaseId): Case => {
		const found = known.find((one) => one.id === id);
		if (found === undefined) throw new Error(`There is no case ${id}`);
		return found;
	};
	let orders = 0;
	/** Everything that a run starts from: a new secret, so that each run asks for one token. */
	const begin = async (run: Run, needsToken: boolean): Promise<Order> => {
		orders += 1;
		const renewed = credentialFor(provider, run.latencyMs);
		await whenReady(async () => await n8n.rest().credentials.update(credential.id, renewed));
		return {
			...run,
			name: `run-${Date.now()}-${orders}`,
			origin: provider.origin,
			token: needsToken ? await provider.token(renewed.data) : '',
			concurrency: run.concurrency ?? (run.kind === 'get' ? readsAtOnce : writesAtOnce),
			collect: run.executions === undefined,
			...(run.kind === 'get' ? { ids: paymentIds } : { body: payout }),
		};
	};
	const ask = async ({ id, node }: Case, run: Run): Promise<readonly Told[]> => {
		const { kind, concurrency } = run;
		const setup = { origin: provider.origin, kind, credential };
		const measured = node?.(concurrency === undefined ? setup : { ...setup, concurrency });
		if (measured === undefined) return [await limit.run(await begin(run, true))];
		const name = `${id}-${kind}-${concurrency ?? 'default'}`.toLowerCase();
		const path = await n8n.pathFor(name, measured);
		const order = await begin(run, id === 'D');
		const started = Array.from({ length: run.executions ?? 1 }, async (_, index) => {
			return await n8n.call(path, { ...order, name: `${order.name}-${index}` });
		});
		return await Promise.all(started);
	};
	return {
		cases: known,
		versions: n8n.versions,
		async run(id, run) {
			const found = find(id);
			const told = await ask(found, run);
			const seen = provider.seen();
			const items = run.items * (run.executions ?? 1);
			const wrong = wrongCounts(told, seen, { items, writes: run.kind === 'post' });
			if (wrong.length > 0) throw new Error(`${found.title}: ${wrong.join(', ')}`);
			return measurementOf(told, seen);
		},
		async echo(answer, items) {
			const path = await n8n.pathFor('echo', benchNode(measuredNode, { task: 'echo' }));
			const order = await begin({ kind: 'get', items, latencyMs: 0 }, false);
			return measurementOf([await n8n.call(path, { ...order, answer })], provider.seen());
		},
		async answerOf(id) {
			const [told] = await ask(find(id), { kind: 'get', items: 1, latencyMs: 0 });
			return JSON.stringify(told?.first);
		},
		restart: n8n.restart,
		async close() {
			limit.stop();
			await n8n.close();
			await provider.close();
		},
	};
}

/** After a run that kept it busy, n8n may answer 503 "Database is not ready!" for some seconds. */
const whenReady = async <Value,>(ask: () => Promise<Value>): Promise<Value> =>
	await waitFor(
		async () => {
			try {
				return await ask();
			} catch (error) {
				if ((error as { status?: unknown }).status === 503) return undefined;
				throw error;
			}
		},
		{ what: 'n8n to be ready for the next run', timeoutMs: 60_000, everyMs: 500 },
	);

const credentialFor = (provider: BenchProvider, latencyMs = 0) => {
	const secrets = provider.begin(latencyMs);
	return {
		name: 'Bench',
		type: credentialType,
		data: { environment: 'custom', baseUrl: provider.origin, ...secrets },
	};
};

/** Without those of an option that the package does not have. */
async function casesOf(n8n: BenchN8n): Promise<readonly Case[]> {
	const types = JSON.stringify(await n8n.rest().types.nodes());
	const keepsOpen = types.includes('"keepConnectionsOpen"');
	return cases.filter(({ needsKeepOpen }) => keepsOpen || needsKeepOpen !== true);
}
