import { letTimePass } from './support/passing-time.mts';
import { afterAnswers, byId, kindSample, listOf } from './support/payments.mts';
import { hurry } from './support/waits.mts';
import { jsonBody, jsonOf, type World, world } from './support/world.mts';
import { payments, received, sentTo, writeEndpoints } from './support/writes.mts';

/** Inputs from the field on which the package once did the wrong thing, each with its right value. */

const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
const errorBranch = { onError: 'continueErrorOutput' } as const;

const endpointAt = (path: string) => {
	const found = writeEndpoints.find((endpoint) => endpoint.path === path);
	if (found === undefined) throw new Error(`No such endpoint: ${path}`);
	return found;
};

const transactions = endpointAt('/api/v1/transactions');
const transfer = endpointAt('/api/v2.0/disbursement/transfer');
const payout = endpointAt('/v2/payout');

const post = ({ path, body }: typeof transactions, reference: string, options: object = {}) => ({
	method: 'POST',
	path,
	...jsonBody(body(reference)),
	options,
});

/** The messages of items on the error branch. */
const failures = (run: Awaited<ReturnType<World['run']>>): string[] =>
	jsonOf(run, 1).map((json) => (json as { error: { message: string } }).error.message);

describe('an expression that throws for one of three items', () => {
	const endpoint = transactions.path;
	const items = [0, 1, 2].map((n) => ({ n }));

	it.each([
		['Path', { path: `={{ $json.n === 1 ? $('Nowhere').item.json.x : '${endpoint}' }}` }],
		['Method', { method: "={{ $json.n === 1 ? $('Nowhere').item.json.x : 'POST' }}" }],
		[
			'an option',
			{ options: { reference: "={{ $json.n === 1 ? $('Nowhere').item.json.x : '' }}" } },
		],
		[
			'JSON',
			{
				jsonBody: `={{ $json.n === 1 ? $('Nowhere').item.json.x : JSON.stringify(${JSON.stringify(transactions.body('PAY-'))}).replace('PAY-', 'PAY-' + $json.n) }}`,
			},
		],
	])('in %s: that item alone leaves by the error branch', async (_where, changed) => {
		const w = await world('paySecurez');
		const body = JSON.stringify(transactions.body('PAY-'));
		const jsonBodyOf = `={{ ${JSON.stringify(body)}.replace('PAY-', 'PAY-' + $json.n) }}`;
		const run = await w.run(
			{ method: 'POST', path: endpoint, ...jsonBody(jsonBodyOf), ...changed },
			{ items, ...errorBranch },
		);

		expect(run.status).toBe('success');
		expect(payments(w)).toEqual(['PAY-0', 'PAY-2']);
		expect(run.outputs('Pay')[0]?.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 2 },
		]);
		expect(jsonOf(run, 1)).toEqual([
			{ n: 1, error: expect.objectContaining({ outcome: 'refused' }) },
		]);
		expect(failures(run)[0]).toMatch(/Nowhere|doesn't exist/);
	});

	it('in an option of the first item: the others are sent all the same', async () => {
		const w = await world('smartFastPay');
		const timeout = "={{ $json.n === 0 ? $('Nowhere').item.json.x : 5000 }}";
		const run = await w.run({ path: '/balance', options: { timeout } }, { items, ...errorBranch });

		expect(w.calls()).toEqual(['GET /balance', 'GET /balance']);
		expect(jsonOf(run, 1)).toMatchObject([{ n: 0 }]);
	});

	it('stops the node before anything is sent where there is no error branch', async () => {
		const w = await world('paySecurez');
		const path = `={{ $json.n === 1 ? $('Nowhere').item.json.x : '${endpoint}' }}`;
		const run = await w.run({ ...post(transactions, 'PAY-1'), path }, { items });

		expect(run.status).toBe('error');
		expect(w.sim.control.requests()).toEqual([]);
	});
});

describe('a failure inside HTTP 200', () => {
	const bodies = [
		['paySecurez', transactions, { statusCode: 500, message: 'Internal server error' }],
		['paySecurez', transactions, { statusCode: 408, message: 'Request Timeout' }],
		['paySecurez', transactions, { error: 'Internal Server Error' }],
		['smartFastPay', payout, { requestId: 'r', status: 500, payload: {} }],
		['smartFastPay', payout, { requestId: 'r', moreInformation: { message: 'Try again' } }],
		['singapay', transfer, { status: 500, success: false, error: { code: 500 } }],
		['singapay', transfer, { response_code: 'SP002', response_message: 'General Failure' }],
		['singapay', transfer, { response_code: 'SP999', response_message: 'New' }],
	] as const;

	it.each(bodies)('of %s is sent once over Retry On Fail: %#', async (provider, endpoint, body) => {
		const w = await world(provider);
		w.sim.control.addFault({
			match: { method: 'POST', path: endpoint.path },
			status: 200,
			body,
			times: 9,
		});
		const run = await w.run(post(endpoint, 'PAY-1'), retrying);

		expect(received(w, endpoint.path)).toBe(1);
		expect(run.error?.message).toMatch(/^Outcome unknown/);
		expect(run.error?.context).toMatchObject({ details: { outcome: 'unknown' } });
	});
});

