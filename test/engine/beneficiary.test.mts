import type { EngineRun } from '../../dev/engine/index.mts';
import type { Fault } from '../../simulators/index.mts';
import { createForm } from '../support/createForms.mts';
import { create } from './support/creates.mts';
import { jsonOf, type World, world } from './support/world.mts';
import { payments, received } from './support/writes.mts';

/** Check Beneficiary First: who the payee is, before money leaves. Names by the numbers of simulators/singapay/payees.mts. */

const bank = createForm('singapay', 'payout', 'bankTransfer');
const wallet = createForm('singapay', 'payout', 'ewallet');
const bankCheck = '/api/v2.0/disbursement/check-beneficiary';
const walletCheck = '/api/v2.0/ewallet/account-inquiry';

const named = (name: string): object => (name === '' ? {} : { beneficiaryName: name });
const toBank = (number: string, name = '', options: object = {}): object =>
	create(
		bank,
		'PAY-1',
		{ bankAccountNumber: number },
		{},
		{ checkBeneficiary: true, ...named(name), ...options },
	);
const toWallet = (number: string, name = ''): object =>
	create(wallet, 'PAY-1', { walletNumber: number }, {}, { checkBeneficiary: true, ...named(name) });

const isSent = (w: World): number => received(w, bank.path) + received(w, wallet.path);

/** What n8n shows beside the output. */
const hintsOf = (run: EngineRun): string => run.serialized();

describe('a payout to a payee who was asked for', () => {
	it.each<[name: string, parameters: object, told: string]>([
		['a bank account', toBank('1000123456'), 'Budi Example'],
		[
			'a bank account with the name that is known',
			toBank('1000123456', 'Budi Example'),
			'Budi Example',
		],
		['in other letters', toBank('1002123456', 'siti rahayu'), 'SITI RAHAYU'],
		['with accents that the bank leaves out', toBank('1007123456', 'José Núñez'), 'JOSE NUNEZ'],
		['without accents that the bank has', toBank('1008123456', 'zoe nandu'), 'Zoë Ñandú'],
		[
			'with accents written in two characters',
			toBank('1008123456', 'Zoe\u0308 N\u0303andu\u0301'),
			'Zoë Ñandú',
		],
		['with other blanks and points', toBank('1002123456', '  Siti   Rahayu. '), 'SITI RAHAYU'],
		['a wallet', toWallet('081200000000'), 'Budi Example'],
		[
			'a wallet with the name that is known',
			toWallet('081200000001', 'Siti Rahayu'),
			'SITI RAHAYU',
		],
	])('is sent, and names him: %s', async (_name, parameters, told) => {
		const w = await world('singapay');
		const run = await w.run(parameters);

		expect(run.error?.message).toBeUndefined();
		expect(jsonOf(run)).toMatchObject([{ reference: 'PAY-1', beneficiaryName: told }]);
		expect(payments(w)).toEqual(['PAY-1']);
		expect(w.calls()).toHaveLength(2);
	});

	it('asks before it is sent, with the values of the payout', async () => {
		const w = await world('singapay');
		await w.run(toWallet('081200000000'));
		const [asked, sent] = w.sim.control
			.requests()
			.filter(({ path }) => path !== w.sample.tokenPath);

		expect([asked?.path, sent?.path]).toEqual([walletCheck, wallet.path]);
		const { reference_number: _, ...same } = JSON.parse(sent?.body ?? '') as Record<
			string,
			unknown
		>;
		expect(JSON.parse(asked?.body ?? '')).toEqual(same);
	});

	it('is not asked for unless it is wanted', async () => {
		const w = await world('singapay');
		const run = await w.run(toBank('1000123456', '', { checkBeneficiary: false }));

		expect(w.calls()).toEqual([`POST ${bank.path}`]);
		expect(jsonOf(run)[0]).not.toHaveProperty('beneficiaryName');
	});

	it('is asked for at no method that has no check', async () => {
		const w = await world('singapay');
		const form = createForm('singapay', 'payout', 'accountTransfer');
		const run = await w.run(
			create(form, 'PAY-1', {}, {}, { checkBeneficiary: true, beneficiaryName: 'X' }),
		);

		expect(run.error?.message).toBeUndefined();
		expect(w.calls()).toHaveLength(1);
	});
});

describe('a payout is not sent', () => {
	it.each<[name: string, parameters: object, message: string]>([
		[
			'the account is somebody else\u2019s',
			toBank('1002123456', 'Budi Example'),
			'The account belongs to someone else',
		],
		[
			'the wallet is somebody else\u2019s',
			toWallet('081200000001', 'Budi Example'),
			'The account belongs to someone else',
		],
		[
			'a part of the name is missing',
			toBank('1002123456', 'Siti'),
			'The account belongs to someone else',
		],
		['there is no such account', toBank('1005123456'), 'Singapay does not know this beneficiary'],
		[
			'there is no such wallet',
			toWallet('081299999999'),
			expect.stringContaining('Nothing was sent'),
		],
	])('where %s', async (_name, parameters, message) => {
		const w = await world('singapay');
		const run = await w.run(parameters);

		expect(run.error?.message).toEqual(message);
		expect(`${run.error?.message} ${run.error?.description}`).toContain('Nothing was sent');
		expect(run.error?.context?.details).toMatchObject({ outcome: 'refused' });
		expect([isSent(w), payments(w)]).toEqual([0, []]);
	});

	it.each<[string, Fault]>([
		['cannot be reached', { reset: 'beforeProcessing', times: Infinity }],
		['is out of order', { status: 500, times: Infinity }],
		['refuses', { status: 422, times: Infinity }],
		['answers with a web page', { html: true, times: Infinity }],
		[
			'answers without a record',
			{ status: 200, body: '{}', headers: { 'content-type': 'application/json' } },
		],
	])('where the check %s', async (_name, fault) => {
		const w = await world('singapay');
		w.sim.control.addFault({ match: { method: 'POST', path: bankCheck }, ...fault });
		const run = await w.run(toBank('1000123456', ''));

		expect(run.status).toBe('error');
		expect(`${run.error?.message} ${run.error?.description}`).toContain('Nothing was sent');
		expect([isSent(w), payments(w)]).toEqual([0, []]);
	});

	it('and can be sent by the next execution, when the check is passed', async () => {
		const w = await world('singapay');
		await w.run(toBank('1002123456', 'Budi Example'));
		const run = await w.run(toBank('1002123456', 'Siti Rahayu'));

		expect(run.error?.message).toBeUndefined();
		expect(jsonOf(run)).toMatchObject([{ reference: 'PAY-1' }]);
		expect(jsonOf(run)[0]).not.toHaveProperty('recovered');
		expect(isSent(w)).toBe(1);
	});
});

