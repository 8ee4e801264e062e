import { singapay } from '../../../lib/providers/singapay';
import { smartFastPay } from '../../../lib/providers/smartFastPay';
import { readRequest, type RequestForm } from '../../../nodes/PaymentApiRequest/forms/request';
import { infoOf, settings } from '../../support/fakeContext.mts';

const wanted = (more: Partial<RequestForm>): RequestForm => ({
	method: 'GET',
	path: '/payments',
	query: { kind: 'none' },
	headers: { kind: 'none' },
	body: { kind: 'none' },
	arrays: 'repeat',
	sign: 'auto',
	reference: '',
	...more,
});
const prepared = (more: Partial<RequestForm>, provider = smartFastPay) =>
	readRequest(provider, settings, wanted(more));
/** What is known of the request that is built. */
const built = (more: Partial<RequestForm>, provider = smartFastPay) => {
	const read = prepared(more, provider);
	return read.kind === 'invalid' ? read : { ...read, info: infoOf(provider, read.request) };
};
const json = (value: unknown) => ({ kind: 'json', fields: { kind: 'json', json: value } }) as const;

describe('a request', () => {
	it.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', ' post '])('may be %p', (method) => {
		expect(prepared({ method })).toMatchObject({
			kind: 'prepared',
			request: { method: method.trim().toUpperCase() },
		});
	});

	it.each(['', 'TRACE', 'CONNECT', 'GET /x HTTP/1.1', 'OPTIONS'])('may not be %p', (method) => {
		expect(prepared({ method })).toMatchObject({
			kind: 'invalid',
			explanation: { message: "'Method' is not one of its choices" },
		});
	});

	it('has the body as text, with its content type', () => {
		expect(prepared({ method: 'POST', body: json('{ "a":1 }') })).toMatchObject({
			request: { body: '{ "a":1 }', headers: { 'Content-Type': 'application/json' } },
		});
	});

	it.each(['GET', 'HEAD'])('by %s has neither body nor content type', (method) => {
		const read = prepared({ method, body: json('{') });

		expect(read).toMatchObject({ kind: 'prepared', request: { headers: {} } });
		expect(JSON.stringify(read)).not.toContain('"body"');
	});

	it('keeps a content type that was typed', () => {
		const headers = { kind: 'json', json: { 'content-TYPE': 'text/x' } } as const;

		expect(prepared({ method: 'POST', headers, body: json('{}') })).toMatchObject({
			request: { headers: { 'content-TYPE': 'text/x' } },
		});
	});

	it.each([
		['/payments', 'a=1', '/payments?a=1'],
		['/payments?b=2', 'a=1', '/payments?b=2&a=1'],
		['/payments?b=2', '', '/payments?b=2'],
		['/payments?', 'a=1', '/payments?a=1'],
	])('to %p with the query %p goes to %p', (path, query, expected) => {
		const json_ = Object.fromEntries(new URLSearchParams(query));

		expect(prepared({ path, query: { kind: 'json', json: json_ } })).toMatchObject({
			request: { url: settings.baseUrl + expected },
		});
	});

	it.each([
		[{ path: '' }, "'Path' is empty"],
		[{ query: { kind: 'json', json: '{' } } as const, 'Query'],
		[{ headers: { kind: 'json', json: '{' } } as const, 'Headers'],
		[{ method: 'POST', body: json('{') }, 'Body'],
	])('with %j is refused', (more, field) => {
		expect(prepared(more)).toMatchObject({
			kind: 'invalid',
			explanation: { message: expect.stringContaining(field) },
		});
	});
});

