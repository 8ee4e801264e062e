import type { Verdict } from '../../../lib/providers/contract';
import { json, plain, subjects } from '../../support/subjects.mts';

const { provider } = subjects.singapay;
const coded = (code: unknown, more: object = {}) => ({
	response_code: code,
	response_message: 'What it means',
	data: null,
	...more,
});

describe('the response codes of Singapay', () => {
	it.each<[string, Verdict, RegExp]>([
		['SP001', 'unknown', /^$/],
		['SP002', 'unknown', /^$/],
		['SP003', 'refused', /Top up/],
		['SP004', 'duplicate', /^$/],
		['SP005', 'unknown', /^$/],
		['SP006', 'refused', /beneficiary's limit/],
		['SP007', 'refused', /account's limit/],
		['SP008', 'refused', /reference/],
		['SP009', 'refused', /transaction ID/],
		['SP010', 'refused', /account number/],
		['SP011', 'refused', /^$/],
		['SP012', 'refused', /^$/],
		['SP013', 'refused', /token/],
		['SP014', 'refused', /path/],
		['SP015', 'refused', /permissions/],
		['SP016', 'refused', /'Client Secret' and the clock/],
		['SP017', 'refused', /IP address/],
		['SP018', 'refused', /fields/],
		['SP019', 'unknown', /^$/],
		['SP020', 'refused', /account ID/],
		['SP102', 'refused', /plan is not active/],
		['4019900', 'refused', /'Client Secret' and the clock/],
		['SP403', 'refused', /another Singapay credential/],
		['SP021', 'unknown', /^$/],
		['SP999', 'unknown', /^$/],
		['', 'unknown', /^$/],
	])('%s is %s', (code, verdict, hint) => {
		for (const status of [200, 400])
			expect(provider.api.readFailure(json(status, coded(code)))).toEqual({
				code,
				message: 'What it means',
				hint: expect.stringMatching(hint),
				// A code that leaves it open means that the server gave up, whatever HTTP status it comes with.
				status: verdict === 'unknown' ? 500 : status,
				verdict,
			});
	});

	it.each<[string, Verdict]>([
		['01', 'unknown'],
		['02', 'refused'],
		['03', 'unknown'],
		['04', 'refused'],
		['05', 'unknown'],
		['06', 'refused'],
		['07', 'duplicate'],
		['1', 'unknown'],
		['2', 'refused'],
		['4', 'refused'],
		['6', 'refused'],
		['7', 'duplicate'],
		['99', 'unknown'],
	])('of the biller: %s is %s', (code, verdict) => {
		const body = { command: 'prepaid-payment', response_code: code, response_text: 'Words' };
		expect(provider.api.readFailure(json(200, body))).toEqual({
			code,
			message: 'Words',
			hint: '',
			status: verdict === 'unknown' ? 500 : 200,
			verdict,
		});
	});

	it.each(['', 'already_exists'])('the biller’s 07 needs no words: %j', (said) => {
		const body = { command: 'p', response_code: '07', response_text: said, data: null };
		expect(provider.api.readFailure(json(200, body))).toMatchObject({ verdict: 'duplicate' });
	});

	it.each(['SP000', '00', '0', 0])(
		'%s is no failure under HTTP 200 and one under HTTP 500',
		(code) => {
			expect(provider.api.readFailure(json(200, coded(code)))).toBeUndefined();
			expect(provider.api.readFailure(json(500, coded(code)))).toMatchObject({
				code: String(code),
			});
		},
	);

	it('may be a number', () => {
		expect(provider.api.readFailure(json(200, coded(6)))).toMatchObject({ code: '6' });
	});

	it('name the fields of a validation, in every shape', () => {
		const errors = { amount: ['must be at least 10000', 'must be whole'], notes: 'is too long' };
		expect(provider.api.readFailure(json(422, coded('SP018', { data: { errors } })))).toMatchObject(
			{
				message: 'What it means; amount: must be at least 10000, must be whole; notes: is too long',
			},
		);
	});
});

describe('the first envelope of Singapay', () => {
	const failed = (error: unknown, status = 422) => ({ status, success: false, error });

	it.each<[string, number, unknown, string, string, number, Verdict]>([
		[
			'a code and a sentence',
			404,
			failed({ code: 404, message: 'Not Found' }, 404),
			'404',
			'Not Found',
			404,
			'refused',
		],
		[
			'a failure inside HTTP 200',
			200,
			failed({ code: 500, message: 'Oops' }),
			'500',
			'Oops',
			500,
			'unknown',
		],
		[
			'fields',
			422,
			failed({ code: 422, message: 'Invalid', errors: { kind: ['is required'] } }),
			'422',
			'Invalid; kind: is required',
			422,
			'refused',
		],
		[
			'fields alone',
			422,
			failed({ errors: { kind: ['is required'] } }),
			'',
			'kind: is required',
			422,
			'refused',
		],
		[
			'fields as a list',
			422,
			failed({ message: 'Invalid', errors: ['kind'] }),
			'',
			'Invalid',
			422,
			'refused',
		],
		['no error', 200, { success: false }, '', '', 200, 'unknown'],
		['an error that is text', 400, failed('Oops'), '', '', 422, 'refused'],
		['HTTP 500 that says success', 500, { success: true, data: {} }, '', '', 500, 'unknown'],
		['no body', 502, '', '', '', 502, 'unknown'],
		['HTTP 403 without a body', 403, '', '', '', 403, 'unknown'],
		['a shape that is not its own', 403, { message: 'Forbidden' }, '', '', 403, 'unknown'],
		['HTTP 500 inside HTTP 200', 200, { status: 500, success: false }, '', '', 500, 'unknown'],
		[
			'HTTP 408 inside HTTP 422',
			422,
			{ status: 408, success: false, error: { code: 422, message: 'No' } },
			'422',
			'No',
			408,
			'unknown',
		],
		['HTTP 409', 409, failed({ code: 409, message: 'No' }, 409), '409', 'No', 409, 'duplicate'],
		[
			'a reference that exists',
			422,
			failed({ message: 'The reff no has already been taken.' }),
			'',
			'The reff no has already been taken.',
			422,
			'duplicate',
		],
	])('reports %s', (_name, status, body, code, message, meant, verdict) => {
		expect(provider.api.readFailure(json(status, body))).toEqual({
			code,
			message,
			hint: '',
			status: meant,
			verdict,
		});
	});

	it('reports nothing where all went well', () => {
		expect(provider.api.readFailure(json(200, { status: 200, success: true, data: {} }))).toBe(
			undefined,
		);
		expect(provider.api.readFailure(plain(200, 'ok'))).toBeUndefined();
	});
});

/** Second sheet, sections 0 (6, 7, 9) and 5: what a code means does not follow from its HTTP status. */
describe('a failure of Singapay, by code and HTTP status', () => {
	const first = (status: number, message = 'What it means') => ({
		status,
		success: false,
		error: { code: status, message },
	});

	const said = (code: string, message: string) => ({ ...coded(code), response_message: message });

	it.each<[string, number, unknown, Verdict]>([
		['SP001 of a disbursement', 400, coded('SP001'), 'unknown'],
		['SP001 that was also seen with success', 200, coded('SP001'), 'unknown'],
		['SP002 of a disbursement', 400, coded('SP002'), 'unknown'],
		['SP002 of a card', 500, coded('SP002'), 'unknown'],
		['SP003', 400, coded('SP003'), 'refused'],
		['SP004 of version 2', 400, coded('SP004'), 'duplicate'],
		['SP005 of a disbursement', 400, coded('SP005'), 'unknown'],
		['SP009 of a card', 404, coded('SP009'), 'refused'],
		['SP010, a wallet that does not exist', 400, coded('SP010'), 'refused'],
		['SP011, a vendor that is not set up', 400, coded('SP011'), 'refused'],
		['SP012 of a card', 400, coded('SP012'), 'refused'],
		['SP016', 401, coded('SP016'), 'refused'],
		['SP016 as the older pages write it', 401, coded('4019900'), 'refused'],
		['SP017', 403, coded('SP017'), 'refused'],
		['SP018', 422, coded('SP018'), 'refused'],
		['SP018 of a card', 400, coded('SP018'), 'refused'],
		['SP019', 400, coded('SP019'), 'unknown'],
		['SP020 of a card', 404, coded('SP020'), 'refused'],
		['SP102, a plan that is not active', 409, coded('SP102'), 'refused'],
		['SP102, in whatever words', 409, said('SP102', 'Proration payment is pending'), 'refused'],
		['SP102 of a plan that has ended', 409, said('SP102', 'Plan already completed'), 'refused'],
		['SP011, in whatever words', 400, said('SP011', 'Service unavailable'), 'refused'],
		['SP010, in whatever words', 400, said('SP010', 'No response from the bank'), 'refused'],
		['SP011 about a reference', 400, said('SP011', 'reference_number already used'), 'duplicate'],
		['SP012, a server that gave up', 400, said('SP012', 'Service unavailable'), 'unknown'],
		['SP403', 403, coded('SP403'), 'refused'],
		['a code that no page lists', 400, coded('SP777'), 'unknown'],
		['a conflict, whatever its code', 409, coded('SP018'), 'duplicate'],
		['a transfer of version 1 whose reference exists', 409, first(409), 'duplicate'],
		['an account of another credential', 403, first(403, 'Access denied'), 'refused'],
		['an OVO number that is not known', 400, first(400, 'Nomor tidak terdaftar'), 'refused'],
		['a link with an attempt that is deleted', 403, first(403), 'refused'],
		[
			'a link whose reference exists',
			422,
			{ ...first(422), error: { errors: { reff_no: ['has already been taken'] } } },
			'duplicate',
		],
		['a timeout on the way', 408, first(408), 'unknown'],
		['a server that broke down', 500, first(500), 'unknown'],
		['a vendor that is not set up, as it was seen', 500, '', 'unknown'],
	])('%s under HTTP %d (%j) is %s', (_what, status, body, verdict) => {
		expect(provider.api.readFailure(json(status, body))).toMatchObject({ verdict });
	});
});
