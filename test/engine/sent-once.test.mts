import { chain, createEngine, type Engine, type EngineRun } from '../../dev/engine/index.mts';
import { clock } from './support/clock.mts';
import { letTimePass } from './support/passing-time.mts';
import { itemsOf, jsonBody, jsonOf, start, type World, world } from './support/world.mts';
import { account, payments, received, writeEndpoints } from './support/writes.mts';

/**
 * A payment with a reference is sent once, ever: over executions, restarts and processes. n8n's database stands in memory
 * here (dev/engine/processed-data.mts), with n8n's own reading and writing; test/e2e has the real one.
 */

const path = '/api/v2.0/disbursement/transfer';
const inquiry = `/api/v2.0/disbursement/${account}/inquiry-status`;
const body = (reference: string, amount = 50_000): object => ({
	account_id: account,
	amount,
	bank_code: '014',
	bank_account_number: '1000123456',
	reference_number: reference,
});
const pay = (options: object = {}, json: object | string = body('PAY-1')): object => ({
	method: 'POST',
	path,
	...jsonBody(json),
	options,
});
/** Each item's own payment: PAY-0, PAY-1, … */
const ownReference = `={{ JSON.stringify({ ...${JSON.stringify(body(''))}, reference_number: 'PAY-' + $json.n }) }}`;
const sentBefore = 'A payment with this reference was sent before';
const retriedExecution = { run: { mode: 'retry' } } as const;

/** What an execution ended with, and how many payments there are at the provider, and how often it received one. */
const told = (run: EngineRun): string | undefined =>
	run.error?.message ??
	(jsonOf(run) as { recovered?: boolean }[])
		.map(({ recovered }) => (recovered === true ? 'recovered' : 'paid'))
		.join();
const counted = (w: World): [number, number] => [payments(w).length, received(w, path)];

function endpointAt(where: string) {
	const endpoint = writeEndpoints.find((each) => each.path === where);
	if (endpoint === undefined) throw new Error(`The simulators serve no ${where}`);
	return endpoint;
}

/** The next answer to a payment: cut off before, or after, the provider has worked on it. */
const lose = (w: World, when: 'beforeProcessing' | 'afterProcessing'): void =>
	void w.sim.control.addFault({ match: { method: 'POST', path }, reset: when });

const firstOfEach = ['/v2/payout', '/api/v1/transactions', path].map((each) => endpointAt(each));

it.each([
	['/v2/payout', '/v2/pay%6fut'],
	['/api/v1/transactions', '/api/v1/%74ransactions'],
	[`/api/v1.0/virtual-accounts/${account}`, `/api/v1.0/virtual%2Daccounts/${account}`],
])('%s is protected by its reference when it is spelled %s', async (documented, spelled) => {
	letTimePass();
	const payment = endpointAt(documented);
	const w = await world(payment.provider);
	const parameters = { method: 'POST', path: spelled, ...jsonBody(payment.body('PAY-77')) };
	await w.run(parameters);
	await w.run(parameters);

	expect([payments(w).length, received(w, documented)]).toEqual([1, 1]);
});

it.each<[string, object]>([
	['more information', { data: [], moreInformation: { message: 'Internal error' } }],
	['the word error', { data: [], status: 'error', message: 'x' }],
	['a message', { data: [], message: 'Internal error' }],
])(
	'a look-up that answers an empty list beside %s does not prove an absence',
	async (_what, told) => {
		letTimePass();
		const payment = endpointAt('/v2/payout');
		const w = await world(payment.provider);
		const match = { method: 'POST', path: payment.path };
		w.sim.control.addFault({ match, reset: 'afterProcessing' });
		const body = { requestId: 'r', ...told };
		w.sim.control.addFault({ match: { path: '/transactions' }, status: 200, body, times: 99 });
		const run = await w.run(
			{
				...match,
				...jsonBody(payment.body('PAY-77')),
				options: { onUnknownOutcome: 'lookUp' },
			},
			{ onError: 'continueErrorOutput' },
		);

		expect(jsonOf(run, 1)).toMatchObject([{ error: { outcome: 'unknown' } }]);
	},
);

