import { nothingTold } from '../../../lib/providers/paymentRecord';
import type { ListFilter, PaymentKind } from '../../../lib/providers/contract';
import { json, plain, subjects } from '../../support/subjects.mts';

const {
	payments,
	api: { paging },
} = subjects.smartFastPay.provider;

const kindOf = (id: string): PaymentKind => {
	const kind = payments.kinds.find((each) => each.id === id);
	if (kind === undefined) throw new Error(`There is no ${id}`);
	return kind;
};

const row = {
	id: 'pay-0001',
	customer_id: 'c-1',
	transaction_id: 'order-1',
	amount: '300.00',
	currency: 'BRL',
	status: 'paid',
	method: 'pix',
	created_at: '2026-01-15T03:00:00.123456Z',
	updated_at: '2026-01-15T03:00:05.000000Z',
};

describe('a SmartFastPay record', () => {
	it.each(['payment', 'payout', 'transaction'])('of a %s is read', (kind) => {
		expect(kindOf(kind).read(row)).toEqual({
			...nothingTold,
			method: 'pix',
			id: 'pay-0001',
			reference: 'order-1',
			providerStatus: 'paid',
			reason: '',
			amount: '300.00',
			currency: 'BRL',
			createdAt: Date.UTC(2026, 0, 15, 3, 0, 0, 123),
			updatedAt: Date.UTC(2026, 0, 15, 3, 0, 5),
		});
	});

	it('keeps the status as it is written', () => {
		expect(kindOf('payout').read({ ...row, status: ' OnHold ' }).providerStatus).toBe('OnHold');
	});

	it('takes a time without a zone for UTC', () => {
		const facts = kindOf('payment').read({ ...row, created_at: '2026-01-15 03:00:00' });
		expect(facts.createdAt).toBe(Date.UTC(2026, 0, 15, 3));
	});

	it('of the answer to a new payment says only what it holds', () => {
		const created = { id: 'pay-1', status: 'pending', expires_in: 1_727_126_892, values: {} };
		expect(kindOf('payment').read(created)).toEqual({
			...nothingTold,
			id: 'pay-1',
			reference: '',
			providerStatus: 'pending',
			reason: '',
			amount: null,
			currency: '',
			createdAt: null,
			updatedAt: null,
		});
	});
});

describe('the reason of a SmartFastPay transaction', () => {
	it.each<[string, object, string]>([
		['denied', { status: 'canceled', type: 'payment', payment_status: 'denied' }, 'denied'],
		['expired', { status: 'canceled', type: 'payment', payment_status: 'expired' }, 'expired'],
		['failed', { status: 'canceled', type: 'payout', payout_status: 'failed' }, 'failed'],
		['empty for money that came back', { status: 'canceled', payout_status: 'returned' }, ''],
		[
			"the payout's where the payment's is null",
			{ status: 'canceled', payment_status: null, payout_status: 'failed' },
			'failed',
		],
		['there in any case', { status: 'CANCELED', payment_status: 'Denied' }, 'Denied'],
		['empty where neither is named', { status: 'canceled' }, ''],
		['empty for one that is paid', { status: 'paid', payment_status: 'paid' }, ''],
		['empty for one that is pending', { status: 'pending', payment_status: 'pending' }, ''],
		['empty for a word nobody knows', { status: 'cancelled?', payment_status: 'denied' }, ''],
	])('is %s', (_what, record, reason) => {
		expect(kindOf('transaction').read(record).reason).toBe(reason);
	});

	it.each(['payment', 'payout'])('is not looked for in a %s', (kind) => {
		expect(kindOf(kind).read({ status: 'canceled', payment_status: 'denied' }).reason).toBe('');
	});
});

describe('the status of a SmartFastPay transaction', () => {
	it.each<[string, object, string]>([
		['refunded for one that was paid', { status: 'paid', payout_status: 'refunded' }, 'refunded'],
		['returned for one that was paid', { status: 'paid', payout_status: 'returned' }, 'returned'],
		['returned for one canceled', { status: 'canceled', payout_status: 'returned' }, 'returned'],
		['refunded in any case', { status: 'paid', payout_status: ' Refunded ' }, 'Refunded'],
		['refunded where its own is missing', { payout_status: 'refunded' }, 'refunded'],
		['its own beside success', { status: 'paid', payout_status: 'success' }, 'paid'],
		['its own beside a failed payout', { status: 'canceled', payout_status: 'failed' }, 'canceled'],
		['its own beside null', { status: 'paid', payout_status: null }, 'paid'],
		['its own beside nothing', { status: 'paid' }, 'paid'],
		['its own beside a word nobody knows', { status: 'paid', payout_status: 'toString' }, 'paid'],
		[
			'its own where only the payment says so',
			{ status: 'paid', payment_status: 'refunded' },
			'paid',
		],
	])('is %s', (_what, record, word) => {
		expect(kindOf('transaction').read(record).providerStatus).toBe(word);
	});

	it.each(['payment', 'payout'])('is its own in a %s', (kind) => {
		expect(kindOf(kind).read({ status: 'paid', payout_status: 'refunded' }).providerStatus).toBe(
			'paid',
		);
	});
});

