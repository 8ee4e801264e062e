import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { IncomingMessage } from 'node:http';

import { projectRoot } from '../n8n/paths.mts';
import { smartFastPayBody } from '../../test/support/smartFastPayBody.mts';
import { startSimulator, type SimulatorCredentials } from '../../simulators/index.mts';

/** What the provider has seen of one run. */
export interface Seen {
	readonly requests: number;
	readonly tokenCalls: number;
	readonly connections: number;
	/** Requests that were under way at the same moment, at most. */
	readonly atOnce: number;
	/** Payouts that exist, each with a reference of its own. */
	readonly payouts: number;
}

/** SmartFastPay's simulator over https, on 127.0.0.1. */
export interface BenchProvider {
	readonly origin: string;
	/** The file with the certificate that has to be trusted. */
	readonly caPath: string;
	/** Forgets all that was, issues a new secret, and answers with so much delay from now on. */
	begin(latencyMs: number): SimulatorCredentials;
	/** As any client would get one. */
	token(credentials: SimulatorCredentials): Promise<string>;
	seen(): Seen;
	close(): Promise<void>;
}

export const tokenPath = '/oauth2/token';

/** Payments that the simulator begins with. */
const seeded = 60;
export const paymentIds = Array.from(
	{ length: seeded },
	(_, index) => `pay-${String(index + 1).padStart(4, '0')}`,
);

const amount = 10;

/** A payout, but for its reference. */
export const payout = { path: '/v2/payout', template: smartFastPayBody('', amount) };

export async function startProvider(): Promise<BenchProvider> {
	const certificates = join(projectRoot(), 'test', 'support', 'certificates');
	const caPath = join(certificates, 'valid.pem');
	const tls = { key: readFileSync(join(certificates, 'key.pem')), cert: readFileSync(caPath) };
	const simulator = await startSimulator('smartFastPay', {
		tls: { key: tls.key.toString(), cert: tls.cert.toString() },
	});
	const { control, url: origin } = simulator;
	let secrets = 0;
	let payoutsBefore = 0;
	return {
		origin,
		caPath,
		begin(latencyMs) {
			control.reset();
			secrets += 1;
			const credentials = {
				...simulator.credentials,
				clientSecret: `${simulator.credentials.clientSecret}-${secrets}`,
			};
			control.rotate(credentials);
			if (latencyMs > 0) control.addFault({ delayMs: latencyMs, times: Infinity });
			payoutsBefore = control.records().payouts?.length ?? 0;
			return credentials;
		},
		token: async (credentials) => await askForToken(origin, tls.cert, credentials),
		seen() {
			const counts = Object.entries(control.counts());
			const tokenCalls = counts.find(([name]) => name === `POST ${tokenPath}`)?.[1] ?? 0;
			const all = counts.reduce((sum, [, count]) => sum + count, 0);
			const { connections, maxAtOnce: atOnce } = control.traffic();
			const stored = control.records().payouts ?? [];
			const references = new Set(stored.map(({ transaction_id: id }) => id));
			return {
				requests: all - tokenCalls,
				tokenCalls,
				connections,
				atOnce,
				payouts: references.size - payoutsBefore,
			};
		},
		close: async () => await simulator.close(),
	};
}

async function askForToken(
	origin: string,
	ca: Buffer,
	{ clientId, clientSecret }: SimulatorCredentials,
): Promise<string> {
	const outgoing = request(`${origin}${tokenPath}`, {
		method: 'POST',
		auth: `${clientId}:${clientSecret}`,
		ca,
		agent: false,
	});
	const answered = new Promise<IncomingMessage>((resolve, reject) => {
		outgoing.on('response', resolve).on('error', reject);
	});
	outgoing.end();
	const answer = JSON.parse(await text(await answered)) as { data: { access_token: string } };
	return answer.data.access_token;
}