describe('a name that the provider hides', () => {
	it.each<[string, object, string]>([
		['a bank account', toBank('1006123456', 'Budi Santoso'), 'BU** SAN****'],
		['a wallet', toWallet('081200000002', 'Budi Santoso'), 'BU** SAN****'],
	])('of %s is told, and the payout sent with a hint', async (_name, parameters, name) => {
		const w = await world('singapay');
		const run = await w.run(parameters);

		expect(jsonOf(run)).toMatchObject([{ beneficiaryName: name }]);
		expect(payments(w)).toEqual(['PAY-1']);
		expect(hintsOf(run)).toContain('could not be compared');
	});

	it('needs no hint where no name was given', async () => {
		const w = await world('singapay');
		const run = await w.run(toBank('1006123456'));

		expect(payments(w)).toEqual(['PAY-1']);
		expect(hintsOf(run)).not.toContain('could not be compared');
	});
});

describe('a payout that was sent', () => {
	const checkIsOut = ({ sim }: World): void =>
		sim.control.addFault({
			match: { method: 'POST', path: bankCheck },
			status: 500,
			times: Infinity,
		});

	it('is not said not to be, where another try could not ask for its payee', async () => {
		const w = await world('singapay');
		w.sim.control.addFault({
			match: { method: 'POST', path: bank.path },
			reset: 'afterProcessing',
		});
		w.sim.control.addFault({ match: { method: 'POST', path: bankCheck }, delayMs: 0 });
		checkIsOut(w);
		const run = await w.run(toBank('1000123456'), {
			retryOnFail: true,
			maxTries: 3,
			waitBetweenTries: 1,
		});

		expect(run.error?.message).toMatch(/^Outcome unknown/);
		expect([isSent(w), payments(w)]).toEqual([1, ['PAY-1']]);
	});

	it('is answered from memory, where another try could not ask for its payee', async () => {
		const w = await world('singapay');
		w.sim.control.addFault({ match: { method: 'POST', path: bank.path }, delayMs: 0 });
		w.sim.control.addFault({ match: { method: 'POST', path: bank.path }, status: 422 });
		const parameters = create(
			bank,
			"={{ 'PAY-' + $json.n }}",
			{ bankAccountNumber: '1000123456' },
			{},
			{ checkBeneficiary: true },
		);
		const run = await w.run(parameters, {
			retryOnFail: true,
			maxTries: 3,
			waitBetweenTries: 1,
			items: 2,
		});

		expect(run.status).toBe('success');
		expect(jsonOf(run)).toMatchObject([
			{ reference: 'PAY-0', beneficiaryName: 'Budi Example' },
			{ reference: 'PAY-1', beneficiaryName: 'Budi Example' },
		]);
		// The second item twice; the first, which is paid, once.
		expect(w.calls().filter((call) => call === `POST ${bankCheck}`)).toHaveLength(3);
		expect(payments(w)).toEqual(['PAY-0', 'PAY-1']);
	});

	it('is found by another execution without asking for its payee', async () => {
		const w = await world('singapay');
		await w.run(toBank('1000123456'));
		checkIsOut(w);
		const run = await w.run(toBank('1000123456'));

		expect(run.error?.message).toBeUndefined();
		expect(jsonOf(run)).toMatchObject([{ reference: 'PAY-1', recovered: true }]);
		expect(isSent(w)).toBe(1);
	});
});

describe('what protects is on unless it is clearly off', () => {
	it.each<[options: object, checks: number]>([
		[{}, 0],
		[{ checkBeneficiary: false }, 0],
		[{ checkBeneficiary: '={{ "FALSE" }}' }, 0],
		[{ checkBeneficiary: '={{ "yes" }}' }, 1],
		[{ checkBeneficiary: '={{ 1 }}' }, 1],
		[{ beneficiaryName: 'Budi Example' }, 1],
		[{ checkBeneficiary: false, beneficiaryName: 'Budi Example' }, 1],
	])('%j', async (options, checks) => {
		const w = await world('singapay');
		await w.run(create(bank, 'PAY-1', { bankAccountNumber: '1000123456' }, {}, options));

		expect([received(w, bankCheck), isSent(w)]).toEqual([checks, 1]);
	});

	it.each(['', '={{ undefined }}', '={{ "  " }}'])(
		'and a name that is %j sends nothing',
		async (beneficiaryName) => {
			const w = await world('singapay');
			const run = await w.run(
				create(bank, 'PAY-1', { bankAccountNumber: '1000123456' }, {}, { beneficiaryName }),
			);

			expect(run.error?.message).toBe("'Beneficiary Name' is empty");
			expect(isSent(w)).toBe(0);
		},
	);
});
