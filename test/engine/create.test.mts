import { providers } from '../../lib/providers';
import type { CreateForm, FormField } from '../../lib/providers/contract';
import type { ProviderId } from '../../simulators/index.mts';
import { askedFor, createForm } from '../support/createForms.mts';
import { create, enter, expectNothingSent } from './support/creates.mts';
import { expectNoSecret, jsonOf, world } from './support/world.mts';
import { account } from './support/writes.mts';

/** Every method of every provider, from its fields to the item, against stand-ins that judge by the providers' pages alone. */

const forms = providers.flatMap((provider) =>
	provider.forms.creates.map(
		(form) =>
			[`${provider.id} ${form.resource} ${form.id}`, provider.id as ProviderId, form] as const,
	),
);

/** What the pages want of some fields together, which the data of a single field cannot say. */
const together: Readonly<Record<string, readonly string[]>> = {
	// Asks the payer for what the merchant has given already, and only where it can be paid more than once.
	'singapay paymentLink link': ['requirePhone', 'requireEmail'],
};

const required = ({ fields }: CreateForm): readonly FormField[] =>
	fields.filter((field) => field.required);

const optional = (name: string, { fields }: CreateForm): readonly FormField[] =>
	fields.filter((field) => !field.required && !(together[name] ?? []).includes(field.name));

const common = [
	'provider',
	'kind',
	'id',
	'reference',
	'status',
	'final',
	'providerStatus',
	'reason',
	'amount',
	'fee',
	'net',
	'gross',
	'currency',
	'method',
	'paymentUrl',
	'createdAt',
	'updatedAt',
	'settledAt',
	'nextAction',
];

describe.each(forms)('%s', (name, provider, form) => {
	it('is made of the required fields alone', async () => {
		const w = await world(provider);
		const run = await w.run(create(form, 'ORDER-7'));

		expect([run.error?.message, run.error?.description]).toEqual([undefined, undefined]);
		const [item] = jsonOf(run) as Array<Record<string, unknown>>;
		expect(Object.keys(item ?? {})).toEqual(common);
		expect(item).toMatchObject({ provider, kind: form.kind, reference: 'ORDER-7', reason: null });
		expect(['pending', 'succeeded']).toContain(item?.status);
		expect(item?.amount).toMatch(/^\d+(\.\d+)?$/);
		expect(
			w.sim.control
				.requests()
				.filter(({ method, path }) => method === 'POST' && path !== w.sample.tokenPath),
		).toHaveLength(1);
		expectNoSecret(run, w);
	});

	it('is made of all its fields at once', async () => {
		const w = await world(provider);
		const added = Object.fromEntries(
			optional(name, form).map((field) => [field.name, enter(field)]),
		);
		const run = await w.run(create(form, 'ORDER-8', {}, added));

		expect([run.error?.message, run.error?.description]).toEqual([undefined, undefined]);
		expect(jsonOf(run)).toMatchObject([{ reference: 'ORDER-8' }]);
	});

	it('is made of each choice of a required field', async () => {
		const w = await world(provider);
		const alone = required(form).filter(
			({ type, name: field }) => type === 'choice' && field !== 'documentType',
		);
		for (const field of alone) {
			if (field.type !== 'choice') continue;
			for (const { value } of field.choices) {
				const needed = required(form).filter(
					({ when }) => when?.field === field.name && when.is.includes(value),
				);
				const given = Object.fromEntries(needed.map((each) => [each.name, enter(each)]));
				const run = await w.run(
					create(form, `ORDER-${field.name}-${value}`.slice(0, 32), {
						...given,
						[field.name]: value,
						...beside(field.name, value),
					}),
				);
				expect([value, run.error?.message, run.error?.description]).toEqual([
					value,
					undefined,
					undefined,
				]);
			}
		}
	});

	it('holds the answer as it came where Simplify is off', async () => {
		const w = await world(provider);
		const run = await w.run({ ...create(form, 'ORDER-9'), simplify: false });

		expect(jsonOf(run)).toMatchObject([{ reference: 'ORDER-9', raw: expect.any(Object) }]);
	});

	it('without a reference is not sent, and says why', async () => {
		const w = await world(provider);
		for (const nothing of [' \u200b', '={{ $json.nothing }}', '={{ null }}', "={{ '' }}"]) {
			const run = await w.run(create(form, nothing));
			expect(run.error?.message).toBe("'Reference' is empty");
			expect(run.error?.description).toContain('keeps the payment from being made twice');
		}
		expectNothingSent(w);
	});

	it('with a field that is wrong is not sent, and names it', async () => {
		const w = await world(provider);
		const [first] = required(form).filter(({ type }) => type === 'amount');
		if (first === undefined) throw new Error('There is no amount');
		const run = await w.run(
			create(form, 'ORDER-1', { ...askedFor(first), [first.name]: '={{ 0.1 + 0.2 }}' }),
		);
		expect(run.error?.message).toBe(`'${first.label}' has 17 decimals`);
		expect(run.error?.context?.itemIndex).toBe(0);
		expectNothingSent(w);
	});
});

