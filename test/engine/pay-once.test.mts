import { chain, type EngineRun } from '../../dev/engine/index.mts';
import type { Fault } from '../../simulators/index.mts';
import { hurry } from './support/waits.mts';
import {
	expectNoSecret,
	itemsOf,
	jsonBody,
	jsonOf,
	start,
	type World,
	world,
} from './support/world.mts';
import { account, payments, received, sentTo } from './support/writes.mts';

const path = '/api/v2.0/disbursement/transfer';
const inquiry = `/api/v2.0/disbursement/${account}/inquiry-status`;
const withoutReference = {
	account_id: account,
	amount: 50_000,
	bank_code: '014',
	bank_account_number: '1000123456',
};
const body = (reference: string): object => ({ ...withoutReference, reference_number: reference });
const post = (where: string, json: object | string, options: object = {}): object => ({
	method: 'POST',
	path: where,
	...jsonBody(json),
	options,
});
const pay = (options: object = {}, json: object | string = body('PAY-1')): object =>
	post(path, json, options);
/** Each item's own payment: PAY-0, PAY-1, … */
const ownReference = `={{ JSON.stringify({ ...${JSON.stringify(body(''))}, reference_number: 'PAY-' + $json.n }) }}`;
const lookUp = { onUnknownOutcome: 'lookUp' };
const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
const retriedExecution = { run: { mode: 'retry' } } as const;

const answerLost: Fault = { reset: 'afterProcessing' };
const refused: Fault = { status: 422 };
const fine: Fault = { delayMs: 0 };
/** What becomes of the next payments, one after the other. */
const next = ({ sim }: World, ...faults: Fault[]): void => {
	for (const fault of faults) sim.control.addFault({ match: { method: 'POST', path }, ...fault });
};
const details = (run: EngineRun): unknown => run.error?.context?.details;
const marks = (run: EngineRun): unknown[] => run.items('Pay').map(({ metadata }) => metadata);
const receivedEach = (w: World, many: number): number[] =>
	Array.from({ length: many }, (_, n) => received(w, path, `"PAY-${n}"`));

