import { mapStatus } from '../../../lib/providers/paymentRecord';
import type {
	ApiResponse,
	ListFilter,
	PaymentKind,
	PaymentStatus,
	StatusMeaning,
} from '../../../lib/providers/contract';
import { json, plain, subjects } from '../../support/subjects.mts';

const {
	payments,
	api: { paging },
} = subjects.singapay.provider;

const kindOf = (id: string): PaymentKind => {
	const kind = payments.kinds.find((each) => each.id === id);
	if (kind === undefined) throw new Error(`There is no ${id}`);
	return kind;
};

const meaningIn = (id: string, record: unknown): StatusMeaning => {
	const kind = kindOf(id);
	return mapStatus(kind.statusMap, kind.read(record).providerStatus);
};

const idr = (value: unknown) => ({ currency: 'IDR', value });

const transfer = {
	transaction_id: '3312000000000000001',
	reference_number: 'REF-0001',
	transaction_status: { code: '03', desc: 'Pending' },
	post_timestamp: '1765505364000',
	processed_timestamp: '',
	gross_amount: idr('53000.00'),
	fee: { name: 'Transfer Fee', ...idr('3000.00') },
	net_amount: idr('50000.00'),
	balance_after: idr('1.00'),
	notes: 'Salary',
};

describe('a Singapay disbursement', () => {
	const disbursement = kindOf('disbursement');

	it('says why it failed, and when', () => {
		expect(
			disbursement.read({
				...transfer,
				transaction_status: { code: '06', desc: 'Failed' },
				processed_timestamp: '1765505365000',
				failed_reason: 'Invalid Account',
				failed_code: 'SP001',
			}),
		).toMatchObject({
			providerStatus: '06',
			reason: 'Invalid Account',
			updatedAt: 1_765_505_365_000,
		});
	});

	it('may have been processed at null', () => {
		const facts = disbursement.read({ ...transfer, processed_timestamp: null });
		expect(facts.updatedAt).toBeNull();
	});

	const paid: StatusMeaning = { status: 'succeeded', final: true, mayBecome: 'refunded' };

	it.each<[string, unknown, string, StatusMeaning]>([
		['two digits', { code: '00' }, '00', paid],
		['a number', { code: 0 }, '00', paid],
		['one digit as text', { code: '6' }, '06', { status: 'failed', final: true }],
		['blanks around it', { code: ' 04 ' }, '04', { status: 'refunded', final: true }],
		['no object around it', '01', '01', { status: 'pending', final: false }],
		['a number without an object', 3, '03', { status: 'pending', final: false }],
		['a word', 'success', 'success', paid],
		['a code nobody knows', { code: '08' }, '08', { status: 'unknown', final: false }],
		['a longer code', { code: '000' }, '000', { status: 'unknown', final: false }],
		['a letter, as it stands', { code: 'x' }, 'x', { status: 'unknown', final: false }],
		['a description alone', { desc: 'Success' }, '', { status: 'unknown', final: false }],
		['a code that is an object', { code: {} }, '', { status: 'unknown', final: false }],
		['nothing', null, '', { status: 'unknown', final: false }],
	])('may give its code as %s', (_what, transaction_status, word, meaning) => {
		const record = { transaction_status };
		expect(disbursement.read(record).providerStatus).toBe(word);
		expect(meaningIn('disbursement', record)).toEqual(meaning);
	});

	it.each<[unknown, string, string]>([
		[1, '01', 'pending'],
		['1', '01', 'pending'],
		['01', '01', 'pending'],
		[6, '06', 'failed'],
		['00', '00', 'succeeded'],
		// It may be a flag.
		[0, '0', 'unknown'],
		['0', '0', 'unknown'],
		[9, '9', 'unknown'],
		[200, '200', 'unknown'],
		['open', 'open', 'pending'],
		['cancelled', 'cancelled', 'canceled'],
	])(
		'may stand where others have a word, as at a cardless withdrawal: %j',
		(status, word, common) => {
			expect(kindOf('cardlessWithdrawal').read({ status }).providerStatus).toBe(word);
			expect(meaningIn('cardlessWithdrawal', { status }).status).toBe(common);
		},
	);

	it('is judged by its code where version 1 has a word beside it', () => {
		const record = { transaction_status: { code: '06' }, status: 'success' };
		expect(meaningIn('disbursement', record).status).toBe('failed');
	});

	it('is judged by its word where the code is empty', () => {
		const record = { transaction_status: { code: '' }, status: 'failed' };
		expect(meaningIn('disbursement', record).status).toBe('failed');
	});
});

