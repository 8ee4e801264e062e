import fc from 'fast-check';

import { bodyValue } from '../../lib/client/bodyValue';
import { encodePairs } from '../../lib/client/query';
import { redact } from '../../lib/redaction/redact';
import { parseResponse } from '../../lib/http/parse';
import { readPayment } from '../../lib/payments/payment';
import { providers } from '../../lib/providers';
import type { ApiResponse, Provider } from '../../lib/providers/contract';
import { withHeaders } from '../../lib/providers/headers';
import { maxWebhookBytes } from '../../lib/webhooks/numbers';
import { insertLiteral } from '../../lib/writes/insertMember';
import { readJsonField, readJsonObject } from '../../nodes/PaymentApiRequest/forms/jsonField';
import { timesAsLong } from '../support/cpuTime.mts';
import { raw } from '../support/fakeContext.mts';
import { runsPer } from '../support/propertyRuns.mts';

/**
 * Hostile input for whatever parses what comes from a provider, a webhook or an expression: names that belong to JavaScript, deep
 * nesting, and texts of a mebibyte. None may change an object of others, break who asks, or hold the process up.
 */

/** The longer one of two inputs is a mebibyte. */
const timesTheLength = 8;

/** Work that grows with its input takes eight times as long, work that grows with the square 64 times. */
const maxTimes = 3 * timesTheLength;

const lengths = [maxWebhookBytes, maxWebhookBytes / timesTheLength] as const;

type Work = () => unknown;

/** Each piece of work for the longer input and for the shorter one: what takes longest, as a multiple. */
const growthOf = (work: (length: number) => readonly Work[]): number => {
	const [large, small] = lengths.map(work);
	return Math.max(
		...(large ?? []).map((each, index) =>
			timesAsLong(each, small?.[index] ?? (() => undefined), maxTimes),
		),
	);
};

const parse = (text: string): ApiResponse =>
	parseResponse(raw(text, { headers: { 'content-type': 'application/json' } }));

/** Everything that reads an answer or a notification. Each has to return, whatever stands there. */
function readings(provider: Provider, response: ApiResponse): readonly Work[] {
	const { api, auth, forms, payments, webhooks } = provider;
	const { body } = response;
	const content = api.unwrap(body);
	return [
		() => api.readFailure(response),
		() => api.unwrap(body),
		() => api.paging?.hasNext(body, 1, 1),
		() => api.paging?.total?.(body),
		() => auth.readToken(response, 0),
		() => auth.isTokenRefused(response),
		() => payments.isNotFound(response),
		() => payments.readFound(response, 'order-1'),
		...payments.kinds.flatMap((kind) => [
			() => readPayment(provider, kind, body),
			() => readPayment(provider, kind, content),
		]),
		...forms.creates.map((form) => () => form.nextAction?.(content)),
		() => webhooks.isTest(body),
		() => webhooks.nameIn?.(body),
		() => webhooks.isUnknown?.(response),
		() =>
			webhooks
				.read(body)
				.map(({ kind, record, readAs }) => readPayment(provider, kind, readAs ?? record)),
	];
}

const readEverything = (provider: Provider, response: ApiResponse): void => {
	for (const read of readings(provider, response)) read();
};

function receive({ webhooks }: Provider, body: string): void {
	webhooks.signature?.verify(
		{
			targets: ['/webhook/1'],
			headers: {
				authorization: 'Bearer made-up',
				'x-timestamp': '1700000000',
				'x-signature': 'a'.repeat(128),
				'smartfastpay-signature': `t=1700000000000,v1=${'a'.repeat(64)}`,
			},
			body: Buffer.from(body),
		},
		['swordfish-1'],
		1_700_000_000_000,
		300_000,
	);
}

/** All that is done with an answer or a notification. */
const handling =
	(provider: Provider, text: (length: number) => string) =>
	(length: number): readonly Work[] => {
		const input = text(length);
		const response = parse(input);
		return [() => parse(input), () => receive(provider, input), ...readings(provider, response)];
	};

