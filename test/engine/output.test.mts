import { samples } from '../support/providerSamples.mts';
import { jsonBody, jsonOf, type World, world } from './support/world.mts';

/** Answers that a provider has no endpoint for: text and headers as given. */
function answer(
	{ sim }: World,
	body: unknown,
	more: { status?: number; headers?: Record<string, string>; path?: string } = {},
): void {
	const { status = 200, headers = {}, path = '/diagnostics/echo' } = more;
	sim.control.addFault({ match: { path }, status, headers, body });
}
const echo = { path: '/diagnostics/echo' };

describe('a simplified answer', () => {
	it.each([
		['smartFastPay', '/payments', 10],
		['singapay', '/api/v1.0/virtual-accounts/01J5XW8LD0R6M9CJEXAMPLE01', 5],
	] as const)('of a list at %s becomes one item per entry', async (provider, path, count) => {
		const w = await world(provider);
		const run = await w.run({ path });

		expect(jsonOf(run)).toHaveLength(count);
		expect(run.items('Pay').map(({ pairedItem }) => pairedItem)).toEqual(
			Array.from({ length: count }, () => ({ item: 0 })),
		);
	});

	it('has no envelope', async () => {
		const w = await world('singapay');
		const run = await w.run({ path: w.sample.read });

		expect(jsonOf(run)).toMatchObject([{ balance: { currency: 'IDR' } }]);
		expect(jsonOf(run)[0]).not.toHaveProperty('success');
	});

	it('keeps entries that are no objects in a field', async () => {
		const w = await world('singapay');
		answer(w, { success: true, data: ['a', 2] });
		const run = await w.run(echo);

		expect(jsonOf(run)).toEqual([{ data: 'a' }, { data: 2 }]);
	});

	it('of an empty list is no item', async () => {
		const w = await world('singapay');
		answer(w, { success: true, data: [] });

		expect(jsonOf(await w.run(echo))).toEqual([]);
	});
});

describe('an answer that is not simplified', () => {
	it('is one item with its envelope', async () => {
		const w = await world('smartFastPay');
		const run = await w.run({ path: '/payments', simplify: false });

		expect(jsonOf(run)).toEqual([
			{ requestId: expect.any(String), data: expect.arrayContaining([expect.any(Object)]) },
		]);
	});
});

describe('the full response', () => {
	it.each(samples)('of $provider has body, headers and status code', async ({ provider, read }) => {
		const w = await world(provider);
		const run = await w.run({ path: read, options: { fullResponse: true } });

		expect(jsonOf(run)).toEqual([
			{
				body: expect.anything(),
				statusCode: 200,
				headers: expect.objectContaining({ 'content-type': expect.stringContaining('json') }),
			},
		]);
	});

	it('of a HEAD request has the headers alone', async () => {
		const w = await world('smartFastPay');
		const options = { fullResponse: true };
		const run = await w.run({ method: 'HEAD', path: '/balance', options });

		expect(jsonOf(run)).toMatchObject([{ body: '', statusCode: 200 }]);
		expect(w.calls()).toEqual(['HEAD /balance']);
	});
});

