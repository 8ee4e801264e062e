import type { Verdict } from '../../../lib/providers/contract';
import { json, plain, subjects } from '../../support/subjects.mts';

const { provider, settings } = subjects.paySecurez;
const now = 1_700_000_000_000;

describe('the PaySecurez token', () => {
	it('is asked for with id and secret as JSON, without Basic and without a grant type', () => {
		expect(provider.auth.tokenRequest({ ...settings, clientSecret: 'a"b\\é' }, now)).toEqual({
			method: 'POST',
			url: 'https://api.example.com/api/token',
			headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
			body: '{"client_id":"client-1","client_secret":"a\\"b\\\\é"}',
		});
	});

	it('is read bare', () => {
		const body = { access_token: 'abc', expires_in: 1800, token_type: 'Bearer' };
		expect(provider.auth.readToken(json(200, body), now)).toEqual({
			kind: 'token',
			accessToken: 'abc',
			expiresAt: now + 1_800_000,
		});
	});

	it('is not read from a wrapper', () => {
		expect(provider.auth.readToken(json(200, { data: { access_token: 'abc' } }), now)).toEqual({
			kind: 'unreadable',
		});
	});
});

describe('a PaySecurez refusal of the token', () => {
	it.each([
		[401, { statusCode: 401, message: 'Unauthorized', error: 'Invalid or expired token' }, true],
		[401, '', true],
		[403, {}, false],
		[200, { statusCode: 401, message: 'Unauthorized' }, false],
	])('HTTP %i %j: %s', (status, body, refused) => {
		expect(provider.auth.isTokenRefused(json(status, body))).toBe(refused);
	});
});

describe('a PaySecurez failure', () => {
	it.each<[string, number, unknown, string, number, Verdict]>([
		[
			'both reasons, the short one first',
			401,
			{ statusCode: 401, message: 'Unauthorized', error: 'Invalid or expired token' },
			'Unauthorized: Invalid or expired token',
			401,
			'refused',
		],
		[
			'a list of messages',
			400,
			{
				statusCode: 400,
				message: ['amount is required', 'currency is required'],
				error: 'Bad Request',
			},
			'amount is required: currency is required: Bad Request',
			400,
			'refused',
		],
		['one reason', 404, { statusCode: 404, message: 'Not Found' }, 'Not Found', 404, 'refused'],
		['a failure inside HTTP 200', 200, { statusCode: 422, message: 'No' }, 'No', 422, 'refused'],
		[
			'a code as text inside HTTP 200',
			200,
			{ statusCode: '422', error: 'No' },
			'No',
			422,
			'refused',
		],
		['HTTP 500 without a body', 500, '', '', 500, 'unknown'],
		['HTTP 400 without a body', 400, '', '', 400, 'unknown'],
		['a shape that is not its own', 403, { message: 'Forbidden' }, 'Forbidden', 403, 'unknown'],
		['an error inside HTTP 200', 200, { error: 'Oops' }, 'Oops', 200, 'unknown'],
		['HTTP 500 inside HTTP 200', 200, { statusCode: 500, message: 'No' }, 'No', 500, 'unknown'],
		['HTTP 500 inside HTTP 400', 400, { statusCode: 500, message: 'No' }, 'No', 500, 'unknown'],
		['HTTP 408 inside HTTP 422', 422, { statusCode: 408, message: 'No' }, 'No', 408, 'unknown'],
		['HTTP 400 inside HTTP 500', 500, { statusCode: 400, message: 'No' }, 'No', 500, 'unknown'],
		['HTTP 409', 409, { statusCode: 409, message: 'Conflict' }, 'Conflict', 409, 'duplicate'],
		[
			'a reference that exists',
			400,
			{ statusCode: 400, message: 'reference already exists' },
			'reference already exists',
			400,
			'duplicate',
		],
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
		expect(provider.api.readFailure(plain(503, '<html>'))).toMatchObject({ message: '' });
	});

	it.each([
		['a new transaction', { transactionId: 'txn_1', status: 'Pending', message: 'created' }],
		['a declined one', { TransactionId: 'txn_1', Status: 'Declined', DeclineReason: 'Card' }],
		['a code of success', { statusCode: 201, message: 'created' }],
		['a code that is no number', { statusCode: 'ok' }],
	])('is not seen in %s', (_name, body) => {
		expect(provider.api.readFailure(json(200, body))).toBeUndefined();
	});
});

it('PaySecurez has no envelope', () => {
	const body = { data: 1, requestId: 2 };
	expect(provider.api.unwrap(body)).toBe(body);
});
