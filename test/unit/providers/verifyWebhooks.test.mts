import crypto from 'node:crypto';
import fc from 'fast-check';

import type { WebhookRequest, Verification, Provider } from '../../../lib/providers/contract';
import { singapay } from '../../../lib/providers/singapay';
import { smartFastPay } from '../../../lib/providers/smartFastPay';
import {
	bytesWithOneBitChanged,
	inbound,
	now,
	paidPix,
	paidVirtualAccount,
	singapaySigned,
	smartFastPaySigned,
	withOneBitChanged,
} from '../../support/signed.mts';
import { anyText } from '../../support/anyText.mts';
import { cpuMs } from '../../support/cpuTime.mts';
import { runsPer } from '../../support/propertyRuns.mts';

const secret = 'my-secret';
const tolerance = 300_000;

const verifyAt =
	(provider: Provider) =>
	(request: WebhookRequest, key: string | readonly string[] = secret, at = now): Verification => {
		const { signature } = provider.webhooks;
		if (signature === undefined) throw new Error('Nothing is signed');
		return signature.verify(request, [key].flat(), at, tolerance);
	};
const ofSmartFastPay = verifyAt(smartFastPay);
const ofSingapay = verifyAt(singapay);
const genuine: Verification = { kind: 'genuine' };
const isGenuine = (proof: Verification): boolean => proof.kind === 'genuine';
const withHeader = (
	request: WebhookRequest,
	name: string,
	value: string | undefined,
): WebhookRequest => ({
	...request,
	headers: { ...request.headers, [name]: value },
});

describe('a vector of SmartFastPay', () => {
	it.each([
		[
			'my-secret',
			1_681_235_417_000,
			'{"callback":true,"value":"value-field"}',
			'b9ffafcd16416bd11e36f877c2d7ccc71633d174f8245abc49fc2aef7e6633c8',
		],
		[
			'0f4b1d5e-1111-4222-8333-444455556666',
			1_700_000_000_000,
			'{"requestId":"req-0001","data":[{"id":"pay-0001","customer_id":"cust-1","transaction_id":"order-1","amount":"25.00","status":"paid","type":"payment","payment_status":"paid","exchange":"5.00"}]}',
			'e68f813245b54679348b0e256f32212cce253208a3c3e9dcaa76be113580b8ae',
		],
	])('with the secret %s is genuine, and with another it is not', (key, t, body, v1) => {
		const request = inbound(body, { 'smartfastpay-signature': `t=${t},v1=${v1}` });
		expect(ofSmartFastPay(request, key, t)).toEqual(genuine);
		expect(isGenuine(ofSmartFastPay(request, `${key} `, t))).toBe(false);
		expect(isGenuine(ofSmartFastPay(request, '', t))).toBe(false);
	});
});

describe('the vector of Singapay', () => {
	const body =
		'{"data":{"transaction":{"amount":{"currency":"IDR","value":25000},"reff_no":"INV-1","status":"paid","transaction_id":"VA-1","type":"va"}},"event":"va-transaction","status":200,"success":true,"timestamp":"15 Jan 2026 10:00:00"}';
	const headers = {
		'x-signature':
			'5926396d2e578f88770b4550bb342d618e050d8c7e3a322fedc31e71d829da390d783932387eedbf6c3e127f400c9fa05dbf58d95d023d75672cc16ab76a125e',
		'x-timestamp': '1700000000',
		authorization: 'Bearer rand-token',
	};
	const at = 1_700_000_000_000;
	const target = '/webhooks/singapay?x=1';

	it('is genuine at its own path, with its own secret', () => {
		expect(ofSingapay(inbound(body, headers, [target]), 'sim-secret', at)).toEqual(genuine);
		expect(ofSingapay(inbound(body, headers, ['/other', target]), 'sim-secret', at)).toEqual(
			genuine,
		);
		for (const other of [
			[],
			['/webhooks/singapay'],
			['/webhooks/singapay?x=2'],
			['/webhooks/singapay/?x=1'],
		])
			expect(isGenuine(ofSingapay(inbound(body, headers, other), 'sim-secret', at))).toBe(false);
		expect(isGenuine(ofSingapay(inbound(body, headers, [target]), 'sim-secre', at))).toBe(false);
	});
});