const named = providers.map((provider) => [provider.displayName, provider] as const);

describe('names that belong to JavaScript', () => {
	const hostile = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];
	const mark = 'polluted';
	const before = Object.getOwnPropertyNames(Object.prototype).toSorted();
	afterEach(() => {
		expect(Object.getOwnPropertyNames(Object.prototype).toSorted()).toEqual(before);
		expect(({} as Record<string, unknown>)[mark]).toBeUndefined();
		expect((() => undefined) as unknown as Record<string, unknown>).not.toHaveProperty(mark);
	});

	/** JSON text, because a literal or an assignment of `__proto__` is something else. */
	const hostileJson = fc.letrec<{ value: string; object: string }>((tie) => ({
		value: fc.oneof(
			{ depthSize: 'small', withCrossShrink: true },
			fc.constantFrom('"paid"', '1', 'null', 'true', `{"${mark}":true}`, '9e15', '"constructor"'),
			tie('object'),
			fc.array(tie('value'), { maxLength: 3 }).map((parts) => `[${parts.join(',')}]`),
		),
		object: fc
			.array(
				fc.tuple(
					fc.constantFrom(...hostile, 'status', 'data', 'id', 'transaction', 'error', 'created_at'),
					tie('value'),
				),
				{ maxLength: 4 },
			)
			.map((members) => `{${members.map(([key, value]) => `"${key}":${value}`).join(',')}}`),
	})).object;

	test.each(named)('in answers and notifications of %s', (_, provider) => {
		fc.assert(
			fc.property(hostileJson, (text) => {
				readEverything(provider, parse(text));
				receive(provider, text);
			}),
			runsPer('value'),
		);
	});

	test.each(named)('a status of %s that is one of them is unknown', (_, provider) => {
		for (const kind of provider.payments.kinds)
			for (const word of hostile) {
				// In each spelling that some record has.
				const record = { status: word, Status: word, transaction_status: word };
				expect(readPayment(provider, kind, record).payment.status).toMatch(/^(unknown|pending)$/);
				expect(Object.hasOwn(kind.statusMap, word)).toBe(false);
			}
	});

	test.each(named)('a record of %s inherits nothing', (_, provider) => {
		const inner = '{"status":"paid","Status":"Captured","id":"stolen","amount":"1"}';
		for (const kind of provider.payments.kinds)
			expect(readPayment(provider, kind, JSON.parse(`{"__proto__":${inner}}`)).payment).toEqual(
				readPayment(provider, kind, {}).payment,
			);
	});

	test('in JSON fields, queries, headers, form bodies and bodies that are written into', () => {
		fc.assert(
			fc.property(hostileJson, fc.constantFrom(...hostile), (text, name) => {
				const read = readJsonObject('Extra JSON', text);
				if (read.kind === 'object') {
					encodePairs(read.object, 'brackets');
					expect(insertLiteral('{}', [name, mark], 'true')).toMatchObject({ kind: 'inserted' });
				}
				expect(readJsonField('JSON Body', text)).toMatchObject({ kind: 'json', text });
				const body = `${name}[${mark}]=1&${name}[prototype][${mark}]=1&a[${name}][${mark}]=1`;
				const headers = { 'content-type': 'application/x-www-form-urlencoded' };
				bodyValue({ method: 'POST', url: 'https://api.example.com/', headers, body });
				withHeaders(
					{ method: 'GET', url: 'https://api.example.com/', headers: { [name]: 'theirs' } },
					{ authorization: 'Bearer a' },
				);
			}),
			runsPer('value'),
		);
	});
});

/** How an input of so many bytes is made. */
type Shape = readonly [name: string, text: (length: number) => string];

const repeated =
	(piece: string) =>
	(length: number): string =>
		piece.repeat(Math.floor(length / piece.length));

