import type { Fault } from '../../simulators/index.mts';
import { createForm } from '../support/createForms.mts';
import { create } from './support/creates.mts';
import { jsonOf, type World, world } from './support/world.mts';
import { account, payments, received, sentTo } from './support/writes.mts';

/** Check Fee First: what a payout costs, before money leaves. */

const bank = createForm('singapay', 'payout', 'bankTransfer');
const wallet = createForm('singapay', 'payout', 'ewallet');
const feeCheck = `/api/v1.0/disbursement/${account}/check-fee`;
const bankCheck = '/api/v2.0/disbursement/check-beneficiary';
const walletCheck = '/api/v2.0/ewallet/account-inquiry';

/** It has less than the payout needs. */
const poorAccount = '01J5XW8LD0R6M9CJEXAMPLE02';

const feeFirst = { checkFee: true };
const toBank = (options: object = feeFirst, more: object = {}): object =>
	create(bank, 'PAY-1', { bankAccountNumber: '1000123456', ...more }, {}, options);
const toWallet = (options: object = feeFirst): object =>
	create(wallet, 'PAY-1', { walletNumber: '081200000000' }, {}, options);

const isSent = (w: World): number => received(w, bank.path) + received(w, wallet.path);

describe('a payout whose fee was asked for', () => {
	it.each<[name: string, parameters: object, calls: readonly string[], quote: object]>([
		[
			'to a bank by its number',
			toBank(),
			[feeCheck, bank.path],
			{ amount: '50000.00', fee: '3000.00', gross: '53000.00', currency: 'IDR' },
		],
		[
			'to a bank by its SWIFT code',
			toBank(feeFirst, { bankCode: 'BRINIDJA' }),
			[feeCheck, bank.path],
			{ amount: '50000.00', fee: '3000.00', gross: '53000.00', currency: 'IDR' },
		],
		[
			'to a wallet',
			toWallet(),
			[walletCheck, wallet.path],
			{ amount: '50000.00', fee: '2500.00', gross: '52500.00', currency: 'IDR' },
		],
	])('is sent, and tells it: %s', async (_name, parameters, calls, feeQuote) => {
		const w = await world('singapay');
		const run = await w.run(parameters);

		expect(run.error?.message).toBeUndefined();
		expect(jsonOf(run)).toMatchObject([{ reference: 'PAY-1', feeQuote }]);
		expect(jsonOf(run)[0]).not.toHaveProperty('beneficiaryName');
		expect(w.calls()).toEqual(calls.map((path) => `POST ${path}`));
		expect(payments(w)).toEqual(['PAY-1']);
	});

	it('is asked for with the amount and the bank of the payout', async () => {
		const w = await world('singapay');
		await w.run(toBank());

		expect(sentTo(w, feeCheck).map((body) => JSON.parse(body) as unknown)).toEqual([
			{ amount: 50_000, bank_swift_code: 'CENAIDJA' },
		]);
	});

	it.each<[name: string, parameters: object, checks: readonly string[]]>([
		['by two questions', toBank({ ...feeFirst, checkBeneficiary: true }), [bankCheck, feeCheck]],
		['by one that answers both', toWallet({ ...feeFirst, checkBeneficiary: true }), [walletCheck]],
	])('and its payee as well, %s', async (_name, parameters, checks) => {
		const w = await world('singapay');
		const run = await w.run(parameters);

		expect(jsonOf(run)).toMatchObject([
			{ beneficiaryName: 'Budi Example', feeQuote: { currency: 'IDR' } },
		]);
		expect(w.calls().slice(0, -1)).toEqual(checks.map((path) => `POST ${path}`));
		expect(isSent(w)).toBe(1);
	});

	it('is found by another execution without asking again', async () => {
		const w = await world('singapay');
		await w.run(toBank());
		const run = await w.run(toBank());

		expect(jsonOf(run)).toMatchObject([{ reference: 'PAY-1', recovered: true }]);
		expect([received(w, feeCheck), isSent(w)]).toEqual([1, 1]);
	});
});

describe('a payout is not sent', () => {
	it.each<[string, Fault]>([
		['cannot be reached', { reset: 'beforeProcessing', times: Infinity }],
		['loses its answer', { reset: 'afterProcessing', times: Infinity }],
		['is out of order', { status: 500, times: Infinity }],
		['asks to wait', { status: 429, headers: { 'retry-after': '1' }, times: Infinity }],
		['refuses', { status: 422, times: Infinity }],
		['answers with a web page', { html: true, times: Infinity }],
		['answers with a failure in 200', { failureIn200: true, times: Infinity }],
		[
			'answers without a fee',
			{
				status: 200,
				body: { status: 200, success: true, data: { net_amount: '50000.00' } },
				headers: { 'content-type': 'application/json' },
			},
		],
	])('where the check of its fee %s, and the error says so', async (_name, fault) => {
		const w = await world('singapay');
		w.sim.control.addFault({ match: { method: 'POST', path: feeCheck }, ...fault });
		const run = await w.run(toBank(feeFirst));

		expect(`${run.error?.message} ${run.error?.description}`).toContain('Nothing was sent');
		expect(run.error?.context?.details).toMatchObject({ outcome: 'refused', reference: 'PAY-1' });
		expect([isSent(w), payments(w)]).toEqual([0, []]);
	});

	it('where the balance does not cover its gross', async () => {
		const w = await world('singapay');
		const run = await w.run(
			toBank(feeFirst, { accountId: { __rl: true, mode: 'id', value: poorAccount } }),
		);

		expect(run.error?.message).toContain('Nothing was sent');
		expect(`${run.error?.message} ${run.error?.description}`).toMatch(/balance/i);
		expect([w.calls(), isSent(w)]).toEqual([[`POST ${feeCheck.replace(account, poorAccount)}`], 0]);
	});

	it('nor asked about, where the SWIFT code of its bank is not known', async () => {
		const w = await world('singapay');
		const run = await w.run(toBank(feeFirst, { bankCode: '987' }));

		expect(run.error?.message).toContain('bank 987');
		expect(run.error?.description).toContain('Nothing was sent');
		expect(w.calls()).toEqual([]);
	});

	it('and is sent once by the next execution, when the check is passed', async () => {
		const w = await world('singapay');
		w.sim.control.addFault({ match: { method: 'POST', path: feeCheck }, status: 422 });
		await w.run(toBank());
		const run = await w.run(toBank());

		expect(jsonOf(run)).toMatchObject([{ reference: 'PAY-1', feeQuote: { fee: '3000.00' } }]);
		expect(jsonOf(run)[0]).not.toHaveProperty('recovered');
		expect([isSent(w), payments(w)]).toEqual([1, ['PAY-1']]);
	});
});

describe('what protects is on unless it is clearly off', () => {
	it.each<[options: object, checks: number]>([
		[{}, 0],
		[{ checkFee: false }, 0],
		[{ checkFee: '={{ "FALSE" }}' }, 0],
		[{ checkFee: '={{ "yes" }}' }, 1],
		[{ checkFee: '={{ 1 }}' }, 1],
	])('%j', async (options, checks) => {
		const w = await world('singapay');
		await w.run(toBank(options));

		expect([received(w, feeCheck), isSent(w)]).toEqual([checks, 1]);
	});

	it('and nothing is asked at a method that has no such check', async () => {
		const w = await world('singapay');
		const form = createForm('singapay', 'payout', 'accountTransfer');
		const run = await w.run(create(form, 'PAY-1', {}, {}, feeFirst));

		expect(run.error?.message).toBeUndefined();
		expect(w.calls()).toHaveLength(1);
	});
});
