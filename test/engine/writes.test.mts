import type { Fault } from '../../simulators/index.mts';
import { samples } from '../support/providerSamples.mts';
import { expectNoSecret, jsonBody, jsonOf, world } from './support/world.mts';

/** Whatever goes wrong after a write has left, the payment may exist. */
const lostAnswers: ReadonlyArray<[what: string, said: string, fault: Fault]> = [
	['is answered with 500', 'HTTP 500', { status: 500 }],
	['is answered with 502 by a gateway', 'HTTP 502', { status: 502, body: '<html>Bad gateway' }],
	['is answered with 503', 'HTTP 503', { status: 503, headers: { 'retry-after': '1' } }],
	['is answered with 504', 'HTTP 504', { status: 504 }],
	['is answered with 408', 'HTTP 408', { status: 408 }],
	['is cut off before it was processed', 'connection closed', { reset: 'beforeProcessing' }],
	['is cut off after it was processed', 'connection closed', { reset: 'afterProcessing' }],
	['is cut off in the middle of the answer', 'connection closed', { reset: 'midBody' }],
	['is not answered in time', 'no response within 1 seconds', { delayMs: 2_000 }],
];

/** Of the others the answer comes, however busy the machine is. */
const timeoutFor = ({ delayMs }: Fault): number => (delayMs === undefined ? 30_000 : 1_000);

describe.each(samples)('a write to $provider', ({ provider, displayName, pay, read }) => {
	const payment = {
		method: 'POST',
		path: pay.path,
		...jsonBody(pay.body('order-77')),
		options: { maxRetries: 5 },
	};

	it.each(lostAnswers)('that %s is received once, and says so', async (_what, said, fault) => {
		const w = await world(provider);
		await w.run({ path: read });
		w.sim.control.addFault({ ...fault, match: { method: 'POST' }, times: 9 });
		const options = { ...payment.options, timeout: timeoutFor(fault) };
		const run = await w.run({ ...payment, options });
		const { error } = run;

		expect(w.calls().filter((call) => call.startsWith('POST'))).toHaveLength(1);
		expect(error?.message).toContain(`Outcome unknown: ${displayName} may have processed`);
		expect(error?.message).toContain(said);
		expect(error?.description).toContain('Reference: order-77.');
		expect(error?.description).toContain(pay.lookUp);
		expect(error?.context).toMatchObject({
			itemIndex: 0,
			details: {
				outcome: 'unknown',
				reference: 'order-77',
				lookUp: expect.stringContaining(pay.lookUp),
				method: 'POST',
				path: pay.path,
			},
		});
		expectNoSecret(run, w);
	});

	it.each([{}, [], null, 'OK', { message: 'Internal server error' }, { StatusCode: 500 }])(
		'that is answered with HTTP 200 and %j may have been processed',
		async (body) => {
			const w = await world(provider);
			await w.run({ path: read });
			w.sim.control.addFault({
				match: { method: 'POST' },
				status: 200,
				body: JSON.stringify(body),
				headers: { 'content-type': 'application/json' },
			});
			const { error } = await w.run(payment);

			expect(error?.message).toContain(`Outcome unknown: ${displayName} may have processed`);
			expect(error?.context).toMatchObject({ details: { outcome: 'unknown' } });
		},
	);

	it.each(['PUT', 'PATCH', 'DELETE'])('by %s is not repeated either', async (method) => {
		const w = await world(provider);
		w.sim.control.addFault({ match: { method }, status: 503, times: 9 });
		const run = await w.run({
			method,
			path: '/diagnostics/echo',
			options: { maxRetries: 5 },
			...jsonBody({ a: 1 }),
		});

		expect(w.calls()).toEqual([`${method} /diagnostics/echo`]);
		expect(run.error?.message).toContain('Outcome unknown');
		expect(run.error?.context).toMatchObject({ details: { outcome: 'unknown' } });
	});

	it('that something on the way refuses for too many requests is not repeated, and may have taken effect', async () => {
		const w = await world(provider);
		const body = { message: 'Too many requests' };
		w.sim.control.addFault({ match: { method: 'POST' }, status: 429, body, times: 9 });
		const run = await w.run(payment);

		expect(w.calls()).toHaveLength(1);
		expect(run.error).toMatchObject({
			message: expect.stringContaining('429'),
			context: { details: { outcome: 'unknown' } },
		});
	});

	it('that the provider refuses as wrong has not taken effect', async () => {
		const w = await world(provider);
		const run = await w.run({ ...payment, ...jsonBody({ amount: 'none' }) });

		expect(w.calls()).toHaveLength(1);
		expect(run.error?.message).not.toContain('Outcome unknown');
		expect(run.error?.context).toMatchObject({ details: { outcome: 'refused' } });
	});

	it('to which the connection is refused was never sent, and says that', async () => {
		const w = await world(provider, { reusePolicy: 'untilExpiry' });
		await w.run({ path: read });
		await w.sim.close();
		const run = await w.run(payment);

		expect(run.error?.message).toBe(`${w.sim.url} could not be reached (ECONNREFUSED)`);
		expect(run.error?.description).toContain('Nothing was sent.');
		expect(run.error?.context).toMatchObject({ details: { outcome: 'refused' } });
	});

	it('that fails inside HTTP 200 is a failure', async () => {
		const w = await world(provider);
		w.sim.control.addFault({ match: { method: 'POST' }, failureIn200: true });
		const run = await w.run(payment);

		expect(run.status).toBe('error');
		expect(w.calls()).toHaveLength(1);
		// SmartFastPay's shape names no status, so nothing is known of what became of the payment.
		const outcome = provider === 'smartFastPay' ? 'unknown' : 'refused';
		expect(run.error?.context).toMatchObject({ details: { outcome, httpCode: 200 } });
	});

	it.each([
		['a web page', { html: true }],
		['half of its JSON', { malformed: true }],
	])('that is answered with HTTP 200 and %s is not taken for a success', async (_what, fault) => {
		const w = await world(provider);
		w.sim.control.addFault({ ...fault, match: { method: 'POST' } });
		const run = await w.run({
			method: 'POST',
			path: w.sample.write.path,
			...jsonBody(w.sample.write.body('order-77')),
		});

		expect(w.calls()).toHaveLength(1);
		expect(run.error?.message).toContain('Outcome unknown');
	});

	it('reports on the error branch what happened and what to look for', async () => {
		const w = await world(provider);
		w.sim.control.addFault({ match: { method: 'POST' }, status: 500 });
		const run = await w.run(payment, { items: [{ kept: true }], onError: 'continueErrorOutput' });

		expect(run.status).toBe('success');
		expect(jsonOf(run)).toEqual([]);
		expect(jsonOf(run, 1)).toEqual([
			{
				kept: true,
				error: expect.objectContaining({
					message: expect.stringContaining('Outcome unknown'),
					outcome: 'unknown',
					provider,
					httpCode: 500,
					reference: 'order-77',
					lookUp: expect.stringContaining(pay.lookUp),
				}),
			},
		]);
	});
});