describe.each(firstOfEach)('a second execution at $provider', (payment) => {
	const { provider, canBeAsked } = payment;
	const parameters = {
		method: 'POST',
		path: payment.path,
		...jsonBody(payment.body('PAY-77')),
	};

	it('sends nothing: the payment becomes its item, or it says that it was sent before', async () => {
		letTimePass();
		const w = await world(provider);
		await w.run(parameters);
		const again = await w.run(parameters);

		expect(received(w, payment.path)).toBe(1);
		expect(told(again)).toBe(canBeAsked ? 'recovered' : sentBefore);
	});

	it('sends what was refused', async () => {
		const w = await world(provider);
		w.sim.control.addFault({ match: { method: 'POST', path: payment.path }, status: 422 });
		await w.run(parameters);
		const again = await w.run(parameters);

		expect([told(again), received(w, payment.path)]).toEqual(['paid', 2]);
	});

	it('says that it was sent before where the first was lost on the way', async () => {
		const time = letTimePass();
		const w = await world(provider);
		w.sim.control.addFault({
			match: { method: 'POST', path: payment.path },
			reset: 'beforeProcessing',
		});
		await w.run(parameters);
		const again = await w.run(parameters);

		expect([told(again), received(w, payment.path)]).toEqual([sentBefore, 1]);
		expect(again.error?.description).toContain('PAY-77');
		expect(again.error?.description).toContain("turn on 'Allow Repeated References'");
		expect(time.sleeps.filter((ms) => ms >= 1_000)).toEqual(
			canBeAsked ? [1_000, 2_000, 4_000, 8_000] : [],
		);
		expect(again.error?.context?.details).toMatchObject({
			outcome: 'unknown',
			reference: 'PAY-77',
		});
	});

	it('leaves nothing readable in the database', async () => {
		const w = await world(provider);
		await w.run(parameters);

		// The payment and its mark.
		const hash = expect.stringMatching(/^[\w+/]{22}==$/);
		expect([...w.engine.processed.rows.values()]).toEqual([[hash, hash]]);
	});
});

describe('a payment that was sent before', () => {
	it.each<[string, object, string | RegExp]>([
		['is the item where it is the same', body('PAY-1'), 'recovered'],
		[
			'is an error where it has another amount',
			body('PAY-1', 60_000),
			/^Singapay has another payment with this reference .* its amount differs/,
		],
	])('%s', async (_what, json, said) => {
		const w = await world('singapay');
		await w.run(pay());
		const run = await w.run(pay({}, json));

		expect(told(run)).toEqual(typeof said === 'string' ? said : expect.stringMatching(said));
		expect(counted(w)).toEqual([1, 1]);
	});

	it.each(['failed', 'canceled'])('is an error where it has %s', async (status) => {
		const w = await world('singapay');
		const code = status === 'failed' ? '06' : '05';
		const data = { reference_number: 'PAY-1', transaction_status: { code } };
		await w.run(pay());
		w.sim.control.addFault({
			match: { path: inquiry },
			status: 200,
			body: {
				response_code: 'SP000',
				data: { ...data, net_amount: { value: '50000.00', currency: 'IDR' } },
			},
		});
		const run = await w.run(pay());

		expect(told(run)).toContain(`has a payment with this reference that is ${status}`);
		expect(counted(w)).toEqual([1, 1]);
	});

	it('is found although On Unknown Outcome is Fail', async () => {
		const w = await world('singapay');
		lose(w, 'afterProcessing');
		await w.run(pay());

		expect(told(await w.run(pay()))).toBe('recovered');
		expect(counted(w)).toEqual([1, 1]);
	});

	it('is remembered after a restart', async () => {
		const w = await world('singapay');
		await w.run(pay());
		const engine = await w.engine.restart();

		expect(told(await w.run(pay(), { engine }))).toBe('recovered');
		expect(counted(w)).toEqual([1, 1]);
	});

	it('is remembered by another process on the same database', async () => {
		const w = await world('singapay');
		const { credentials, processed } = w.engine;
		const engine = await createEngine({ packageDir: process.cwd(), credentials, processed });
		await w.run(pay());

		expect(told(await w.run(pay(), { engine }))).toBe('recovered');
		expect(counted(w)).toEqual([1, 1]);
	});

	it('is not the payment of another client ID', async () => {
		const w = await world('singapay');
		await w.run(pay());
		w.sim.control.reset();
		w.engine.credentials.update(w.credential.id, { clientId: 'rotated', clientSecret: 'rotated' });

		// The simulator does not know it; what matters is that it was asked.
		expect(told(await w.run(pay()))).toContain('did not accept the Client ID');
	});

	it.each([
		['/payout', '/v1/payout', 'the same endpoint with and without its prefix'],
		['/payout', '/v2/payout', 'two versions whose payments are looked up in the same place'],
	])('%s, then %s: %s', async (first, second) => {
		const w = await world('smartFastPay');
		const at = async (where: string) => {
			const json = endpointAt(where).body('PAY-1');
			return await w.run({ method: 'POST', path: where, ...jsonBody(json) });
		};
		const runs = [await at(first), await at(second)] as const;

		expect(told(runs[0])).toBe('paid');
		expect(told(runs[1])).toMatch(/^recovered$|^SmartFastPay has another payment/);
		expect(received(w, first) + received(w, second)).toBe(1);
	});
});

