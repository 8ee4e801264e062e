/**
 * `npm start`: a real n8n with the package loaded, the simulators, a credential for each of them and the examples. What is
 * done in it is kept in `node_modules/.n8n-start/`. Ends with SIGINT or SIGTERM.
 */
import { join } from 'node:path';

import { firstFreePort } from './local/choose-port.mts';
import { startLocalN8n, type LocalN8n } from './local/local-n8n.mts';
import { projectRoot } from './n8n/paths.mts';
import { owner } from './n8n/rest.mts';
import { lastLines } from './n8n/run-process.mts';

const usualPort = 5678;

const startedAt = Date.now();
const log = (line: string): void => {
	const seconds = ((Date.now() - startedAt) / 1000).toFixed(0).padStart(3);
	console.log(`[${seconds} s] ${line}`);
};

const interruption = new AbortController();
const interrupted = new Promise<void>((resolve) => {
	interruption.signal.addEventListener('abort', () => resolve(), { once: true });
});
// Not `once`: a terminal sends Ctrl+C to all processes of a group and npm passes it on, so it may come twice.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.on(signal, () => interruption.abort(new Error('The start was interrupted')));
}

try {
	const port = await firstFreePort(usualPort);
	if (port !== usualPort) log(`Port ${usualPort} is in use, so n8n listens on ${port}`);
	const userFolder = join(projectRoot(), 'node_modules', '.n8n-start');
	const local = await startLocalN8n({ userFolder, port, log, signal: interruption.signal });
	console.log(welcome(local));
	await Promise.race([interrupted, local.server.ended]);
	const isWanted = interruption.signal.aborted;
	log(isWanted ? 'Stopping n8n and the simulators' : 'n8n has ended by itself; its last words:');
	if (!isWanted) console.error(lastLines(local.server.output(), 20));
	await local.stop();
	log('Stopped');
	process.exitCode = isWanted ? 0 : 1;
} catch (error) {
	if (interruption.signal.aborted) {
		log('Stopped');
	} else {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	}
}

function welcome({ server, credentials, workflows, simulators }: LocalN8n): string {
	const first = workflows.find(({ id }) => id === 'ScheduledStatusDemo');
	return `
  n8n          ${server.url}
  E-mail       ${owner.email}
  Password     ${owner.password}

  Credentials  ${credentials.map(({ name }) => name).join('\n               ')}
  Workflows    ${workflows.map(({ id, name }) => `${name}\n               ${server.url}/workflow/${id}`).join('\n               ')}
  Simulators   ${simulators.map(({ url, provider }) => `${url}/__simulator  what ${provider} has received`).join('\n               ')}

  Try first    Open "${first?.name ?? ''}", press Execute workflow and open one of the status nodes.
               Run it again: each simulator still counts one token call.
               Then open a credential, which n8n tests at once; type another secret, save, and read More details.

  Everything you do is kept in node_modules/.n8n-start; delete that folder to begin anew. Press Ctrl+C to stop.
`;
}