describe("n8n's Retry On Fail", () => {
	it('does not send a payout again whose answer was lost', async () => {
		const w = await world('singapay');
		next(w, { ...answerLost, times: Infinity });
		const run = await w.run(pay(), retrying);

		expect(run.tries('Pay')).toBe(3);
		expect([payments(w), received(w, path)]).toEqual([['PAY-1'], 1]);
		expect(run.error?.message).toMatch(/^Outcome unknown: Singapay/);
		expect(details(run)).toMatchObject({ outcome: 'unknown', reference: 'PAY-1' });
	});

	it('finds it instead when On Unknown Outcome is Look Up', async () => {
		const w = await world('singapay');
		next(w, answerLost);
		const run = await w.run(pay(lookUp), retrying);

		expect(run.error?.message).toBeUndefined();
		expect([run.tries('Pay'), payments(w), received(w, path)]).toEqual([1, ['PAY-1'], 1]);
		expect(run.items('Pay')).toMatchObject([
			{ json: { reference_number: 'PAY-1', recovered: true }, pairedItem: { item: 0 } },
		]);
	});

	it('sends only what was refused, and answers the others from memory', async () => {
		const w = await world('singapay');
		next(w, fine, fine, refused);
		const run = await w.run(pay({}, ownReference), { ...retrying, items: 3 });

		expect(run.status).toBe('success');
		expect(run.tries('Pay')).toBe(2);
		expect(payments(w)).toEqual(['PAY-0', 'PAY-1', 'PAY-2']);
		expect(receivedEach(w, 3)).toEqual([1, 1, 2]);
		expect(marks(run)).toEqual([{ replayed: true }, { replayed: true }, undefined]);
		expect(run.items('Pay').map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(jsonOf(run)).toMatchObject([0, 1, 2].map((n) => ({ reference_number: `PAY-${n}` })));
		expect(JSON.stringify(jsonOf(run))).not.toContain('replayed');
		expectNoSecret(run, w);
	});

	it('with the error branch repeats neither what is unknown nor what went through', async () => {
		const w = await world('singapay');
		// n8n runs the node again when its first item failed.
		next(w, answerLost, fine, refused);
		const run = await w.run(pay({}, ownReference), {
			...retrying,
			items: 3,
			onError: 'continueErrorOutput',
		});

		expect(run.tries('Pay')).toBe(3);
		expect(receivedEach(w, 3)).toEqual([1, 1, 2]);
		expect(payments(w)).toEqual(['PAY-0', 'PAY-1', 'PAY-2']);
		expect(marks(run)).toEqual([{ replayed: true }, { replayed: true }]);
		expect(jsonOf(run, 1)).toEqual([
			expect.objectContaining({
				error: expect.objectContaining({
					message: expect.stringMatching(/^Outcome unknown/),
					outcome: 'unknown',
					reference: 'PAY-0',
				}),
			}),
		]);
	});

	it('leaves it to a person to send a payment again that is not there', async () => {
		const { waits } = hurry(1_000);
		const w = await world('singapay');
		next(w, { reset: 'beforeProcessing' });
		const run = await w.run(pay(lookUp), retrying);

		expect(run.error?.message).toMatch(/^Not processed: /);
		expect(details(run)).toMatchObject({ outcome: 'refused', reference: 'PAY-1' });
		expect(waits).toEqual([1, 2, 3].flatMap(() => [1_000, 2_000, 4_000, 8_000]));
		expect([run.tries('Pay'), payments(w), received(w, path)]).toEqual([3, [], 1]);
	});

	it('recovers a payment that appears after it was not there', async () => {
		const { waits } = hurry(1_000);
		const w = await world('singapay');
		next(w, answerLost);
		const notFound = {
			response_code: 'SP009',
			response_message: 'Transaction Not Found',
			data: null,
		};
		w.sim.control.addFault({ match: { path: inquiry }, status: 404, body: notFound, times: 5 });
		const run = await w.run(pay(lookUp), retrying);

		expect(jsonOf(run)).toMatchObject([{ reference_number: 'PAY-1', recovered: true }]);
		expect(waits).toEqual([1_000, 2_000, 4_000, 8_000]);
		expect([run.tries('Pay'), payments(w), received(w, path)]).toEqual([2, ['PAY-1'], 1]);
	});

	it('does not send a payment again of which the provider cannot tell', async () => {
		hurry(1_000);
		const w = await world('singapay');
		next(w, { reset: 'beforeProcessing' });
		w.sim.control.addFault({ match: { path: inquiry }, status: 500, times: Infinity });
		const run = await w.run(pay(lookUp), retrying);

		expect(run.error?.message).toMatch(/^Outcome unknown/);
		expect(details(run)).toMatchObject({ outcome: 'unknown' });
		expect([run.tries('Pay'), received(w, path), received(w, inquiry)]).toEqual([3, 1, 15]);
	});

	it.each([
		['a failure that Never Error makes data of', { status: 500 }],
		['an answer that is lost in spite of Never Error', answerLost],
	])('does not repeat %s', async (_what, fault) => {
		const w = await world('singapay');
		// The second item makes n8n run the node again.
		next(w, fault, { ...answerLost, times: Infinity });
		const run = await w.run(pay({ neverError: true }, ownReference), { ...retrying, items: 2 });

		expect(run.tries('Pay')).toBe(3);
		expect(receivedEach(w, 2)[0]).toBe(1);
		expect(receivedEach(w, 2)[1]).toBeLessThanOrEqual(1);
		expect(run.status).toBe('error');
	});

	it('answers from a memory that contains no secret', async () => {
		const w = await world('singapay');
		await w.run({ path: w.sample.read });
		const [token = ''] = w.secrets();
		const echo = {
			response_code: 'SP000',
			data: { transaction_id: 'TX-1', note: `token ${token}` },
		};
		next(w, { status: 200, body: echo }, refused);
		const run = await w.run(pay({}, ownReference), { ...retrying, items: 2 });

		expect(token).not.toBe('');
		expect(marks(run)).toEqual([{ replayed: true }, undefined]);
		expect(jsonOf(run)[0]).toMatchObject({ note: expect.stringMatching(/^token ./) });
		expectNoSecret(run, w);
	});

	it('shows no secret in a payment that was looked up', async () => {
		const w = await world('singapay');
		await w.run({ path: w.sample.read });
		const [token = ''] = w.secrets();
		const data = { reference_number: 'PAY-1', note: `token ${token}` };
		const echo = { response_code: 'SP000', data };
		next(w, answerLost);
		w.sim.control.addFault({ match: { path: inquiry }, status: 200, body: echo });
		const run = await w.run(pay(lookUp), retrying);

		expect(jsonOf(run)).toMatchObject([{ recovered: true, reference_number: 'PAY-1' }]);
		expectNoSecret(run, w);
	});
});

describe('one execution', () => {
	it('pays in each round of a loop', async () => {
		const w = await world('singapay');
		next(w, fine, fine, { ...refused, times: Infinity });
		const node = w.node(
			pay({ reference: "={{ 'PAY-' + $runIndex }}" }, withoutReference),
			retrying,
		);
		const loop = chain(start, node);
		const toItself = { main: [[{ node: 'Pay', type: 'main' as const, index: 0 }]] };
		const run = await w.engine.run(
			{ ...loop, connections: { ...loop.connections, Pay: toItself } },
			{ input: itemsOf(1), cancelAfter: AbortSignal.timeout(4_000) },
		);

		expect(run.status).toBe('error');
		expect(payments(w)).toEqual(['PAY-0', 'PAY-1']);
		expect(receivedEach(w, 3)).toEqual([1, 1, 3]);
	});

	it('does not share what it remembers with another at the same time', async () => {
		const w = await world('singapay');
		const runs = await Promise.all(
			[1, 2].map(async (n) => await w.run(pay({}, ownReference), { items: [{ n }], ...retrying })),
		);

		expect(runs.map(({ status }) => status)).toEqual(['success', 'success']);
		expect(runs.flatMap(marks)).toEqual([undefined, undefined]);
		expect(payments(w).toSorted()).toEqual(['PAY-1', 'PAY-2']);
		expect(received(w, path)).toBe(2);
	});

	it('remembers each of two payment nodes by itself', async () => {
		const w = await world('singapay');
		const first = w.node(pay({}, body('PAY-1')));
		const second = { ...w.node(pay({}, body('PAY-2')), retrying), name: 'Pay more' };
		next(w, fine, refused);
		const run = await w.engine.run(chain(start, first, second), { input: itemsOf(1) });

		expect(run.status).toBe('success');
		expect(payments(w)).toEqual(['PAY-1', 'PAY-2']);
		expect(received(w, path)).toBe(3);
	});

	it('sends nothing when two items have the same reference', async () => {
		const w = await world('singapay');
		const run = await w.run(pay(), { ...retrying, items: 2 });

		expect(run.error?.message).toContain('Item 0 has the same reference for the same endpoint');
		expect(run.error?.context).toMatchObject({ itemIndex: 1 });
		expect(w.calls()).toEqual([]);
	});

	it('sends the first of two items with the same reference where the other may fail alone', async () => {
		const w = await world('singapay');
		const run = await w.run(pay(), { items: 2, onError: 'continueErrorOutput' });

		expect([payments(w), received(w, path)]).toEqual([['PAY-1'], 1]);
		expect(jsonOf(run)).toHaveLength(1);
		expect(jsonOf(run, 1)).toEqual([
			expect.objectContaining({
				error: expect.objectContaining({
					message: expect.stringContaining('Item 0 has the same reference'),
				}),
			}),
		]);
	});

	it('takes the same reference at two endpoints for two payments', async () => {
		const w = await world('smartFastPay');
		const json = w.sample.write.body('PAY-1');
		const items = [{ to: '/v2/payin' }, { to: '/payin-unknown' }];
		await w.run(post('={{ $json.to }}', json), { items, onError: 'continueRegularOutput' });

		expect(w.calls()).toEqual(['POST /v2/payin', 'POST /payin-unknown']);
	});
});

describe("a retried execution (n8n's list, Retry)", () => {
	it('does not send a payment again that is there', async () => {
		const w = await world('singapay');
		next(w, answerLost);
		await w.run(pay());
		const run = await w.run(pay(), retriedExecution);

		expect(run.status).toBe('success');
		expect(jsonOf(run)).toMatchObject([{ reference_number: 'PAY-1', recovered: true }]);
		expect([payments(w), received(w, path)]).toEqual([['PAY-1'], 1]);
	});

	it('sends a payment once that is not there, with Retry On Fail too', async () => {
		const w = await world('singapay');
		next(w, { ...answerLost, times: Infinity });
		const run = await w.run(pay(), { ...retriedExecution, ...retrying });

		expect(run.tries('Pay')).toBe(3);
		expect([payments(w), received(w, path)]).toEqual([['PAY-1'], 1]);
		expect(received(w, inquiry)).toBeGreaterThanOrEqual(1);
	});

	it('sends nothing when the provider cannot confirm whether it exists', async () => {
		const w = await world('singapay');
		w.sim.control.addFault({ match: { path: inquiry }, status: 500, times: Infinity });
		const run = await w.run(pay({ sendAgainOnRetry: true }), retriedExecution);

		expect(run.error?.message).toContain('This execution is a retry');
		expect(received(w, path)).toBe(0);
	});

	it('sends nothing without a reference, which cannot be looked up', async () => {
		const w = await world('singapay');
		const run = await w.run(pay({}, withoutReference), retriedExecution);

		expect(run.error?.message).toContain('This execution is a retry');
		expect(w.calls()).toEqual([]);
	});

	it.each([
		['sends nothing where the provider cannot be asked', {}, 0],
		['sends there when the builder says so', { sendAgainOnRetry: true }, 1],
	])('%s', async (_what, options, times) => {
		const w = await world('paySecurez');
		const { path: where } = w.sample.pay;
		const run = await w.run(post(where, w.sample.pay.body('PAY-1'), options), retriedExecution);

		expect([received(w, where), payments(w).length]).toEqual([times, times]);
		expect(run.error?.message).toBe(
			times === 1
				? undefined
				: 'This execution is a retry, and the first one may have sent this request',
		);
		if (times === 0) expect(run.error?.description).toContain("'Send Again on Retry'");
	});

	it('reads as always', async () => {
		const w = await world('paySecurez');
		const run = await w.run({ path: w.sample.read }, retriedExecution);

		expect(run.status).toBe('success');
		expect(w.calls()).toEqual([`GET ${w.sample.read}`]);
	});
});

describe('as a tool of an AI agent', () => {
	// n8n runs an agent's tool as a node of this type, with the same `execute`.
	const type = 'n8n-nodes-payment-api.paymentApiRequestTool';
	const asTool = async (w: World, parameters: object): Promise<EngineRun> =>
		await w.engine.run(chain(start, w.node(parameters, { type })), { input: itemsOf(1) });

	it('the node does not write', async () => {
		const w = await world('singapay');
		const run = await asTool(w, pay());

		expect(run.error?.message).toBe('This tool is read-only for AI agents');
		expect(run.error?.description).toContain(`POST ${path} was not sent`);
		expect([w.calls(), w.tokenCalls()]).toEqual([[], 0]);
	});

	it('the node reads, also where reading is a POST', async () => {
		const w = await world('singapay');
		await w.run(pay());
		const run = await asTool(w, post(inquiry, { reference_number: 'PAY-1' }));

		expect(run.error?.message).toBeUndefined();
		expect(jsonOf(run)).toMatchObject([{ reference_number: 'PAY-1' }]);
	});

	it('the node writes when the builder allows it', async () => {
		const w = await world('singapay');
		const run = await asTool(w, pay({ allowWritesFromAgents: true }));

		expect(run.error?.message).toBeUndefined();
		expect([payments(w), received(w, path)]).toEqual([['PAY-1'], 1]);
	});
});

describe("the option 'Reference'", () => {
	it('is put into the body, and covered by the signature', async () => {
		const w = await world('singapay');
		const reference = "={{ 'PAY-' + $json.n }}";
		const run = await w.run(pay({ reference }, withoutReference), { items: 3 });

		// The simulator refuses a signature that does not fit the body.
		expect(run.error?.message).toBeUndefined();
		expect(payments(w)).toEqual(['PAY-0', 'PAY-1', 'PAY-2']);
		expect(sentTo(w, path).map((text) => JSON.parse(text) as unknown)).toEqual(
			[0, 1, 2].map((n) => body(`PAY-${n}`)),
		);
	});

	it('is put where the provider nests it', async () => {
		const w = await world('smartFastPay');
		const { path: where, body: whole } = w.sample.write;
		const { transaction, ...rest } = whole('x') as { transaction: object };
		const json = { ...rest, transaction: { ...transaction, id: undefined } };
		const run = await w.run(post(where, json, { reference: 'PAY-1' }));

		expect(run.error?.message).toBeUndefined();
		expect(payments(w)).toEqual(['PAY-1']);
		expect(sentTo(w, where).map((text) => JSON.parse(text) as unknown)).toEqual([whole('PAY-1')]);
	});

	it('leaves every other byte of the body as it was typed', async () => {
		const w = await world('paySecurez');
		const where = '/api/v1/transactions';
		const { reference: _, ...rest } = w.sample.pay.body('') as { reference: string };
		const more = '"amount": 10.00, "2": 1, "1": 12345678901234567891, "note": "\\u00e9" }';
		const typed = `{ ${JSON.stringify(rest).slice(1, -1)}, ${more}`;
		await w.run(post(where, typed, { reference: '\u200bPAY-1\u00a0' }));

		expect(sentTo(w, where)).toEqual([`${typed.slice(0, -2)},"reference":"PAY-1" }`]);
	});

	it('does not replace a reference that the body has', async () => {
		const w = await world('singapay');
		await w.run(pay({ reference: 'PAY-2' }));

		expect(payments(w)).toEqual(['PAY-1']);
	});

	it('is what a lost payment is looked up by', async () => {
		const w = await world('singapay');
		next(w, answerLost);
		const run = await w.run(pay({ ...lookUp, reference: 'PAY-7' }, withoutReference));

		expect(jsonOf(run)).toMatchObject([{ reference_number: 'PAY-7', recovered: true }]);
		expect(received(w, path)).toBe(1);
	});

	it.each([
		['is a number', '={{ 12345 }}', '12345'],
		['has the most characters', 'x'.repeat(32), 'x'.repeat(32)],
	])('may be one that %s', async (_what, reference, sent) => {
		const w = await world('singapay');
		const run = await w.run(pay({ reference }, withoutReference));

		expect(run.error?.message).toBeUndefined();
		expect(payments(w, sent)).toEqual([sent]);
	});
});

describe('a reference that cannot be used is refused before anything is sent:', () => {
	const name = 'The reference (reference_number)';

	it.each([
		['too long', 'x'.repeat(33), `${name} has 33 characters`],
		['a space', 'PAY 1', `${name} contains a space at position 4`],
		['an invisible character', 'PAY\u200b1', `${name} contains an invisible character (U+200B) at`],
		['a slash', 'PAY/1', `${name} contains a character that Singapay cannot look up`],
		['a control character', 'PAY\u00071', `${name} contains a control character (U+0007) at`],
		['only spaces', '   ', `${name} is empty`],
		['an object', { a: 1 }, `${name} is neither text nor a whole number`],
		['a list', ['PAY-1'], `${name} is neither text nor a whole number`],
		['true', true, `${name} is neither text nor a whole number`],
		['a fraction', 1.5, `${name} is a number with decimals`],
	])('%s', async (_what, reference, said) => {
		const w = await world('singapay');
		const runs = [
			await w.run(pay({}, { ...withoutReference, reference_number: reference }), retrying),
			await w.run(pay({ reference: '={{ $json.reference }}' }, withoutReference), {
				items: [{ reference }],
			}),
		];

		for (const { error } of runs) expect(error?.message).toContain(said);
		expect([w.calls(), w.tokenCalls()]).toEqual([[], 0]);
	});

	it('one in the body, although the option contains a good one', async () => {
		const w = await world('singapay');
		const run = await w.run(pay({ reference: 'PAY-2' }, body('x'.repeat(33))));

		expect(run.error?.message).toBe(`${name} has 33 characters`);
		expect(w.calls()).toEqual([]);
	});

	it.each([
		['smartFastPay', 'PAY,1'],
		['smartFastPay', 'x'.repeat(256)],
		['paySecurez', 'PAY 1'],
		['paySecurez', 'x'.repeat(256)],
	] as const)('at %s', async (provider, reference) => {
		const w = await world(provider);
		const run = await w.run(post(w.sample.write.path, w.sample.write.body(reference)));

		expect(run.error?.message).toMatch(
			/^The reference \((transaction\.id|reference)\) (contains|has) /,
		);
		expect([w.calls(), w.tokenCalls()]).toEqual([[], 0]);
	});

	it.each([
		[
			'an endpoint nobody knows',
			'/api/v9/pay',
			'It is not known where Singapay expects the reference',
		],
		['a body that is no object', path, "'Body' is not an object with fields"],
	])('%s', async (_what, where, said) => {
		const w = await world('singapay');
		const run = await w.run(post(where, '[1]', { reference: 'PAY-1', signRequest: 'never' }));

		expect(run.error?.message).toContain(said);
		expect(w.calls()).toEqual([]);
	});

	it('none, where lost payments are to be looked up', async () => {
		const w = await world('singapay');
		const run = await w.run(pay(lookUp, withoutReference));

		expect(run.error?.message).toBe('Singapay has no way to look up this request');
		expect(run.error?.description).toContain("enter one under 'Reference'");
		expect(w.calls()).toEqual([]);
	});
});

describe('the hint about a missing reference', () => {
	const said = 'moves money without a reference';
	const hinted = (run: EngineRun): boolean[] =>
		run.hints.map(({ message }) => message.includes(said));

	it('is shown once after payments without one', async () => {
		const w = await world('smartFastPay');
		const run = await w.run(post('/v2/payin', { a: 1 }), {
			items: 2,
			onError: 'continueRegularOutput',
		});

		expect(hinted(run)).toEqual([true]);
	});

	it('is not shown when there is one, or when nothing is paid', async () => {
		const w = await world('singapay');
		const card = String(w.sim.control.records().cards?.[0]?.id);
		const runs = [
			await w.run(pay()),
			await w.run(pay({ reference: 'PAY-2' }, withoutReference)),
			await w.run({ path: w.sample.read }),
			await w.run({ ...post(`/api/v2.0/card/${account}/cancel/${card}`, {}), method: 'PATCH' }),
		];

		expect(runs.map(({ status }) => status)).toEqual(runs.map(() => 'success'));
		expect(runs.flatMap(hinted)).toEqual([]);
	});
});
