import { clock } from './support/clock.mts';
import { expectNoSecret, type World, world } from './support/world.mts';

/** The simulator verifies each signature with code of its own and answers SP016 when it does not match. */
const path = '/api/v2.0/disbursement/transfer';
const transfer = (reference: string): object => ({
	reference_number: reference,
	notes: 'salaire/é "42"',
	amount: 50_000,
	account_id: '01J5XW8LD0R6M9CJEXAMPLE01',
	bank_code: '014',
	bank_account_number: '1000123456',
});
const pay = (reference: string, options: object = {}): object => ({
	method: 'POST',
	path,
	sendBody: true,
	specifyBody: 'json',
	jsonBody: JSON.stringify(transfer(reference), undefined, 2),
	options,
});
const payouts = ({ sim }: World): unknown[] =>
	(sim.control.records().moneyOut ?? [])
		.map(({ reference_number: reference }) => reference)
		.filter((reference) => String(reference).startsWith('PAY-'));
const received = ({ sim }: World): number => sim.control.counts()[`POST ${path}`] ?? 0;

describe('a Singapay disbursement', () => {
	it('is signed without choosing anything, and exists once', async () => {
		const w = await world('singapay');
		const run = await w.run(pay('PAY-1'));

		expect(run.error?.message).toBeUndefined();
		expect(run.items('Pay')).toMatchObject([{ json: { reference_number: 'PAY-1' } }]);
		expect([payouts(w), received(w)]).toEqual([['PAY-1'], 1]);
		expectNoSecret(run, w);
	});

	it.each([
		['it was revoked', (w: World) => w.sim.control.revokeTokens()],
		[
			'SP013 comes inside HTTP 200',
			(w: World) =>
				w.sim.control.addFault({ match: { method: 'POST' }, tokenRefused: true, code: 'SP013' }),
		],
	])('is signed again with the new token when %s', async (_what, refuse) => {
		const w = await world('singapay');
		await w.run({ path: '/api/v1.0/balance-inquiry' });
		refuse(w);
		const run = await w.run(pay('PAY-2'));

		expect(run.status).toBe('success');
		expect([payouts(w), received(w), w.tokenCalls()]).toEqual([['PAY-2'], 2, 2]);
	});

	it("is signed from n8n's HTTP Request node too", async () => {
		const w = await world('singapay');
		const url = `${w.sim.url}${path}`;
		const run = await w.runHttpRequest({
			method: 'POST',
			url,
			sendBody: true,
			jsonBody: JSON.stringify(transfer('PAY-3')),
		});

		expect(run.error?.message).toBeUndefined();
		expect([payouts(w), received(w)]).toEqual([['PAY-3'], 1]);
	});

	it('is refused by the provider, and creates nothing, when it is not signed', async () => {
		const w = await world('singapay');
		const run = await w.run(pay('PAY-4', { signRequest: 'never' }));

		expect(run.error?.message).toMatch(/SP016/);
		expect([payouts(w), received(w)]).toEqual([[], 1]);
	});

	it('is refused by the provider when the clock of this machine is wrong', async () => {
		const w = await world('singapay');
		clock.advanceProvider(10 * 60_000);
		const run = await w.run(pay('PAY-5'));

		expect(run.error).toMatchObject({
			message: expect.stringMatching(/SP016/),
			description: expect.stringMatching(/clock of this machine/),
		});
		expect(payouts(w)).toEqual([]);
	});

	it.each([
		[
			'a fraction',
			JSON.stringify({ ...transfer('PAY-6'), amount: 50_000.5 }),
			/the number 50000\.5/,
		],
		['a key twice', '{"amount":10000,"amount":20000}', /"amount" twice/],
		['a number beyond 2^53', '{"amount":9007199254740993}', /beyond 2\^53/],
	])('with %s is refused before anything is sent', async (_what, jsonBody, says) => {
		const w = await world('singapay');
		const run = await w.run({ ...pay('PAY-6'), jsonBody });

		expect(run.error?.message).toMatch(says);
		expect(w.sim.control.requests()).toEqual([]);
	});
});

it('is an option of Singapay only', async () => {
	const w = await world('paySecurez');
	const run = await w.run({
		...pay('PAY-7', { signRequest: 'always' }),
		path: '/api/v1/transactions',
	});

	// n8n drops an option that is not shown for the provider, so the request goes out unsigned and is judged as it is.
	expect(w.sim.control.requests().every(({ headers }) => !('x-signature' in headers))).toBe(true);
	expect(run.status).toBe('error');
});
