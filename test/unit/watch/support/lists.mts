import type { PaymentKind, Provider } from '../../../../lib/providers/contract';
import { kindOf, type SubjectName, subjects } from '../../../support/subjects.mts';

/** A payment at the simulated provider. */
export interface Held {
	readonly id: string;
	/** By the provider's clock. */
	readonly createdMs: number;
	/** When the list begins to show it; by the provider's clock. */
	readonly visibleMs: number;
	word: string;
}

/** How one provider lists one kind of payment, as its pages say. */
export interface ListModel {
	readonly name: string;
	readonly subject: SubjectName;
	readonly provider: Provider;
	readonly kind: PaymentKind;
	readonly accountId: string;
	readonly order: 'oldestFirst' | 'newestFirst';
	readonly isDated: boolean;
	readonly pageSize: number;
	/** Words that may still change, the common word of each; written by hand from the providers' pages. */
	readonly moving: Readonly<Record<string, string>>;
	readonly final: Readonly<Record<string, string>>;
	row(held: Held): object;
	/** The rows that the request's query leaves, before paging. */
	narrow(held: readonly Held[], query: URLSearchParams): readonly Held[];
	answer(rows: readonly object[], page: number, pages: number): object;
}

const iso = (ms: number): string => new Date(ms).toISOString();

const singapayAnswer = (rows: readonly object[], page: number, pages: number): object => ({
	status: 200,
	success: true,
	data: rows,
	pagination: { currentPage: page, totalPages: pages, perPage: rows.length },
});

const jakarta = (ms: number): string =>
	iso(ms + 7 * 3_600_000)
		.replace('T', ' ')
		.replace('Z', '');

const everything = (held: readonly Held[]): readonly Held[] => held;

export const listModels = (isSmall: boolean): readonly ListModel[] => [
	{
		name: 'SmartFastPay payments (filter, oldest first)',
		subject: 'smartFastPay',
		provider: smartFastPayWith(isSmall ? 4 : 40),
		kind: kindOf(subjects.smartFastPay.provider, 'payment'),
		accountId: '',
		order: 'oldestFirst',
		isDated: true,
		pageSize: isSmall ? 4 : 40,
		moving: { pending: 'pending', REVIEW: 'unknown', held: 'unknown' },
		final: { paid: 'succeeded', denied: 'failed', expired: 'expired' },
		row: ({ id, createdMs, word }) => ({
			id,
			transaction_id: `ref-${id}`,
			status: word,
			created_at: iso(createdMs).replace('Z', '123Z'),
		}),
		narrow(held, query) {
			const from = Date.parse(query.get('start_time') ?? '1970-01-01T00:00:00Z');
			return held.filter(({ createdMs }) => createdMs >= from);
		},
		answer: (rows) => ({ requestId: 'r', data: rows }),
	},
	{
		name: 'Singapay disbursements (newest first)',
		subject: 'singapay',
		provider: subjects.singapay.provider,
		kind: kindOf(subjects.singapay.provider, 'disbursement'),
		accountId: 'acc-1',
		order: 'newestFirst',
		isDated: true,
		pageSize: isSmall ? 3 : 25,
		moving: { '01': 'pending', '02': 'pending', '99': 'unknown' },
		final: { '00': 'succeeded', '06': 'failed', '04': 'refunded' },
		row: ({ id, createdMs, word }) => ({
			transaction_id: id,
			reference_number: `ref-${id}`,
			transaction_status: { code: word },
			post_timestamp: String(createdMs),
		}),
		narrow: everything,
		answer: singapayAnswer,
	},
	{
		name: 'Singapay virtual accounts (oldest first)',
		subject: 'singapay',
		provider: subjects.singapay.provider,
		kind: kindOf(subjects.singapay.provider, 'virtualAccount'),
		accountId: 'acc-1',
		order: 'oldestFirst',
		isDated: true,
		pageSize: isSmall ? 3 : 25,
		moving: { unpaid: 'pending', pending: 'pending', odd: 'unknown' },
		final: { paid: 'succeeded', settled: 'succeeded', expired: 'expired' },
		row: ({ id, createdMs, word }) => ({
			transaction_id: id,
			status: word,
			post_timestamp: jakarta(createdMs),
		}),
		narrow: everything,
		answer: singapayAnswer,
	},
	{
		name: 'Singapay QRIS codes (no time at all)',
		subject: 'singapay',
		provider: subjects.singapay.provider,
		kind: kindOf(subjects.singapay.provider, 'qris'),
		accountId: 'acc-1',
		order: 'newestFirst',
		isDated: false,
		pageSize: isSmall ? 3 : 25,
		moving: { open: 'pending' },
		final: { paid: 'succeeded', settled: 'succeeded', expired: 'expired' },
		row: ({ id, word }) => ({ id: Number(id), reff_no: `ref-${id}`, status: word }),
		narrow: everything,
		answer: singapayAnswer,
	},
];

/** Smaller pages make the limits of a poll reachable with few rows. */
function smartFastPayWith(max: number): Provider {
	const { provider } = subjects.smartFastPay;
	const { paging } = provider.api;
	if (paging === undefined) throw new Error('SmartFastPay has lists');
	const limited = { ...paging, limit: { parameter: 'limit', max } };
	return { ...provider, api: { ...provider.api, paging: limited } };
}
