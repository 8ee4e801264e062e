import type { AddressInfo } from 'node:net';
import { createControl } from './core/control.mts';
import { createFaultQueue } from './core/faults.mts';
import { createLag } from './core/lag.mts';
import { createNotifier } from './core/notifier.mts';
import { createRecorder } from './core/recorder.mts';
import { buildServer } from './core/server.mts';
import type { ProviderDefinition } from './core/simulation.mts';
import { createTokenStore } from './core/tokens.mts';
import { paySecurez } from './paySecurez/definition.mts';
import { singapay } from './singapay/definition.mts';
import { smartFastPay } from './smartFastPay/definition.mts';
import type { ProviderId, Simulator, SimulatorOptions, SimulatorSettings } from './types.mts';

export type * from './types.mts';

const host = '127.0.0.1';
const definitions: Record<ProviderId, ProviderDefinition> = { smartFastPay, paySecurez, singapay };

/**
 * Starts the stand-in of one provider on 127.0.0.1. Rejects with the socket's own error (`code: 'EADDRINUSE'`) when the
 * port is taken.
 */
export async function startSimulator(
	provider: ProviderId,
	options: SimulatorOptions = {},
): Promise<Simulator> {
	const now = options.now ?? Date.now;
	const definition = definitions[provider];
	const seedSettings: SimulatorSettings = {
		tokenLifetimeSeconds: definition.tokenLifetimeSeconds,
		newTokenKillsOld: false,
		allowedIps: null,
	};
	const settings = { ...seedSettings };
	const credentials = { ...definition.credentials };
	const tokens = createTokenStore(now, settings);
	const faults = createFaultQueue();
	const recorder = createRecorder(now);
	const notifier = createNotifier(now);
	const lag = createLag(now, settings);
	const simulation = definition.create({
		now,
		settings,
		credentials,
		lag,
		issueToken: tokens.issue,
		notify: notifier.send,
		later: notifier.later,
	});
	const control = createControl({
		settings,
		seedSettings,
		credentials,
		seedCredentials: definition.credentials,
		tokens,
		faults,
		recorder,
		notifier,
		lag,
		simulation,
	});
	const { tls } = options;
	const server = buildServer({ simulation, control, tokens, faults, recorder, lag, now, tls });
	await server.listen({ host, port: options.port ?? 0 });
	const { port } = server.server.address() as AddressInfo;
	return {
		provider,
		url: `${tls === undefined ? 'http' : 'https'}://${host}:${port}`,
		credentials: { ...definition.credentials },
		control,
		close: async () => {
			notifier.close();
			await server.close();
		},
	};
}
