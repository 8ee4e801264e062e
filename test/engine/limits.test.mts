import { jsonBody, world } from './support/world.mts';

const tooMany = 32 * 1024 * 1024 + 1;

describe('an answer that is too large', () => {
	it.each([
		['that says so', ''],
		['that does not', '&chunked=1'],
	])('and %s is not read to its end', async (_what, more) => {
		const w = await world('singapay');
		const path = `/diagnostics/bytes?count=${4 * tooMany}${more}`;
		const run = await w.run({ path, options: { maxRetries: 2 } });

		expect(run.error?.message).toBe('The answer is larger than 32 MiB');
		expect(w.calls()).toHaveLength(1);
	});

	it('is read when it is a byte smaller', async () => {
		const w = await world('singapay');
		const path = `/diagnostics/bytes?count=${tooMany - 1}`;
		const run = await w.run({ path });

		expect(run.status).toBe('success');
		expect(String(run.items('Pay')[0]?.json.data)).toHaveLength(tooMany - 1);
	});
});

describe('the timeout', () => {
	it('holds for the whole answer, not for its headers alone', async () => {
		const w = await world('singapay');
		w.sim.control.addFault({ delayMs: 2_000 });
		const before = Date.now();
		const run = await w.run({ path: w.sample.read, options: { timeout: 60, maxRetries: 0 } });

		expect(run.error?.message).toBe('Singapay gave no answer within 0.06 seconds');
		expect(Date.now() - before).toBeLessThan(1_000);
	});

	it.each(['', null, 'soon'])('is the usual one when an expression gives %p', async (timeout) => {
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
	});
});