describe('a provider that answers a known reference with its first record', () => {
	const where = `/api/v1.0/account-transfer/${account}/transfer`;
	const transfer = (change: object = {}): object => ({
		method: 'POST',
		path: where,
		...jsonBody({ ...endpointAt(where).body('PAY-1'), ...change }),
	});
	/** Some other system has used the reference. */
	const usedBefore = async (w: World): Promise<void> => {
		await w.run(transfer());
		w.engine.processed.rows.clear();
		clock.advance(60_000);
	};

	it('has not made another payment: the first one becomes the item', async () => {
		const w = await world('singapay');
		await usedBefore(w);

		expect(told(await w.run(transfer()))).toBe('recovered');
		expect(payments(w)).toEqual(['PAY-1']);
	});

	it('has not paid another amount', async () => {
		const w = await world('singapay');
		await usedBefore(w);

		expect(told(await w.run(transfer({ amount: 60_000 })))).toMatch(
			/^Singapay has another payment with this reference/,
		);
	});
});

describe('the record that a transfer is answered with', () => {
	const where = `/api/v1.0/account-transfer/${account}/transfer`;
	const asked = { method: 'POST', path: where, ...jsonBody(endpointAt(where).body('PAY-1')) };
	const record = (change: object): object => ({
		transaction_id: 'T-1',
		merchant_ref_no: 'PAY-1',
		status: 'success',
		amount: { currency: 'IDR', value: '50000.00' },
		beneficiary: { account_number: '100000000002' },
		created_at: String(Date.now()),
		...change,
	});

	it.each<[string, object, RegExp]>([
		['is the new one', {}, /^paid$/],
		['is the new one, without a time', { created_at: undefined }, /^paid$/],
		['has another amount', { amount: { value: '1000' } }, /^Singapay has another payment/],
		[
			'has another amount and no time',
			{ amount: { value: '1000' }, created_at: undefined },
			/its amount differs/,
		],
		['has another payee', { beneficiary: { account_number: '9' } }, /its payee differs/],
	])('%s', async (_what, change, expected) => {
		letTimePass();
		const w = await world('singapay');
		const body = { status: 200, success: true, data: record(change) };
		w.sim.control.addFault({ match: { method: 'POST', path: where }, status: 200, body });

		expect(told(await w.run(asked))).toMatch(expected);
	});
});