describe('the measure', () => {
	const steps = (count: (length: number) => number) => (length: number) => [
		() => {
			const last = count(length);
			let sum = 0;
			for (let step = 0; step < last; step += 1) sum += step;
			return sum;
		},
	];

	test('finds work that grows with the square of its input', () => {
		expect(growthOf(steps((length) => (length / 24) ** 2))).toBeGreaterThan(maxTimes);
	});

	test('and lets pass what grows with its input', () => {
		expect(growthOf(steps((length) => length * 1_000))).toBeLessThan(maxTimes);
	});
});

describe('deep nesting', () => {
	/** A notification of a mebibyte cannot nest deeper in objects. Deeper in lists, it is V8 that needs memory. */
	const nested =
		(open: string, close: string, inner = '') =>
		(length: number): string => {
			const depth = Math.floor(length / Math.max(6, open.length + close.length));
			return `${open.repeat(depth)}${inner}${close.repeat(depth)}`;
		};
	const shapes: readonly Shape[] = [
		['lists', nested('[', ']')],
		['objects', nested('{"a":', '}', '1')],
		['records', nested('{"data":', '}', '1')],
		['lists that do not end', nested('[', '')],
	];

	test.each(shapes.flatMap((shape) => named.map((each) => [...shape, ...each] as const)))(
		'of %s',
		(_shape, text, _name, provider) => {
			expect(growthOf(handling(provider, text))).toBeLessThan(maxTimes);
		},
	);

	test.each(shapes)('of %s in a JSON field', (_, text) => {
		const read = (length: number) => {
			const input = text(length);
			return [() => readJsonField('Extra JSON', input)];
		};
		expect(growthOf(read)).toBeLessThan(maxTimes);
	});

	test('of names in a form body', () => {
		const headers = { 'content-type': 'application/x-www-form-urlencoded' };
		const read = (length: number) => {
			const body = `a${repeated('[b]')(length)}=1`;
			const request = { method: 'POST', url: 'https://api.example.com/', headers, body } as const;
			return [() => bodyValue(request)];
		};
		expect(growthOf(read)).toBeLessThan(maxTimes);
	});
});

describe('a mebibyte', () => {
	const keys = (length: number): string =>
		Array.from({ length: length / 15 }, (_, index) => `"k${index}":${index}`).join(',');
	const shapes: readonly Shape[] = [
		['nothing but digits', repeated('9')],
		['one long number in a list', (length) => `[${repeated('9')(length)}]`],
		['quotes', (length) => `{"id":"${repeated('\\"')(length)}"}`],
		['backslashes', (length) => `{"id":"${repeated('\\\\')(length)}"}`],
		['white space', (length) => `{${repeated(' ')(length)}}`],
		['white space that does not end', (length) => `{${repeated(' ')(length)}`],
		['escapes', (length) => `{"id":"${repeated('\\u0030')(length)}"}`],
		['very many keys', (length) => `{${keys(length)}}`],
		['very many rows', (length) => `{"data":[${repeated('{},')(length)}{}]}`],
		['a web page', repeated('<html>')],
		['entities', repeated('&#x26;')],
		['percent signs', repeated('%25')],
		['backslashes by number', repeated('\\u005c')],
		['escapes of what is a secret', repeated('%2539')],
		['entities within percent escapes', repeated('%26%2335;')],
		['numbers whose digits begin numbers', repeated('&#%34%38')],
	];

	test.each(shapes.flatMap((shape) => named.map((each) => [...shape, ...each] as const)))(
		'of %s is read in a time that grows with its length',
		(_shape, text, _name, provider) => {
			expect(growthOf(handling(provider, text))).toBeLessThan(maxTimes);
		},
	);

	test.each(shapes)('of %s is searched for secrets in such a time', (_, text) => {
		const search = (length: number) => {
			const answer = raw(text(length), { headers: { 'content-type': 'application/json' } });
			return [() => redact(answer, ['swordfish-1', '9999999999999999'])];
		};
		expect(growthOf(search)).toBeLessThan(maxTimes);
	});
});
