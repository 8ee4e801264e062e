import fc from 'fast-check';

import { bodyValue } from '../../lib/client/bodyValue';
import { encodePairs } from '../../lib/client/query';
import { redact } from '../../lib/client/redact';
import { parseResponse } from '../../lib/http/parse';
import { readPayment } from '../../lib/payments/payment';
import { providers } from '../../lib/providers';
import type { ApiResponse, Provider } from '../../lib/providers/contract';
import { withHeaders } from '../../lib/providers/headers';
import { maxWebhookBytes } from '../../lib/webhooks/numbers';
import { insertLiteral } from '../../lib/writes/insertMember';
import { readJsonField, readJsonObject } from '../../nodes/PaymentApiRequest/forms/jsonField';
import { cpuMs } from '../support/cpuTime.mts';
import { raw } from '../support/fakeContext.mts';
import { runsPer } from '../support/propertyRuns.mts';

/**
 * Hostile input for whatever parses what comes from a provider, a webhook or an expression: names that belong to JavaScript, deep
 * nesting, and texts of a mebibyte. None may change an object of others, break who asks, or hold the process up.
 */

/** Of the processor, for one reading of a mebibyte, or of what is nested as deep as it can be; mostly below 400 ms. */
const maxMs = 3_000;

/** Of the processor, to search one for secrets, in each spelling; up to 2 s for the worst of these. */
const maxSearchMs = 5_000;

const parse = (text: string): ApiResponse =>
	parseResponse(raw(text, { headers: { 'content-type': 'application/json' } }));

/** Everything that reads an answer or a notification. Each has to return, whatever stands there. */
function readings(provider: Provider, response: ApiResponse): ReadonlyArray<() => unknown> {
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

/** Milliseconds of the processor that the slowest reading of a text takes. */
const slowestMs = (provider: Provider, text: string): number =>
	Math.max(
		cpuMs(() => parse(text)),
		cpuMs(() => receive(provider, text)),
		...readings(provider, parse(text)).map(cpuMs),
	);

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

describe('deep nesting', () => {
	/** A notification of a mebibyte cannot nest deeper. */
	const depth = maxWebhookBytes / 6;
	const shapes: ReadonlyArray<readonly [string, string]> = [
		['lists', `${'['.repeat(depth)}${']'.repeat(depth)}`],
		['objects', `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`],
		['records', `${'{"data":'.repeat(depth / 2)}1${'}'.repeat(depth / 2)}`],
		['lists that do not end', '['.repeat(depth)],
	];

	test.each(shapes.flatMap((shape) => named.map((each) => [...shape, ...each] as const)))(
		'of %s',
		(_shape, text, _name, provider) => {
			expect(slowestMs(provider, text)).toBeLessThan(maxMs);
		},
	);

	test.each(shapes)('of %s in a JSON field', (_, text) => {
		expect(cpuMs(() => readJsonField('Extra JSON', text))).toBeLessThan(maxMs);
	});

	test('of names in a form body', () => {
		const body = `a${'[b]'.repeat(maxWebhookBytes / 3)}=1`;
		const headers = { 'content-type': 'application/x-www-form-urlencoded' };
		expect(
			cpuMs(() => bodyValue({ method: 'POST', url: 'https://api.example.com/', headers, body })),
		).toBeLessThan(maxMs);
	});
});

describe('a mebibyte', () => {
	const mebibyte = (text: string): string =>
		text.repeat(Math.ceil(maxWebhookBytes / text.length)).slice(0, maxWebhookBytes);
	const keys = Array.from({ length: 70_000 }, (_, index) => `"k${index}":${index}`).join(',');
	const shapes: ReadonlyArray<readonly [string, string]> = [
		['nothing but digits', mebibyte('9')],
		['one long number in a list', `[${mebibyte('9')}]`],
		['quotes', `{"id":"${mebibyte('\\"')}"}`],
		['backslashes', `{"id":"${mebibyte('\\\\')}"}`],
		['white space', `{${mebibyte(' ')}}`],
		['white space that does not end', `{${mebibyte(' ')}`],
		['escapes', `{"id":"${mebibyte('\\u0030').slice(0, -(maxWebhookBytes % 6))}"}`],
		['very many keys', `{${keys}}`],
		[
			'very many rows',
			`{"data":[${mebibyte('{},')
				.slice(0, -1)
				.replace(/\{?,?$/, '')}]}`,
		],
		['a web page', mebibyte('<html>')],
		['entities', mebibyte('&#x26;')],
		['percent signs', mebibyte('%25')],
		['backslashes by number', mebibyte('\\u005c')],
		['escapes of what is a secret', mebibyte('%2539')],
		['entities within percent escapes', mebibyte('%26%2335;')],
		['numbers whose digits begin numbers', mebibyte('&#%34%38')],
	];

	test.each(shapes.flatMap((shape) => named.map((each) => [...shape, ...each] as const)))(
		'of %s is read in time',
		(_shape, text, _name, provider) => {
			expect(slowestMs(provider, text)).toBeLessThan(maxMs);
		},
	);

	test.each(shapes)('of %s is searched for secrets in time', (_, text) => {
		const answer = raw(text, { headers: { 'content-type': 'application/json' } });
		expect(cpuMs(() => redact(answer, ['swordfish-1', '9999999999999999']))).toBeLessThan(
			maxSearchMs,
		);
	});
});
