import type { ApiResponse } from '../../../lib/providers/contract';
import { json, plain, subjects } from '../../support/subjects.mts';

const absent = { kind: 'absent' };
const unclear = { kind: 'unclear' };
const page = '<!DOCTYPE html><html><body>Bad Gateway</body></html>';

describe('what SmartFastPay answers about a reference', () => {
	const { provider } = subjects.smartFastPay;
	const row = (transaction_id: unknown) => ({ id: 'tx-1', transaction_id, status: 'paid' });
	const listed = (data: unknown, status = 200): ApiResponse =>
		json(status, { requestId: 'r-1', data });

	it.each<[string, ApiResponse, object]>([
		['a list with it', listed([row('R-1')]), { kind: 'found', records: [row('R-1')] }],
		[
			'a list with it among others',
			listed([row('R-10'), row('R-1'), row('R-2')]),
			{ kind: 'found', records: [row('R-1')] },
		],
		[
			'a list with two of it',
			listed([row('R-1'), row('R-2'), { ...row('R-1'), id: 'tx-2' }]),
			{ kind: 'found', records: [row('R-1'), { ...row('R-1'), id: 'tx-2' }] },
		],
		['a list without envelope', json(200, [row('R-1')]), { kind: 'found', records: [row('R-1')] }],
		['an empty list', listed([]), absent],
		['an empty list without envelope', json(200, []), unclear],
		['a list of others only, which was not filtered', listed([row('R-10')]), unclear],
		['a list of another spelling', listed([row('r-1')]), unclear],
		['a list of nothing readable', listed([null, 'R-1', {}, row({ id: 'R-1' })]), unclear],
		['an object', listed({ transaction_id: 'R-1' }), unclear],
		['no data', listed(null), unclear],
		['an empty object', json(200, {}), unclear],
		['nothing', plain(200, ''), unclear],
		['HTTP 404', json(404, { requestId: 'r-1', moreInformation: 'Not found' }), unclear],
		['an empty list beside HTTP 404', listed([], 404), unclear],
		['an empty list beside HTTP 500', listed([], 500), unclear],
		['an empty list beside a redirect', listed([], 302), unclear],
		[
			'an empty list beside a failure inside HTTP 200',
			json(200, { requestId: 'r-1', data: [], statusCode: 503 }),
			unclear,
		],
		[
			'a list with it beside a failure inside HTTP 200',
			json(200, { requestId: 'r-1', data: [row('R-1')], status: 500 }),
			unclear,
		],
		['a list with it beside HTTP 500', listed([row('R-1')], 500), unclear],
		['a page under HTTP 200', plain(200, page), unclear],
		['a page under HTTP 502', plain(502, page), unclear],
		['HTTP 401', json(401, { requestId: 'r-1' }), unclear],
	])('%s', (_what, response, expected) => {
		expect(provider.payments.readFound(response, 'R-1')).toEqual(expected);
	});

	it('is of the kind that was sent: a payout does not count as a payment with the same reference', () => {
		const typed = (type: string) => ({ ...row('R-1'), type });
		const both = listed([typed('payout'), typed('payment')]);
		expect(provider.payments.readFound(both, 'R-1', 'payment')).toEqual({
			kind: 'found',
			records: [typed('payment')],
		});
		expect(provider.payments.readFound(listed([typed('payout')]), 'R-1', 'payment')).toEqual(
			unclear,
		);
		expect(provider.payments.readFound(listed([row('R-1')]), 'R-1', 'payment')).toEqual({
			kind: 'found',
			records: [row('R-1')],
		});
	});

	it('finds a reference that was sent as a number', () => {
		expect(provider.payments.readFound(listed([row(42)]), '42')).toEqual({
			kind: 'found',
			records: [row(42)],
		});
	});
});

