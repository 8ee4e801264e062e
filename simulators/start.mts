import { startSimulator } from './index.mts';
import type { ProviderId, Simulator } from './index.mts';

/** Starts all three simulators on their fixed ports and tells where they are. Ends with SIGINT or SIGTERM. */

const ports: { provider: ProviderId; name: string; port: number }[] = [
	{ provider: 'smartFastPay', name: 'SmartFastPay', port: 41001 },
	{ provider: 'paySecurez', name: 'PaySecurez', port: 41002 },
	{ provider: 'singapay', name: 'Singapay', port: 41003 },
];

const running: Simulator[] = [];

const stop = async () => {
	await Promise.all(running.map((simulator) => simulator.close()));
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());

for (const { provider, name, port } of ports) {
	try {
		const simulator = await startSimulator(provider, { port });
		running.push(simulator);
		console.log(describe(name, simulator));
	} catch (error) {
		console.error(reason(name, port, error));
		process.exitCode = 1;
		await stop();
		break;
	}
}
if (process.exitCode === undefined) console.log('Press Ctrl+C to stop.');

function describe(name: string, { url, credentials }: Simulator): string {
	return [
		name,
		`  Base URL       ${url}`,
		`  Client ID      ${credentials.clientId}`,
		`  Client Secret  ${credentials.clientSecret}`,
		...(credentials.partnerId === undefined ? [] : [`  Partner ID     ${credentials.partnerId}`]),
		`  Control plane  ${url}/__simulator`,
		'',
	].join('\n');
}

function reason(name: string, port: number, error: unknown): string {
	const code = error instanceof Error && 'code' in error ? error.code : undefined;
	if (code === 'EADDRINUSE') {
		return `Port ${port} of 127.0.0.1 is in use, so ${name} was not started. Stop the program that holds it (perhaps another run of the simulators) and start again.`;
	}
	return `${name} was not started: ${error instanceof Error ? error.message : String(error)}`;
}