describe('the response code SP000', () => {
	const accepted = { response_code: 'SP000', response_message: 'Successfully' };

	it.each<[string, object, StatusMeaning]>([
		['alone', {}, { status: 'unknown', final: false }],
		['with nothing in it', { data: null }, { status: 'unknown', final: false }],
		[
			'beside an initiated payment',
			{ transaction_status: { code: '01' } },
			{ status: 'pending', final: false },
		],
		[
			'beside a failed one',
			{ transaction_status: { code: '06' } },
			{ status: 'failed', final: true },
		],
		[
			'beside a code without a meaning',
			{ transaction_status: { code: '' } },
			{ status: 'unknown', final: false },
		],
	])('never means that a disbursement was paid: %s', (_what, record, meaning) => {
		expect(meaningIn('disbursement', { ...accepted, ...record })).toEqual(meaning);
	});

	it.each(payments.kinds.map(({ id }) => id))('is no status of the kind %s', (id) => {
		for (const record of [accepted, { status: 'SP000' }, { transaction_status: 'SP000' }])
			expect(meaningIn(id, record)).toEqual({ status: 'unknown', final: false });
	});

	it.each(payments.kinds.map(({ id }) => id))(
		'is no more than the status 200 of the first envelope: %s',
		(id) => {
			const envelope = { status: 200, success: true, data: { status: 'paid' } };
			expect(meaningIn(id, envelope)).toEqual({ status: 'unknown', final: false });
		},
	);
});

describe('a QRIS code of Singapay', () => {
	const code = {
		id: 1001,
		reff_no: 'QR-1',
		status: 'open',
		status_computed: 'expired',
		is_expired: true,
		amount: idr('15000.00'),
		total_amount: idr('15500.00'),
	};

	it.each<[string, object, string]>([
		['open', { status: 'open', status_computed: 'open' }, 'pending'],
		['lapsed, which only the computed status tells', {}, 'expired'],
		['judged by its end where nothing is computed', { status_computed: null }, 'expired'],
		['judged by its end where the computed status is empty', { status_computed: '' }, 'expired'],
		[
			'judged by its status where nothing else is told',
			{ status_computed: null, is_expired: false },
			'pending',
		],
		[
			'paid, though its end has passed since',
			{ status: 'success', status_computed: null },
			'succeeded',
		],
		[
			'judged by what is computed where that differs from its end',
			{ status_computed: 'success' },
			'succeeded',
		],
	])('is %s', (_what, change, status) => {
		expect(meaningIn('qris', { ...code, ...change }).status).toBe(status);
	});

	it.each([
		...[true, 1, '1', 'true'].map((flag) => [flag, 'expired']),
		...[false, 0, '0', 'false', '', null].map((flag) => [flag, 'pending']),
	])('whose is_expired is %j is %s', (is_expired, status) => {
		expect(meaningIn('qris', { ...code, status_computed: null, is_expired }).status).toBe(status);
	});
});

describe('money that Singapay received', () => {
	it.each(['qris', 'ewallet'])(
		"has no merchant reference if the record contains only Singapay's own: %s",
		(id) => {
			const record = { id: 1, reff_no: 'SP-20260115', merchant_reff_no: null };
			expect(kindOf(id).read(record).reference).toBe('');
		},
	);

	it.each<[unknown, boolean]>([
		[true, true],
		[1, true],
		['1', true],
		['true', true],
		[false, false],
		[0, false],
		['0', false],
		[null, false],
		[undefined, false],
	])('is settled where has_settle is %j: %j', (has_settle, isSettled) => {
		const record = { has_settle, settle_at: '2026-01-16T10:00:00+07:00' };
		for (const id of ['virtualAccount', 'qris', 'ewallet', 'paymentLink'])
			expect(kindOf(id).read(record).settledAt !== null).toBe(isSettled);
	});

	it.each<[unknown, string | null]>([
		['2026-01-15 10:00:00', '2026-01-15T03:00:00.000Z'],
		['2026-01-15T10:00:00', '2026-01-15T03:00:00.000Z'],
		['2026-01-15T10:00:00+07:00', '2026-01-15T03:00:00.000Z'],
		['2026-01-15T10:00:00Z', '2026-01-15T10:00:00.000Z'],
		['1768446000000', '2026-01-15T03:00:00.000Z'],
		[1_768_446_000_000, '2026-01-15T03:00:00.000Z'],
		['15 Jan 2026 10:00:00', '2026-01-15T03:00:00.000Z'],
		['', null],
		[null, null],
	])('was created at %j: Jakarta, unless a zone is named: %j', (created_at, iso) => {
		const { createdAt } = kindOf('ewallet').read({ created_at });
		expect(createdAt === null ? null : new Date(createdAt).toISOString()).toBe(iso);
	});
});