describe('what Singapay answers about a reference', () => {
	const { provider } = subjects.singapay;
	const record = (code: unknown) => ({
		reference_number: 'R-1',
		transaction_status: { code, desc: 'x' },
	});
	const coded = (response_code: string, data: unknown = null, status = 200): ApiResponse =>
		json(status, { response_code, response_message: 'x', data });

	it.each<[string, ApiResponse, object]>([
		...['00', '01', '03', '04', '05', '06'].map((code): [string, ApiResponse, object] => [
			`a payment in status ${code}`,
			coded('SP000', record(code)),
			{ kind: 'found', records: [record(code)] },
		]),
		['no payment: status 07', coded('SP000', record('07')), absent],
		['no payment: status 7 as a number', coded('SP000', record(7)), absent],
		...[200, 400, 500].map((status): [string, ApiResponse, object] => [
			`a payment that failed, beside SP001 in HTTP ${status}`,
			coded('SP001', record('06'), status),
			{ kind: 'found', records: [record('06')] },
		]),
		['SP001 beside a status that is empty', coded('SP001', record('')), unclear],
		[
			'SP001 beside a record without a status',
			coded('SP001', { reference_number: 'R-1' }),
			unclear,
		],
		[
			'SP001 beside the payment of another reference',
			coded('SP001', { ...record('06'), reference_number: 'R-2' }),
			unclear,
		],
		[
			'SP001 beside status 07: the request was taken, perhaps',
			coded('SP001', record('07')),
			unclear,
		],
		['SP005 beside a failed payment', coded('SP005', record('06')), unclear],
		['no payment: SP009 in HTTP 404', coded('SP009', null, 404), absent],
		['no payment: SP009 in HTTP 200', coded('SP009'), absent],
		['SP014, which may be a wrong path', coded('SP014', null, 404), unclear],
		['SP009 beside HTTP 500, which is no verdict', coded('SP009', null, 500), unclear],
		[
			'the payment of another reference',
			coded('SP000', { ...record('00'), reference_number: 'R-2' }),
			unclear,
		],
		['SP000 with nothing in it', coded('SP000', {}), unclear],
		['SP000 without data', coded('SP000'), unclear],
		['SP000 with a list', coded('SP000', []), unclear],
		['SP000 beside HTTP 500', coded('SP000', record('00'), 500), unclear],
		['status 07 beside HTTP 500', coded('SP000', record('07'), 500), unclear],
		...['SP001', 'SP005', 'SP013', 'SP015', 'SP018', 'SP020', 'SP403'].map(
			(code): [string, ApiResponse, object] => [code, coded(code), unclear],
		),
		['an unknown code', coded('SP777', record('00')), unclear],
		[
			'success without a code',
			json(200, { success: true, data: record('00') }),
			{
				kind: 'found',
				records: [record('00')],
			},
		],
		['no success', json(200, { success: false, error: { code: 404 } }), unclear],
		['HTTP 404 without a code', json(404, {}), unclear],
		['HTTP 500', json(500, {}), unclear],
		['an empty object', json(200, {}), unclear],
		['a list', json(200, []), unclear],
		['nothing', plain(200, ''), unclear],
		['a page under HTTP 200', plain(200, page), unclear],
		['a page under HTTP 404', plain(404, page), unclear],
		['a page under HTTP 500', plain(500, page), unclear],
		['text that says SP009', plain(200, 'SP009'), unclear],
	])('%s', (_what, response, expected) => {
		expect(provider.payments.readFound(response, 'R-1')).toEqual(expected);
	});
});

