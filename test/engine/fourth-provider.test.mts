import { createHmac } from 'node:crypto';
import { join } from 'node:path';

import { chain, createEngine } from '../../dev/engine/index.mts';
import type {
	CredentialRef,
	Engine,
	EngineRun,
	WorkflowNodeJson,
} from '../../dev/engine/index.mts';
import type { Provider } from '../../lib/providers/contract';
import { type BuiltPackage, buildWithFourthProvider } from '../fourth-provider/package.mts';
import {
	type FourthPay,
	key,
	secret,
	shop,
	startFourthPay,
} from '../fourth-provider/simulator.mts';
import { noMoneyFields } from '../support/moneyFields.mts';
import { letTimePass } from './support/passing-time.mts';

/** The core of this suite on a provider that the package does not know: what it needs is in its folder and its credential. */

const start: WorkflowNodeJson = { name: 'Start', type: 'n8n-nodes-base.manualTrigger' };

let built: BuiltPackage;
let sim: FourthPay;
let engine: Engine;
let credential: CredentialRef;

beforeAll(async () => {
	built = buildWithFourthProvider();
	// The first engine loads n8n-core.
	await createEngine({ packageDir: built.dir });
}, 60_000);
afterAll(() => {
	built.remove();
});
beforeEach(async () => {
	sim = await startFourthPay();
	engine = await createEngine({ packageDir: built.dir });
	credential = engine.credentials.add('fourthPayApi', 'Test', {
		environment: 'custom',
		baseUrl: sim.url,
		clientId: key,
		clientSecret: secret,
		shopNumber: shop,
	});
});
afterEach(async () => {
	await sim.close();
});

const run = async (parameters: object): Promise<EngineRun> => {
	const node: WorkflowNodeJson = {
		name: 'Pay',
		type: 'n8n-nodes-payment-api.paymentApiRequest',
		parameters: { provider: 'fourthPay', ...parameters } as WorkflowNodeJson['parameters'],
		credentials: { fourthPayApi: credential },
	};
	return await engine.run(chain(start, node), { input: [{ json: {} }] });
};

const jsonOf = (ended: EngineRun): unknown[] => ended.items('Pay').map(({ json }) => json);
const calls = (): string[] => sim.received.map(({ method, target }) => `${method} ${target}`);

const pay = (ref: string, options: object = {}): object => ({
	method: 'POST',
	path: '/payouts',
	sendBody: true,
	contentType: 'json',
	specifyBody: 'json',
	jsonBody: JSON.stringify({ shop, order: { ref, sum: '12.50' } }),
	options,
});
const payoutOf = (more: object): object => ({
	resource: 'payout',
	kind: 'shopPayout',
	accountId: shop,
	...more,
});
const balance = { method: 'GET', path: '/balance' };

describe('a token', () => {
	it('is asked for once and used again', async () => {
		const first = await run(balance);
		const second = await run({ ...balance, endpoint: 'GET /balance' });

		expect(first.error?.message).toBeUndefined();
		expect([jsonOf(first), jsonOf(second)]).toEqual([[{ sum: '100.00' }], [{ sum: '100.00' }]]);
		expect(sim.tokens).toHaveLength(1);
		expect(calls()).toEqual(['GET /balance', 'GET /balance']);
		for (const { headers } of sim.received)
			expect(headers).toMatchObject({ 'x-session': sim.tokens[0], 'x-shop': shop });
	});

	it('is renewed when it is refused, and the write is sent once more', async () => {
		await run(balance);
		sim.revoke();
		const ended = await run(pay('R-1'));

		expect(ended.error?.message).toBeUndefined();
		expect(sim.tokens).toHaveLength(2);
		expect(calls()).toEqual(['GET /balance', 'POST /payouts', 'POST /payouts']);
		expect(sim.payouts).toMatchObject([{ ref: 'R-1' }]);
	});

	it('is renewed when it is refused inside HTTP 200', async () => {
		await run(balance);
		sim.faults.set('GET /balance', { body: { ok: false, code: 'NO_SESSION' } });
		const ended = await run(balance);

		expect(jsonOf(ended)).toEqual([{ sum: '100.00' }]);
		expect(sim.tokens).toHaveLength(2);
	});

	it('that is not given names the fields as the provider labels them', async () => {
		engine.credentials.update(credential.id, { clientSecret: 'wrong' });
		const refused = await run(balance);
		engine.credentials.update(credential.id, { shopNumber: ' ' });
		const empty = await run(balance);

		expect(refused.error?.message).toBe('Fourth Pay did not accept the API Key and API Secret');
		expect(empty.error?.message).toBe("'Shop Number' of the Fourth Pay credential is empty");
		expect(calls()).toEqual([]);
	});

	it('that is issued and then not accepted says which fields are right', async () => {
		sim.faults.set('GET /balance', { status: 401, body: { ok: false } });
		sim.faults.set('GET /bal', { status: 401, body: { ok: false } });
		const ended = await run(balance);

		expect(ended.error?.message).toBe('Fourth Pay issued a token and then rejected it');
		expect(ended.error?.description).toContain(
			"'API Key', 'API Secret' and 'Shop Number' are correct",
		);
	});

	it('and the secret stand nowhere in what a run leaves behind', async () => {
		const ended = await run(pay('R-1'));
		for (const hidden of [secret, ...sim.tokens]) expect(ended.serialized()).not.toContain(hidden);
	});
});