describe('the ID of a Singapay payment', () => {
	it.each(['qris', 'ewallet'])('of the kind %s is a whole number', (id) => {
		const pattern = kindOf(id).idForm?.pattern ?? /$^/;
		expect(['1001', '7'].filter((value) => !pattern.test(value))).toEqual([]);
		const others = ['', 'QR-1', '1.5', '-1', '1e3', '1 0', '1/2', ' 1', '٣', '1\n'];
		expect(others.filter((value) => pattern.test(value))).toEqual([]);
	});

	it.each(['disbursement', 'virtualAccount', 'paymentLink', 'card'])(
		'of the kind %s may be any text',
		(id) => {
			expect(kindOf(id).idForm).toBeUndefined();
		},
	);
});

describe('the list query of Singapay', () => {
	const listed = payments.kinds.filter(({ list }) => list !== undefined);

	it('exists for all but cards, direct debits, top-ups and QRIS payments', () => {
		expect(payments.kinds.filter(({ list }) => list === undefined).map(({ id }) => id)).toEqual([
			'ewalletTopUp',
			'qrisPayment',
			'card',
			'directDebit',
		]);
	});

	const from = Date.UTC(2026, 0, 14, 17);
	const to = Date.UTC(2026, 0, 15, 16, 59, 59, 999);
	const newest = { order: 'newestFirst' } as const;
	const of = (id: string, filter: Partial<ListFilter>) =>
		listed.find((kind) => kind.id === id)?.list?.query({ ...newest, ...filter });

	it.each<[string, Partial<ListFilter>, object]>([
		['virtualAccount', {}, { per_page: '100' }],
		[
			'virtualAccount',
			{ from, to, reference: 'R', order: 'oldestFirst' },
			{
				post_timestamp_from: String(from),
				post_timestamp_to: String(to),
				merchant_reff_no: 'R',
				sort_order: 'asc',
				per_page: '100',
			},
		],
		['virtualAccount', { onlyUnsettled: true }, { has_settle: '0', per_page: '100' }],
		[
			'virtualAccount',
			{ settledFrom: from },
			{ settle_at_from: String(from), has_settle: '1', per_page: '100' },
		],
		[
			'qris',
			{ from, to, settledTo: to, reference: 'R', order: 'oldestFirst' },
			{
				created_at_from: '2026-01-15 00:00:00',
				created_at_to: '2026-01-16 00:00:00',
				settle_at_to: '2026-01-16 00:00:00',
				has_settle: '1',
			},
		],
		[
			'ewallet',
			{ from, to, reference: 'R' },
			{ created_at_from: '2026-01-14', created_at_to: '2026-01-16', per_page: '100' },
		],
		[
			'paymentLink',
			{ from, to, reference: 'R' },
			{
				created_at_from: '2026-01-15T00:00:00+07:00',
				created_at_to: '2026-01-16T00:00:00+07:00',
				per_page: '100',
			},
		],
		['paymentLink', { id: '1291' }, { reff_no: '1291', per_page: '100' }],
		['disbursement', { from, to, reference: 'R', onlyUnsettled: true, order: 'oldestFirst' }, {}],
		['accountTransfer', { from, to, reference: 'R' }, {}],
		['accountTransfer', { id: 'T-1' }, { transaction_id: 'T-1' }],
		['cardlessWithdrawal', { from, to, reference: 'R', id: 'W-1' }, {}],
	])('of %s for %j is narrowed by its own documented filters alone: %j', (id, filter, query) => {
		expect(of(id, filter)).toEqual(query);
	});

	it.each<[string, PaymentStatus[], string | undefined]>([
		['virtualAccount', ['failed'], 'failed'],
		['virtualAccount', ['expired'], 'expired'],
		// Paid and settled, unpaid and pending mean the same: a row under the other word would be missing.
		['virtualAccount', ['succeeded'], undefined],
		['virtualAccount', ['pending'], undefined],
		['virtualAccount', ['failed', 'expired'], undefined],
		['qris', ['pending'], 'open'],
		// The stored status of what has lapsed is open.
		['qris', ['expired'], undefined],
		['ewallet', ['succeeded'], 'success'],
		['ewallet', ['expired'], undefined],
		['paymentLink', ['failed'], 'failed'],
		['paymentLink', ['succeeded'], undefined],
		['disbursement', ['failed'], undefined],
	])('of %s for %j filters by the status %s', (id, statuses, word) => {
		expect(of(id, { statuses: new Set(statuses) })?.status).toBe(word);
	});

	it.each([-1, 0, 8.64e15])('can be written for the time %d', (time) => {
		for (const { list } of listed)
			expect(() => list?.query({ ...newest, from: time, to: time })).not.toThrow();
	});
});