describe('a reference that recurs, with repeats allowed', () => {
	const options = { repeatReferences: true };

	it('is not paid by an earlier payment: a retry that finds one sends nothing', async () => {
		const w = await world('singapay');
		await w.run(pay(options));
		const run = await w.run(pay(options), retriedExecution);

		expect(told(run)).toContain('This execution is a retry');
		expect(counted(w)).toEqual([1, 1]);
	});

	it('is not paid by the first record that the provider answers with', async () => {
		const w = await world('singapay');
		const where = `/api/v1.0/account-transfer/${account}/transfer`;
		const json = endpointAt(where).body('PAY-1');
		const transfer = { method: 'POST', path: where, ...jsonBody(json), options };
		await w.run(transfer);
		clock.advance(60_000);

		expect(told(await w.run(transfer))).toMatch(/^Singapay made no new payment/);
	});
});

describe('two executions at the same time', () => {
	it('send one payment', async () => {
		letTimePass();
		const w = await world('singapay');
		await w.run({ path: w.sample.read });
		const runs = await Promise.all([1, 2, 3].map(async () => await w.run(pay())));

		expect(runs.map(told).toSorted()).toEqual(['paid', 'recovered', 'recovered']);
		expect(counted(w)).toEqual([1, 1]);
	});

	it('remember each its own payments', async () => {
		const w = await world('singapay');
		const both = [
			[{ n: 1 }, { n: 2 }],
			[{ n: 3 }, { n: 4 }],
		];
		await Promise.all(both.map(async (items) => await w.run(pay({}, ownReference), { items })));
		const again = await w.run(pay({}, ownReference), { items: both.flat() });

		expect(told(again)).toBe('recovered,recovered,recovered,recovered');
		expect(counted(w)).toEqual([4, 4]);
	});

	it('of two processes that begin the memory of a node at once: one is asked again', async () => {
		const w = await world('singapay');
		const { credentials, processed } = w.engine;
		const engine = await createEngine({ packageDir: process.cwd(), credentials, processed });
		const runs = await Promise.all([
			w.run(pay({}, body('PAY-1'))),
			w.run(pay({}, body('PAY-2')), { engine }),
		]);
		const again = [await w.run(pay({}, body('PAY-1'))), await w.run(pay({}, body('PAY-2')))];

		expect(runs.map(told)).toEqual(['paid', 'paid']);
		expect(again.map(told)).toEqual(['recovered', 'recovered']);
		expect(counted(w)).toEqual([2, 2]);
	});
});

describe('in one execution', () => {
	/** `Pay` again and again, until an item says that it is enough. */
	const loop = (w: World, parameters: object, more: object = {}) => {
		const node = w.node(parameters, more);
		const flow = chain(start, node);
		const toItself = { main: [[{ node: 'Pay', type: 'main' as const, index: 0 }]] };
		return { ...flow, connections: { ...flow.connections, Pay: toItself } };
	};
	const runLoop = async (w: World, json: string): Promise<EngineRun> =>
		await w.engine.run(loop(w, pay({}, json)), {
			input: itemsOf(1),
			cancelAfter: AbortSignal.timeout(1_500),
		});

	it('the rounds of a loop replay the first answer', async () => {
		const w = await world('singapay');
		const run = await runLoop(w, JSON.stringify(body('PAY-1')));

		expect(run.tries('Pay')).toBeGreaterThan(2);
		expect(run.status).toBe('canceled');
		expect(counted(w)).toEqual([1, 1]);
	});

	it('a round with another amount is an error', async () => {
		const w = await world('singapay');
		const json = `={{ JSON.stringify({ ...${JSON.stringify(body('PAY-1'))}, amount: 50000 + $runIndex }) }}`;
		const run = await runLoop(w, json);

		expect(run.error?.message).toBe('This execution has sent another request with this reference');
		expect([run.tries('Pay'), ...counted(w)]).toEqual([2, 1, 1]);
	});

	it('two nodes with one ID are two nodes', async () => {
		letTimePass();
		const w = await world('singapay');
		const first = w.node(pay({}, body('PAY-1')), { id: 'copied' });
		const second = { ...w.node(pay({}, body('PAY-2')), { id: 'copied' }), name: 'Pay more' };
		const run = await w.engine.run(chain(start, first, second), { input: itemsOf(1) });

		expect(run.error?.message).toBeUndefined();
		expect(payments(w)).toEqual(['PAY-1', 'PAY-2']);
		expect(run.items('Pay more')).toMatchObject([{ json: { reference_number: 'PAY-2' } }]);
	});

	it("an agent's second call with the same reference is answered from the first", async () => {
		const w = await world('singapay');
		const type = 'n8n-nodes-payment-api.paymentApiRequestTool';
		const flow = loop(w, pay({ allowWritesFromAgents: true }), { type });
		const run = await w.engine.run(flow, {
			input: itemsOf(1),
			cancelAfter: AbortSignal.timeout(1_500),
		});

		expect(run.tries('Pay')).toBeGreaterThan(2);
		expect(counted(w)).toEqual([1, 1]);
	});
});

