import { paySecurez } from '../../lib/providers/paySecurez';
import type { Lookup } from '../../lib/payments/lookup';
import { readLookup } from '../../nodes/shared/forms/lookup';
import type { ApiResponse, PaymentKind, Provider, Settings } from '../../lib/providers/contract';
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
	singapay: subject(singapay, {
		partnerId: 'partner-1',
		authVersion: 'v1.0',
		webhookSecrets: '',
	}),
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

export type SubjectName = keyof typeof subjects;

export const kindOf = (provider: Provider, id: string): PaymentKind => {
	const kind = provider.payments.kinds.find((one) => one.id === id);
	if (kind === undefined) throw new Error(`${provider.id} has no ${id}`);
	return kind;
};

/** A payment to look up, as a builder enters it. */
export function lookupOf(
	provider: Provider,
	kind: string,
	by: string,
	value: unknown,
	given: Settings = subjects.singapay.settings,
): Lookup {
	const field = by === 'id' ? 'Payment ID' : 'Reference';
	const read = readLookup(provider, given, { kind, by, value, accountId: 'acc-1', field });
	if (read.kind === 'invalid') throw new Error(read.explanation.message);
	return read.lookup;
}

/** The content in the provider's own envelope. */
export const enveloped = ({ id }: Provider, content: unknown): unknown => {
	if (id === 'smartFastPay') return { requestId: 'r-1', data: content };
	const pagination = { currentPage: 1, totalPages: 1 };
	return id === 'singapay' ? { status: 200, success: true, data: content, pagination } : content;
};
