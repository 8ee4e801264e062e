import { jsonBody, world } from './support/world.mts';
import { transports } from './support/transports.mts';

const tooMany = 32 * 1024 * 1024 + 1;

describe.each(transports)('an answer over $transport that is too large', ({ over }) => {
	it.each([
		['that says so', ''],
		['that does not', '&chunked=1'],
	])('and %s is not read to its end', async (_what, more) => {
		const w = await world('singapay');
		const path = `/diagnostics/bytes?count=${4 * tooMany}${more}`;
		await w.run({ path: w.sample.read });
		const run = await w.run({ path, options: { ...over, maxRetries: 2 } });

		expect(run.error?.message).toBe('The response is larger than 32 MiB');
		expect(w.calls()).toHaveLength(2);
	});

	it('is read when it is a byte smaller', async () => {
		const w = await world('singapay');
		const path = `/diagnostics/bytes?count=${tooMany - 1}`;
		await w.run({ path: w.sample.read });
		const run = await w.run({ path, options: over });

		expect(run.status).toBe('success');
		expect(String(run.items('Pay')[0]?.json.data)).toHaveLength(tooMany - 1);
	});
});

describe('the timeout', () => {
	it.each(transports)(
		'holds for the whole answer over $transport, not for its headers alone',
		async ({ over }) => {
			const w = await world('singapay');
			await w.run({ path: w.sample.read });
			w.sim.control.addFault({ delayMs: 20_000 });
			const before = Date.now();
			const run = await w.run({
				path: w.sample.read,
				options: { ...over, timeout: 60, maxRetries: 0 },
			});

			expect(run.error?.message).toBe('Singapay did not respond within 0.06 seconds');
			expect(Date.now() - before).toBeLessThan(10_000);
		},
	);

	it.each(['', null, undefined])(
		'is the usual one when an expression gives %p',
		async (timeout) => {
			const w = await world('singapay');
			w.sim.control.addFault({ delayMs: 20 });
			const run = await w.run(
				{
					method: 'POST',
					path: '/diagnostics/echo',
					...jsonBody({}),
					options: { timeout: '={{ $json.timeout }}' },
				},
				{ items: [{ timeout }] },
			);

			expect(run.status).toBe('success');
		},
	);
});

describe('a number that is out of range, or none', () => {
	const reading = { path: '/diagnostics/echo' };
	const writing = { ...reading, method: 'POST', ...jsonBody({}) };
	const waiting = { resource: 'payment', operation: 'wait', kind: 'card', paymentId: 'C-1' };
	const batch = (change: object): object => ({ batching: { batch: change } });

	it.each<[object, object, string]>([
		[writing, { timeout: 0 }, "'Timeout (Milliseconds)' is out of range"],
		[writing, { timeout: '={{ 0 }}' }, "'Timeout (Milliseconds)' is out of range"],
		[writing, { timeout: '={{ -1 }}' }, "'Timeout (Milliseconds)' is out of range"],
		[writing, { timeout: 300_001 }, "'Timeout (Milliseconds)' is out of range"],
		[writing, { timeout: '={{ Number("x") }}' }, "'Timeout (Milliseconds)' is not a whole number"],
		[writing, { timeout: '={{ "soon" }}' }, "'Timeout (Milliseconds)' is not a whole number"],
		[reading, { maxRetries: -1 }, "'Max Retries' is out of range"],
		[reading, { maxRetries: 6 }, "'Max Retries' is out of range"],
		[reading, { maxRetries: 0.5 }, "'Max Retries' is not a whole number"],
		[reading, { concurrency: 0 }, "'Concurrency' is out of range"],
		[reading, { concurrency: 1_000 }, "'Concurrency' is out of range"],
		[waiting, { concurrency: 0 }, "'Concurrency' is out of range"],
		[waiting, { timeout: 0 }, "'Timeout (Milliseconds)' is out of range"],
		[writing, batch({ batchSize: -2 }), "'Items per Batch' is out of range"],
		[writing, batch({ batchSize: 1.5 }), "'Items per Batch' is not a whole number"],
		[writing, batch({ batchInterval: -1 }), "'Batch Interval (Milliseconds)' is out of range"],
		[writing, batch({ batchInterval: 2 ** 31 }), "'Batch Interval (Milliseconds)' is out of range"],
		[reading, { pagination: { pages: { maxPages: 0 } } }, "'Max Pages' is out of range"],
	])('%j with %j is refused before anything is sent', async (parameters, options, message) => {
		const w = await world('singapay');
		const run = await w.run({ accountId: 'a', ...parameters, options });

		expect(run.error?.message).toBe(message);
		expect(w.sim.control.requests()).toEqual([]);
	});

	it('is refused on the error branch of each item where it holds for all of them', async () => {
		const w = await world('singapay');
		const run = await w.run(
			{ ...reading, options: { concurrency: 0 } },
			{ items: 2, onError: 'continueErrorOutput' },
		);

		expect(run.outputs('Pay').map((branch) => branch.length)).toEqual([0, 2]);
		expect(w.sim.control.requests()).toEqual([]);
	});
});