describe('an unknown outcome', () => {
	it('is also what Singapay itself calls one, inside HTTP 200', async () => {
		const w = await world('singapay');
		w.sim.control.addFault({ match: { method: 'POST' }, failureIn200: true, code: 'SP005' });
		const run = await w.run({
			method: 'POST',
			path: w.sample.pay.path,
			...jsonBody(w.sample.pay.body('order-77')),
		});

		expect(run.error?.message).toContain('Outcome unknown');
		expect(run.error?.message).toContain('SP005');
	});

	it('names a reference of twenty digits by all of its digits', async () => {
		const w = await world('paySecurez');
		w.sim.control.addFault({ match: { method: 'POST' }, status: 500 });
		const run = await w.run({
			method: 'POST',
			path: w.sample.pay.path,
			...jsonBody('{"reference":12345678901234567891,"amount":1}'),
		});

		expect(run.error?.description).toContain('Reference: 12345678901234567891.');
		expect(run.error?.context).toMatchObject({ details: { reference: '12345678901234567891' } });
	});

	it('is none for a question that is asked by POST, which is not repeated all the same', async () => {
		const w = await world('singapay');
		w.sim.control.addFault({ match: { method: 'POST' }, status: 500, times: 9 });
		const run = await w.run({
			method: 'POST',
			path: '/api/v2.0/disbursement/check-beneficiary',
			...jsonBody({}),
		});

		expect(w.calls()).toHaveLength(1);
		expect(run.error?.message).toBe('Singapay answered SP002 (HTTP 500)');
	});
});

describe('a host with several addresses of which none listens', () => {
	it('was never sent anything', async () => {
		const w = await world('smartFastPay');
		const { port } = new URL(w.sim.url);
		w.engine.credentials.update(w.credential.id, { baseUrl: `http://localhost:${port}` });
		await w.run({ path: w.sample.read });
		await w.sim.close();
		const run = await w.run({
			method: 'POST',
			path: w.sample.pay.path,
			...jsonBody(w.sample.pay.body('order-77')),
		});

		expect(run.error?.description).toContain('Nothing was sent.');
		expect(run.error?.context).toMatchObject({ details: { outcome: 'refused' } });
	});
});
