import type { PaymentKind, Provider, Settings } from '../../../../lib/providers/contract';
import { buildLookup, type Lookup } from '../../../../lib/payments/lookup';
import type { Reply, SentRequest } from '../../../support/fakeContext.mts';
import { kindOf, type SubjectName, subjects } from '../../../support/subjects.mts';

/** How one provider is asked for single payments. */
export interface ChosenModel {
	readonly name: string;
	readonly provider: Provider;
	readonly settings: Settings;
	readonly lookup: (value: string) => Lookup;
	/** Each word with the common word for it, and whether it is settled; by hand from the providers' pages. */
	readonly words: Readonly<Record<string, { readonly status: string; readonly settled: boolean }>>;
	/** Which payment a request asks for. */
	readonly askedFor: (options: SentRequest) => string;
	/** The answer about a payment with this word, changed last at this time; undefined where there is none. */
	readonly answer: (
		value: string,
		word: string | undefined,
		request: SentRequest,
		updatedMs?: number,
	) => Reply;
	/** Whether the answer says when it has changed last. */
	readonly tellsUpdate: boolean;
	/** How many of them one poll may ask for where none was found yet. */
	readonly mostAtFirst: number;
}

/** Final, but it may still become refunded. */
const succeeded = { status: 'succeeded', settled: false };
const pending = { status: 'pending', settled: false };
const failed = { status: 'failed', settled: true };
const refunded = { status: 'refunded', settled: true };

const payoutWords = {
	pending,
	onhold: pending,
	limbo: { status: 'unknown', settled: false },
	success: succeeded,
	failed,
	refunded,
};

const lookupOf =
	(name: SubjectName, kind: PaymentKind, by: Lookup['by'], accountId: string) =>
	(value: string): Lookup => {
		const { provider, settings } = subjects[name];
		const lookup = buildLookup(provider, settings, { kind, by, value, accountId });
		if (lookup === undefined) throw new Error(`${provider.id} cannot be asked for ${value}`);
		return lookup;
	};

const payout = kindOf(subjects.smartFastPay.provider, 'payout');
const disbursement = kindOf(subjects.singapay.provider, 'disbursement');

/** A day before the tests begin. */
const longAgoMs = Date.UTC(2026, 0, 4, 12);

const payoutRow = (value: string, status: string, updatedMs = longAgoMs): object => ({
	id: value,
	transaction_id: value,
	status,
	created_at: new Date(longAgoMs).toISOString(),
	updated_at: new Date(updatedMs).toISOString(),
});

export const payoutsById: ChosenModel = {
	name: 'SmartFastPay payouts by ID',
	...subjects.smartFastPay,
	lookup: lookupOf('smartFastPay', payout, 'id', ''),
	words: payoutWords,
	askedFor: ({ url }) => new URL(url).pathname.split('/').at(-1) ?? '',
	answer: (value, word, _request, updatedMs) =>
		word === undefined
			? { status: 404, body: { requestId: 'r', moreInformation: { message: 'Not found' } } }
			: { status: 200, body: { requestId: 'r', data: payoutRow(value, word, updatedMs) } },
	tellsUpdate: true,
	mostAtFirst: 50,
};

export const isSearch = ({ url }: SentRequest): boolean =>
	new URL(url).searchParams.has('transaction_id');

export const payoutsByReference: ChosenModel = {
	...payoutsById,
	name: 'SmartFastPay payouts by reference (list)',
	lookup: lookupOf('smartFastPay', payout, 'reference', ''),
	// Searched for until it is found, and asked for by ID from then on.
	askedFor: (request) =>
		new URL(request.url).searchParams.get('transaction_id') ??
		payoutsById.askedFor(request).replace(/^id-/, ''),
	answer(value, word, request, updatedMs) {
		const record =
			word === undefined ? undefined : { ...payoutRow(value, word, updatedMs), id: `id-${value}` };
		if (isSearch(request))
			return { status: 200, body: { requestId: 'r', data: record === undefined ? [] : [record] } };
		return record === undefined
			? payoutsById.answer(value, undefined, request)
			: { status: 200, body: { requestId: 'r', data: record } };
	},
	mostAtFirst: 5,
};

export const disbursementsByReference: ChosenModel = {
	name: 'Singapay disbursements by reference (inquiry)',
	...subjects.singapay,
	lookup: lookupOf('singapay', disbursement, 'reference', 'acc-1'),
	words: { '01': pending, '02': pending, '00': succeeded, '04': refunded, '06': failed },
	askedFor: ({ body }) => {
		const asked = JSON.parse(String(body)) as { reference_number: string };
		return asked.reference_number;
	},
	answer: (value, word) =>
		word === undefined
			? { status: 404, body: { response_code: 'SP009', response_message: 'Not found' } }
			: {
					status: 200,
					body: {
						response_code: 'SP000',
						data: {
							transaction_id: `t-${value}`,
							reference_number: value,
							transaction_status: { code: word },
						},
					},
				},
	tellsUpdate: false,
	mostAtFirst: 50,
};

export const transactionsById: ChosenModel = {
	name: 'PaySecurez transactions by ID',
	...subjects.paySecurez,
	lookup: lookupOf('paySecurez', kindOf(subjects.paySecurez.provider, 'transaction'), 'id', ''),
	words: {
		pending,
		captured: { status: 'succeeded', settled: true },
		declined: failed,
		failed,
	},
	askedFor: ({ url }) => new URL(url).pathname.split('/').at(-2) ?? '',
	answer: (value, word) =>
		word === undefined
			? { status: 404, body: { statusCode: 404, message: 'Transaction not found' } }
			: { status: 200, body: { TransactionId: value, Status: word, Reference: value } },
	tellsUpdate: false,
	mostAtFirst: 50,
};

export const onesModels = [
	payoutsById,
	payoutsByReference,
	disbursementsByReference,
	transactionsById,
];
