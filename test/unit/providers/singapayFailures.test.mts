import { json, plain, subjects } from '../../support/subjects.mts';

const { provider } = subjects.singapay;
const coded = (code: unknown, more: object = {}) => ({
	response_code: code,
	response_message: 'What it means',
	data: null,
	...more,
});

describe('the response codes of Singapay', () => {
	it.each<[string, 'refused' | 'unknown', RegExp]>([
		['SP001', 'unknown', /^$/],
		['SP002', 'unknown', /^$/],
		['SP003', 'refused', /Top up/],
		['SP004', 'refused', /exists already/],
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
		['SP403', 'refused', /another Singapay credential/],
	])('%s is %s', (code, outcome, hint) => {
		for (const status of [200, 400])
			expect(provider.api.readFailure(json(status, coded(code)))).toEqual({
				code,
				message: 'What it means',
				hint: expect.stringMatching(hint),
				outcome,
			});
	});

	it.each<[string, 'refused' | 'unknown']>([
		['01', 'unknown'],
		['02', 'refused'],
		['03', 'unknown'],
		['04', 'refused'],
		['05', 'unknown'],
		['06', 'refused'],
		['07', 'refused'],
		['99', 'unknown'],
	])('of the biller: %s is %s', (code, outcome) => {
		const body = { command: 'prepaid-payment', response_code: code, response_text: 'Words' };
		expect(provider.api.readFailure(json(200, body))).toEqual({
			code,
			message: 'Words',
			hint: '',
			outcome,
		});
	});

	it.each(['SP000', '00'])('%s is no failure under HTTP 200 and one under HTTP 500', (code) => {
		expect(provider.api.readFailure(json(200, coded(code)))).toBeUndefined();
		expect(provider.api.readFailure(json(500, coded(code)))).toMatchObject({ code });
	});

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

	it.each<[string, number, unknown, string, string]>([
		['a code and a sentence', 404, failed({ code: 404, message: 'Not Found' }), '404', 'Not Found'],
		['a failure inside HTTP 200', 200, failed({ code: 500, message: 'Oops' }), '500', 'Oops'],
		[
			'fields',
			422,
			failed({ code: 422, message: 'Invalid', errors: { kind: ['is required'] } }),
			'422',
			'Invalid; kind: is required',
		],
		['fields alone', 422, failed({ errors: { kind: ['is required'] } }), '', 'kind: is required'],
		['fields as a list', 422, failed({ message: 'Invalid', errors: ['kind'] }), '', 'Invalid'],
		['no error', 200, { success: false }, '', ''],
		['an error that is text', 400, failed('Oops'), '', ''],
		['HTTP 500 that says success', 500, { success: true, data: {} }, '', ''],
		['no body', 502, '', '', ''],
	])('reports %s', (_name, status, body, code, message) => {
		expect(provider.api.readFailure(json(status, body))).toEqual({
			code,
			message,
			hint: '',
			outcome: 'refused',
		});
	});

	it('reports nothing where all went well', () => {
		expect(provider.api.readFailure(json(200, { status: 200, success: true, data: {} }))).toBe(
			undefined,
		);
		expect(provider.api.readFailure(plain(200, 'ok'))).toBeUndefined();
	});
});
