import type { Verdict } from '../../../lib/providers/contract';
import { json, plain, subjects } from '../../support/subjects.mts';

const { provider, settings } = subjects.smartFastPay;
const now = 1_700_000_000_000;

describe('the SmartFastPay token', () => {
	it('is asked for with HTTP Basic and without a body', () => {
		expect(provider.auth.tokenRequest(settings, now)).toEqual({
			method: 'POST',
			url: 'https://api.example.com/oauth2/token',
			headers: {
				Authorization: 'Basic Y2xpZW50LTE6c3dvcmRmaXNoLTE=',
				Accept: 'application/json',
				'Content-Type': 'application/json',
			},
		});
	});

	it.each([
		['wrapped', { requestId: 'r-1', data: { access_token: 'abc', expires_in: 900 } }],
		['bare', { access_token: 'abc', token_type: 'Bearer', expires_in: 900 }],
	])('is read %s', (_name, body) => {
		expect(provider.auth.readToken(json(200, body), now)).toEqual({
			kind: 'token',
			accessToken: 'abc',
			expiresAt: now + 900_000,
		});
	});

	it.each([
		['an empty wrapper', { requestId: 'r-1', data: {} }],
		['a wrapper around a list', { requestId: 'r-1', data: [] }],
		['a wrapper of nothing', { requestId: 'r-1', data: null }],
	])('is not read from %s', (_name, body) => {
		expect(provider.auth.readToken(json(200, body), now)).toEqual({ kind: 'unreadable' });
	});
});

describe('a SmartFastPay refusal of the token', () => {
	it.each([
		[401, { requestId: 'r-1' }, true],
		[401, '', true],
		[403, {}, false],
		[400, {}, false],
		[500, {}, false],
		[200, { requestId: 'r-1', status: 401, payload: 'Unauthorized' }, false],
	])('HTTP %i %j: %s', (status, body, refused) => {
		expect(provider.auth.isTokenRefused(json(status, body))).toBe(refused);
	});
});

describe('a SmartFastPay failure', () => {
	const support = "request ID r-1, for the provider's support";

	it.each<[string, number, unknown, string, number, Verdict]>([
		[
			'a sentence',
			400,
			{ requestId: 'r-1', moreInformation: 'Bad CPF' },
			`Bad CPF; ${support}`,
			400,
			'refused',
		],
		[
			'an object with a message',
			422,
			{ requestId: 'r-1', moreInformation: { field: 'document', message: 'Bad CPF' } },
			`Bad CPF; ${support}`,
			422,
			'refused',
		],
		[
			'an object without one: its first readable value',
			422,
			{ moreInformation: { list: [], field: 'document' } },
			'document',
			422,
			'refused',
		],
		['an object with nothing readable', 422, { moreInformation: { list: [] } }, '', 422, 'refused'],
		[
			'the fields of a validation',
			422,
			{ moreInformation: { message: 'Invalid', errors: { email: ['is required', 'is short'] } } },
			'Invalid; email: is required, is short',
			422,
			'refused',
		],
		['a list', 422, { moreInformation: ['Bad CPF'] }, '', 422, 'refused'],
		[
			'the second shape',
			500,
			{ requestId: 'r-1', status: 500, payload: 'Try later' },
			`Try later; ${support}`,
			500,
			'unknown',
		],
		[
			'the second shape inside HTTP 200',
			200,
			{ requestId: 7, payload: 'No' },
			"No; request ID 7, for the provider's support",
			200,
			'unknown',
		],
		['a message', 404, { message: 'Not Found' }, 'Not Found', 404, 'unknown'],
		['a body of its own', 404, {}, '', 404, 'unknown'],
		['data beside HTTP 500', 500, { requestId: 'r-1', data: {} }, support, 500, 'unknown'],
		[
			'the second shape with a status inside HTTP 200',
			200,
			{ requestId: 'r-1', status: 500, payload: 'Oops' },
			`Oops; ${support}`,
			500,
			'unknown',
		],
		[
			'the second shape with a word inside HTTP 200',
			200,
			{ requestId: 'r-1', status: 'error', payload: 'Oops' },
			`Oops; ${support}`,
			200,
			'unknown',
		],
		[
			'a reference that exists',
			422,
			{ requestId: 'r-1', moreInformation: 'transaction.id has already been used' },
			`transaction.id has already been used; ${support}`,
			422,
			'duplicate',
		],
		['HTTP 409', 409, { requestId: 'r-1', payload: '' }, support, 409, 'duplicate'],
	])('is read from %s', (_name, status, body, message, meant, verdict) => {
		expect(provider.api.readFailure(json(status, body))).toEqual({
			code: '',
			message,
			hint: '',
			status: meant,
			verdict,
		});
	});

	it('is seen in a page that is no JSON', () => {
		expect(provider.api.readFailure(plain(502, '<html>Bad Gateway</html>'))).toMatchObject({
			message: '',
		});
	});

	it.each([
		['content', { requestId: 'r-1', data: { id: 'pay-1', status: 'denied' } }],
		['an empty payload', { requestId: 'r-1', data: [], payload: {}, moreInformation: null }],
		['the status of a payment', { id: 'pay-1', status: 'failed' }],
		['an empty object', {}],
		['a list', []],
		['nothing', ''],
	])('is not seen in %s under HTTP 200', (_name, body) => {
		expect(provider.api.readFailure(json(200, body))).toBeUndefined();
	});
});

describe('a SmartFastPay failure beside content, under HTTP 200', () => {
	it.each<[string, object]>([
		['more information', { data: [], moreInformation: { message: 'Internal error' } }],
		['a payload', { data: { id: 'pay-1' }, payload: 'Internal error' }],
		['the word error', { data: [], status: 'error', message: 'x' }],
		['the word failed', { data: null, status: ' Failed ' }],
	])('is seen in %s, and says nothing of the outcome', (_what, body) => {
		expect(provider.api.readFailure(json(200, { requestId: 'r', ...body }))).toMatchObject({
			status: 500,
			verdict: 'unknown',
		});
	});
});

describe('the SmartFastPay envelope', () => {
	it.each<[string, unknown, unknown]>([
		['an object', { requestId: 'r-1', data: { id: 1 } }, { id: 1 }],
		['a list', { requestId: 'r-1', data: [1, 2] }, [1, 2]],
		['null', { requestId: 'r-1', data: null }, null],
		['no envelope: data alone', { data: 1 }, { data: 1 }],
		['no envelope: an id alone', { requestId: 'r-1' }, { requestId: 'r-1' }],
		['no envelope: text', 'data requestId', 'data requestId'],
		['no envelope: a list', [1], [1]],
	])('is taken off %s', (_name, body, content) => {
		expect(provider.api.unwrap(body)).toEqual(content);
	});
});