describe('the pages of a Singapay list', () => {
	it('are counted by `page`; how many rows they have is not to be chosen', () => {
		expect(paging?.pageParameter).toBe('page');
		expect(paging?.limit).toBeUndefined();
	});

	it.each<[string, unknown, number, 'yes' | 'perhaps' | 'no']>([
		['more pages', { pagination: { currentPage: 1, totalPages: 3 } }, 25, 'yes'],
		['the last page', { pagination: { currentPage: 3, totalPages: 3 } }, 25, 'no'],
		['the only page', { pagination: { currentPage: 1, totalPages: 1 } }, 3, 'no'],
		['beyond the last page', { pagination: { currentPage: 4, totalPages: 3 } }, 0, 'no'],
		['in words with underscores', { pagination: { current_page: 1, total_pages: 2 } }, 25, 'yes'],
		['the last page, so written', { pagination: { current_page: 2, total_pages: 2 } }, 17, 'no'],
		[
			'a short page that is not the last',
			{ pagination: { current_page: 1, total_pages: 2 } },
			3,
			'yes',
		],
		['a full page that is the last', { pagination: { current_page: 2, total_pages: 2 } }, 25, 'no'],
		[
			'more pages, nested in the metadata',
			{ meta: { pagination: { current_page: 1, total_pages: 2 } } },
			25,
			'yes',
		],
		[
			'the last page, nested in the metadata',
			{ meta: { pagination: { total: 42, count: 17, per_page: 25, current_page: 2 } } },
			17,
			'no',
		],
		[
			'rows and their page size, from which the pages follow',
			{ pagination: { total: 42, count: 25, per_page: 25, current_page: 1 } },
			25,
			'yes',
		],
		['empty metadata and a page of a hundred', { pagination: {} }, 100, 'yes'],
		['numbers as text', { pagination: { currentPage: '2', totalPages: '10' } }, 25, 'yes'],
		['the name of the prose', { meta: { currentPage: 1, totalPages: 2 } }, 25, 'yes'],
		[
			'the last page, by the name of the prose',
			{ meta: { currentPage: 2, totalPages: 2 } },
			25,
			'no',
		],
		['no pages and no rows', { pagination: { currentPage: 1, totalPages: 0 } }, 0, 'no'],
		['empty metadata and a full page', { pagination: {} }, 25, 'yes'],
		['empty metadata and rows', { pagination: {} }, 24, 'perhaps'],
		['empty metadata and more rows than a page has', { pagination: {} }, 26, 'perhaps'],
		['empty metadata and no rows', { pagination: {} }, 0, 'no'],
		['empty metadata by the other name', { meta: {} }, 24, 'perhaps'],
		['a full page, by the other name', { meta: {} }, 25, 'yes'],
		['null and rows', { pagination: null }, 1, 'perhaps'],
		['no metadata and rows', { data: [] }, 3, 'perhaps'],
		['no metadata and no rows', { data: [] }, 0, 'no'],
		['half the metadata', { pagination: { totalPages: 2 } }, 3, 'perhaps'],
		['half the metadata and a full page', { pagination: { totalPages: 2 } }, 25, 'yes'],
		['no metadata and a full page', { data: [] }, 25, 'yes'],
		['the other half', { pagination: { currentPage: 2 } }, 0, 'no'],
		[
			'metadata that is nonsense',
			{ pagination: { currentPage: 'a', totalPages: 'b' } },
			1,
			'perhaps',
		],
		['a list and nothing around it', [1, 2], 2, 'perhaps'],
		['text', '', 0, 'no'],
	])('with %s (%j, %d rows): another may follow: %s', (_what, body, rows, hasNext) => {
		expect(paging?.hasNext(body, rows, undefined)).toBe(hasNext);
	});

	// singapay-2, section 2.0: three spellings, and one that is empty.
	it.each<[string, object, number | undefined]>([
		['beside the rows', { pagination: { total: 42, currentPage: 1 } }, 42],
		['under meta', { meta: { pagination: { total: 42, current_page: 1 } } }, 42],
		['nowhere', { pagination: {} }, undefined],
		['as text', { pagination: { total: '42' } }, 42],
	])('counts the rows of the whole list %s', (_what, body, total) => {
		expect(paging?.total?.(body)).toBe(total);
	});
});

