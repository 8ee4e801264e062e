import { paySecurez } from '../../lib/providers/paySecurez';
import type { ApiResponse, Provider, Settings } from '../../lib/providers/contract';
import { singapay } from '../../lib/providers/singapay';
import { smartFastPay } from '../../lib/providers/smartFastPay';

/** What the unit tests speak about: each provider with a credential that is complete. */
export interface Subject {
	readonly provider: Provider;
	readonly settings: Settings;
	/** The same, as n8n hands it out decrypted. */
	readonly fields: Readonly<Record<string, string>>;
}

const clientId = 'client-1';
const clientSecret = 'swordfish-1';

const subject = (provider: Provider, extras: Record<string, string>): Subject => ({
	provider,
	settings: { baseUrl: 'https://api.example.com', clientId, clientSecret, extras },
	fields: {
		environment: 'custom',
		baseUrl: 'https://api.example.com',
		clientId,
		clientSecret,
		...extras,
	},
});

export const subjects = {
	smartFastPay: subject(smartFastPay, { webhookSecret: '' }),
	paySecurez: subject(paySecurez, { reusePolicy: 'perTransaction' }),
	singapay: subject(singapay, { partnerId: 'partner-1', authVersion: 'v1.0' }),
};

/** For `describe.each` and `it.each`: name, subject. */
export const eachProvider = Object.entries(subjects);

export const json = (status: number, body: unknown): ApiResponse => ({
	status,
	headers: {},
	body,
	isJson: true,
});

export const plain = (status: number, body: string): ApiResponse => ({
	status,
	headers: {},
	body,
	isJson: false,
});