describe('what Singapay answers about other money out', () => {
	const { provider } = subjects.singapay;
	const success = (data: unknown, status = 200): ApiResponse =>
		json(status, { status, success: status === 200, data });
	const row = (merchant_ref_no: string) => ({ transaction_id: 'T-1', merchant_ref_no });
	const withdrawal = { id: 5, transaction_id: 'W-1', status: 'open' };

	it.each<[string, ApiResponse, object]>([
		['a list with it', success([row('R-0'), row('R-1')]), { kind: 'found', records: [row('R-1')] }],
		['a list without it, which may go on', success([row('R-0')]), unclear],
		['an empty list', success([]), unclear],
		['no list', success(row('R-1')), unclear],
		['a list with it beside a failure', success([row('R-1')], 500), unclear],
	])('a transfer between accounts: %s', (_what, response, expected) => {
		expect(provider.payments.readFound(response, 'R-1', 'accountTransfer')).toEqual(expected);
	});

	it.each<[string, ApiResponse, object]>([
		[
			'its record, which does not repeat the reference',
			success(withdrawal),
			{ kind: 'found', records: [withdrawal] },
		],
		[
			'its record with its reference',
			success({ ...withdrawal, reference_number: 'R-1' }),
			{ kind: 'found', records: [{ ...withdrawal, reference_number: 'R-1' }] },
		],
		['that of another', success({ ...withdrawal, reference_number: 'R-2' }), unclear],
		['a notice', success({ notice: 'Maintenance' }), unclear],
		['HTTP 404, which may be a wrong account', success(null, 404), unclear],
	])('a cardless withdrawal: %s', (_what, response, expected) => {
		expect(provider.payments.readFound(response, 'R-1', 'cardlessWithdrawal')).toEqual(expected);
	});

	it('never takes a record without reference for the answer to an inquiry', () => {
		expect(provider.payments.readFound(success(withdrawal), 'R-1')).toEqual(unclear);
	});
});

describe('what PaySecurez answers about a reference', () => {
	it.each([json(200, { reference: 'R-1' }), json(200, []), json(404, {}), plain(500, page)])(
		'is never clear: it cannot be asked (%j)',
		(response) => {
			expect(subjects.paySecurez.provider.payments.readFound(response, 'R-1')).toEqual(unclear);
		},
	);
});

describe('what Singapay answers about money in', () => {
	const { provider } = subjects.singapay;
	const listed = (data: unknown, more: object = {}, status = 200): ApiResponse =>
		json(status, { status, success: true, data, pagination: {}, ...more });
	const found = (...records: readonly object[]) => ({ kind: 'found', records });
	/** The list that each is searched in, and where its rows have the reference. */
	const lists: readonly [kind: string, field: string][] = [
		['virtualAccount', 'merchant_reff_no'],
		['qris', 'merchant_reff_no'],
		['ewallet', 'merchant_reff_no'],
		['link', 'reff_no'],
	];

	describe.each(lists)('%s', (kind, field) => {
		const row = (reference: unknown, id = 1) => ({ id, [field]: reference });
		const read = (response: ApiResponse) => provider.payments.readFound(response, 'R-1', kind);

		it('is found by the whole reference alone', () => {
			expect(read(listed([row('R-10'), row('R-1'), row('xR-1')]))).toEqual(found(row('R-1')));
		});

		it('is found twice where there are two, for the caller to judge', () => {
			expect(read(listed([row('R-1', 2), row('R-1')]))).toEqual(found(row('R-1', 2), row('R-1')));
		});

		it.each<[string, ApiResponse]>([
			['a list of others, which may go on', listed([row('R-10')])],
			['a list of another spelling', listed([row('r-1')])],
			['a list of nothing readable', listed([null, 'R-1', {}, row({ id: 'R-1' })])],
			['one record', listed(row('R-1'))],
			['no data', listed(null)],
			['a list with it beside HTTP 500', listed([row('R-1')], {}, 500)],
			['a list with it that is no success', listed([row('R-1')], { success: false })],
			['an empty list beside HTTP 404', listed([], {}, 404)],
			['an empty list that is no success', listed([], { success: false })],
			['an empty list without envelope', json(200, { data: [] })],
			['an empty list beside a redirect', listed([], {}, 302)],
			['HTTP 404', json(404, {})],
			['SP009', json(200, { response_code: 'SP009', data: null })],
			['a page under HTTP 200', plain(200, page)],
		])('%s proves nothing', (_what, response) => {
			expect(read(response)).toEqual(unclear);
		});
	});

	it.each<[string, object]>([
		['virtualAccount', absent],
		['qris', unclear],
		['ewallet', unclear],
		['link', unclear],
	])(
		'an empty list says that there is none only where it was asked for the reference: %s',
		(kind, expected) => {
			expect(provider.payments.readFound(listed([]), 'R-1', kind)).toEqual(expected);
		},
	);
});
