import { byId, byReference, kindSample, listOf } from './support/payments.mts';
import { allOf, these, watching } from './support/trigger.mts';
import { jsonOf, type World, world } from './support/world.mts';

const payment = kindSample('smartFastPay', 'payment');
const transaction = kindSample('paySecurez', 'transaction');
const disbursement = kindSample('singapay', 'disbursement');
const qris = kindSample('singapay', 'qris');
const card = kindSample('singapay', 'card');

/** Nothing has left for the provider, not even for a token. */
const expectNothingSent = ({ sim }: World): void => expect(sim.control.requests()).toEqual([]);

const checkIt = 'If it is an expression, check its result for this item.';
const empty = `Enter it. ${checkIt}`;
const one = 'One value is expected.';
const stray = `${one} Remove everything else. ${checkIt}`;

describe('which payment is meant', () => {
	it.each([
		['a blank ID', '={{ "  " }}', "'Payment ID' is empty", empty],
		['an ID that an expression does not find', '={{ $json.id }}', "'Payment ID' is empty", empty],
		['a null', '={{ null }}', "'Payment ID' is empty", empty],
		['an ID with a space', 'pay 0001', "'Payment ID' contains a space at position 4", stray],
		['two lines', 'pay-0001\npay-0002', "'Payment ID' contains a line break at position 9", stray],
		[
			'a control character',
			'pay\u0000',
			"'Payment ID' contains a control character (U+0000) at position 4",
			stray,
		],
		[
			'an invisible character',
			'pay\u200b-0001',
			"'Payment ID' contains an invisible character (U+200B) at position 4",
			stray,
		],
		[
			'two with a comma',
			'pay-0001,pay-0002',
			"'Payment ID' contains a comma at position 9",
			`${one} ${checkIt}`,
		],
		[
			'a list as text',
			'["pay-0001","pay-0002"]',
			"'Payment ID' is a list",
			`${one} Choose one of the list, or split it into items before.`,
		],
		[
			'a step up the path',
			'..',
			"'Payment ID' contains a character that no ID has",
			`${one} ${checkIt}`,
		],
		[
			'half a character',
			'={{ "\\ud83d" }}',
			"'Payment ID' contains half a character (U+D83D) at position 1",
			stray,
		],
		[
			'an object',
			'={{ { id: "pay-0001" } }}',
			"'Payment ID' is neither text nor a whole number",
			checkIt,
		],
		[
			'a list',
			'={{ ["pay-0001"] }}',
			"'Payment ID' is a list",
			`${one} Choose one of the list, or split it into items before.`,
		],
		['a yes', '={{ true }}', "'Payment ID' is neither text nor a whole number", checkIt],
		[
			'a fraction',
			'={{ 1.5 }}',
			"'Payment ID' is a number with decimals",
			`IDs have none. ${checkIt}`,
		],
		[
			'no number',
			'={{ Number("x") }}',
			"'Payment ID' is NaN",
			'An expression converted a value that is not a number. Pass it as text.',
		],
		[
			'a number that lost digits',
			'={{ 7615917337495251231 }}',
			"'Payment ID' is a number beyond 2^53 and has lost digits",
			'Pass it as text from its source, e.g. in quotes: longer numbers are rounded before this node sees them.',
		],
		[
			'a whole text',
			'x'.repeat(300),
			"'Payment ID' has 300 characters",
			'No provider has an ID or reference of more than 255.',
		],
	])('%s is refused', async (_what, paymentId, message, description) => {
		for (const operation of ['get', 'wait']) {
			const w = await world('smartFastPay');
			const run = await w.run(byId(payment, paymentId, { operation }));

			expect(run.error).toMatchObject({
				name: 'NodeOperationError',
				message,
				description: `${description} (Item 0)`,
			});
			expectNothingSent(w);
		}
	});

	it('an ID that was pasted with something invisible around it is read', async () => {
		const w = await world('smartFastPay');
		const run = await w.run(byId(payment, '\u200b\ufeffpay-0001\u00a0\u200e'));

		expect(jsonOf(run)).toMatchObject([{ id: 'pay-0001' }]);
		expect(w.calls()).toEqual(['GET /payment/pay-0001']);
	});

	it('an ID left empty in the editor is refused by n8n itself', async () => {
		const w = await world('smartFastPay');
		const run = await w.run(byId(payment, ''));

		expect(run.error?.message).toContain('Parameter "Payment ID" is required.');
		expectNothingSent(w);
	});

	it.each([
		[qris, 'VA-0001', 'QRIS code', 'gives each QRIS code a whole number, e.g. 1001.'],
		[
			kindSample('singapay', 'ewallet'),
			'CARD-0001',
			'e-wallet payment',
			'gives each e-wallet payment a whole number',
		],
	])('an ID of another kind is refused where its form tells', async (sample, id, name, help) => {
		const w = await world('singapay');
		const run = await w.run(byId(sample, id));

		expect(run.error?.message).toMatch(new RegExp(`^'Payment ID' is not the ID of an? ${name}$`));
		expect(run.error?.description).toContain(help);
		expectNothingSent(w);
	});

	it.each([
		['a blank reference', '={{ "" }}', "'Reference' is empty"],
		['a reference with a space', 'order 1', "'Reference' contains a space at position 6"],
		['a list', '={{ [1, 2] }}', "'Reference' is a list"],
	])('%s is refused', async (_what, reference, message) => {
		const w = await world('smartFastPay');
		const run = await w.run(byReference(payment, reference));

		expect(run.error?.message).toBe(message);
		expectNothingSent(w);
	});

	it('a reference that would be read as a list of references is refused', async () => {
		const w = await world('smartFastPay');
		const run = await w.run(byReference(payment, 'order-1,order-2'));

		expect(run.error?.message).toBe(
			"'Reference' contains a character that SmartFastPay cannot look up",
		);
		expectNothingSent(w);
	});

	it.each([
		[{ lookUpBy: '={{ "ID" }}', reference: 'R-1' }, "'Look Up By'", 'id or reference'],
		[{ operation: 'wait', onTimeout: '={{ "fail" }}' }, "'On Timeout'", 'error or item'],
	])('%j is none of the choices', async (parameters, field, choices) => {
		const w = await world('smartFastPay');
		const run = await w.run({ ...byId(payment, 'pay-0001'), ...parameters });

		expect(run.error).toMatchObject({
			message: `${field} is not one of its choices`,
			description: `Use ${choices}. ${checkIt} (Item 0)`,
		});
		expectNothingSent(w);
	});

	it('a kind that the provider does not have is refused, and the choices are named', async () => {
		const w = await world('smartFastPay');
		const run = await w.run({ ...byId(payment, 'pay-0001'), kind: '={{ "disbursement" }}' });

		expect(run.error).toMatchObject({
			message: "'Kind' is not one of SmartFastPay's choices",
			description: `Choose Payment, Payout, Transaction. ${checkIt} (Item 0)`,
		});
		expectNothingSent(w);
	});

	it.each([
		['={{ null }}', "'Account ID' is empty"],
		['a b', "'Account ID' contains a space at position 2"],
		['={{ 7615917337495251231 }}', "'Account ID' is a number beyond 2^53 and has lost digits"],
	])('an account of %j is refused', async (accountId, message) => {
		for (const sample of [disbursement, card]) {
			const w = await world('singapay');
			const run = await w.run(byId(sample, sample.id, { accountId }));

			expect(run.error?.message).toBe(message);
			expectNothingSent(w);
		}
	});

	it('a provider that is none is refused', async () => {
		const w = await world('smartFastPay');
		const run = await w.run({ ...byId(payment, 'pay-0001'), provider: 'acme' });

		expect(run.error).toMatchObject({
			message: "'Provider' is not one of its choices",
			description: 'Choose the provider from the list. (Item 0)',
		});
		expectNothingSent(w);
	});
});

