import type { IHttpRequestOptions } from 'n8n-workflow';

import type { PaymentKind, Provider, Settings } from '../../../../providers/provider';
import { type Question, readQuestion } from '../../../../request/payments/question';
import { subjects } from '../../support/subjects.mts';
import { kindOf, type Reply, type SubjectName } from './stage.mts';

/** How one provider is asked for single payments. */
export interface OnesModel {
	readonly name: string;
	readonly provider: Provider;
	readonly settings: Settings;
	readonly question: (value: string) => Question;
	/** Each word with the common word for it, and whether it is settled; by hand from the providers' pages. */
	readonly words: Readonly<Record<string, { readonly status: string; readonly settled: boolean }>>;
	/** Which payment a request asks for. */
	readonly askedFor: (options: IHttpRequestOptions) => string;
	/** The answer about a payment with this word; undefined where there is none. */
	readonly answer: (value: string, word: string | undefined) => Reply;
}

const pending = { status: 'pending', settled: false };
const succeeded = { status: 'succeeded', settled: true };
const failed = { status: 'failed', settled: true };
const refunded = { status: 'refunded', settled: true };

const payoutWords = {
	pending,
	onhold: pending,
	limbo: { status: 'unknown', settled: false },
	// May still become refunded.
	success: { status: 'succeeded', settled: false },
	failed,
	refunded,
};

const questionOf =
	(name: SubjectName, kind: PaymentKind, by: string, accountId: string) =>
	(value: string): Question => {
		const { provider, settings } = subjects[name];
		const fields = { kind: 'Kind', value: 'Payments' };
		const meant = { kind: kind.id, by, value, accountId, fields };
		const read = readQuestion(provider, settings, meant);
		if (read.kind === 'invalid') throw new Error(read.explanation.message);
		return read.question;
	};

const payout = kindOf('smartFastPay', 'payout');
const disbursement = kindOf('singapay', 'disbursement');

const payoutRow = (value: string, status: string): object => ({
	id: value,
	transaction_id: value,
	status,
	created_at: '2026-01-05T12:00:00Z',
});

export const payoutsById: OnesModel = {
	name: 'SmartFastPay payouts by ID',
	...subjects.smartFastPay,
	question: questionOf('smartFastPay', payout, 'id', ''),
	words: payoutWords,
	askedFor: ({ url }) => new URL(url).pathname.split('/').at(-1) ?? '',
	answer: (value, word) =>
		word === undefined
			? { status: 404, body: { requestId: 'r', moreInformation: { message: 'Not found' } } }
			: { status: 200, body: { requestId: 'r', data: payoutRow(value, word) } },
};

export const payoutsByReference: OnesModel = {
	...payoutsById,
	name: 'SmartFastPay payouts by reference (list)',
	question: questionOf('smartFastPay', payout, 'reference', ''),
	askedFor: ({ url }) => new URL(url).searchParams.get('transaction_id') ?? '',
	answer: (value, word) => ({
		status: 200,
		body: { requestId: 'r', data: word === undefined ? [] : [payoutRow(value, word)] },
	}),
};

export const disbursementsByReference: OnesModel = {
	name: 'Singapay disbursements by reference (inquiry)',
	...subjects.singapay,
	question: questionOf('singapay', disbursement, 'reference', 'acc-1'),
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
};

export const onesModels = [payoutsById, payoutsByReference, disbursementsByReference];
