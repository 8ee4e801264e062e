import { closeAll, startAllSimulators } from '../../simulators/all.mts';
import type { Simulator } from '../../simulators/index.mts';
import { n8nCli, type StoredCredential } from '../n8n/cli.mts';
import { ensureN8n, type Log } from '../n8n/install.mts';
import { packPackage } from '../n8n/pack.mts';
import { projectRoot } from '../n8n/paths.mts';
import type { N8nRest, Workflow } from '../n8n/rest.mts';
import { isRestError } from '../n8n/rest-session.mts';
import { startN8n, type N8nServer } from '../n8n/server.mts';
import { credentialsOf, readExamples } from './examples.mts';
import { addYesterdaysPayments } from './yesterday.mts';

export interface LocalOptions {
	readonly userFolder: string;
	readonly port?: number;
	readonly log: Log;
	/** Aborted: what has been started is stopped again and the start rejects, at the next step. */
	readonly signal?: AbortSignal;
}

export interface LocalN8n {
	readonly server: N8nServer;
	readonly simulators: readonly Simulator[];
	readonly credentials: readonly StoredCredential[];
	readonly workflows: readonly Workflow[];
	stop(): Promise<void>;
}

/** A real n8n to look at and to click in: the package, the simulators, a credential for each and the examples. */
export async function startLocalN8n(options: LocalOptions): Promise<LocalN8n> {
	const { log, signal, userFolder, port } = options;
	const next = (step: string): void => {
		signal?.throwIfAborted();
		log(step);
	};
	await ensureN8n(log);
	next('Starting the three simulators');
	const simulators = await startAllSimulators();
	addYesterdaysPayments(simulators);
	let server: N8nServer | undefined;
	const stop = async (): Promise<void> => {
		await server?.stop();
		await closeAll(simulators);
	};
	try {
		next('Packing the package');
		const { packageDir } = await packPackage(projectRoot());
		next('Starting n8n (10 seconds, a minute at the very first start)');
		server = await startN8n({ userFolder, packageDir, port });
		await server.rest.signIn();
		const workflows = await readExamples();
		const credentials = credentialsOf(workflows, simulators);
		await importMissing({ rest: server.rest, userFolder, credentials, workflows, next });
		signal?.throwIfAborted();
		return { server, simulators, credentials, workflows, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

/** What is there already stays as it is: it may hold a token, or somebody's changes. */
async function importMissing({
	rest,
	userFolder,
	credentials,
	workflows,
	next,
}: {
	readonly rest: N8nRest;
	readonly userFolder: string;
	readonly credentials: readonly StoredCredential[];
	readonly workflows: readonly Workflow[];
	readonly next: (step: string) => void;
}): Promise<void> {
	// Only the command line keeps the ids that the examples name; through the REST API n8n gives new ones.
	const cli = n8nCli({ userFolder });
	const newCredentials = await missing(credentials, ({ id }) => rest.credentials.get(id));
	if (newCredentials.length > 0) {
		next(`Importing ${newCredentials.length} credentials for the simulators`);
		await cli.importCredentials(newCredentials);
	}
	const newWorkflows = await missing(workflows, ({ id }) => rest.workflows.get(id));
	if (newWorkflows.length > 0) {
		next(`Importing the examples: ${newWorkflows.map(({ name }) => name).join(', ')}`);
		await cli.importWorkflows(newWorkflows);
	}
}

async function missing<T>(
	wanted: readonly T[],
	look: (entry: T) => Promise<unknown>,
): Promise<T[]> {
	const absent: T[] = [];
	for (const entry of wanted) {
		try {
			await look(entry);
		} catch (error) {
			if (!isRestError(error) || error.status !== 404) throw error;
			absent.push(entry);
		}
	}
	return absent;
}