/** A currency without decimals, and documents of the country. */
function beside(field: string, value: string): Readonly<Record<string, string>> {
	if (value === 'CLP') return { amount: '12.00' };
	if (field === 'country' && value !== 'BRA')
		return { documentType: 'DNI', documentNumber: '12345678' };
	if (value === 'OVO' || value === 'EWALLET_OVO') return { amount: '10000' };
	return {};
}

describe('what the payer has to do next', () => {
	const nothing = {
		url: null,
		qrText: null,
		account: null,
		bank: null,
		branch: null,
		holder: null,
		code: null,
		expiresAt: null,
	};
	it.each<[ProviderId, CreateForm['resource'], string, object]>([
		['smartFastPay', 'payment', 'pix', { type: 'qr', qrText: expect.stringMatching(/^000201/) }],
		[
			'smartFastPay',
			'payment',
			'boleto',
			{
				type: 'redirect',
				url: expect.stringContaining('/boleto/'),
				account: expect.stringMatching(/^\d{47}$/),
			},
		],
		[
			'smartFastPay',
			'payment',
			'bankTransfer',
			{
				type: 'transfer',
				account: '12345-6',
				bank: 'Banco Exemplo',
				branch: '0001',
				holder: 'SmartFastPay',
			},
		],
		['smartFastPay', 'payment', 'pse', { type: 'redirect', url: expect.stringMatching(/^https:/) }],
		[
			'smartFastPay',
			'payment',
			'card',
			{ type: 'redirect', url: expect.stringMatching(/^https:/) },
		],
		[
			'smartFastPay',
			'payment',
			'checkout',
			{ type: 'redirect', url: expect.stringMatching(/^https:/) },
		],
		['smartFastPay', 'payout', 'pix', { type: 'none' }],
		[
			'paySecurez',
			'payment',
			'checkout',
			{ type: 'redirect', url: expect.stringMatching(/^https:/) },
		],
		[
			'singapay',
			'payment',
			'virtualAccount',
			{ type: 'transfer', account: expect.stringMatching(/^\d{16}$/), bank: 'BRI' },
		],
		['singapay', 'payment', 'qris', { type: 'qr', qrText: expect.stringMatching(/^000201/) }],
		['singapay', 'payment', 'ewallet', { type: 'redirect', url: expect.stringMatching(/^https:/) }],
		['singapay', 'payment', 'directDebit', { type: 'none' }],
		['singapay', 'payout', 'bankTransfer', { type: 'none' }],
		[
			'singapay',
			'payout',
			'cardlessWithdrawal',
			{ type: 'none', code: expect.stringMatching(/^\d+$/) },
		],
		[
			'singapay',
			'paymentLink',
			'link',
			{ type: 'redirect', url: expect.stringMatching(/^https:/) },
		],
	])('%s %s %s', async (provider, resource, method, action) => {
		const w = await world(provider);
		const run = await w.run(create(createForm(provider, resource, method), 'ORDER-7'));
		const [item] = jsonOf(run) as Array<{ nextAction: { expiresAt: string | null } }>;

		expect(item?.nextAction).toEqual({
			...nothing,
			expiresAt: item?.nextAction.expiresAt === null ? null : expect.stringMatching(/^20\d\d-.*Z$/),
			...action,
		});
	});

	it('is pushed to the phone where the wallet has no page', async () => {
		const w = await world('singapay');
		const form = createForm('singapay', 'payment', 'ewallet');
		const run = await w.run(
			create(form, 'ORDER-7', { ewalletVendor: 'EWALLET_OVO', customerPhone: '081234567890' }),
		);
		expect(jsonOf(run)).toMatchObject([
			{ paymentUrl: null, nextAction: { type: 'none', url: null } },
		]);
	});
});