describe('a write', () => {
	it('whose answer is lost was sent once, and its outcome is unknown', async () => {
		sim.faults.set('POST /payouts', 'lose');
		const ended = await run(pay('R-7'));

		expect(sim.received).toHaveLength(1);
		expect(ended.error?.message).toContain('Outcome unknown: Fourth Pay may have processed');
		expect(ended.error?.description).toContain('Reference: R-7.');
		expect(ended.error?.description).toContain('GET /shops/4711/payouts?ref=R-7');
	});

	it('whose answer is lost is found by its reference where that is wanted', async () => {
		sim.faults.set('POST /payouts', 'lose');
		const ended = await run(pay('R-8', { onUnknownOutcome: 'lookUp' }));

		expect(ended.error?.message).toBeUndefined();
		expect(jsonOf(ended)).toMatchObject([{ ref: 'R-8', no: 'p-1' }]);
		expect(calls()).toEqual(['POST /payouts', 'GET /shops/4711/payouts?ref=R-8']);
	});

	it('that is refused inside HTTP 200 is a failure, with its remedy', async () => {
		const body = { ok: false, code: 'NO_FUNDS', text: 'The shop is empty' };
		sim.faults.set('POST /payouts', { body });
		const ended = await run(pay('R-9'));

		expect(ended.status).toBe('error');
		expect(ended.error?.message).toContain('NO_FUNDS');
		expect(ended.error?.message).not.toContain('Outcome unknown');
		expect(ended.error?.description).toContain('Top the shop up.');
		expect(sim.received).toHaveLength(1);
	});
});

describe('a payout made field by field', () => {
	const create = (
		more: object = {},
		additionalFields: object = {},
		options: object = {},
	): object => ({
		resource: 'payout',
		operation: 'create',
		paymentMethod: 'shopTransfer',
		reference: 'R-1',
		accountId: { __rl: true, mode: 'id', value: shop },
		amount: '12.5',
		purse: 'P-0001',
		additionalFields,
		options,
		...more,
	});

	it('is sent as its provider writes it, and is the item that all providers have in common', async () => {
		const ended = await run(
			create({}, { greeting: 'Gruß – 山田', extraJson: '{"order": {"x": 1.00}}' }),
		);

		expect(ended.error?.message).toBeUndefined();
		expect(sim.received.map(({ method, target, body }) => [method, target, body])).toEqual([
			['POST', '/payouts', expect.stringContaining('"x": 1.00')],
		]);
		expect(JSON.parse(sim.received[0]?.body ?? '')).toEqual({
			shop,
			order: {
				ref: 'R-1',
				sum: '12.50',
				unit: 'EUR',
				to: { purse: 'P-0001' },
				greeting: 'Gruß – 山田',
				x: 1,
			},
		});
		expect(jsonOf(ended)).toMatchObject([
			{
				provider: 'fourthPay',
				kind: 'shopPayout',
				id: 'p-1',
				reference: 'R-1',
				status: 'pending',
				amount: '12.50',
				currency: 'EUR',
				nextAction: { type: 'none' },
			},
		]);
	});

	it.each<[more: object, message: string]>([
		[{ amount: '1000.01' }, "'Amount' is more than 1000"],
		[{ amount: '0.99' }, "'Amount' is less than 1"],
		[{ purse: 'P-1' }, "'Purse' does not have the expected format"],
		[{ purse: '={{ null }}' }, "'Purse' is empty"],
		[{ reference: '={{ null }}' }, "'Reference' is empty"],
		[{ accountId: '={{ null }}' }, "'Payout Shop' is empty"],
		[{ paymentMethod: 'pix' }, "'Method' is not one of Fourth Pay's choices"],
	])('is not sent with %j', async (more, message) => {
		const ended = await run(create(more));

		expect(ended.error?.message).toBe(message);
		expect([sim.received, sim.tokens]).toEqual([[], []]);
	});

	it('is made once, and found where its answer is lost', async () => {
		sim.faults.set('POST /payouts', 'lose');
		const ended = await run(create({}, {}, { onUnknownOutcome: 'lookUp' }));
		const again = await run(create());

		for (const each of [ended, again])
			expect(jsonOf(each)).toMatchObject([{ id: 'p-1', reference: 'R-1', recovered: true }]);
		expect(calls().filter((call) => call.startsWith('POST'))).toHaveLength(1);
	});
});

