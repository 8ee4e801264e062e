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
	it.each<[string, number, unknown, string]>([
		[
			'both reasons, the short one first',
			401,
			{ statusCode: 401, message: 'Unauthorized', error: 'Invalid or expired token' },
			'Unauthorized: Invalid or expired token',
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
		],
		['one reason', 404, { statusCode: 404, message: 'Not Found' }, 'Not Found'],
		['a failure inside HTTP 200', 200, { statusCode: 422, message: 'No' }, 'No'],
		['a code as text inside HTTP 200', 200, { statusCode: '422', error: 'No' }, 'No'],
		['HTTP 500 without a body', 500, '', ''],
	])('is read from %s', (_name, status, body, message) => {
		expect(provider.api.readFailure(json(status, body))).toEqual({
			code: '',
			message,
			hint: '',
			outcome: 'refused',
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
