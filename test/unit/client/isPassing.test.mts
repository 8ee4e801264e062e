import { call } from '../../../lib/client/call';
import { firstDelayMs } from '../../../lib/http/backoff';
import { failure } from '../../../lib/client/result';
import { providers } from '../../../lib/providers';
import { documentedRequests, undocumentedWrites } from '../../support/endpoints.mts';
import {
	answer,
	fakeContext,
	fault,
	options,
	repeating,
	type Reply,
	requestTo,
} from '../../support/fakeContext.mts';
import { readInfo } from '../../support/providerSamples.mts';

/** Whether the same request may end differently soon, with nothing changed: then, and only then, a read is repeated. */

const page = '<!doctype html><html><title>Be right back</title></html>';
const inJson = { 'content-type': 'application/json' };
const refusals: Readonly<Record<string, (status: number) => object>> = {
	smartFastPay: () => ({ requestId: 'r', moreInformation: { message: 'No' } }),
	paySecurez: (status) => ({ statusCode: status, message: 'No' }),
	singapay: (status) => ({ status, success: false, error: { code: status, message: 'No' } }),
};

type Row = readonly [of: string, reply: Reply, isPassing: boolean];

const rowsOf = (refusal: (status: number) => object): readonly Row[] => [
	...[
		408, 425, 429, 500, 502, 503, 504, 507, 508, 511, 520, 521, 522, 523, 524, 525, 526, 527, 599,
	].flatMap((status): Row[] => [
		[`HTTP ${status} without a body`, answer('', status), true],
		[`HTTP ${status} in the provider's shape`, answer(refusal(status), status), true],
		[`HTTP ${status} with a web page`, answer(page, status), true],
	]),
	...[501, 505].flatMap((status): Row[] => [
		[`HTTP ${status} without a body`, answer('', status), false],
		[`HTTP ${status} in the provider's shape`, answer(refusal(status), status), false],
	]),
	...[200, 201, 400, 401, 403, 404, 409, 422].flatMap((status): Row[] =>
		status === 401
			? []
			: [
					[`a web page (HTTP ${status})`, answer(page, status), true],
					[`text (HTTP ${status})`, answer('Not now', status), true],
					[`half of its JSON (HTTP ${status})`, answer('{"data":{"id":', status, inJson), true],
				],
	),
	['nothing where JSON is documented', answer(''), true],
	...[302, 303, 307].flatMap((status): Row[] => [
		[`a redirect for now (HTTP ${status})`, answer('', status), true],
		[`a redirect for now (HTTP ${status}) with a page`, answer(page, status), true],
	]),
	...[301, 308].flatMap((status): Row[] => [
		[`a redirect for good (HTTP ${status})`, answer('', status), false],
		[`a redirect for good (HTTP ${status}) with a page`, answer(page, status), false],
	]),
	...[400, 402, 403, 404, 405, 409, 410, 422].flatMap((status): Row[] => [
		[`HTTP ${status} in the provider's shape`, answer(refusal(status), status), false],
		[`HTTP ${status} without a body`, answer('', status), false],
	]),
	['a refused connection', fault('ECONNREFUSED', 'connect'), true],
	['an unknown host', fault('ENOTFOUND', 'getaddrinfo'), true],
	['a connection that was reset', fault('ECONNRESET'), true],
	['no answer in time', fault('ECONNABORTED'), true],
	['a cancellation', fault('ERR_CANCELED'), false],
	['a domain that n8n does not allow', new Error('Domain not allowed: api.example.com'), false],
];

/** In shapes that only one provider knows. */
const ownRows: Readonly<Record<string, readonly Row[]>> = {
	smartFastPay: [
		['500 inside HTTP 200', answer({ requestId: 'r', status: 500, payload: 'Oops' }), true],
		['a failure without a status', answer({ requestId: 'r', payload: 'Oops' }), false],
	],
	paySecurez: [
		['500 inside HTTP 200', answer({ statusCode: 500, message: 'Oops' }), true],
		['429 inside HTTP 200', answer({ statusCode: 429, message: 'Slow' }), true],
		['501 inside HTTP 200', answer({ statusCode: 501, message: 'No' }), false],
		['404 inside HTTP 200', answer({ statusCode: 404, message: 'No' }), false],
	],
	singapay: [
		['500 inside HTTP 200', answer({ status: 500, success: false }), true],
		...['SP001', 'SP002', 'SP005', 'SP019', 'SP999'].flatMap((response_code): Row[] => [
			[`${response_code} (HTTP 200)`, answer({ response_code }), true],
			[`${response_code} (HTTP 400)`, answer({ response_code }, 400), true],
		]),
		...['SP003', 'SP004', 'SP010', 'SP015', 'SP017', 'SP403'].map((response_code): Row => [
			response_code,
			answer({ response_code }, 400),
			false,
		]),
	],
};

