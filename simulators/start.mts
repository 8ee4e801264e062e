import { closeAll, stands, startAllSimulators } from './all.mts';
import type { Simulator } from './index.mts';

/** Starts all three simulators on their fixed ports and tells where they are. Ends with SIGINT or SIGTERM. */
try {
	const running = await startAllSimulators();
	for (const signal of ['SIGINT', 'SIGTERM'] as const)
		process.once(signal, () => void closeAll(running));
	for (const simulator of running) console.log(describe(simulator));
	console.log('Press Ctrl+C to stop.');
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
}

function describe({ provider, url, credentials }: Simulator): string {
	return [
		stands.find((stand) => stand.provider === provider)?.name ?? provider,
		`  Base URL       ${url}`,
		`  Client ID      ${credentials.clientId}`,
		`  Client Secret  ${credentials.clientSecret}`,
		...(credentials.partnerId === undefined ? [] : [`  Partner ID     ${credentials.partnerId}`]),
		`  Control plane  ${url}/__simulator`,
		'',
	].join('\n');
}
