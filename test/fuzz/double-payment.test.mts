import fc from 'fast-check';
import { providers } from '../../lib/providers';
import type { Provider } from '../../lib/providers/contract';
import { parseResponse } from '../../lib/http/parse';
import { call } from '../../lib/client/call';
import { runsPer } from '../support/propertyRuns.mts';
import {
	fakeContext,
	type FakeContext,
	options,
	raw,
	repeating,
	type Reply,
} from '../support/fakeContext.mts';
import { readRequest, writeRequest } from '../support/providerSamples.mts';

const body = fc.oneof(
	fc.constantFrom(
		'',
		'{}',
		'null',
		'[]',
		'<!DOCTYPE html>',
		'{"data":',
		'{"response_code":"SP013"}',
		'{"response_code":"SP005"}',
		'{"response_code":"SP003"}',
		'{"statusCode":429,"message":"Too many"}',
		'{"statusCode":500,"message":"Internal server error"}',
		'{"response_code":"SP000"}',
		'{"success":false,"status":401,"error":{"code":401}}',
		'{"statusCode":401,"message":"Unauthorized"}',
		'{"requestId":"x","moreInformation":{"message":"Invalid or expired token"}}',
	),
	fc.json(),
);
const lost = fc
	.constantFrom('ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT', 'ECONNABORTED', 'EPIPE', '')
	.map((code) => Object.assign(new Error('gone'), { code }));
const status = fc.oneof(
	fc.constantFrom(200, 201, 204, 302, 307, 400, 401, 403, 408, 409, 422, 429, 500, 502, 503, 504),
	fc.integer({ min: 200, max: 599 }),
);
const headers = fc.constantFrom<Record<string, string>>(
	{},
	{ 'retry-after': '1' },
	{ 'retry-after': '3600' },
);
const reply: fc.Arbitrary<Reply> = fc.oneof(
	{ weight: 5, arbitrary: fc.record({ status, body, headers }) },
	{ weight: 2, arbitrary: lost },
	// Drawn by chance, these would be missing from a short run: a refused token, and each provider's own refusal.
	{ weight: 2, arbitrary: fc.constant({ status: 401, body: '{"statusCode":401}', headers: {} }) },
	{
		weight: 2,
		arbitrary: fc.constantFrom(
			{ status: 422, body: '{"requestId":"x","moreInformation":"No"}', headers: {} },
			{ status: 422, body: '{"statusCode":422,"message":"No"}', headers: {} },
			{ status: 400, body: '{"response_code":"SP003"}', headers: {} },
		),
	},
);
const replies = fc.array(reply, { minLength: 1, maxLength: 6 });
const provider = fc.constantFrom(...providers);
const method = fc.constantFrom('POST', 'PUT', 'PATCH', 'DELETE');

const isRefusal = (at: Provider, given: Reply | undefined): boolean =>
	given !== undefined &&
	!(given instanceof Error) &&
	(given.status < 300 || (given.status >= 400 && given.status < 500 && given.status !== 408)) &&
	!saysNothingOfTheToken(String(given.body)) &&
	at.auth.isTokenRefused(parseResponse(raw(given.body, given)));

/** A page of something on the way, or a server that gave up whatever status stands before it. */
const saysNothingOfTheToken = (body: string): boolean =>
	/<html|<!doctype/i.test(body) ||
	/"(statusCode|status|status_code|code)":\s*"?(408|5\d\d)\b/.test(body);

const pick = (all: Reply[], attempt: number): Reply =>
	all[Math.min(attempt, all.length - 1)] ?? new Error('none');
const tokensOf = ({ requests }: FakeContext): string[] => requests.map(({ token }) => token);

describe('for any response of a provider', () => {
	it('a write is sent once, and once more only after its token was refused', async () => {
		await fc.assert(
			fc.asyncProperty(
				provider,
				replies,
				method,
				fc.nat({ max: 5 }),
				async (at, all, verb, maxRetries) => {
					const fake = fakeContext(at, all);
					const request = { ...writeRequest(at), method: verb };
					await call(fake.context, request, { ...options, maxRetries });
					const tokens = tokensOf(fake);

					expect(tokens).toHaveLength(isRefusal(at, pick(all, 0)) ? 2 : 1);
					expect(new Set(tokens).size).toBe(tokens.length);
				},
			),
			runsPer('call'),
		);
	});

	it('a write is said to have had no effect only by the provider itself', async () => {
		const causes = new Set<string>();
		await fc.assert(
			fc.asyncProperty(provider, replies, async (at, all) => {
				const { context, requests } = fakeContext(at, all);
				const result = await call(context, writeRequest(at), repeating);
				if (result.kind === 'answered') return;
				causes.add(result.cause);
				if (result.effect === 'unknown') {
					expect(result.description).toContain('order-77');
					return;
				}
				const last = pick(all, requests.length - 1);
				if (last instanceof Error) throw new Error('A connection that ends proves nothing');
				expect(['refused', 'tokenRefused', 'unavailable']).toContain(result.cause);
				expect(last.status < 500 && last.status !== 408).toBe(true);
				expect(last.status < 300 || last.status >= 400).toBe(true);
				if (result.cause !== 'tokenRefused')
					expect(parseResponse(raw(last.body, last)).isJson).toBe(true);
			}),
			runsPer('call'),
		);

		expect([...causes]).toEqual(
			expect.arrayContaining(['refused', 'tokenRefused', 'unavailable', 'unexpected', 'lost']),
		);
	});

	it('a read is sent a bounded number of times', async () => {
		await fc.assert(
			fc.asyncProperty(provider, replies, fc.nat({ max: 5 }), async (at, all, maxRetries) => {
				const fake = fakeContext(at, all);
				await call(fake.context, readRequest(at), { ...options, maxRetries });

				expect(fake.requests.length).toBeLessThanOrEqual(1 + maxRetries + 1);
				expect(new Set(tokensOf(fake)).size).toBeLessThanOrEqual(2);
			}),
			runsPer('call'),
		);
	});
});
