import { startSimulator } from './index.mts';
import type { ProviderId, Simulator } from './index.mts';

/** The simulators as a person uses them: always at the same addresses, so that a stored credential stays valid. */
export const stands = [
	{ provider: 'smartFastPay', name: 'SmartFastPay', port: 41001 },
	{ provider: 'paySecurez', name: 'PaySecurez', port: 41002 },
	{ provider: 'singapay', name: 'Singapay', port: 41003 },
] as const satisfies ReadonlyArray<{ provider: ProviderId; name: string; port: number }>;

/** Starts all three, or none: rejects with a sentence that says what is in the way. */
export async function startAllSimulators(): Promise<Simulator[]> {
	const running: Simulator[] = [];
	for (const { provider, name, port } of stands) {
		try {
			running.push(await startSimulator(provider, { port }));
		} catch (cause) {
			await closeAll(running);
			throw new Error(reason(name, port, cause), { cause });
		}
	}
	return running;
}

export async function closeAll(simulators: readonly Simulator[]): Promise<void> {
	await Promise.all(simulators.map(async (simulator) => await simulator.close()));
}

function reason(name: string, port: number, error: unknown): string {
	const code = error instanceof Error && 'code' in error ? error.code : undefined;
	if (code === 'EADDRINUSE') {
		return `Port ${port} of 127.0.0.1 is in use, so ${name} was not started. Stop the program that holds it (perhaps another run of the simulators) and start again.`;
	}
	return `${name} was not started: ${error instanceof Error ? error.message : String(error)}`;
}