describe('with Never Error', () => {
	const options = { neverError: true };

	it.each(samples)('a 404 of $provider is data', async ({ provider }) => {
		const w = await world(provider);
		const run = await w.run({ path: '/nothing/here', options });

		expect(run.status).toBe('success');
		expect(jsonOf(run)).toEqual([{ statusCode: 404, body: expect.any(Object) }]);
	});

	it.each(samples)('a refused token of $provider is still renewed', async ({ provider, read }) => {
		const w = await world(provider);
		await w.run({ path: read });
		w.sim.control.revokeTokens();
		const run = await w.run({ path: read, simplify: false, options });

		expect(run.status).toBe('success');
		expect(jsonOf(run)).toHaveLength(1);
		expect(jsonOf(run)[0]).not.toHaveProperty('statusCode');
		expect(w.tokenCalls()).toBe(2);
	});

	it('a failure inside HTTP 200 is data, and no item is taken for a failed node', async () => {
		const w = await world('paySecurez');
		w.sim.control.addFault({ failureIn200: true });
		const run = await w.run(
			{ path: w.sample.read, options },
			{ retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		);

		expect(jsonOf(run)).toEqual([
			{ statusCode: 200, body: expect.objectContaining({ statusCode: 422 }) },
		]);
		expect(run.tries('Pay')).toBe(1);
	});

	it('a write answered with 500 is data, and was sent once', async () => {
		const w = await world('smartFastPay');
		w.sim.control.addFault({ match: { method: 'POST' }, status: 500 });
		const run = await w.run(
			{ method: 'POST', ...echo, ...jsonBody({}), options },
			{ retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		);

		expect(jsonOf(run)).toMatchObject([{ statusCode: 500 }]);
		expect(w.calls()).toHaveLength(1);
	});
});

describe('a successful answer with a field named error', () => {
	it('does not make n8n run the node again', async () => {
		const w = await world('singapay');
		answer(w, { success: true, data: { error: 'none', id: 7 } });
		const run = await w.run(
			{ ...echo, method: 'POST', ...jsonBody({}) },
			{ retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		);

		expect(run.tries('Pay')).toBe(1);
		expect(w.calls()).toHaveLength(1);
		expect(jsonOf(run)).toEqual([{ body: { error: 'none', id: 7 } }]);
	});
});

describe('the response format', () => {
	const csv = 'id,amount\n1,10.00\n';

	it('finds out by itself that an answer is text', async () => {
		const w = await world('singapay');
		answer(w, csv);

		expect(jsonOf(await w.run(echo))).toEqual([{ data: csv }]);
	});

	it('Text leaves JSON as it is written', async () => {
		const w = await world('singapay');
		answer(w, '{ "id": 1.50 }');
		const options = { responseFormat: 'text', outputPropertyName: 'text' };

		expect(jsonOf(await w.run({ ...echo, options }))).toEqual([{ text: '{ "id": 1.50 }' }]);
	});

	it('JSON refuses anything else, and says that the request went through', async () => {
		const w = await world('singapay');
		answer(w, csv);
		const run = await w.run({ ...echo, options: { responseFormat: 'json' } });

		expect(run.error?.message).toBe('The response is not JSON');
		expect(run.error?.description).toContain('The request was processed.');
		expect(w.calls()).toHaveLength(1);
	});

	it.each([
		['is asked for', 'text/plain', { responseFormat: 'file' }],
		['is recognised by its type', 'application/pdf', {}],
	])('File keeps every byte when it %s', async (_why, type, options) => {
		const w = await world('singapay');
		const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
		answer(w, bytes, {
			headers: { 'content-type': type, 'content-disposition': 'attachment; filename="../a b.pdf"' },
		});
		const run = await w.run({ ...echo, options: { ...options, outputPropertyName: 'receipt' } });
		const file = run.items('Pay')[0]?.binary?.receipt;

		expect(Buffer.from(file?.data ?? '', 'base64').equals(bytes)).toBe(true);
		expect(file).toMatchObject({ mimeType: type });
		expect(file?.fileName).not.toMatch(/[/\\]/);
		expect(run.items('Pay')[0]?.pairedItem).toEqual({ item: 0 });
	});

	it('does not hide a failure in a file', async () => {
		const w = await world('singapay');
		answer(w, { success: false }, { status: 422 });
		const run = await w.run({ ...echo, options: { responseFormat: 'file' } });

		expect(run.error?.httpCode).toBe('422');
	});
});

describe('an empty response', () => {
	it.each([
		['DELETE', 204, ''],
		['POST', 201, ''],
		['GET', 200, ''],
	])('to %s with status %i is one empty item', async (method, status, body) => {
		const w = await world('singapay');
		answer(w, body, { status });
		const run = await w.run({ method, ...echo });

		expect(run.status).toBe('success');
		expect(jsonOf(run)).toEqual([{}]);
	});
});

describe('long integers', () => {
	it.each(samples)('of $provider keep all their digits', async ({ provider }) => {
		const w = await world(provider);
		const run = await w.run({ path: '/diagnostics/big-integer' });

		expect(jsonOf(run)).toEqual([{ id: '9007199254740993', text: '9007199254740993' }]);
	});
});