describe('a write that a web page with HTTP 401 answers', () => {
	it.each([
		['paySecurez', transactions],
		['smartFastPay', payout],
		['singapay', transfer],
	] as const)(
		'to %s is sent once: the page says nothing of the token',
		async (provider, endpoint) => {
			const w = await world(provider);
			const body = '<!doctype html><title>Log in</title>';
			w.sim.control.addFault({
				match: { method: 'POST', path: endpoint.path },
				status: 401,
				body,
				times: 9,
			});
			const run = await w.run(post(endpoint, 'PAY-1'), retrying);

			expect(received(w, endpoint.path)).toBe(1);
			expect(run.error?.context).toMatchObject({ details: { outcome: 'unknown' } });
		},
	);
});

describe('HTTP 400 of Singapay', () => {
	it.each(['SP001', 'SP002', 'SP005'])('with %s leaves the outcome open', async (code) => {
		const w = await world('singapay');
		const body = { response_code: code, response_message: 'Failure', data: null };
		w.sim.control.addFault({
			match: { method: 'POST', path: transfer.path },
			status: 400,
			body,
			times: 9,
		});
		const run = await w.run(post(transfer, 'PAY-1'), retrying);

		expect(received(w, transfer.path)).toBe(1);
		expect(run.error?.context).toMatchObject({ details: { outcome: 'unknown', code } });
	});
});

describe('Wait for Final Status', () => {
	const payment = kindSample('smartFastPay', 'payment');
	const page = '<!doctype html><title>Maintenance</title>';
	const meanwhile = [
		['a web page with HTTP 200', { html: true }],
		['a web page with HTTP 404', { status: 404, body: page }],
		['a web page with HTTP 403', { status: 403, body: page }],
		['a redirect to a page', { status: 302, headers: { location: '/maintenance' }, body: '' }],
		['HTTP 520', { status: 520, body: page }],
		['HTTP 425', { status: 425 }],
		['text', { status: 200, body: 'try again' }],
		['half of the JSON', { malformed: true }],
		['a notice in JSON', { status: 200, body: { message: 'maintenance' } }],
	] as const;

	it.each(meanwhile)('goes on over %s and ends on paid', async (_what, fault) => {
		const w = await world('smartFastPay');
		letTimePass();
		const id = w.sim.control.addPayment({ kind: 'payment' });
		afterAnswers(w, 1, () => w.sim.control.addFault(fault));
		afterAnswers(w, 3, () => w.sim.control.setStatus(id, payment.succeeded));
		const run = await w.run(byId(payment, id, { operation: 'wait' }));

		expect(run.error?.message).toBeUndefined();
		expect(jsonOf(run)).toMatchObject([{ id, status: 'succeeded', final: true }]);
	});
});

describe('the token endpoint', () => {
	it.each([
		['a GET', 'smartFastPay', { path: '/balance' }],
		['a PaySecurez POST', 'paySecurez', post(transactions, 'PAY-1')],
	] as const)(
		'that resets the connection once costs %s one more token call',
		async (_what, provider, node) => {
			hurry(1_000);
			const w = await world(provider);
			w.sim.control.addFault({ match: { token: true }, reset: 'beforeProcessing' });
			const run = await w.run(node);

			expect(run.error?.message).toBeUndefined();
			expect(w.tokenCalls()).toBe(2);
			expect(w.calls()).toHaveLength(1);
		},
	);

	it('that asks to wait in the middle of a batch lets all twelve payments through, once each', async () => {
		hurry(1_000);
		const w = await world('paySecurez');
		const body = JSON.stringify(transactions.body('PAY-'));
		const parameters = {
			...post(transactions, 'PAY-'),
			jsonBody: `={{ ${JSON.stringify(body)}.replace('PAY-', 'PAY-' + $json.n) }}`,
		};
		// The fifth token call: four payments have one each.
		let calls = 0;
		w.sim.control.addFault({ match: { token: true }, delayMs: 0, times: 4 });
		w.sim.control.addFault({
			match: { token: true },
			status: 429,
			headers: { 'retry-after': '2' },
		});
		const run = await w.run(parameters, { items: 12 });
		calls = w.tokenCalls();

		expect(run.error?.message).toBeUndefined();
		expect(payments(w)).toEqual(Array.from({ length: 12 }, (_, n) => `PAY-${n}`));
		expect(received(w, transactions.path)).toBe(12);
		expect(calls).toBe(13);
	});
});