describe('a SmartFastPay payout', () => {
	const { statusMap } = kindOf('payout');

	it('may be refunded after its success, and is final even so', () => {
		expect(statusMap.success).toEqual({ status: 'succeeded', final: true, mayBecome: 'refunded' });
	});

	it('may become nothing else after any other word', () => {
		const others = Object.entries(statusMap).filter(([word]) => word !== 'success');
		expect(others.filter(([, { mayBecome }]) => mayBecome !== undefined)).toEqual([]);
	});
});

describe('the list query of SmartFastPay', () => {
	const query = (filter: Partial<ListFilter> = {}) =>
		kindOf('payment').list?.query({ order: 'newestFirst', ...filter });

	it.each<[Partial<ListFilter>, string]>([
		[{}, 'created_at,desc'],
		[{ order: 'newestFirst' }, 'created_at,desc'],
		[{ order: 'oldestFirst' }, 'created_at,asc'],
	])('%j orders under both documented names: %s', (filter, sort) => {
		expect(query(filter)).toEqual({ sort, order: sort });
	});

	it('asks for a reference', () => {
		expect(query({ reference: 'order-1' })).toMatchObject({ transaction_id: 'order-1' });
	});

	it('is the same for payments, payouts and transactions', () => {
		const filter = { from: 1, to: 2, reference: 'R', order: 'oldestFirst' } as const;
		const all = payments.kinds.map(({ list }) => list?.query(filter));
		expect(all).toEqual([query(filter), query(filter), query(filter)]);
	});

	const second = Date.UTC(2026, 0, 15, 3, 0, 0);

	it.each<[number, string]>([
		[second, '2026-01-15T03:00:00Z'],
		[second + 1, '2026-01-15T03:00:00Z'],
		[second + 999, '2026-01-15T03:00:00Z'],
		[second - 1, '2026-01-15T02:59:59Z'],
	])('begins at a whole second, never after %d', (from, start_time) => {
		expect(query({ from })).toMatchObject({ start_time });
		expect(query({ from })).not.toHaveProperty('end_time');
	});

	it.each<[number, string]>([
		// Microseconds are documented: 03:00:00.000999 is read as this very millisecond.
		[second, '2026-01-15T03:00:01Z'],
		[second + 1, '2026-01-15T03:00:01Z'],
		[second + 999, '2026-01-15T03:00:01Z'],
		[second - 1, '2026-01-15T03:00:00Z'],
	])('ends at a whole second, and later than %d', (to, end_time) => {
		expect(query({ to })).toMatchObject({ end_time });
		expect(query({ to })).not.toHaveProperty('start_time');
	});

	it.each([
		[Date.UTC(9999, 11, 31, 23, 59, 59, 999), '9999-12-31T23:59:59Z'],
		[8.64e15, '9999-12-31T23:59:59Z'],
		[-8.64e15, '1970-01-01T00:00:00Z'],
	])('has years of four digits: %d', (time, written) => {
		expect(query({ from: time, to: time })).toMatchObject({
			start_time: written,
			end_time: written,
		});
	});
});

describe('the pages of a SmartFastPay list', () => {
	it('are counted by `page`, with at most 40 rows by `limit`', () => {
		expect(paging).toMatchObject({
			pageParameter: 'page',
			limit: { parameter: 'limit', max: 40 },
		});
	});

	it.each<[rows: number, asked: number | undefined, hasNext: 'yes' | 'perhaps' | 'no']>([
		[40, 40, 'yes'],
		[39, 40, 'no'],
		[0, 40, 'no'],
		[10, undefined, 'yes'],
		[9, undefined, 'no'],
		[1, 1, 'yes'],
		[0, 1, 'no'],
		// More than was asked for: a list that knows no pages.
		[25, 20, 'perhaps'],
		[11, undefined, 'perhaps'],
		[41, 40, 'perhaps'],
		// As many as it gives unasked, though more were asked for: a list that does not know the limit.
		[10, 40, 'perhaps'],
		[10, 100, 'perhaps'],
		[10, 11, 'perhaps'],
		[10, 10, 'yes'],
		[10, 5, 'perhaps'],
		[11, 40, 'no'],
		// More than the page allows: a provider that gives its most instead of refusing has more.
		[40, 100, 'yes'],
		[39, 100, 'no'],
	])('%d rows of %s asked for: another page may follow: %s', (rows, asked, hasNext) => {
		for (const body of [{ requestId: 'r', data: [] }, {}, '', { pagination: { totalPages: 1 } }])
			expect(paging?.hasNext(body, rows, asked)).toBe(hasNext);
	});
});

describe('a SmartFastPay answer that there is no such payment', () => {
	it.each<[number, unknown, boolean]>([
		[404, {}, true],
		[404, '', true],
		[404, { requestId: 'r-1', moreInformation: 'Not Found' }, true],
		[400, { requestId: 'r-1', moreInformation: 'Not Found' }, false],
		[401, {}, false],
		[403, {}, false],
		[500, { moreInformation: 'Not Found' }, false],
		[200, { requestId: 'r-1', data: { status: '404' } }, false],
		[200, { requestId: 'r-1', status: 404, payload: 'Not Found' }, false],
	])('HTTP %i %j: %s', (status, body, isNotFound) => {
		expect(payments.isNotFound(json(status, body))).toBe(isNotFound);
	});

	it('need not be JSON', () => {
		expect(payments.isNotFound(plain(404, 'Not Found'))).toBe(true);
	});
});