describe("the option 'Allow Repeated References'", () => {
	it('releases one stuck payment and leaves the others protected', async () => {
		letTimePass();
		const w = await world('singapay');
		lose(w, 'beforeProcessing');
		await w.run(pay({}, ownReference), { items: 2, onError: 'continueErrorOutput' });
		expect(payments(w)).toEqual(['PAY-1']);
		const run = await w.run(pay({ repeatReferences: '={{ $json.n === 0 }}' }, ownReference), {
			items: 2,
		});

		expect(told(run)).toBe('paid,recovered');
		expect(payments(w)).toEqual(['PAY-1', 'PAY-0']);
		expect(received(w, path)).toBe(3);
	});

	it('lets two items of one run have the same reference', async () => {
		const w = await world('singapay');
		const run = await w.run(pay({ repeatReferences: true }), {
			items: 2,
			onError: 'continueErrorOutput',
		});

		// The provider itself refuses the second; the node has sent it, and takes nothing that is there for it.
		expect(received(w, path)).toBe(2);
		expect(told(run)).toBe('paid');
		expect(jsonOf(run, 1)).toMatchObject([{ error: { outcome: 'unknown', code: 'SP004' } }]);
	});

	it('does not look up a lost response: payments with the same reference cannot be distinguished', async () => {
		const w = await world('singapay');
		await w.run(pay());
		lose(w, 'beforeProcessing');
		const options = { repeatReferences: true, onUnknownOutcome: 'lookUp' };

		expect(told(await w.run(pay(options)))).toMatch(/^Outcome unknown/);
	});
});

describe("where n8n's database", () => {
	const trouble = (w: World, message: string): void => {
		w.engine.processed.trouble = new Error(message);
	};

	it('does not answer, nothing is sent', async () => {
		const w = await world('singapay');
		trouble(w, 'connect ECONNREFUSED 127.0.0.1:5432');
		const run = await w.run(pay());

		expect(told(run)).toBe('Nothing was sent: n8n could not record this payment');
		expect(run.error?.description).toContain('connect ECONNREFUSED');
		expect(run.error?.context?.details).toMatchObject({ outcome: 'refused' });
		expect(counted(w)).toEqual([0, 0]);
		w.engine.processed.trouble = undefined;
		expect(told(await w.run(pay()))).toBe('paid');
	});

	it('does not answer, it is sent where repeated references are allowed', async () => {
		const w = await world('singapay');
		trouble(w, 'connect ECONNREFUSED 127.0.0.1:5432');

		expect(told(await w.run(pay({ repeatReferences: true })))).toBe('paid');
	});

	it('is busy for a moment, it is asked again', async () => {
		letTimePass();
		const w = await world('singapay');
		trouble(w, 'SQLITE_BUSY: database is locked');
		const run = w.run(pay());
		for (let turns = 0; turns < 20; turns += 1)
			await new Promise((resolve) => setImmediate(resolve));
		w.engine.processed.trouble = undefined;

		expect(told(await run)).toBe('paid');
	});

	it.each([
		['SQLite', 'SQLITE_CONSTRAINT: FOREIGN KEY constraint failed'],
		['PostgreSQL', 'insert or update on table "processed_data" violates foreign key constraint'],
	])(
		'does not know the workflow (%s), this process remembers, and says so once',
		async (_of, message) => {
			const w = await world('singapay');
			trouble(w, message);
			const runs = [await w.run(pay()), await w.run(pay()), await w.run(pay())];

			expect(runs.map(told)).toEqual(['paid', 'recovered', 'recovered']);
			expect(counted(w)).toEqual([1, 1]);
			const said = runs.flatMap(({ logs }) =>
				logs.filter(({ message: text }) =>
					text.includes('n8n does not store the references that it has sent'),
				),
			);
			expect(said.map(({ level }) => level)).toEqual(['warn']);
		},
	);

	it('is not asked about reads, nor about writes without a reference', async () => {
		const w = await world('singapay');
		trouble(w, 'connect ECONNREFUSED 127.0.0.1:5432');
		const { reference_number: _, ...withoutReference } = body('') as Record<string, unknown>;
		const runs = [await w.run({ path: w.sample.read }), await w.run(pay({}, withoutReference))];

		expect(runs.map(({ error }) => error?.message ?? '')).toEqual([
			'',
			expect.not.stringContaining('could not note'),
		]);
	});
});