describe('a duplicate of a payment whose answer was lost', () => {
	it.each([
		['singapay', transfer, {}],
		['singapay', transfer, { onUnknownOutcome: 'lookUp' }],
		['smartFastPay', payout, {}],
	] as const)('of %s is looked up by its reference', async (provider, endpoint, options) => {
		hurry(1_000);
		const w = await world(provider);
		w.sim.control.addFault({
			match: { method: 'POST', path: endpoint.path },
			reset: 'afterProcessing',
		});
		const first = await w.run(post(endpoint, 'PAY-1'));
		const second = await w.run(post(endpoint, 'PAY-1', options));

		expect(first.error?.message).toMatch(/^Outcome unknown/);
		expect(second.error?.message).toBeUndefined();
		expect(jsonOf(second)).toMatchObject([{ recovered: true }]);
		expect(payments(w)).toEqual(['PAY-1']);
	});

	it('with another amount is an error that names its status and ID', async () => {
		hurry(1_000);
		const w = await world('singapay');
		await w.run(post(transfer, 'PAY-1'));
		const other = { ...transfer.body('PAY-1'), amount: 75_000 };
		const run = await w.run({ ...post(transfer, 'PAY-1'), ...jsonBody(other) });

		expect(run.error?.message).toMatch(
			/another payment with this reference \(ID \d+\): its amount differs/,
		);
		expect(run.error?.description).toContain('Its status is pending.');
		expect(run.error?.context).toMatchObject({ details: { outcome: 'unknown' } });
		expect(payments(w)).toEqual(['PAY-1']);
	});
});

describe('a body that was left out', () => {
	it.each([
		['JSON of a POST', { specifyBody: 'json' }, "'JSON' of 'Body'"],
		['a raw body', { contentType: 'raw' }, 'Body'],
	])('%s: nothing invented is sent, and the error names the field', async (_what, more, field) => {
		const w = await world('paySecurez');
		const run = await w.run({
			method: 'POST',
			path: transactions.path,
			sendBody: true,
			contentType: 'json',
			...more,
		});

		expect(run.error?.message).toContain(field);
		expect(sentTo(w, transactions.path)).toEqual([]);
	});
});

describe('an option that cannot be used', () => {
	it.each([
		['Timeout (Milliseconds)', { timeout: '={{ 0 }}' }],
		['Timeout (Milliseconds)', { timeout: '={{ -5 }}' }],
		['Timeout (Milliseconds)', { timeout: "={{ 'soon' }}" }],
		['Max Retries', { maxRetries: '={{ -1 }}' }],
	])('%s is refused before anything is sent: %j', async (field, options) => {
		const w = await world('paySecurez');
		const run = await w.run(post(transactions, 'PAY-1', options));

		expect(run.error?.message).toContain(`'${field}'`);
		expect(w.sim.control.requests()).toEqual([]);
	});
});

describe('Get Many Payments', () => {
	it('takes midnight without a zone in Date To for the whole day', async () => {
		const w = await world('smartFastPay');
		const created = [
			['IN', '2026-01-31T12:00:00Z'],
			['OUT', '2026-02-01T12:00:00Z'],
		] as const;
		for (const [reference, createdAt] of created)
			w.sim.control.addPayment({ kind: 'payment', reference, createdAt: Date.parse(createdAt) });
		const run = await w.run(
			listOf(kindSample('smartFastPay', 'payment'), {
				returnAll: true,
				filters: { dateFrom: '2026-01-31T00:00:00', dateTo: '2026-01-31T00:00:00' },
			}),
		);

		expect(jsonOf(run)).toMatchObject([{ reference: 'IN' }]);
	});
});

describe('a payment ID that has lost digits', () => {
	it('is refused with a sentence that says so, and asks for text', async () => {
		const w = await world('singapay');
		const run = await w.run(
			byId(kindSample('singapay', 'disbursement'), '={{ 7615917337495251231 }}'),
		);

		expect(run.error?.message).toMatch(/'Payment ID'.*digits/);
		expect(run.error?.description).toMatch(/text/);
		expect(w.sim.control.requests()).toEqual([]);
	});
});

describe('a time with an offset of hours only', () => {
	it.each([
		['2026-01-15 10:00:00+00', '2026-01-15T10:00:00.000Z'],
		['2026-01-15T10:00:00.5-03', '2026-01-15T13:00:00.500Z'],
		['2026-01-15 10:00:00+0700', '2026-01-15T03:00:00.000Z'],
	])('such as %s is read', async (written, createdAt) => {
		const w = await world('smartFastPay');
		const data = { id: 'pay-0001', status: 'paid', created_at: written };
		w.sim.control.addFault({ status: 200, body: { requestId: 'r', data } });
		const run = await w.run(byId(kindSample('smartFastPay', 'payment'), 'pay-0001'));

		expect(jsonOf(run)).toMatchObject([{ id: 'pay-0001', createdAt }]);
	});
});
