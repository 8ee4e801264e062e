import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { IncomingMessage } from 'node:http';

import { ensureN8n } from '../n8n/install.mts';
import { installPackage } from '../n8n/install-package.mts';
import { packPackage } from '../n8n/pack.mts';
import { projectRoot } from '../n8n/paths.mts';
import { runOrThrow } from '../n8n/run-process.mts';
import type { Workflow } from '../n8n/rest.mts';
import { type N8nServer, startN8n } from '../n8n/server.mts';
import { chain, type NodeInput, webhook } from '../../test/e2e/support/workflow.mts';
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
import type { LimitRun } from './limit.mts';
import { measurementOf, type Measurement, type Told, wrongCounts } from './measurement.mts';
import { type BenchProvider, paymentIds, payout, startProvider } from './provider.mts';

/** What one run is. */
export interface Run {
	readonly kind: Kind;
	readonly items: number;
	readonly latencyMs: number;
	/** Of the node; its default when left out. */
	readonly concurrency?: number;
	/** Executions side by side, each with so many items. One when left out. */
	readonly executions?: number;
	/** The file for a CPU profile of n8n. */
	readonly profile?: string;
}

export interface Runner {
	/** The cases that this version of the package has. */
	readonly cases: readonly Case[];
	/** Throws where anything was counted that should not have been. */
	run(id: CaseId, run: Run): Promise<Measurement>;
	/** The same for a node that puts out a copy of `answer` for each item and asks nobody. */
	echo(answer: string, items: number): Promise<Measurement>;
	/** The text of one answer of the provider, as the case puts it out. */
	answerOf(id: CaseId): Promise<string>;
	/** A new n8n, with nothing in its memory of what ran before. */
	restart(): Promise<void>;
	readonly versions: { readonly n8n: string; readonly node: string };
	close(): Promise<void>;
}

export const benchPackage = (): string => join(projectRoot(), 'dev', 'bench', 'node');

/** Starts the provider, n8n with the package and the nodes of the benchmark, and the process of case E. */
export async function startRunner(log: (line: string) => void): Promise<Runner> {
	const provider = await startProvider();
	const { packageDir } = await packPackage(projectRoot());
	const userFolder = await mkdtemp(join(tmpdir(), 'payment-api-bench-'));
	await installPackage(userFolder, benchPackage());
	const env = {
		NODE_EXTRA_CA_CERTS: provider.caPath,
		// What n8n writes of an execution is not what is measured.
		EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'none',
		N8N_LOG_LEVEL: 'warn',
	};
	const start = async (): Promise<N8nServer> => {
		const started = await startN8n({ userFolder, packageDir, env, log });
		await started.rest.signIn();
		return started;
	};
	let server = await start();
	const limit = await startLimit();
	const { credentials } = server.rest;
	const credential = await credentials.create({
		name: 'Bench',
		type: credentialType,
		data: fieldsFor(provider, provider.begin(0)),
	});
	const types = await server.rest.types.nodes();
	const keepsOpen = JSON.stringify(types).includes('"keepConnectionsOpen"');
	const known = cases.filter(({ needsKeepOpen }) => keepsOpen || needsKeepOpen !== true);
	const { versionCli } = await server.rest.send<{ versionCli: string }>('GET', '/rest/settings');
	const published = new Map<string, Promise<Workflow>>();
	const pathFor = async (node: Case['node'], name: string, { kind, concurrency }: Run) => {
		const path = `${name}-${kind}-${concurrency ?? 'default'}`.toLowerCase();
		const { origin } = provider;
		const more = concurrency === undefined ? {} : { concurrency };
		const measured = node?.({ origin, kind, credential, ...more });
		if (measured === undefined) throw new Error(`${name} is no case of n8n`);
		const workflow = published.get(path) ?? publish(server, path, measured);
		published.set(path, workflow);
		await workflow;
		return path;
	};
	let runs = 0;
	/** Everything that a run starts from: a new secret, so that each run asks for one token. */
	const prepare = async ({ kind, latencyMs, concurrency, items, profile, executions }: Run) => {
		runs += 1;
		const secrets = provider.begin(latencyMs);
		await server.rest.credentials.update(credential.id, {
			name: 'Bench',
			type: credentialType,
			data: fieldsFor(provider, secrets),
		});
		return {
			secrets,
			name: `run-${process.pid}-${Date.now()}-${runs}`,
			order: {
				items,
				collect: executions === undefined,
				origin: provider.origin,
				concurrency: concurrency ?? (kind === 'get' ? readsAtOnce : writesAtOnce),
				...(kind === 'get' ? { ids: paymentIds } : { body: payout }),
				...(profile === undefined ? {} : { profile }),
			},
		};
	};
	const inside = async ({ id, node }: Case, run: Run): Promise<readonly Told[]> => {
		const path = await pathFor(node, id, run);
		const { order, name, secrets } = await prepare(run);
		const token = id === 'D' ? await provider.token(secrets) : '';
		const count = run.executions ?? 1;
		const sent = Array.from({ length: count }, async (_, index) => {
			const body = JSON.stringify({ ...order, token, name: `${name}-${index}` });
			return await post(`${server.url}/webhook/${path}`, body, server);
		});
		return await Promise.all(sent);
	};
	const outside = async (run: Run): Promise<readonly Told[]> => {
		const { order, name, secrets } = await prepare(run);
		return [await limit.run(await limitRun(provider, secrets, run, order.concurrency, name))];
	};
	return {
		cases: known,
		versions: { n8n: versionCli, node: await nodeVersion() },
		async run(id, run) {
			const found = known.find((one) => one.id === id);
			if (found === undefined) throw new Error(`There is no case ${id}`);
			const told = found.node === undefined ? await outside(run) : await inside(found, run);
			const seen = provider.seen();
			const items = run.items * (run.executions ?? 1);
			const wrong = wrongCounts(told, seen, { items, writes: run.kind === 'post' });
			if (wrong.length > 0) throw new Error(`${found.title}: ${wrong.join(', ')}`);
			return measurementOf(told, seen);
		},
		async echo(answer, items) {
			const run: Run = { kind: 'get', items, latencyMs: 0 };
			const node = () => benchNode(measuredNode, { task: 'echo' });
			const path = await pathFor(node, 'echo', run);
			const { order, name } = await prepare(run);
			const body = JSON.stringify({ ...order, answer, name });
			const told = await post(`${server.url}/webhook/${path}`, body, server);
			return measurementOf([told], provider.seen());
		},
		async answerOf(id) {
			const found = known.find((one) => one.id === id);
			if (found === undefined) throw new Error(`There is no case ${id}`);
			const [told] = await inside(found, { kind: 'get', items: 1, latencyMs: 0 });
			return JSON.stringify(told?.first);
		},
		async restart() {
			await server.stop();
			server = await start();
			for (const workflow of published.values())
				await server.rest.workflows.waitUntilLive((await workflow).id);
		},
		async close() {
			limit.stop();
			await server.stop();
			await provider.close();
			await rm(userFolder, { recursive: true, force: true });
		},
	};
}