describe('the body of a documented endpoint that writes', () => {
	const payIn = { method: 'POST', path: '/v2/payin' };

	it.each(['{}', '[]', '[{"a":1}]', '0', 'false', '"a"', {}, [], { a: undefined }])(
		'is not %j',
		(body) => {
			expect(prepared({ ...payIn, body: json(body) })).toMatchObject({
				kind: 'invalid',
				explanation: { message: "'Body' is not an object with fields" },
			});
		},
	);

	it.each(['{}', '[1]', ' null '])('is not the raw text %j', (text) => {
		const body = { kind: 'raw', text, contentType: 'application/json' } as const;
		expect(prepared({ ...payIn, body })).toMatchObject({ kind: 'invalid' });
	});

	it.each<[string, Partial<RequestForm>]>([
		['not left out', {}],
		['not left out at a change', { method: 'PUT', path: '/api/v2.0/payment-link/update/9' }],
	])('is %s', (_what, more) => {
		expect(prepared({ ...payIn, ...more }, more.path ? singapay : smartFastPay)).toMatchObject({
			explanation: { message: "'Send Body' is off, but this endpoint needs a body" },
		});
	});

	it.each<[string, Partial<RequestForm>]>([
		['where its page names no field', { method: 'PATCH', path: '/api/v2.0/card/a/cancel/1' }],
		['of a DELETE', { method: 'DELETE', path: '/api/v1.0/accounts/1' }],
		['that only reads', { method: 'POST', path: '/api/v2.0/disbursement/check-beneficiary' }],
		['that no page documents', { method: 'POST', path: '/api/v9/anything' }],
	])('may be empty or left out %s', (_what, more) => {
		for (const body of [json('{}'), json('[]'), { kind: 'none' } as const])
			expect(prepared({ ...more, body }, singapay)).toMatchObject({ kind: 'prepared' });
	});

	it('is not what the reference alone would be put into', () => {
		expect(prepared({ ...payIn, body: json('{}'), reference: 'o-1' })).toMatchObject({
			kind: 'invalid',
		});
	});
});

describe('the reference of a request', () => {
	const path = '/v2/payin';

	it.each<[string, Partial<RequestForm>, string, string]>([
		[
			'put in',
			{ body: json('{"a":1}'), reference: 'o-1' },
			'{"a":1,"transaction":{"id":"o-1"}}',
			'o-1',
		],
		[
			'kept as typed',
			{ body: json('{ "transaction":{"id":"o-2"} }'), reference: 'o-1' },
			'{ "transaction":{"id":"o-2"} }',
			'o-2',
		],
	])('is %s, and the one that is sent is the one to look for', (_how, more, body, reference) => {
		expect(built({ method: 'POST', path, ...more })).toMatchObject({
			request: { body },
			info: { reference, find: { target: `/transactions?transaction_id=${reference}` } },
		});
	});

	it('is put in before the body is brought into the form that is signed', () => {
		const read = built(
			{
				method: 'POST',
				path: '/api/v2.0/disbursement/transfer',
				body: json('{"z":1,"account_id":"acc-1"}'),
				reference: 'o-1',
			},
			singapay,
		);

		expect(read).toMatchObject({
			request: { isSigned: true, body: expect.stringContaining('"reference_number":"o-1"') },
			info: { reference: 'o-1' },
		});
	});

	it('that the provider does not take refuses the request', () => {
		expect(
			prepared({ method: 'POST', path, body: json('{"a":1}'), reference: 'a b' }),
		).toMatchObject({
			kind: 'invalid',
			explanation: { message: expect.stringContaining('transaction.id') },
		});
	});
});

describe('the effect of a request', () => {
	it.each([
		['GET', '/payments', 'reads'],
		['GET', '/anything', 'reads'],
		['HEAD', '/v2/payin', 'reads'],
		['POST', '/v2/payin', 'movesMoney'],
		['POST', '/v2/payin?x=1', 'movesMoney'],
		['POST', '/anything', 'movesMoney'],
		['DELETE', '/payments', 'movesMoney'],
	])('%s %s: %s', (method, path, kind) => {
		expect(built({ method, path, body: json('{"a":1}') })).toMatchObject({ info: { kind } });
	});

	it('of a question asked by POST is to read', () => {
		const path = '/api/v2.0/disbursement/check-beneficiary';

		expect(built({ method: 'POST', path }, singapay)).toMatchObject({
			info: { kind: 'reads' },
		});
	});

	it.each([
		['{"transaction":{"id":"o-1"}}', 'o-1', 'GET /transactions?transaction_id=o-1'],
		['{"transaction":{"id":12345678901234567891}}', '12345678901234567891', '12345678901234567891'],
		['{"transaction":{"id":7}}', '7', 'transaction_id=7'],
		['{"a":1}', '', 'transaction_id={reference}'],
	])('with %s has the reference %p', (body, reference, lookUp) => {
		const read = built({ method: 'POST', path: '/v2/payin', body: json(body) });

		expect(read).toMatchObject({
			info: { reference, lookUp: expect.stringContaining(lookUp) },
		});
	});
});
