import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { packPackage } from '../../../dev/n8n/pack.mts';
import { projectRoot } from '../../../dev/n8n/paths.mts';
import type { N8nRest } from '../../../dev/n8n/rest.mts';
import {
	type N8nProcess,
	type N8nServer,
	startN8n,
	startN8nProcess,
} from '../../../dev/n8n/server.mts';
import { type Service, startPostgres, startRedis } from '../../../dev/queue/services.mts';

/** n8n in queue mode: main, one process for webhooks and two workers, on a PostgreSQL and a Redis of their own. */
export interface Cluster {
	/** Of main. */
	readonly rest: N8nRest;
	/** Where webhooks arrive. */
	readonly webhookUrl: string;
	/** Both that receive webhooks: main and the process for them. */
	readonly receivers: readonly [string, string];
	readonly redisPort: number;
	/** What all processes have printed. */
	output(): string;
	/** Ends a worker as a crash would, and starts another in its place. */
	crashWorker(index: 0 | 1): Promise<void>;
	restartMain(): Promise<void>;
	/** The database as text. */
	dump(): Promise<string>;
}

/** Four processes start one after the other, the first migrates the database. */
const startTimeoutMs = 25 * 60_000;
const stopTimeoutMs = 90_000;
const testTimeoutMs = 600_000;

export function useCluster(dumpWith: (port: number) => Promise<string>): Cluster {
	jest.setTimeout(testTimeoutMs);
	let folder = '';
	let packageDir = '';
	let env: Record<string, string> = {};
	let main: N8nServer | undefined;
	let webhooks: N8nProcess | undefined;
	const workers: N8nProcess[] = [];
	const services: Service[] = [];
	let past = '';

	const options = (name: string) => ({ userFolder: join(folder, name), packageDir, env });
	const started = <Process,>(process: Process | undefined): Process => {
		if (process === undefined) throw new Error('n8n runs only while the tests of the file run');
		return process;
	};
	const startMain = async (): Promise<void> => {
		main = await startN8n(options('main'));
		await main.rest.signIn();
	};
	const stopAll = async (): Promise<void> => {
		for (const process of [webhooks, ...workers, main]) {
			await process?.stop();
			past += process?.output() ?? '';
		}
		for (const service of services.toReversed()) await service.stop();
	};

	beforeAll(async () => {
		({ packageDir } = await packPackage(projectRoot()));
		folder = await mkdtemp(join(tmpdir(), 'payment-api-queue-'));
		const postgres = await startPostgres();
		services.push(postgres);
		const redis = await startRedis();
		services.push(redis);
		env = queueEnvironment(postgres.port, redis.port);
		await startMain();
		webhooks = await startN8nProcess(options('webhooks'), 'webhook');
		for (const name of ['worker-1', 'worker-2'])
			workers.push(await startN8nProcess(options(name), 'worker'));
	}, startTimeoutMs);

	afterAll(async () => {
		await stopAll();
		if (folder !== '') await rm(folder, { recursive: true, force: true });
	}, stopTimeoutMs);

	return {
		get rest() {
			return started(main).rest;
		},
		get webhookUrl() {
			return started(webhooks).url;
		},
		get receivers(): readonly [string, string] {
			return [started(main).url, started(webhooks).url];
		},
		get redisPort() {
			return started(services[1]).port;
		},
		output: () =>
			[past, ...[main, webhooks, ...workers].map((process) => process?.output() ?? '')].join('\n'),
		async crashWorker(index) {
			const worker = started(workers[index]);
			await worker.kill();
			past += worker.output();
			workers[index] = await startN8nProcess(options(`worker-${index + 1}`), 'worker');
		},
		async restartMain() {
			const before = started(main);
			await before.stop();
			past += before.output();
			await startMain();
		},
		dump: async () => await dumpWith(started(services[0]).port),
	};
}

const queueEnvironment = (postgresPort: number, redisPort: number): Record<string, string> => ({
	EXECUTIONS_MODE: 'queue',
	OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
	QUEUE_BULL_REDIS_HOST: '127.0.0.1',
	QUEUE_BULL_REDIS_PORT: String(redisPort),
	DB_TYPE: 'postgresdb',
	DB_POSTGRESDB_HOST: '127.0.0.1',
	DB_POSTGRESDB_PORT: String(postgresPort),
	DB_POSTGRESDB_DATABASE: 'postgres',
	DB_POSTGRESDB_USER: 'n8n',
	DB_POSTGRESDB_PASSWORD: 'trusted',
});