describe('the rows of a whole Singapay list', () => {
	it.each<[string, unknown, number | undefined]>([
		['beside the rows', { pagination: { total: 42 } }, 42],
		['nested in the metadata', { meta: { pagination: { total: 42 } } }, 42],
		['none', { pagination: { total: 0 } }, 0],
		['not told', { pagination: {} }, undefined],
		['no number', { pagination: { total: 'many' } }, undefined],
	])('are counted %s: %j', (_where, body, total) => {
		expect(paging?.total?.(body)).toBe(total);
	});
});

describe('a Singapay answer that there is no such payment', () => {
	const coded = (status: number, response_code: string): ApiResponse =>
		json(status, { response_code, response_message: 'What it means', data: null });
	const told = (code: unknown, status = 200): ApiResponse =>
		json(status, { response_code: 'SP000', data: { transaction_status: { code } } });
	const first = (status: number): ApiResponse =>
		json(status, { status, success: false, error: { code: status, message: 'Not Found' } });

	it.each<[string, ApiResponse, boolean]>([
		['SP009 with HTTP 404', coded(404, 'SP009'), true],
		['SP009 with HTTP 200', coded(200, 'SP009'), true],
		['SP009 with HTTP 400', coded(400, 'SP009'), true],
		['SP014 with HTTP 404', coded(404, 'SP014'), true],
		['SP014 with HTTP 200', coded(200, 'SP014'), true],
		['version 1 with HTTP 404', first(404), true],
		['HTTP 404 without JSON', plain(404, 'Not Found'), true],
		['HTTP 404 with an empty object', json(404, {}), true],
		['a record that says 07', told('07'), true],
		['a record that says 07, blanks around it', told(' 07 '), true],
		['a record that says 7', told('7'), true],
		['a record that says 7 as a number', told(7), true],
		['a record that says 07 in HTTP 404', told('07', 404), true],
		['a record that says 06', told('06'), false],
		['a record that says 70', told(70), false],
	])('%s', (_what, response, isNotFound) => {
		expect(payments.isNotFound(response)).toBe(isNotFound);
	});

	it.each<[string, ApiResponse]>([
		['SP020: it is the account that is unknown', coded(404, 'SP020')],
		['SP008: the reference is invalid', coded(404, 'SP008')],
		['SP010: it is the beneficiary that is unknown', coded(404, 'SP010')],
		['SP013: the token was refused', coded(401, 'SP013')],
		['SP001', coded(400, 'SP001')],
		['SP000', coded(200, 'SP000')],
		['SP009 of a server that broke down', coded(500, 'SP009')],
		['SP014 of a proxy that broke down', coded(502, 'SP014')],
		['version 1 with HTTP 500', first(500)],
		['version 1 with HTTP 422', first(422)],
		['a record that says 07, of a server that broke down', told('07', 500)],
		['a record that says 07 within the record', json(200, { data: { data: told('07').body } })],
		[
			'a record that says 07 beside SP005, whose outcome is unknown',
			json(200, { response_code: 'SP005', data: { transaction_status: { code: '07' } } }),
		],
		['07 as the response code', coded(200, '07')],
		['an empty list', json(200, { status: 200, success: true, data: [] })],
	])('is not %s', (_what, response) => {
		expect(payments.isNotFound(response)).toBe(false);
	});
});
