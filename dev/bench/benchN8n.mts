import { mkdtemp, rm } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { ensureN8n } from '../n8n/install.mts';
import { installPackage } from '../n8n/install-package.mts';
import { packPackage } from '../n8n/pack.mts';
import { projectRoot } from '../n8n/paths.mts';
import type { N8nRest, Workflow } from '../n8n/rest.mts';
import { lastLines, runOrThrow } from '../n8n/run-process.mts';
import { type N8nServer, startN8n } from '../n8n/server.mts';
import { chain, type NodeInput, webhook } from '../../test/e2e/support/workflow.mts';
import { buildOf } from './build.mts';
import { benchNode, measuredNode } from './cases.mts';
import type { Told } from './measurement.mts';

/** A real n8n with the package and the nodes of the benchmark. */
export interface BenchN8n {
	readonly rest: () => N8nRest;
	/** `build`: of this package. */
	readonly versions: { readonly n8n: string; readonly node: string; readonly build: string };
	/** Publishes a workflow around the node, once for each name, and says where it is called. */
	pathFor(name: string, node: NodeInput): Promise<string>;
	/** Runs it. The order goes to the nodes of the benchmark. */
	call(path: string, order: object): Promise<Told>;
	/** Starts the process anew; its workflows are live when this resolves. */
	restart(): Promise<void>;
	close(): Promise<void>;
}

export const benchPackage = (): string => join(projectRoot(), 'dev', 'bench', 'node');

/** @param caPath the certificate that n8n has to trust */
export async function startBenchN8n(
	caPath: string,
	log: (line: string) => void,
): Promise<BenchN8n> {
	const { packageDir } = await packPackage(projectRoot());
	const userFolder = await mkdtemp(join(tmpdir(), 'payment-api-bench-'));
	await installPackage(userFolder, benchPackage());
	const env = {
		NODE_EXTRA_CA_CERTS: caPath,
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
	const published = new Map<string, Promise<Workflow>>();
	return {
		rest: () => server.rest,
		versions: { ...(await versionsOf(server.rest)), build: buildOf(packageDir) },
		async pathFor(name, node) {
			const workflow = published.get(name) ?? publish(server.rest, name, node);
			published.set(name, workflow);
			await workflow;
			return name;
		},
		call: async (path, order) => await post(server, path, order),
		async restart() {
			await server.stop();
			server = await start();
			for (const workflow of published.values())
				await server.rest.workflows.waitUntilLive((await workflow).id);
		},
		async close() {
			await server.stop();
			await rm(userFolder, { recursive: true, force: true });
		},
	};
}

async function versionsOf(rest: N8nRest): Promise<Omit<BenchN8n['versions'], 'build'>> {
	const { versionCli } = await rest.send<{ versionCli: string }>('GET', '/rest/settings');
	const { nodePath } = await ensureN8n(() => {});
	const { stdout } = await runOrThrow(nodePath, ['--version']);
	return { n8n: versionCli, node: stdout.trim().replace(/^v/, '') };
}

async function publish(rest: N8nRest, path: string, node: NodeInput): Promise<Workflow> {
	const nodes = [
		webhook(path),
		benchNode('Begin', { task: 'start' }),
		node,
		benchNode('End', { task: 'stop', measured: measuredNode }),
	];
	const workflow = await rest.workflows.create(chain(path, ...nodes));
	await rest.workflows.publish(workflow);
	return workflow;
}

/** Node's own fetch gives up after five minutes without an answer. */
async function post(server: N8nServer, path: string, order: object): Promise<Told> {
	const url = `${server.url}/webhook/${path}`;
	const headers = { 'content-type': 'application/json' };
	const outgoing = request(url, { method: 'POST', headers, agent: false });
	const answered = new Promise<IncomingMessage>((resolve, reject) => {
		outgoing.on('response', resolve).on('error', reject);
	});
	outgoing.end(JSON.stringify(order));
	const answer = await answered;
	const said = await text(answer);
	if (answer.statusCode !== 200)
		throw new Error(
			`${path} answered ${answer.statusCode}: ${said}\n${lastLines(server.output(), linesOfOutput)}`,
		);
	const [told] = JSON.parse(said) as Told[];
	if (told === undefined) throw new Error(`${path} answered without a measurement`);
	return told;
}

/** Of n8n, for the error that ends the benchmark. */
const linesOfOutput = 20;