describe('how long to wait', () => {
	it.each([
		[0, "'Max Wait (Seconds)' is out of range"],
		[-1, "'Max Wait (Seconds)' is out of range"],
		[3601, "'Max Wait (Seconds)' is out of range"],
		[0.5, "'Max Wait (Seconds)' is not a whole number"],
		['={{ "long" }}', "'Max Wait (Seconds)' is not a whole number"],
		['={{ Infinity }}', "'Max Wait (Seconds)' is not a whole number"],
		['={{ [] }}', "'Max Wait (Seconds)' is not a whole number"],
	])('of %j is refused', async (maxWaitSeconds, message) => {
		const w = await world('paySecurez');
		const parameters = { operation: 'wait', maxWaitSeconds };
		const run = await w.run(byId(transaction, transaction.id, parameters));

		expect(run.error).toMatchObject({
			message,
			description: expect.stringContaining('Enter a whole number from 1 to 3600 (seconds).'),
		});
		expectNothingSent(w);
	});
});

describe('which payments are listed', () => {
	it.each([
		[0, "'Limit' is out of range"],
		[-5, "'Limit' is out of range"],
		[1.5, "'Limit' is not a whole number"],
		['={{ "many" }}', "'Limit' is not a whole number"],
		['={{ Infinity }}', "'Limit' is not a whole number"],
		['={{ [50] }}', "'Limit' is not a whole number"],
	])('a limit of %j is refused', async (limit, message) => {
		const w = await world('smartFastPay');
		const run = await w.run(listOf(payment, { limit }));

		expect(run.error).toMatchObject({
			message,
			description: expect.stringContaining('Enter a whole number from 1.'),
		});
		expectNothingSent(w);
	});

	it.each(['={{ "" }}', '={{ null }}'])('a limit of %j is the usual one', async (limit) => {
		const w = await world('smartFastPay');
		const run = await w.run(listOf(payment, { limit }));

		expect(jsonOf(run)).toHaveLength(50);
	});

	it('a limit that is a number as text is a number', async () => {
		const w = await world('smartFastPay');
		const run = await w.run(listOf(payment, { limit: '={{ "3" }}' }));

		expect(jsonOf(run)).toHaveLength(3);
	});

	it.each([
		[
			'an end before the start',
			{ dateFrom: '2026-02-01', dateTo: '2026-01-31' },
			"'Date To' is before 'Date From'",
			'Swap the two, or check the expressions.',
		],
		[
			'an end a moment before the start',
			{ dateFrom: '2026-01-31T12:00:01Z', dateTo: '2026-01-31T12:00:00Z' },
			"'Date To' is before 'Date From'",
			'Swap the two, or check the expressions.',
		],
		[
			'a start that is no date',
			{ dateFrom: 'yesterday' },
			"'Date From' is not a date",
			`Choose it, or enter e.g. 2026-01-31 or 2026-01-31T12:00:00. ${checkIt}`,
		],
		[
			'a day that no month has',
			{ dateTo: '2026-02-30' },
			"'Date To' is not a date",
			`Choose it, or enter e.g. 2026-01-31 or 2026-01-31T12:00:00. ${checkIt}`,
		],
		[
			'a start that an expression does not find',
			{ dateFrom: '={{ $json.from }}' },
			"'Date From' is not a date",
			`Choose it, or enter e.g. 2026-01-31 or 2026-01-31T12:00:00. ${checkIt}`,
		],
		[
			'a reference that an expression does not find',
			{ reference: '={{ $json.order }}' },
			"'Reference' is empty",
			empty,
		],
		[
			'a status that an expression does not find',
			{ status: '={{ $json.status }}' },
			"'Status' is empty",
			`Choose at least one, or remove the filter. ${checkIt}`,
		],
		[
			"a provider's own word",
			{ status: ['succeeded', 'paid'] },
			"'Status' contains an unknown status",
			'Use pending, succeeded, failed, canceled, expired, refunded, unknown.',
		],
	])('%s is refused', async (_what, filters, message, description) => {
		const w = await world('smartFastPay');
		const run = await w.run(listOf(payment, { filters }));

		expect(run.error).toMatchObject({ message, description: `${description} (Item 0)` });
		expectNothingSent(w);
	});

	it('a kind that is not listed is refused', async () => {
		const w = await world('singapay');
		const run = await w.run(listOf({ ...card, kind: '={{ "card" }}' }));

		expect(run.error).toMatchObject({
			message: 'Singapay cannot list its card payments',
			description: 'Use the operation Get with the ID of each. (Item 0)',
		});
		expectNothingSent(w);
	});

	it('a blank account is refused', async () => {
		const w = await world('singapay');
		const run = await w.run(listOf(disbursement, { accountId: '={{ null }}' }));

		expect(run.error?.message).toBe("'Account ID' is empty");
		expectNothingSent(w);
	});
});