describe('a payout', () => {
	const seen = {
		provider: 'fourthPay',
		kind: 'shopPayout',
		id: 'p-1',
		reference: 'R-1',
		status: 'pending',
		final: false,
		providerStatus: 'queued',
		...noMoneyFields,
		reason: null,
		amount: '12.50',
		currency: 'EUR',
		createdAt: '2026-01-05T12:00:00.000Z',
		updatedAt: null,
	};

	beforeEach(async () => {
		for (const ref of ['R-1', 'R-2', 'R-3']) await run(pay(ref));
		sim.payouts.splice(1, 1, { ...sim.payouts[1], state: 'done' });
	});

	it.each([
		['its ID', { paymentId: 'p-1' }],
		['its reference', { lookUpBy: 'reference', reference: 'R-1' }],
	])('is found by %s, in the words that all providers have in common', async (_by, by) => {
		const ended = await run(payoutOf({ operation: 'get', ...by }));

		expect(ended.error?.message).toBeUndefined();
		expect(jsonOf(ended)).toEqual([seen]);
	});

	it('that does not exist is reported as not found, with the account by its label', async () => {
		const ended = await run(payoutOf({ operation: 'get', paymentId: 'p-9' }));
		const without = await run(
			payoutOf({ operation: 'get', paymentId: 'p-1', accountId: '={{ null }}' }),
		);

		expect(ended.error?.message).toBe('Fourth Pay has no shop payout with the ID p-9');
		expect(ended.error?.description).toContain("Check 'Payout Shop', too.");
		expect(without.error?.message).toBe("'Payout Shop' is empty");
	});

	it('is waited for until its status is final', async () => {
		letTimePass();
		const ended = await run(payoutOf({ operation: 'wait', paymentId: 'p-2' }));

		expect(jsonOf(ended)).toMatchObject([{ id: 'p-2', status: 'succeeded', final: true }]);
	});

	it('is listed with the others, page by page', async () => {
		const ended = await run(payoutOf({ operation: 'getMany', returnAll: true }));

		expect(jsonOf(ended)).toMatchObject([{ id: 'p-3' }, { id: 'p-2' }, { id: 'p-1' }]);
		expect(calls().filter((call) => call.startsWith('GET'))).toHaveLength(2);
	});

	it('is read through a chosen endpoint, with a field for each parameter of its path', async () => {
		const ended = await run({
			endpoint: 'GET /shops/{shop}/payouts/{id}',
			shop,
			resourceId: 'p-2',
		});

		expect(ended.error?.message).toBeUndefined();
		expect(jsonOf(ended)).toMatchObject([{ no: 'p-2', ref: 'R-2' }]);
	});
});

describe('the built package', () => {
	const load = <Exports,>(path: string): Exports =>
		jest.requireActual(join(built.dir, 'dist', path)) as Exports;

	it('offers the provider, and names it in its descriptions', () => {
		const { PaymentApiRequest } = load<{ PaymentApiRequest: new () => { description: Described } }>(
			'nodes/PaymentApiRequest/PaymentApiRequest.node.js',
		);
		const { description, properties } = new PaymentApiRequest().description;

		expect(description).toContain('at SmartFastPay, PaySecurez, Singapay or Fourth Pay');
		expect(properties[0]).toMatchObject({
			default: 'smartFastPay',
			options: expect.arrayContaining([{ name: 'Fourth Pay', value: 'fourthPay' }]),
		});
	});

	it('verifies a notification as the provider signs it', () => {
		const { fourthPay } = load<{ fourthPay: Provider }>('lib/providers/fourthPay/index.js');
		const { signature, read } = fourthPay.webhooks;
		const body = Buffer.from('{"no":"p-1","ref":"R-1","state":"done"}');
		const now = Date.UTC(2026, 0, 5);
		const seconds = String(now / 1000);
		const sealedWith = (by: string): string =>
			`${seconds}/${createHmac('sha256', by).update(seconds).update(body).digest('hex')}`;
		const judge = (seal: string | undefined, at = now): string | undefined =>
			signature?.verify({ targets: ['/'], headers: { 'x-seal': seal }, body }, ['seal'], at, 60_000)
				.kind;

		expect(judge(sealedWith('seal'))).toBe('genuine');
		expect(judge(sealedWith('another'))).toBe('refused');
		expect(judge(sealedWith('seal'), now + 61_000)).toBe('old');
		expect(judge(undefined)).toBe('refused');
		expect(read(JSON.parse(body.toString()))).toMatchObject([{ event: 'shopPayout' }]);
	});
});

interface Described {
	readonly description: string;
	readonly properties: readonly object[];
}