describe('tampering by one bit', () => {
	it('anywhere in the body is refused at SmartFastPay', () => {
		const request = smartFastPaySigned(paidPix(), secret);
		expect(ofSmartFastPay(request)).toEqual(genuine);
		const passed = bytesWithOneBitChanged(request.body).filter((body) =>
			isGenuine(ofSmartFastPay({ ...request, body })),
		);
		expect(passed).toEqual([]);
	});

	it('anywhere in the body is refused at Singapay', () => {
		const request = singapaySigned(paidVirtualAccount, secret);
		expect(ofSingapay(request)).toEqual(genuine);
		const passed = bytesWithOneBitChanged(request.body).filter((body) =>
			isGenuine(ofSingapay({ ...request, body })),
		);
		expect(passed).toEqual([]);
	});

	it.each([
		[ofSmartFastPay, smartFastPaySigned(paidPix(), secret), 'smartfastpay-signature'] as const,
		...['x-signature', 'x-timestamp', 'authorization'].map(
			(name) => [ofSingapay, singapaySigned(paidVirtualAccount, secret), name] as const,
		),
	])('anywhere in a header is refused: %#', (verify, request, name) => {
		const passed = withOneBitChanged(request.headers[name] ?? '').filter((value) =>
			isGenuine(verify(withHeader(request, name, value))),
		);
		expect(passed).toEqual([]);
		expect(isGenuine(verify(withHeader(request, name, undefined)))).toBe(false);
	});

	it('anywhere in the path is refused at Singapay', () => {
		const request = singapaySigned(paidVirtualAccount, secret);
		const passed = withOneBitChanged('/webhook/a?x=1').filter((target) =>
			isGenuine(ofSingapay({ ...request, targets: [target] })),
		);
		expect(passed).toEqual([]);
	});
});

describe('raw bytes', () => {
	const bodies = [
		'{"b":1,"a":2}',
		'{ "b" : 1,\n\t"a": [ ] }\r\n',
		'{"url":"https:\\/\\/shop.example.com\\/é","name":"Jos\\u00e9 支"}',
		'{"emoji":"😀","escaped":"\\ud83d\\ude00"}',
		'{"amount":25.00,"rate":1e3,"tiny":0.10}',
		'{"long":12345678901234567890,"a":1,"a":2}',
		'[]',
		'',
		'no JSON',
	];

	it.each(bodies)('of SmartFastPay are verified as they came: %j', (body) => {
		expect(ofSmartFastPay(smartFastPaySigned(body, secret))).toEqual(genuine);
	});

	it('of SmartFastPay need not be UTF-8', () => {
		const body = Buffer.from([0xff, 0x00, 0xfe, 0x7b]);
		expect(ofSmartFastPay(smartFastPaySigned(body, secret))).toEqual(genuine);
	});

	it('of SmartFastPay are not normalised', () => {
		const { headers } = smartFastPaySigned('{"a":1,"b":2}', secret);
		for (const body of ['{"b":2,"a":1}', '{"a":1, "b":2}', '{"\\u0061":1,"b":2}'])
			expect(isGenuine(ofSmartFastPay(inbound(body, headers)))).toBe(false);
	});

	it.each(bodies)('of Singapay may be what was signed: %j', (body) => {
		expect(ofSingapay(singapaySigned(body, secret))).toEqual(genuine);
	});

	it.each([
		['{"b":1,"a":2}', '{"a":2,"b":1}'],
		['{ "b" : [ {"d":1, "c":2} ] , "a":null }', '{"a":null,"b":[{"c":2,"d":1}]}'],
		['{"url":"https:\\/\\/a","n":"Jos\\u00e9"}', '{"n":"José","url":"https://a"}'],
		['{"v":25000.00,"a":1.50}', '{"a":1.50,"v":25000.00}'],
		['{"10":1,"9":2}', '{"10":1,"9":2}'],
		['{"😀":1,"！":2}', '{"！":2,"😀":1}'],
		['{"n":12345678901234567890}', '{"n":12345678901234567890}'],
		['{"n":"a\u2028b\u2029"}', String.raw`{"n":"a\u2028b\u2029"}`],
		[String.raw`{"n":"a\u2028b"}`, '{"n":"a\u2028b"}'],
	])('of Singapay may be signed in canonical form: %j', (body, hashed) => {
		expect(ofSingapay(singapaySigned(body, secret, { hashed }))).toEqual(genuine);
	});

	it('of Singapay may be signed with a token of several words', () => {
		const request = singapaySigned(paidVirtualAccount, secret, { bearer: 'some random text' });
		expect(ofSingapay(request)).toEqual(genuine);
	});

	it('of Singapay with a key twice have no canonical form', () => {
		const request = singapaySigned('{ "a":1,"a":2}', secret, { hashed: '{"a":2}' });
		expect(isGenuine(ofSingapay(request))).toBe(false);
	});

	it('of Singapay nested too deep are refused, not fatal', () => {
		const body = '['.repeat(20_000) + ']'.repeat(20_000);
		expect(isGenuine(ofSingapay(singapaySigned(body, 'other')))).toBe(false);
	});
});

