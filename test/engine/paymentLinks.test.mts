import type { ProviderId } from '../../simulators/index.mts';
import { createForm } from '../support/createForms.mts';
import { create, expectNothingSent } from './support/creates.mts';
import { hurry } from './support/waits.mts';
import { jsonOf, type World, world } from './support/world.mts';
import { account } from './support/writes.mts';

/** Payment links from their creation to their end. The stand-in has LINK-1 (101) to LINK-4 (104), each paid or tried once. */

const form = createForm('singapay', 'paymentLink', 'link');
const link = (operation: string, more: object = {}): object => ({
	resource: 'paymentLink',
	operation,
	accountId: { __rl: true, mode: 'id', value: account },
	...more,
});

const created = async (w: World, reference: string): Promise<string> => {
	const run = await w.run(create(form, reference));
	const [item] = jsonOf(run) as Array<{ id: string }>;
	if (item === undefined) throw new Error(run.error?.message);
	return item.id;
};

const stored = (w: World, reference: string): object | undefined =>
	w.sim.control.records().paymentLinks?.find(({ reff_no }) => reff_no === reference);

describe('a payment link', () => {
	it('is made with an address for the payer', async () => {
		const w = await world('singapay');
		const run = await w.run(create(form, 'ORDER-7', {}, { description: 'Foto – 山田' }));

		expect(jsonOf(run)).toMatchObject([
			{
				provider: 'singapay',
				kind: 'link',
				reference: 'ORDER-7',
				status: 'pending',
				final: false,
				amount: '27000.00',
				currency: 'IDR',
				paymentUrl: expect.stringMatching(/^https:/),
				nextAction: { type: 'redirect', url: expect.stringMatching(/^https:/) },
			},
		]);
		expect(stored(w, 'ORDER-7')).toMatchObject({ description: 'Foto – 山田' });
	});

	it('is read by its ID, as the item that its creation gave', async () => {
		const w = await world('singapay');
		const linkId = await created(w, 'ORDER-7');
		const run = await w.run(link('get', { linkId }));

		expect(run.error?.message).toBeUndefined();
		expect(jsonOf(run)).toMatchObject([
			{ kind: 'link', id: linkId, reference: 'ORDER-7', status: 'pending', amount: '27000.00' },
		]);
	});

	it('that does not exist is reported as not found', async () => {
		const w = await world('singapay');
		const run = await w.run(link('get', { linkId: '999' }));

		expect(run.error?.message).toBe('Singapay has no payment link with the ID 999');
	});

	it.each<[string, object, number]>([
		['up to a limit', { limit: 2 }, 2],
		['all of them', { returnAll: true }, 5],
		['up to fifty', {}, 5],
	])('is listed with the others, %s', async (_which, more, count) => {
		const w = await world('singapay');
		await created(w, 'ORDER-7');
		const run = await w.run(link('getMany', more));

		expect(run.error?.message).toBeUndefined();
		const found = jsonOf(run) as Array<{ kind: string; reference: string }>;
		expect(found).toHaveLength(count);
		expect(found[0]).toMatchObject({ kind: 'link', reference: 'ORDER-7' });
	});

	it('is listed over several pages', async () => {
		const w = await world('singapay');
		for (let n = 0; n < 24; n += 1) await created(w, `ORDER-${n}`);
		const run = await w.run(link('getMany', { returnAll: true }));

		expect(new Set((jsonOf(run) as Array<{ id: string }>).map(({ id }) => id)).size).toBe(28);
	});

	it('is changed in what is given, and in nothing else', async () => {
		const w = await world('singapay');
		const linkId = await created(w, 'ORDER-7');
		const run = await w.run(
			link('update', { linkId, additionalFields: { linkStatus: 'closed', maxUsage: '3' } }),
		);

		expect(run.error?.message).toBeUndefined();
		expect(jsonOf(run)).toMatchObject([{ kind: 'link', id: linkId, reference: 'ORDER-7' }]);
		expect(stored(w, 'ORDER-7')).toMatchObject({ status: 'closed', max_usage: 3 });
		expect(w.sim.control.requests().at(-1)).toMatchObject({
			method: 'PUT',
			path: `/api/v2.0/payment-link/update/${linkId}`,
			body: '{"status":"closed","max_usage":3}',
		});
	});

	it.each<[string, object]>([
		['nothing', {}],
		['empty fields', { description: ' ', successUrl: '' }],
		['empty JSON', { extraJson: '{}' }],
	])('is not changed by %s', async (_what, additionalFields) => {
		const w = await world('singapay');
		const run = await w.run(link('update', { linkId: '101', additionalFields }));

		expect(run.error?.message).toBe('There is nothing to change');
		expect(run.error?.description).toContain("'Additional Fields'");
		expectNothingSent(w);
	});

	it('is limited to some methods, and to none of them again', async () => {
		const w = await world('singapay');
		const linkId = await created(w, 'ORDER-7');
		const change = async (allowedMethods: string) => {
			const run = await w.run(link('update', { linkId, additionalFields: { allowedMethods } }));
			expect(run.error?.message).toBeUndefined();
			return stored(w, 'ORDER-7');
		};
		expect(await change('QRIS')).toMatchObject({ whitelisted_payment_method: ['QRIS'] });
		expect(await change('ALL')).toMatchObject({ whitelisted_payment_method: [] });
	});

	it('is changed by Extra JSON alone', async () => {
		const w = await world('singapay');
		const linkId = await created(w, 'ORDER-7');
		const run = await w.run(
			link('update', { linkId, additionalFields: { extraJson: '{"title": "New"}' } }),
		);
		expect(run.error?.message).toBeUndefined();
		expect(stored(w, 'ORDER-7')).toMatchObject({ title: 'New' });
	});

	it('with a field that is wrong is not changed', async () => {
		const w = await world('singapay');
		const run = await w.run(
			link('update', { linkId: '101', additionalFields: { expiresAt: '2020-01-01' } }),
		);
		expect(run.error?.message).toBe("'Expires At' is in the past");
		expectNothingSent(w);
	});

	it('is deleted as long as nobody has tried to pay', async () => {
		const w = await world('singapay');
		const linkId = await created(w, 'ORDER-7');
		const run = await w.run(link('delete', { linkId }));

		expect(run.error?.message).toBeUndefined();
		expect(jsonOf(run)).toEqual([{ deleted: true, id: linkId }]);
		expect(stored(w, 'ORDER-7')).toBeUndefined();
	});

	it('is not deleted when somebody has', async () => {
		const w = await world('singapay');
		const run = await w.run(link('delete', { linkId: '101' }));

		expect(run.status).toBe('error');
		expect(run.error?.context?.details).toMatchObject({ outcome: 'refused' });
		expect(stored(w, 'LINK-1')).toBeDefined();
	});

	const closed = { additionalFields: { linkStatus: 'closed' } };
	const v1 = (data: unknown): object => ({ status: 200, success: true, data });
	it.each<[string, object, object]>([
		['delete', {}, { message: 'Gagal, coba lagi' }],
		['delete', {}, { status: 'error', message: 'Gagal' }],
		['delete', {}, v1({ id: 102, reff_no: 'OTHER' })],
		['update', closed, { message: 'Gagal, coba lagi' }],
		['update', closed, { status: 'closed', message: 'Gagal' }],
		['update', closed, v1(null)],
		['update', closed, v1({ id: 102, status: 'closed', reff_no: 'OTHER' })],
	])('is not taken for one after %s with %j and the answer %j', async (operation, more, body) => {
		const w = await world('singapay');
		const method = operation === 'delete' ? 'DELETE' : 'PUT';
		w.sim.control.addFault({ match: { method }, status: 200, body });
		const run = await w.run(link(operation, { linkId: '101', ...more }));

		expect(run.error?.message).toMatch(
			new RegExp(`^Outcome unknown: Singapay may have processed this ${method}: its response`),
		);
	});

	it.each(['get', 'update', 'delete'])('needs an ID to %s', async (operation) => {
		const w = await world('singapay');
		for (const linkId of ['={{ null }}', ' \u200b']) {
			const run = await w.run(
				link(operation, { linkId, additionalFields: { linkStatus: 'closed' } }),
			);
			expect(run.error?.message).toBe("'Payment Link ID' is empty");
		}
		expectNothingSent(w);
	});

	it.each(['get', 'update', 'delete'])('has no way out of the path of %s', async (operation) => {
		const w = await world('singapay');
		for (const linkId of ['..', '../101', '%2e%2e', '101 ?'])
			await w.run(link(operation, { linkId, additionalFields: { linkStatus: 'closed' } }));
		for (const call of w.calls()) expect(call).toMatch(/^\w+ \/api\/v[12]\.0\/payment-link/);
		expect(w.sim.control.records().paymentLinks).toHaveLength(4);
	});

	it('whose change was lost is unknown, and not sent again', async () => {
		hurry(1_000);
		const w = await world('singapay');
		w.sim.control.addFault({
			match: { method: 'PUT', path: '/api/v2.0/payment-link/update/101' },
			reset: 'afterProcessing',
			times: Infinity,
		});
		const run = await w.run(
			link('update', { linkId: '101', additionalFields: { linkStatus: 'closed' } }),
			{ retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		);
		expect(run.error?.message).toMatch(/^Outcome unknown/);
		expect(w.calls().filter((call) => call.startsWith('PUT'))).toHaveLength(1);
	});

	it('costs what its items come to', async () => {
		const w = await world('singapay');
		const items = [
			{ name: 'Photo', quantity: 2, unit_price: 15_000 },
			{ name: 'Discount', quantity: 1, unit_price: -3_000 },
		];
		const run = await w.run(
			create(form, 'ORDER-7', { linkType: 'items', items: JSON.stringify(items) }),
		);
		expect(jsonOf(run)).toMatchObject([{ amount: '27000.00', currency: 'IDR' }]);
	});
});

describe('a provider without payment links', () => {
	it.each(
		(['smartFastPay', 'paySecurez'] as const satisfies readonly ProviderId[]).flatMap((provider) =>
			['get', 'getMany', 'update', 'delete'].map((operation) => [provider, operation] as const),
		),
	)('%s says so to %s', async (provider, operation) => {
		const w = await world(provider);
		const run = await w.run(
			link(operation, { linkId: '101', additionalFields: { linkStatus: 'closed' } }),
		);
		expect(run.error?.message).toMatch(/ has no payment links$/);
		expectNothingSent(w);
	});
});