type Secrets = ReturnType<BenchProvider['begin']>;

const fieldsFor = ({ origin }: BenchProvider, secrets: Secrets) => ({
	environment: 'custom',
	baseUrl: origin,
	...secrets,
});

async function publish(server: N8nServer, path: string, node: NodeInput): Promise<Workflow> {
	const nodes = [
		webhook(path),
		benchNode('Begin', { task: 'start' }),
		node,
		benchNode('End', { task: 'stop', measured: measuredNode }),
	];
	const workflow = await server.rest.workflows.create(chain(path, ...nodes));
	await server.rest.workflows.publish(workflow);
	return workflow;
}

/** Node's own fetch gives up after five minutes without an answer. */
async function post(url: string, body: string, server: N8nServer): Promise<Told> {
	const headers = { 'content-type': 'application/json' };
	const outgoing = request(url, { method: 'POST', headers, agent: false });
	const answered = new Promise<IncomingMessage>((resolve, reject) => {
		outgoing.on('response', resolve).on('error', reject);
	});
	outgoing.end(body);
	const answer = await answered;
	const said = await text(answer);
	if (answer.statusCode !== 200)
		throw new Error(
			`${url} answered ${answer.statusCode}: ${said}\n${server.output().slice(-2000)}`,
		);
	const [told] = JSON.parse(said) as Told[];
	if (told === undefined) throw new Error(`${url} answered without a measurement`);
	return told;
}

const nodeVersion = async (): Promise<string> => {
	const { nodePath } = await ensureN8n(() => {});
	return (await runOrThrow(nodePath, ['--version'])).stdout.trim();
};

async function limitRun(
	provider: BenchProvider,
	secrets: Secrets,
	{ kind, items }: Run,
	concurrency: number,
	name: string,
): Promise<LimitRun> {
	const { template, path } = payout;
	return {
		origin: provider.origin,
		token: await provider.token(secrets),
		ca: readFileSync(provider.caPath, 'utf8'),
		concurrency,
		requests: Array.from({ length: items }, (_, index) => {
			if (kind === 'get') {
				const id = paymentIds[index % paymentIds.length];
				return { method: 'GET', path: `/payment/${id}` } as const;
			}
			const transaction = { ...template.transaction, id: `${name}-${index}` };
			return { method: 'POST', path, body: JSON.stringify({ ...template, transaction }) } as const;
		}),
	};
}

async function startLimit() {
	const { nodePath } = await ensureN8n(() => {});
	const script = join(projectRoot(), 'dev', 'bench', 'limit.mts');
	const child: ChildProcess = fork(script, { execPath: nodePath, execArgv: [] });
	await once(child, 'spawn');
	return {
		async run(run: LimitRun): Promise<Told> {
			const answered = once(child, 'message');
			child.send(run);
			const [told] = (await answered) as [Told | { readonly error: string }];
			if ('error' in told) throw new Error(told.error);
			return told;
		},
		stop: () => child.kill(),
	};
}