describe('the signature header of SmartFastPay', () => {
	const request = smartFastPaySigned(paidPix(), secret);
	const [, good = ''] = (request.headers['smartfastpay-signature'] ?? '').split('v1=');
	const verified = (header: string): boolean =>
		isGenuine(ofSmartFastPay(withHeader(request, 'smartfastpay-signature', header)));

	it.each([
		`t=${now},v1=${good}`,
		`v1=${good},t=${now}`,
		` t=${now} , v1=${good} `,
		`t=${now},v0=abc,v1=${good},v2=abc,x`,
		`t=${now},v1=${'0'.repeat(64)},v1=${good}`,
		`t=${now},v1=${good},v1=`,
		`t=${now},v1=,v1=nonsense,v1=${good.slice(2)},v1=${good}`,
	])('is read: %s', (header) => {
		expect(verified(header)).toBe(true);
	});

	it.each([
		'',
		`v1=${good}`,
		`t=,v1=${good}`,
		`t=${now}`,
		`t=${now},v1=`,
		`t=${now},v2=${good}`,
		`t=${now},V1=${good}`,
		`t=${now},t=${now},v1=${good}`,
		`t=${now - 1},v1=${good}`,
		`t=${now}.0,v1=${good}`,
		`t=+${now},v1=${good}`,
		`t=0${now},v1=${good}`,
		`t=1e12,v1=${good}`,
		`t=${now},v1=${good}00`,
		`t=${now},v1=${good.slice(0, 62)}`,
		`t=${now},v1=${good}g`,
		`t=${now},v1=${good}=x`,
		`t=${now},v1=0x${good}`,
		`t=${now},v1=${good.toUpperCase()}`,
		`t=${now};v1=${good}`,
	])('is refused: %s', (header) => {
		expect(verified(header)).toBe(false);
	});

	it('never breaks and never proves anything without the secret', () => {
		const crumb = fc.constantFrom('t', 'v1', '=', ',', ' ', String(now), 'ab12', '\0', 'é', 'NaN');
		const header = fc.oneof(
			anyText(),
			fc.array(crumb, { maxLength: 20 }).map((parts) => parts.join('')),
			fc.stringMatching(/^t=\d{1,20},v1=[0-9a-f]{64}$/),
		);
		fc.assert(
			fc.property(header, (value) => {
				expect(verified(value)).toBe(value.includes(good));
			}),
			runsPer('value'),
		);
	});
});

describe('the headers of Singapay', () => {
	it('never break and never prove anything without the secret', () => {
		const text = fc.oneof(
			anyText(),
			fc.stringMatching(/^[0-9a-f]{128}$/),
			fc.stringMatching(/^Bearer \w+$/),
			fc.constant(String(now / 1000)),
		);
		const headers = fc.record(
			{ 'x-signature': text, 'x-timestamp': text, authorization: text },
			{ requiredKeys: [] },
		);
		fc.assert(
			fc.property(headers, anyText(), (given, body) => {
				expect(isGenuine(ofSingapay(inbound(body, given)))).toBe(false);
			}),
			runsPer('value'),
		);
	});

	it.each(['', 'soon', '1.7e9', '-1700000000', ' 1700000000', '123456789012'])(
		'hold no time in %j',
		(timestamp) => {
			const request = singapaySigned(paidVirtualAccount, secret, { timestamp });
			expect(ofSingapay(request)).toEqual({
				kind: 'refused',
				reason: 'its signature names no time',
			});
		},
	);
});

