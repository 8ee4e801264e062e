import {
	canonicalJson,
	jakartaDate,
	requestSignature,
	tokenSignature,
	verifyRequest,
} from '../../../simulators/singapay/signature.mts';

/** The vectors of the project's notes on Singapay: two of a public fixture, the others computed apart from this code. */
const fixture = {
	method: 'POST',
	path: '/api/v2.0/disbursement/transfer',
	accessToken: 'eyJ0ZXN0IjoidG9rZW4ifQ.test-access-token',
	timestamp: '1755657600',
};
const own = { ...fixture, accessToken: 'sim-token', timestamp: '1700000000' };

const vectors = [
	{
		name: 'an empty object',
		secret: 'singapay-test-secret',
		parts: { ...fixture, body: '{}' },
		signature:
			'7d92cbed487499b89472b99274570e7c5fe76f54d7502b5d8a9c687029f65abdbf66534820d58197252410e12b78fcff828775b757ec01ec8d53ed2bbaa59c14',
	},
	{
		name: 'a transfer',
		secret: 'singapay-test-secret',
		parts: {
			...fixture,
			body: '{"account_id":"01J5XW8LD0R6M9CJEXAMPLE01","amount":50000,"bank_code":"014","beneficiary_account_number":"1234567890","reference_number":"TRX-2026-000001","remark":"Payout gaji/BONUS"}',
		},
		signature:
			'837fbd1a847e0635859f02cc4b16b275422889af761dbf95a34485fd51f9278de277e830d1aab79a7ccde5a46e2ca4c383759159f9302319d3b81473603c486d',
	},
	{
		name: 'unsorted keys, a slash and an accent',
		secret: 'sim-secret',
		parts: {
			...own,
			body: '{"account_id":"01J5XW8LD0R6M9CJEXAMPLE01","reference_number":"REF-0001", "amount":50000,"bank_code":"014","bank_account_number":"1000123456","notes":"a\\/b \\u00e9"}',
		},
		signature:
			'69c23dc6ff3cdd756624624fa71ac667ac6b058e89b573678194a020ac7f1e6c7df76fdf3b476bba5b421f5511622b5e5bad5212795cf14d54f0329ee6f3a24d',
	},
	{
		name: 'nested objects and a query string',
		secret: 'sim-secret',
		parts: {
			method: 'POST',
			path: '/webhooks/singapay?x=1',
			accessToken: 'rand-token',
			timestamp: '1700000000',
			body: '{"timestamp":"15 Jan 2026 10:00:00","success":true,"status":200,"event":"va-transaction","data":{"transaction":{"type":"va","transaction_id":"VA-1","status":"paid","reff_no":"INV-1","amount":{"value":25000,"currency":"IDR"}}}}',
		},
		signature:
			'5926396d2e578f88770b4550bb342d618e050d8c7e3a322fedc31e71d829da390d783932387eedbf6c3e127f400c9fa05dbf58d95d023d75672cc16ab76a125e',
	},
];

describe('the Singapay request signature', () => {
	it.each(vectors)('of $name is the published one', ({ secret, parts, signature }) => {
		expect(requestSignature(parts, secret)).toBe(signature);
	});

	it.each(vectors)('of $name is accepted at its time', ({ secret, parts, signature }) => {
		const now = Number(parts.timestamp) * 1000;
		expect(verifyRequest({ ...parts, signature }, secret, now)).toBe('valid');
	});

	const [, transfer = vectors[0]] = vectors;
	const signed = { ...transfer?.parts, signature: transfer?.signature } as Parameters<
		typeof verifyRequest
	>[0];
	const secret = 'singapay-test-secret';
	const signedAt = 1755657600_000;

	it.each([
		['to the second 300 s later', signedAt + 300_000, 'valid'],
		['to the second 300 s earlier', signedAt - 300_000, 'valid'],
		['one millisecond more than 300 s later', signedAt + 300_001, 'stale'],
		['one millisecond more than 300 s earlier', signedAt - 300_001, 'stale'],
	])('is judged %s', (_name, now, verdict) => {
		expect(verifyRequest(signed, secret, now)).toBe(verdict);
	});

	it.each<[string, Partial<typeof signed>]>([
		['another method', { method: 'PUT' }],
		['another path', { path: `${signed.path}?x=1` }],
		['another token', { accessToken: 'other' }],
		['another body', { body: signed.body.replace('50000', '50001') }],
		['another time', { timestamp: '1755657601' }],
		['no time', { timestamp: '' }],
		['an ISO time', { timestamp: '2025-08-20T02:40:00Z' }],
		['a time in milliseconds', { timestamp: '1755657600000' }],
		['upper case', { signature: signed.signature.toUpperCase() }],
		['no signature', { signature: '' }],
		['a body that is no JSON', { body: '{' }],
		['no body', { body: '' }],
	])('does not cover %s', (_name, change) => {
		expect(verifyRequest({ ...signed, ...change }, secret, signedAt)).toBe('mismatch');
	});

	it('does not hold for another secret', () => {
		expect(verifyRequest(signed, 'other', signedAt)).toBe('mismatch');
	});
});

describe('the canonical JSON of Singapay', () => {
	it.each([
		['sorts keys at every level', '{"b":{"d":1,"c":2},"a":3}', '{"a":3,"b":{"c":2,"d":1}}'],
		['keeps lists in order', '[3,1,{"b":1,"a":2}]', '[3,1,{"a":2,"b":1}]'],
		['sorts number-like keys as text', '{"9":1,"10":2,"a":3}', '{"10":2,"9":1,"a":3}'],
		['sorts by bytes, not by UTF-16', '{"😀":1,"！":2}', '{"！":2,"😀":1}'],
		['sorts capitals first', '{"a":1,"B":2}', '{"B":2,"a":1}'],
		[
			'keeps the digits of numbers',
			'{"a":9007199254740993,"b":1.50}',
			'{"a":9007199254740993,"b":1.50}',
		],
		['keeps a key called __proto__', '{"b":1,"__proto__":{"a":2}}', '{"__proto__":{"a":2},"b":1}'],
		['escapes no slash and no letter', '"a\\/b \\u00e9"', '"a/b é"'],
		['keeps empty containers', '{"a":{},"b":[],"c":null}', '{"a":{},"b":[],"c":null}'],
	])('%s', (_name, input, expected) => {
		expect(canonicalJson(input)).toBe(expected);
	});
});

describe('the signature of the Singapay token call', () => {
	it.each([
		[
			'2026-01-15T10:00:00Z',
			'5218d6a4b0f09d9e36d498130f29beda57f13189f8d510a63d36951f38fc81eb7524456a3727f06e358d162178dc9db4bb3c93e577eba0cfa60538a98ea6e197',
		],
		[
			'2026-01-16T10:00:00Z',
			'b54b872e85bc2a447b39e11d71588c38ea97be357301a782ccf6979096a300afe347e7852032ce401dbd5ffaa253611f1336fe1b9601ec0bcf2f0f2e4da3a649',
		],
	])('at %s is the one of that day', (time, signature) => {
		expect(tokenSignature('sim-client', 'sim-secret', Date.parse(time))).toBe(signature);
	});

	it.each([
		['2026-01-15T16:59:59.999Z', '20260115'],
		['2026-01-15T17:00:00.000Z', '20260116'],
		['2025-12-31T17:00:00.000Z', '20260101'],
	])('changes at midnight in Jakarta: %s is %s', (time, date) => {
		expect(jakartaDate(Date.parse(time))).toBe(date);
	});
});
