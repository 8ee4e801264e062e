import { createForm } from '../support/createForms.mts';
import { create } from './support/creates.mts';
import { hurry } from './support/waits.mts';
import { jsonOf, world } from './support/world.mts';
import { account, payments } from './support/writes.mts';

/**
 * One reference under two accounts of a merchant. The pages call a reference unique over all movements of the merchant where money
 * goes out, and say nothing of it where money comes in: it is one payment everywhere, and never made twice.
 */

const otherAccount = '01J5XW8LD0R6M9CJEXAMPLE02';
const at = (value: string) => ({ accountId: { __rl: true, mode: 'id', value } });

describe.each(['virtualAccount', 'qris', 'ewallet'])('a payment by %s', (method) => {
	const form = createForm('singapay', 'payment', method);

	it('is not made under a second account by another execution', async () => {
		hurry(1_000);
		const w = await world('singapay');
		await w.run(create(form, 'PAY-1', at(account)));
		const run = await w.run(create(form, 'PAY-1', at(otherAccount)));

		expect(run.status).toBe('error');
		expect(payments(w)).toEqual(['PAY-1']);
	});

	it('nor by another item, which says so', async () => {
		hurry(1_000);
		const w = await world('singapay');
		const accountId = {
			__rl: true,
			mode: 'id',
			value: `={{ $json.n === 0 ? "${account}" : "${otherAccount}" }}`,
		};
		const run = await w.run(create(form, 'PAY-1', { accountId }), {
			items: 2,
			onError: 'continueErrorOutput',
		});

		expect(jsonOf(run)).toMatchObject([{ reference: 'PAY-1' }]);
		expect(JSON.stringify(jsonOf(run, 1))).toContain('has the same reference');
		expect(payments(w)).toEqual(['PAY-1']);
	});

	it('is made there when repeated references are allowed', async () => {
		hurry(1_000);
		const w = await world('singapay');
		await w.run(create(form, 'PAY-1', at(account)));
		await w.run(create(form, 'PAY-1', at(otherAccount), {}, { repeatReferences: true }));

		// A reference of an e-wallet is refused by the provider itself.
		expect(payments(w)).toHaveLength(method === 'ewallet' ? 1 : 2);
	});
});