describe('the body of a create', () => {
	const pix = createForm('smartFastPay', 'payment', 'pix');
	const sentBy = async (provider: ProviderId, parameters: object): Promise<string> => {
		const w = await world(provider);
		const run = await w.run(parameters);
		expect(run.error?.message).toBeUndefined();
		return w.sim.control.requests().at(-1)?.body ?? '';
	};

	it.each(['José Ñandú', '山田 太郎', 'Ana 😀', 'محمد', 'O\u2019Brien "Łukasz"'])(
		'holds the name %s byte by byte',
		async (customerName) => {
			const body = await sentBy('smartFastPay', create(pix, 'ORDER-7', { customerName }));
			expect(body).toContain(`"name":${JSON.stringify(customerName)}`);
		},
	);

	it.each<[given: string, sent: string]>([
		['12.60', '12.60'],
		['0012.6', '12.6'],
		['={{ 12.6 }}', '12.6'],
		['99999999.99', '99999999.99'],
		['0.01', '0.01'],
	])('holds the amount %s as it was written', async (amount, sent) => {
		const body = await sentBy('smartFastPay', create(pix, 'ORDER-7', { amount }));
		expect(body).toContain(`"amount":${sent}`);
	});

	it('holds the digits of an amount beyond 2^53', async () => {
		const w = await world('paySecurez');
		const form = createForm('paySecurez', 'payment', 'checkout');
		await w.run(create(form, 'ORDER-7', { amount: '12345678901234567.89' }));
		expect(w.sim.control.requests().at(-1)?.body).toContain('"amount":12345678901234567.89');
	});

	it('has no member of an empty optional field', async () => {
		const added = { redirectUrl: '', storeBranch: ' ', customerPhone: null, birthdate: undefined };
		const body = await sentBy('smartFastPay', create(pix, 'ORDER-7', {}, added));
		for (const member of ['redirect_url', 'branch', 'phone', 'birthdate'])
			expect(body).not.toContain(`"${member}"`);
	});

	it('holds the Extra JSON as it was written', async () => {
		const extraJson = '{"memo": {"id": 12345678901234567890, "sum": 10.00}}';
		const body = await sentBy('smartFastPay', create(pix, 'ORDER-7', {}, { extraJson }));
		expect(body).toContain('"memo": {"id": 12345678901234567890, "sum": 10.00}');
	});

	it('has the reference of its field, and no other', async () => {
		const w = await world('smartFastPay');
		const run = await w.run(
			create(pix, 'ORDER-7', {}, { extraJson: '{"transaction": {"id": "ORDER-8"}}' }),
		);
		expect(run.error?.message).toBe("'Extra JSON' contains transaction.id, which is the reference");
		expectNothingSent(w);
	});

	it('is signed where the provider wants that, with letters of any alphabet', async () => {
		const form = createForm('singapay', 'payout', 'bankTransfer');
		// The stand-in refuses a signature that does not fit.
		await sentBy('singapay', create(form, 'ORDER-7', {}, { notes: 'Rückzahlung – 山田 😀' }));
	});
});

describe('the account of a payment', () => {
	const qris = createForm('singapay', 'payment', 'qris');
	it.each<[string, unknown]>([
		['text', account],
		['the choice of its ID', { __rl: true, mode: 'id', value: account }],
		[
			'a choice from the list',
			{ __rl: true, mode: 'list', value: account, cachedResultName: `Example Store (${account})` },
		],
		['an expression', `={{ "${account}" }}`],
		['a choice by expression', { __rl: true, mode: 'id', value: `={{ "${account}" }}` }],
	])('is given as %s', async (_way, accountId) => {
		const w = await world('singapay');
		const run = await w.run(create(qris, 'ORDER-7', { accountId }));

		expect(run.error?.message).toBeUndefined();
		expect(w.calls()).toEqual([`POST /api/v1.0/qris-dynamic/${account}/generate-qr`]);
	});

	it.each<[string, unknown]>([
		['nothing', '={{ null }}'],
		['an empty choice', { __rl: true, mode: 'id', value: '={{ $json.nothing }}' }],
	])('is asked for where there is %s', async (_way, accountId) => {
		const w = await world('singapay');
		const run = await w.run(create(qris, 'ORDER-7', { accountId }));

		expect(run.error?.message).toBe("'Account ID' is empty");
		expectNothingSent(w);
	});
});

describe('a method', () => {
	it('of another provider is refused with the choices of this one', async () => {
		const w = await world('singapay');
		const run = await w.run({
			...create(createForm('singapay', 'payment', 'qris'), 'ORDER-7'),
			paymentMethod: 'pix',
		});

		expect(run.error?.message).toBe("'Method' is not one of Singapay's choices");
		expect(run.error?.description).toContain('Virtual Account, QRIS, E-Wallet, Direct Debit');
		expectNothingSent(w);
	});

	it.each(['payout', 'paymentLink'])('of a provider without any %s says so', async (resource) => {
		const w = await world('paySecurez');
		const run = await w.run({
			resource,
			operation: 'create',
			paymentMethod: 'checkout',
			reference: 'ORDER-7',
		});

		expect(run.error?.message).toBe('PaySecurez cannot create anything here');
		expectNothingSent(w);
	});
});
