import fc from 'fast-check';
import { providers } from '../../lib/providers';
import type { Provider } from '../../lib/providers/contract';
import { parseResponse } from '../../lib/http/parse';
import { call } from '../../lib/client/call';
import { problemIn, problemWithout } from '../../lib/client/messages';
import { runsPer } from '../support/propertyRuns.mts';
import { payment, raw, read, settings } from '../support/samples.mts';
import { type Reply, theatre } from '../support/theatre.mts';

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
);
const replies = fc.array(reply, { minLength: 1, maxLength: 6 });
const provider = fc.constantFrom(...providers);
const method = fc.constantFrom('POST', 'PUT', 'PATCH', 'DELETE');

const isRefusal = (at: Provider, given: Reply | undefined): boolean =>
	given !== undefined &&
	!(given instanceof Error) &&
	at.auth.isTokenRefused(parseResponse(raw(given.body, given)));

const pick = (all: Reply[], attempt: number): Reply =>
	all[Math.min(attempt, all.length - 1)] ?? new Error('none');
const request = (verb: string) => ({
	method: verb,
	url: `${settings.baseUrl}/payments`,
	headers: {},
});

describe('whatever a provider answers', () => {
	it('a write is sent once, and once more only after its token was refused', async () => {
		await fc.assert(
			fc.asyncProperty(
				provider,
				replies,
				method,
				fc.nat({ max: 5 }),
				async (at, all, verb, maxRetries) => {
					const { context, sent } = theatre(at, (attempt) => pick(all, attempt));
					await call(context, request(verb), payment, { timeoutMs: 1_000, maxRetries });

					expect(sent).toHaveLength(isRefusal(at, pick(all, 0)) ? 2 : 1);
					expect(new Set(sent).size).toBe(sent.length);
				},
			),
			runsPer('call'),
		);
	});

	it('a write that may have taken effect is never said to have had none', async () => {
		await fc.assert(
			fc.asyncProperty(provider, replies, async (at, all) => {
				const { context, sent } = theatre(at, (attempt) => pick(all, attempt));
				const options = { timeoutMs: 1_000, maxRetries: 2 };
				const result = await call(context, request('POST'), payment, options);
				const last = pick(all, sent.length - 1);
				const about = { provider: at, request: request('POST'), effect: payment, timeoutMs: 1_000 };
				const problem =
					result.kind === 'answered' ? problemIn(about, result) : problemWithout(about, result);
				const mayHave = last instanceof Error || last.status >= 500 || last.status === 408;
				if (mayHave && !isRefusal(at, last)) expect(problem?.outcome).toBe('unknown');
				if (problem?.outcome === 'unknown') expect(problem.description).toContain('order-77');
			}),
			runsPer('call'),
		);
	});

	it('a read is sent a bounded number of times', async () => {
		await fc.assert(
			fc.asyncProperty(provider, replies, fc.nat({ max: 5 }), async (at, all, maxRetries) => {
				const { context, sent } = theatre(at, (attempt) => pick(all, attempt));
				await call(context, request('GET'), read, { timeoutMs: 1_000, maxRetries });

				expect(sent.length).toBeLessThanOrEqual(1 + maxRetries + 1);
				expect(new Set(sent).size).toBeLessThanOrEqual(2);
			}),
			runsPer('call'),
		);
	});
});