describe('the time that was signed', () => {
	const proofs: [string, (shift: number) => Verification][] = [
		[
			'SmartFastPay',
			(shift) => ofSmartFastPay(smartFastPaySigned(paidPix(), secret), secret, now - shift),
		],
		[
			'Singapay',
			(shift) => ofSingapay(singapaySigned(paidVirtualAccount, secret), secret, now - shift),
		],
	];
	it.each(proofs)('of %s may be off by the tolerance and no millisecond more', (_name, proof) => {
		for (const shift of [0, tolerance, -tolerance]) expect(proof(shift)).toEqual(genuine);
		expect(proof(tolerance + 1)).toEqual({
			kind: 'refused',
			reason: 'its signature is dated in the future',
		});
		// A provider may send again what it has signed once.
		expect(proof(-tolerance - 1)).toEqual({ kind: 'old', signedAt: now });
	});

	it.each(proofs)('of %s does not matter where the signature is wrong', () => {
		const late = now + 10 * tolerance;
		for (const [verify, request] of [
			[ofSmartFastPay, smartFastPaySigned(paidPix(), 'forged')],
			[ofSingapay, singapaySigned(paidVirtualAccount, 'forged')],
		] as const)
			expect(verify(request, secret, late)).toMatchObject({ kind: 'refused' });
	});
});

describe('several secrets', () => {
	it.each([
		['SmartFastPay', ofSmartFastPay, (by: string) => smartFastPaySigned(paidPix(), by)],
		['Singapay', ofSingapay, (by: string) => singapaySigned(paidVirtualAccount, by)],
	] as const)('of %s may each have signed', (_name, verify, signedBy) => {
		const all = ['first', 'second', 'third'];
		for (const one of all) expect(verify(signedBy(one), all)).toEqual(genuine);
		expect(isGenuine(verify(signedBy('fourth'), all))).toBe(false);
		expect(isGenuine(verify(signedBy('first'), []))).toBe(false);
	});
});

describe('a body of Singapay', () => {
	const body = '{ "event": "x", "meta": {}, "rows": {"1":"b","0":"a"}, "sum": 10000.00 }';
	const canonical = '{"event":"x","meta":{},"rows":{"0":"a","1":"b"},"sum":10000.00}';
	const asPhp = '{"event":"x","meta":[],"rows":["a","b"],"sum":10000.00}';

	it.each([
		['as it came', body],
		['in canonical form, numbers as written', canonical],
		['with empty and numbered objects as lists', asPhp],
	])('may have been signed %s', (_what, hashed) => {
		expect(ofSingapay(singapaySigned(body, secret, { hashed }))).toEqual(genuine);
	});

	it.each([
		canonical.replace('10000.00', '10000'),
		canonical.replace('"x"', '"y"'),
		asPhp.replace('"a"', '"c"'),
		'',
	])('may not have been signed as %s', (hashed) => {
		expect(isGenuine(ofSingapay(singapaySigned(body, secret, { hashed })))).toBe(false);
	});

	it.each(['{}', '{"a":{}}', '{"0":1}', '{"1":1}', '[{}]'])(
		'such as %s may be one that PHP reads as a list, and one that it does not',
		(sent) => {
			expect(ofSingapay(singapaySigned(sent, secret))).toEqual(genuine);
			const list = sent.replaceAll('{}', '[]').replace('{"0":1}', '[1]');
			expect(ofSingapay(singapaySigned(sent, secret, { hashed: list }))).toEqual(genuine);
		},
	);
});