describe('"Retry execution"', () => {
	/** The provider shows a payment so many milliseconds after the first look-up. */
	const lagging = (w: World, looks: number, where = inquiry, none: object = {}): void =>
		void w.sim.control.addFault({ match: { path: where }, times: looks, ...none });

	it('of a payout that the list shows later sends nothing (case 18)', async () => {
		const time = letTimePass();
		const w = await world('smartFastPay');
		const parameters = {
			method: 'POST',
			path: '/v2/payout',
			...jsonBody(endpointAt('/v2/payout').body('PAY-1')),
			options: { onUnknownOutcome: 'lookUp' },
		};
		w.sim.control.addFault({
			match: { method: 'POST', path: '/v2/payout' },
			reset: 'afterProcessing',
		});
		// Neither the first execution's look-ups nor the first ones of the second find it.
		lagging(w, 5 + 2, '/transactions', { status: 200, body: { requestId: 'r', data: [] } });
		await w.run(parameters);
		const before = time.elapsed();
		const run = await w.run(parameters, retriedExecution);

		expect(told(run)).toBe('recovered');
		expect(received(w, '/v2/payout')).toBe(1);
		expect(time.elapsed() - before).toBeGreaterThanOrEqual(3_000);
	});

	it('looks all items up side by side, before the first is sent', async () => {
		const time = letTimePass();
		const w = await world('singapay');
		const run = await w.run(pay({}, ownReference), { ...retriedExecution, items: 12 });

		expect(told(run)).toBe(Array<string>(12).fill('paid').join());
		expect(received(w, inquiry)).toBe(12 * 5);
		// Side by side, 15 seconds are enough for all of them.
		expect(time.elapsed()).toBeLessThan(20_000);
		const order = w.calls().map((call) => call.includes('inquiry'));
		expect(order.lastIndexOf(true)).toBeLessThan(order.indexOf(false));
	});

	it('sends what is not there only if it was never recorded as sent', async () => {
		letTimePass();
		const w = await world('singapay');
		lose(w, 'beforeProcessing');
		await w.run(pay({}, ownReference), { items: 2, onError: 'continueErrorOutput' });
		const run = await w.run(pay({}, ownReference), {
			...retriedExecution,
			items: 3,
			onError: 'continueErrorOutput',
		});

		expect(jsonOf(run)).toMatchObject([
			{ reference_number: 'PAY-1', recovered: true },
			{ reference_number: 'PAY-2' },
		]);
		expect(jsonOf(run, 1)).toMatchObject([{ error: { message: sentBefore } }]);
		expect(payments(w)).toEqual(['PAY-1', 'PAY-2']);
		expect(received(w, path)).toBe(3);
	});
});

it('what an execution has sent is forgotten with it', async () => {
	const w = await world('singapay');
	const engine: Engine = w.engine;
	await w.run(pay());
	engine.processed.rows.clear();
	const run = await w.run(pay());

	// Nothing of the first execution is known: it is sent, and the provider itself tells.
	expect(received(w, path)).toBe(2);
	expect(told(run)).toBe('recovered');
});
