import { paySecurez } from '../../../lib/providers/paySecurez';
import { prepareSignature } from '../../../lib/providers/signing';
import { singapay } from '../../../lib/providers/singapay';
import { canonicalJson } from '../../../lib/providers/singapay/canonicalJson';
import { requestSignature } from '../../../lib/providers/singapay/signature';

const target = '/api/v2.0/disbursement/transfer';
const url = `https://sandbox.example${target}`;
const settings = {
	baseUrl: 'https://sandbox.example',
	clientId: 'sim-client',
	clientSecret: 'sim-secret',
	extras: { partnerId: 'partner', authVersion: 'v1.0' },
};

/** From the provider's facts, section 3b: two of a public fixture, one recomputed. */
const vectors = [
	{
		name: 'an empty body',
		secret: 'singapay-test-secret',
		token: 'eyJ0ZXN0IjoidG9rZW4ifQ.test-access-token',
		timestamp: 1755657600,
		body: '{}',
		signature:
			'7d92cbed487499b89472b99274570e7c5fe76f54d7502b5d8a9c687029f65abdbf66534820d58197252410e12b78fcff828775b757ec01ec8d53ed2bbaa59c14',
	},
	{
		name: 'a transfer with a slash',
		secret: 'singapay-test-secret',
		token: 'eyJ0ZXN0IjoidG9rZW4ifQ.test-access-token',
		timestamp: 1755657600,
		body: '{"account_id":"01J5XW8LD0R6M9CJEXAMPLE01","amount":50000,"bank_code":"014","beneficiary_account_number":"1234567890","reference_number":"TRX-2026-000001","remark":"Payout gaji/BONUS"}',
		signature:
			'837fbd1a847e0635859f02cc4b16b275422889af761dbf95a34485fd51f9278de277e830d1aab79a7ccde5a46e2ca4c383759159f9302319d3b81473603c486d',
	},
	{
		name: 'unsorted keys, a slash and an accent',
		secret: 'sim-secret',
		token: 'sim-token',
		timestamp: 1700000000,
		body: '{"account_id":"01J5XW8LD0R6M9CJEXAMPLE01","reference_number":"REF-0001","amount":50000,"bank_code":"014","bank_account_number":"1000123456","notes":"a\\/b \\u00e9"}',
		signature:
			'69c23dc6ff3cdd756624624fa71ac667ac6b058e89b573678194a020ac7f1e6c7df76fdf3b476bba5b421f5511622b5e5bad5212795cf14d54f0329ee6f3a24d',
	},
];

describe("Singapay's request signature", () => {
	it.each(vectors)('of $name', ({ secret, token, timestamp, body, signature }) => {
		const canonical = canonicalJson(body);
		expect(canonical.kind).toBe('canonical');
		expect(
			requestSignature({
				method: 'POST',
				target,
				accessToken: token,
				canonicalBody: canonical.kind === 'canonical' ? canonical.text : '',
				timestamp,
				clientSecret: secret,
			}),
		).toBe(signature);
	});
});

describe('preparing a signature', () => {
	const request = (method: string, path: string, body?: string) => ({
		method,
		url: `https://sandbox.example${path}`,
		headers: {},
		...(body === undefined ? {} : { body }),
	});

	it.each([
		['/api/v2.0/disbursement/transfer'],
		['/api/v2.0/ewallet/trigger-topup'],
		['/api/v2.0/qris/issuer/mpm/payment-credit'],
		['/api/v1.0/account-transfer/01J5XW8LD0R6M9CJEXAMPLE01/transfer'],
		['/api/v1.0/cardless-withdrawals/create'],
		['/api/v2.0/direct-debit/charge'],
	])('is wanted for POST %s', (path) => {
		expect(prepareSignature(singapay, request('POST', path, '{"b":1,"a":2}'), 'auto')).toEqual({
			kind: 'request',
			request: { ...request('POST', path, '{"a":2,"b":1}'), isSigned: true },
		});
	});

	it.each([
		['a read', request('GET', '/api/v1.0/balance-inquiry')],
		[
			'an inquiry by POST',
			request('POST', '/api/v2.0/disbursement/x/inquiry-status', '{"b":1,"a":1.5}'),
		],
		['another method on a signed path', request('PUT', target, '{"b":1,"a":1.5}')],
	])('leaves %s as it is', (_what, given) => {
		expect(prepareSignature(singapay, given, 'auto')).toEqual({ kind: 'request', request: given });
	});

	it('can be switched off and forced', () => {
		const transfer = request('POST', target, '{"b":1.5}');
		expect(prepareSignature(singapay, transfer, 'never')).toEqual({
			kind: 'request',
			request: transfer,
		});
		const other = request('POST', '/api/v9/new', '{"b":1,"a":2}');
		expect(prepareSignature(singapay, other, 'always')).toMatchObject({
			request: { body: '{"a":2,"b":1}', isSigned: true },
		});
	});

	it.each([
		[
			'a body with a fraction',
			singapay,
			request('POST', target, '{"amount":1.5}'),
			'auto',
			'the number 1.5',
		],
		['no body', singapay, request('POST', target), 'auto', 'has no body'],
		['a form', singapay, request('POST', target, 'amount=1'), 'auto', 'not valid JSON'],
		[
			'a provider without signatures',
			paySecurez,
			request('POST', '/x', '{}'),
			'always',
			'PaySecurez has no signed requests',
		],
	] as const)('refuses %s with a sentence', (_what, provider, given, mode, says) => {
		expect(prepareSignature(provider, given, mode)).toMatchObject({
			kind: 'unsignable',
			explanation: {
				message: expect.stringContaining(says),
				description: expect.stringMatching(/\w/),
			},
		});
	});
});

describe('authorizing a signed request', () => {
	const signable = prepareSignature(
		singapay,
		{ method: 'POST', url, headers: {}, body: '{"b":1,"a":2}' },
		'auto',
	);
	if (signable.kind !== 'request') throw new Error('not signable');

	it('adds the time in seconds and the signature of the bytes that are sent', () => {
		const { headers, body } = singapay.auth.authorize(
			signable.request,
			settings,
			'token-1',
			1_700_000_000_999,
		);
		expect(body).toBe('{"a":2,"b":1}');
		expect(headers).toMatchObject({
			'X-Timestamp': '1700000000',
			'X-Signature': requestSignature({
				method: 'POST',
				target,
				accessToken: 'token-1',
				canonicalBody: '{"a":2,"b":1}',
				timestamp: 1_700_000_000,
				clientSecret: 'sim-secret',
			}),
		});
	});

	it('signs again, with the new token and time, and leaves nothing of the first signature', () => {
		const first = singapay.auth.authorize(signable.request, settings, 'token-1', 1_700_000_000_000);
		const second = singapay.auth.authorize(first, settings, 'token-2', 1_700_000_060_000);
		expect(second).toEqual(
			singapay.auth.authorize(signable.request, settings, 'token-2', 1_700_000_060_000),
		);
	});

	it('covers the query', () => {
		const withQuery = { ...signable.request, url: `${url}?a=1` };
		const { headers } = singapay.auth.authorize(withQuery, settings, 'token-1', 0);
		expect(headers['X-Signature']).not.toBe(
			singapay.auth.authorize(signable.request, settings, 'token-1', 0).headers['X-Signature'],
		);
	});

	it('does not sign what need not be signed', () => {
		const { headers } = singapay.auth.authorize(
			{ method: 'GET', url, headers: {} },
			settings,
			'token-1',
			0,
		);
		expect(Object.keys(headers)).toEqual(['Accept', 'Authorization', 'X-PARTNER-ID']);
	});
});