describe('a number of any length in a body of Singapay', () => {
	const lengths = [1, 400, 401, 1_000, 2 ** 20 - 100];
	const inIts = ['{"a":%}', '{"b":{"a":%},"c":1}', '[%]', '[[%,1]]', '%'];
	const bodies = inIts.flatMap((shape) =>
		lengths.map((length): [string, number, string] => [
			shape,
			length,
			shape.replace('%', '1'.repeat(length)),
		]),
	);

	it.each(bodies)(
		'is refused where it is not signed, and breaks nothing: %s, %d digits',
		(_s, _n, body) => {
			const request = withHeader(singapaySigned('', secret), 'x-signature', 'a'.repeat(128));
			expect(ofSingapay({ ...request, body: Buffer.from(body) })).toMatchObject({
				kind: 'refused',
			});
		},
	);

	it.each(bodies)('is read whole: %s, %d digits', (_s, _n, body) => {
		const sent = ` ${body.replaceAll(',', ' , ')}`;
		expect(ofSingapay(singapaySigned(sent, secret, { hashed: body }))).toEqual(genuine);
	});
});

describe('what a forged request of Singapay costs', () => {
	afterEach(() => {
		jest.restoreAllMocks();
	});

	/** Keys in an order that has to be sorted. */
	const bodyOf = (keys: number): string =>
		`{${Array.from({ length: keys }, (_, n) => `"${(n * 7919) % keys}ké":1`).join(',')}}`;
	const forged = (body: string, signature: string): WebhookRequest =>
		withHeader(singapaySigned(body, 'forged'), 'x-signature', signature);
	const reads = (request: WebhookRequest): number => {
		const parse = jest.spyOn(JSON, 'parse');
		expect(isGenuine(ofSingapay(request))).toBe(false);
		const { length } = parse.mock.calls;
		parse.mockRestore();
		return length;
	};

	it.each(['', 'a', 'a'.repeat(127), 'a'.repeat(129), 'A'.repeat(128), 'g'.repeat(128)])(
		'is no reading of the body where the signature can be none: %j',
		(signature) => {
			expect(reads(forged(bodyOf(10), signature))).toBe(0);
		},
	);

	it.each([
		['many keys', bodyOf(90_000)],
		['as many as are put in order', bodyOf(9_900)],
		['one object after the other', `[${'{},'.repeat(300_000)}{}]`],
		['what may be a list', JSON.stringify({ ...Array.from({ length: 90_000 }, () => 1) })],
		['a long text', JSON.stringify({ a: '"\\é'.repeat(100_000) })],
	])('is less than 200 ms of the processor, for three secrets and paths: %s', (_what, body) => {
		const request = { ...forged(body, 'a'.repeat(128)), targets: ['/a', '/b', '/c'] };
		// The best of some: the first is not compiled yet, and another may collect garbage.
		const took = Array.from({ length: 5 }, () =>
			cpuMs(() => {
				expect(ofSingapay(request, ['a', 'b', 'c']).kind).toBe('refused');
			}),
		);
		expect(Math.min(...took)).toBeLessThan(200);
	});

	it('grows with the keys of the body, and not with how often they are compared', () => {
		const [few, many] = [100, 9_900].map((keys) => reads(forged(bodyOf(keys), 'a'.repeat(128))));
		expect(few).toBeGreaterThanOrEqual(100);
		expect(many).toBeLessThanOrEqual(100 * (few ?? 0));
	});
});

describe('the comparison', () => {
	afterEach(() => {
		jest.restoreAllMocks();
	});

	it.each([
		[ofSmartFastPay, smartFastPaySigned(paidPix(), secret)] as const,
		[ofSingapay, singapaySigned(paidVirtualAccount, secret)] as const,
	])('takes the same time for every signature: %#', (verify, request) => {
		const compare = jest.spyOn(crypto, 'timingSafeEqual');
		expect(verify(request)).toEqual(genuine);
		expect(compare).toHaveBeenCalledTimes(1);
		expect(isGenuine(verify(request, 'other'))).toBe(false);
		expect(compare.mock.calls.length).toBeGreaterThan(1);
		expect(compare.mock.results.slice(1).every(({ value }) => value === false)).toBe(true);
	});
});