describe('one bad item among good ones', () => {
	const items = [{ id: 'pay-0001' }, { id: '' }, { id: 'pay-0005' }];
	const ask = byId(payment, '={{ $json.id }}');

	it('stops the node before anything is sent', async () => {
		const w = await world('smartFastPay');
		const run = await w.run(ask, { items });

		expect(run.error).toMatchObject({
			message: "'Payment ID' is empty",
			context: { itemIndex: 1 },
		});
		expectNothingSent(w);
	});

	it('goes alone to the error branch where the workflow is to go on', async () => {
		const w = await world('smartFastPay');
		const run = await w.run(ask, { items, onError: 'continueErrorOutput' });

		expect(jsonOf(run)).toMatchObject([{ id: 'pay-0001' }, { id: 'pay-0005' }]);
		expect(jsonOf(run, 1)).toEqual([
			{
				id: '',
				error: {
					cause: 'setting',
					outcome: 'refused',
					message: "'Payment ID' is empty",
					description: empty,
				},
			},
		]);
	});
});

describe('what a trigger is to watch', () => {
	const many = Array.from({ length: 501 }, (_, n) => `pay-${n}`);

	it.each([
		[
			'no payment',
			these(payment, ['={{ "" }}']),
			"'Payments' is empty",
			'Enter at least one ID or reference, one per line.',
		],
		[
			'an expression that finds nothing',
			these(payment, ['={{ null }}']),
			"'Payments' is empty",
			'Enter at least one ID or reference, one per line.',
		],
		[
			'more payments than it can ask for',
			these(payment, many),
			"'Payments' contains 501 entries",
			'One trigger watches up to 500. Watch all new payments, or use another trigger for the rest.',
		],
		[
			'an ID with a space',
			these(payment, ['pay-0001', 'pay 0002']),
			"Entry 2 of 'Payments' contains a space at position 4",
			stray,
		],
		[
			'a list with an object in it',
			these(payment, ['={{ [{ id: 1 }] }}']),
			"Entry 1 of 'Payments' is neither text nor a whole number",
			checkIt,
		],
		[
			'an unknown status',
			allOf(payment, { emit: 'chosen', statuses: ['paid'] }),
			"'Statuses' is empty or contains an unknown status",
			'Choose at least one status.',
		],
		[
			'a trigger that is none',
			allOf(payment, { emit: '={{ "all" }}' }),
			"'Trigger On' is not one of its choices",
			`Use every, final or chosen. ${checkIt}`,
		],
		[
			'a way to look up that is none',
			these(payment, ['pay-0001'], { lookUpBy: '={{ "orderId" }}' }),
			"'Look Up By' is not one of its choices",
			`Use id or reference. ${checkIt}`,
		],
	])('%s is refused, and nothing is sent', async (_what, parameters, message, description) => {
		const w = await world('smartFastPay');

		await expect(w.engine.activate(watching(w, parameters))).rejects.toMatchObject({
			message: expect.stringContaining(message),
			description,
		});
		expectNothingSent(w);
	});

	it.each([
		[these(qris, ['VA-0001']), "'Payments' is not the ID of a QRIS code"],
		[allOf(disbursement, { accountId: '={{ null }}' }), "'Account ID' is empty"],
		[
			these({ ...card, kind: '={{ "card" }}' }, ['CARD-REF-1'], { lookUpBy: 'reference' }),
			'Singapay has no lookup of a card payment by reference',
		],
		[allOf({ ...card, kind: '={{ "card" }}' }), 'Singapay cannot list its card payments'],
	])('is refused at Singapay, too', async (parameters, message) => {
		const w = await world('singapay');

		await expect(w.engine.activate(watching(w, parameters))).rejects.toMatchObject({
			message: expect.stringContaining(message),
		});
		expectNothingSent(w);
	});

	it('all payments of PaySecurez, which has no lists, is refused', async () => {
		const w = await world('paySecurez');
		// The editor does not offer it; a workflow may hold it from another provider.
		const workflow = watching(w, allOf(transaction));

		await expect(w.engine.activate(workflow)).rejects.toMatchObject({
			message: expect.stringContaining('PaySecurez has no lists of payments'),
			description: "Set 'Watch' to Chosen Payments.",
		});
		expectNothingSent(w);
	});

	it('is also shown to a person who fetches a test event', async () => {
		const w = await world('smartFastPay');
		const run = await w.engine.run(watching(w, these(payment, ['={{ "" }}'])));

		expect(run.error?.message).toContain("'Payments' is empty");
		expectNothingSent(w);
	});

	it('keeps what is known when the settings cannot be used', async () => {
		const w = await world('smartFastPay');
		const active = await w.engine.activate(watching(w, these(payment, ['pay-0002'])));
		const known = active.staticData();
		await active.deactivate();
		w.sim.control.setStatus('pay-0002', 'paid');

		await expect(w.engine.activate(watching(w, these(payment, ['={{ "" }}'])))).rejects.toThrow(
			"'Payments' is empty",
		);
		expect(active.staticData()).toEqual(known);
		const again = await w.engine.activate(watching(w, these(payment, ['pay-0002'])));
		expect(again.executions).toHaveLength(1);
	});
});
