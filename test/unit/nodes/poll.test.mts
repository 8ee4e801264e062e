import type { IPollFunctions } from 'n8n-workflow';

import { toStoredFields } from '../../../lib/auth/stored';
import { readSettings } from '../../../lib/auth/settings';
import { smartFastPay } from '../../../lib/providers/smartFastPay';
import { useServers } from '../../support/servers.mts';
import { poll } from '../../../nodes/PaymentStatusTrigger/poll';

const hourMs = 3_600_000;
const serve = useServers();

/** The one object with which n8n polls, and a credential with a token. */
function pollingNode(baseUrl: string, parameters: object) {
	const entered = {
		environment: 'custom',
		baseUrl,
		clientId: 'client-of-this-test',
		clientSecret: 'secret-0001',
	};
	const asked: unknown[] = [];
	let credentialReads = 0;
	const settings = readSettings(smartFastPay, entered);
	if (settings.kind === 'invalid') throw new Error(settings.explanation.message);
	const token = {
		accessToken: 'token-0001',
		expiresAt: Date.now() + hourMs,
		lifetimeMs: hourMs,
	};
	const stored = toStoredFields(smartFastPay, settings.settings, token);
	const given = { provider: 'smartFastPay', simplify: true, ...parameters };
	const node = {
		getNode: () => ({ name: 'Watch', credentials: { smartFastPayApi: { id: '1', name: 'C' } } }),
		getMode: () => 'manual',
		getNodeParameter: (name: string, fallback?: unknown) =>
			(given as Record<string, unknown>)[name] ?? fallback,
		getCredentials: async () => {
			credentialReads += 1;
			return await Promise.resolve({ ...entered, ...stored, sameForAllItems: 'true' });
		},
		helpers: {
			getSecureEgressFilter: () => ({
				validateUrl: async (url: unknown) => {
					asked.push(url);
					return await Promise.resolve({ ok: true, result: undefined });
				},
			}),
		},
	} as unknown as IPollFunctions;
	return { node, asked, credentialReads: () => credentialReads };
}

describe('polls of one object', () => {
	it('each ask the rules of n8n, and read the credential', async () => {
		const baseUrl = await serve((_request, response) => response.end('{}'));
		const { node, asked, credentialReads } = pollingNode(baseUrl, {
			watch: 'ones',
			kind: 'payment',
			payments: 'PAY-1',
			options: { keepConnectionsOpen: true },
		});
		for (let n = 0; n < 2; n += 1) await expect(poll(node)).rejects.toThrow('PAY-1');

		expect(asked).toEqual([baseUrl, baseUrl]);
		expect(credentialReads()).toBe(2);
	});
});