describe.each(providers.map((provider) => [provider.displayName, provider] as const))(
	'at %s,',
	(_name, provider) => {
		const refusal = refusals[provider.id];
		if (refusal === undefined)
			throw new Error(`Nobody has written down how ${provider.id} refuses`);
		const documented = documentedRequests(provider);
		const reads = documented.filter(({ request }) => request.method === 'GET');
		const writes = [
			...documented.filter(({ request }) => request.method !== 'GET'),
			...undocumentedWrites,
		];
		const rows = [...rowsOf(refusal), ...(ownRows[provider.id] ?? [])];
		const callOne = async (request: (typeof writes)[number]['request'], reply: Reply) => {
			const { context, requests, slept } = fakeContext(provider, reply);
			const result = await call(context, request, repeating);
			return { result, sent: requests.length, slept };
		};

		it.each(rows)(
			'%s: a read is repeated only where it may pass',
			async (_of, reply, isPassing) => {
				const seen = await Promise.all(
					reads.map(async ({ name, request }) => {
						const { result, sent, slept } = await callOne(request, reply);
						return { name, isPassing: result.kind === 'failed' && result.isPassing, sent, slept };
					}),
				);

				expect(reads.length).toBeGreaterThan(0);
				expect(seen).toEqual(
					reads.map(({ name }) => ({
						name,
						isPassing,
						sent: isPassing ? 3 : 1,
						slept: isPassing ? [firstDelayMs / 2, firstDelayMs] : [],
					})),
				);
			},
		);

		it.each(rows)('%s: a request other than GET is sent once', async (_of, reply) => {
			const seen = await Promise.all(
				writes.map(async ({ name, request }) => {
					const { sent, slept } = await callOne(request, reply);
					return { name, sent, slept };
				}),
			);

			expect(seen).toEqual(writes.map(({ name }) => ({ name, sent: 1, slept: [] })));
		});

		it.each([true, false])(
			'a token that cannot be had passes as its reason does (%s), and nothing is sent',
			async (isPassing) => {
				const { context, requests } = fakeContext(provider, answer({}));
				const explanation = { message: 'No token', description: 'Later.' };
				const unavailable = {
					kind: 'unavailable',
					explanation,
					isPassing,
					retryAfterMs: 3_000,
					status: 503,
				} as const;
				const acquire = async () => await Promise.resolve(unavailable);
				const lifecycle = { ...context.lifecycle, acquire };
				for (const { request } of [...reads, ...writes])
					expect(await call({ ...context, lifecycle }, request, repeating)).toMatchObject({
						kind: 'failed',
						cause: 'noToken',
						effect: 'none',
						isPassing,
						retryAfterMs: 3_000,
						status: 503,
					});
				expect(requests).toEqual([]);
			},
		);
	},
);

describe('at an address that no page documents,', () => {
	it.each<[of: string, reply: Reply, kind: 'answered' | 'failed']>([
		['a web page is an answer to a read', answer(page), 'answered'],
		['text is an answer to a read', answer('OK'), 'answered'],
		['text that is called JSON is none', answer('OK', 200, inJson), 'failed'],
	])('%s', async (_of, reply, kind) => {
		for (const provider of providers) {
			const { context } = fakeContext(provider, reply);
			const result = await call(context, requestTo('GET', '/undocumented'), options);

			expect(result.kind).toBe(kind);
		}
	});
});

it('a failure about which nothing is known is not temporary', () => {
	for (const provider of providers)
		expect(
			failure(readInfo(provider), 'unusable', { message: 'M', description: 'D.' }),
		).toMatchObject({ isPassing: false, effect: 'none' });
});
