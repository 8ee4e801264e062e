import { isDeepStrictEqual } from 'node:util';

import type {
	CreateForm,
	Endpoint,
	FormField,
	PayoutCheck,
	Provider,
	RequestForm,
} from '../../../lib/providers/contract';
import { parametersOf, valueAt } from '../../../lib/providers/endpoints';
import { bodyOf, createForm, readWith } from '../../support/createForms.mts';
import { eachProvider, subjects } from '../../support/subjects.mts';

type Named<Form> = readonly [name: string, provider: Provider, form: Form];

const creates: readonly Named<CreateForm>[] = eachProvider.flatMap(([id, { provider }]) =>
	provider.forms.creates.map(
		(form) => [`${id} ${form.resource} ${form.id}`, provider, form] as const,
	),
);

/** What a form about a link does not have is given by the link itself. */
const aboutLinks: readonly Named<RequestForm>[] = eachProvider.flatMap(([id, { provider }]) => {
	const { links } = provider.forms;
	if (links === undefined) return [];
	return [
		[`${id} link update`, provider, links.update],
		[`${id} link remove`, provider, { ...links.remove, currency: { always: 'IDR' } }],
	] as const;
});

const all: readonly Named<RequestForm>[] = [...creates, ...aboutLinks];

const endpointOf = (provider: Provider, { method, path }: RequestForm): Endpoint | undefined =>
	provider.api.endpoints.find((each) => each.method === method && each.path === path);

const inBody = (form: RequestForm): FormField[] =>
	form.fields.filter((field) => field.in !== 'path');

const isWithin = (path: string, other: string): boolean =>
	path === other || path.startsWith(`${other}.`);

describe('the requests that are filled in field by field', () => {
	it.each<[keyof typeof subjects, CreateForm['resource'], string[]]>([
		[
			'smartFastPay',
			'payment',
			[
				'pix',
				'boleto',
				'picpay',
				'bankTransfer',
				'wallet',
				'pse',
				'transfiya',
				'other',
				'card',
				'checkout',
			],
		],
		['smartFastPay', 'payout', ['pix', 'bankTransfer', 'mobileMoney', 'other']],
		['smartFastPay', 'paymentLink', []],
		['paySecurez', 'payment', ['checkout']],
		['paySecurez', 'payout', []],
		['paySecurez', 'paymentLink', []],
		['singapay', 'payment', ['virtualAccount', 'qris', 'ewallet', 'directDebit']],
		[
			'singapay',
			'payout',
			['bankTransfer', 'ewallet', 'accountTransfer', 'cardlessWithdrawal', 'qris'],
		],
		['singapay', 'paymentLink', ['link']],
	])('of %s, %s', (id, resource, ids) => {
		const forms = subjects[id].provider.forms.creates;
		expect(forms.filter((form) => form.resource === resource).map((form) => form.id)).toEqual(ids);
	});

	it('name a method that several providers have alike', () => {
		const labels = new Map(creates.map(([, , form]) => [form.id, form.label]));
		expect(creates.filter(([, , form]) => labels.get(form.id) !== form.label)).toEqual([]);
	});

	const withoutCurrency = (label: string): string => label.replace(/ \([A-Z]{3}\)$/, '');

	it('give a name one label, whichever method and provider it belongs to', () => {
		const labels = new Map<string, Set<string>>();
		for (const { name, label } of all.flatMap(([, , form]) => form.fields))
			labels.set(name, (labels.get(name) ?? new Set()).add(withoutCurrency(label)));
		expect([...labels].filter(([, found]) => found.size > 1)).toEqual([]);
	});

	it.each(eachProvider)('of %s share the very same field where it is the same', (_id, subject) => {
		const fields = all.flatMap(([, provider, form]) =>
			provider === subject.provider ? form.fields : [],
		);
		// The label of an amount is made for each form, with its currency.
		const distinct = [...new Set(fields)].filter(({ type }) => type !== 'amount');
		const twice = distinct.filter((field, index) =>
			distinct.slice(0, index).some((other) => isDeepStrictEqual(field, other)),
		);
		expect(twice.map(({ name }) => name)).toEqual([]);
	});

	it('never ask for the number, the end or the code of a card', () => {
		const asked = all.flatMap(([, , form]) => form.fields.map(({ path }) => path));
		expect(
			asked.filter((path) => /card_?(number|expiry|cvv)|cvc|expiry(Month|Year)/i.test(path)),
		).toEqual([]);
	});
});

describe.each(creates)('%s', (_name, provider, form) => {
	const endpoint = endpointOf(provider, form);
	const kinds = [...provider.payments.kinds, provider.payments.link];
	const kind = kinds.find((each) => each?.id === form.kind);

	it('is a documented payment with a reference, sent to none of its older paths', () => {
		expect(endpoint).toMatchObject({ kind: 'movesMoney' });
		expect(endpoint?.isAlias).toBeUndefined();
		expect(endpoint?.reference?.path).toEqual(expect.any(String));
	});

	it('answers with a record of a kind whose money goes its way', () => {
		const ways = form.resource === 'payout' ? ['out', 'both'] : ['in', 'both'];
		expect(ways).toContain(kind?.direction);
	});

	it('says what the payer has to do next', () => {
		const isCash = form.id === 'cardlessWithdrawal';
		expect(form.nextAction !== undefined).toBe(form.resource !== 'payout' || isCash);
	});

	it('leaves the reference to the endpoint, and its place to the reference', () => {
		const reference = endpoint?.reference?.path ?? '';
		const taken = [...inBody(form).map(({ path }) => path), ...Object.keys(form.fixed ?? {})];
		expect(taken.filter((path) => isWithin(path, reference) || isWithin(reference, path))).toEqual(
			[],
		);
	});

	it('asks before a payout at endpoints that read, with values of its own body', () => {
		for (const check of form.checks ?? []) {
			expect(endpointOf(provider, { ...form, ...check })).toMatchObject({ kind: 'reads' });
			expect([check.readBeneficiary, check.readFee].some((read) => read !== undefined)).toBe(true);
			const payout = bodyOf(readWith(form, {}));
			const asked = check.bodyOf(payout);
			expect(Object.values('body' in asked ? asked.body : {})).not.toContain(undefined);
			expect(asked.kind).toBe('body');
			const missing = parametersOf(check.path).filter((name) => !valueAt(payout, name));
			expect(missing).toEqual([]);
		}
	});
});

describe.each(aboutLinks)('%s', (_name, provider, form) => {
	it('is a documented change of what exists', () => {
		expect(endpointOf(provider, form)).toMatchObject({ kind: 'changes' });
	});

	it('changes only what is given', () => {
		expect(inBody(form).filter(({ required }) => required)).toEqual([]);
	});
});

describe.each(all)('%s', (_name, _provider, form) => {
	const { fields, fixed = {} } = form;

	it('has names that differ, in camelCase', () => {
		const names = fields.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		expect(names.filter((name) => !/^[a-z][A-Za-z0-9]*$/.test(name))).toEqual([]);
	});

	it("leaves the node's own names to it", () => {
		const taken = ['provider', 'resource', 'operation', 'kind', 'reference', 'paymentMethod'];
		const others = ['options', 'additionalFields', 'extraJson', 'endpoint', 'path', 'method'];
		expect(fields.filter(({ name }) => [...taken, ...others].includes(name))).toEqual([]);
	});

	it('fills in each parameter of its path, and no other', () => {
		const given = fields.filter((field) => field.in === 'path').map(({ path }) => path);
		const asked = parametersOf(form.path).filter((name) => name !== 'id');
		expect(given).toEqual(asked);
	});

	it('has no two values in one place of the body', () => {
		const paths = [...inBody(form).map(({ path }) => path), ...Object.keys(fixed)];
		const collisions = paths.filter((path, index) =>
			paths.some((other, at) => at !== index && isWithin(path, other)),
		);
		expect(collisions).toEqual([]);
	});

	it('has the required fields first', () => {
		const required = fields.map((field) => field.required === true);
		expect(required).toEqual([...required].sort((one, other) => Number(other) - Number(one)));
	});

	it('asks for a field only where one that is required and asked for always has a choice of it', () => {
		for (const { when, required } of fields) {
			if (when === undefined) continue;
			expect(required).toBe(true);
			const decider = fields.find(({ name }) => name === when.field);
			if (decider?.type !== 'choice') throw new Error(`${when.field} is no choice`);
			expect(decider).toMatchObject({ required: true });
			expect(decider.when).toBeUndefined();
			expect(decider.choices.map(({ value }) => value)).toEqual(
				expect.arrayContaining([...when.is]),
			);
		}
	});

	it('names fields that exist', () => {
		const names = fields.map(({ name }) => name);
		const named = fields.flatMap((field) =>
			field.type === 'document' && field.kindField !== undefined ? [field.kindField] : [],
		);
		if ('field' in form.currency) named.push(form.currency.field);
		expect(named.filter((name) => !names.includes(name))).toEqual([]);
	});

	it('has labels in Title Case and help in one sentence without a full stop', () => {
		expect(fields.filter(({ label }) => !/^[A-Z]/.test(label) || / [a-z]/.test(label))).toEqual([]);
		expect(fields.filter(({ help }) => !/^[A-Z"]/.test(help) || help.endsWith('.'))).toEqual([]);
	});
});

const everyField = all.flatMap(([name, , form]) =>
	form.fields.map((field) => [`${name}: ${field.name}`, field] as const),
);

/** Whether the field takes its own example; undefined for a type that is judged elsewhere. */
function takes(field: FormField): boolean {
	const { example } = field;
	const length = [...example].length;
	switch (field.type) {
		case 'text':
			return (
				length >= (field.minLength ?? 1) &&
				length <= (field.maxLength ?? Infinity) &&
				(field.pattern?.matches.test(example) ?? true)
			);
		case 'amount':
			return (
				/^\d+(\.\d{1,2})?$/.test(example) &&
				Number(example) >= Number(field.min ?? 0) &&
				Number(example) <= Number(field.max ?? Infinity) &&
				Number(example) % Number(field.multipleOf ?? example) === 0
			);
		case 'integer':
			return Number(example) >= (field.min ?? 0) && Number(example) <= (field.max ?? Infinity);
		case 'choice':
			return field.choices.some(({ value }) => value === example);
		case 'email':
			return example.includes('@') && length <= (field.maxLength ?? Infinity);
		case 'url':
			return URL.canParse(example) && length <= (field.maxLength ?? Infinity);
		case 'phone': {
			const form = { e164: /^\+\d+$/, digits: /^\d+$/, any: /^\+?\d+$/ }[field.writtenAs];
			return (
				form.test(example) &&
				length >= (field.minLength ?? 1) &&
				length <= (field.maxLength ?? Infinity)
			);
		}
		case 'birthdate':
			return /^\d{2}-\d{2}-\d{4}$/.test(example);
		case 'country':
			return { alpha2: /^[A-Z]{2}$/, alpha3: /^[A-Z]{3}$/ }[field.writtenAs].test(example);
		case 'currency':
			return /^[A-Z]{3}$/.test(example);
		case 'document':
			return /^\d{11}$/.test(example);
		case 'boolean':
			return ['true', 'false'].includes(example);
		case 'json':
			return Array.isArray(JSON.parse(example)) === (field.shape === 'array');
		case 'time':
			return Date.parse(example) > Date.UTC(2030, 0, 1);
		case 'textList':
		case 'account':
			return example !== '';
	}
}

describe('the example of a field', () => {
	it.each(everyField)('passes: %s', (_name, field) => {
		expect(takes(field)).toBe(true);
		expect(field.example).not.toMatch(/^e\.g\./);
	});

	it.each(everyField)('is beside a default that is one of the choices: %s', (_name, field) => {
		if (field.type !== 'choice' || field.default === undefined) return;
		expect(field.choices.map(({ value }) => value)).toContain(field.default);
	});
});

describe('a check before a payout', () => {
	const checksOf = (id: string) => createForm('singapay', 'payout', id).checks ?? [];
	const beneficiaryCheck = (id: string): PayoutCheck =>
		checksOf(id).find(({ readBeneficiary }) => readBeneficiary !== undefined) ?? missingCheck(id);
	const feeCheck = (id: string): PayoutCheck =>
		checksOf(id).find(({ readFee }) => readFee !== undefined) ?? missingCheck(id);
	const missingCheck = (id: string): never => {
		throw new Error(`There is no such check of ${id}`);
	};
	const account = {
		bank_code: '014',
		bank_name: 'BCA',
		bank_account_number: '1000123456',
		bank_account_name: 'BUDI S***',
		status: 'valid',
	};
	const wallet = { ewallet_code: 'GOPAY', customer_number: '081234567890', fee: 2500 };

	it.each<[string, unknown, boolean, string]>([
		['bankTransfer', account, true, 'BUDI S***'],
		['bankTransfer', { ...account, status: 'VALID' }, true, 'BUDI S***'],
		['bankTransfer', { ...account, status: 'invalid', bank_account_name: '' }, false, ''],
		['bankTransfer', { ...account, status: 'unknown' }, false, 'BUDI S***'],
		['bankTransfer', {}, false, ''],
		['bankTransfer', null, false, ''],
		['ewallet', { ...wallet, customer_name: 'Budi Santoso' }, true, 'Budi Santoso'],
		['ewallet', { ...wallet, customer_name: null }, true, ''],
		['ewallet', {}, false, ''],
		['ewallet', null, false, ''],
	])('tells the payee of a %s: %j', (id, content, isValid, name) => {
		expect(beneficiaryCheck(id).readBeneficiary?.(content)).toEqual({ isValid, name });
	});

	const idr = (value: string) => ({ value, currency: 'IDR' });
	const none = { amount: null, fee: null, gross: null, currency: '' };

	it.each<[string, unknown, object]>([
		[
			'bankTransfer',
			{ gross_amount: '51000', transfer_fee: '1000', net_amount: '50000', currency: 'IDR' },
			{ amount: '50000', fee: '1000', gross: '51000', currency: 'IDR' },
		],
		[
			'bankTransfer',
			{ gross_amount: 51000.5, transfer_fee: '1000.50', net_amount: 50000, currency: 'IDR' },
			{ amount: '50000', fee: '1000.50', gross: '51000.5', currency: 'IDR' },
		],
		['bankTransfer', { transfer_fee: 0 }, { ...none, fee: '0' }],
		['bankTransfer', { transfer_fee: 'free' }, none],
		['bankTransfer', {}, none],
		['bankTransfer', null, none],
		[
			'ewallet',
			{ amount: idr('10000.00'), fee: idr('2500.00') },
			{ amount: '10000.00', fee: '2500.00', gross: '12500.00', currency: 'IDR' },
		],
		[
			'ewallet',
			{ amount: idr('10000.00'), fee: null },
			{ ...none, amount: '10000.00', currency: 'IDR' },
		],
		['ewallet', wallet, { ...none, fee: '2500' }],
		['ewallet', null, none],
	])('tells the fee of a %s: %j', (id, content, facts) => {
		expect(feeCheck(id).readFee?.(content)).toEqual(facts);
	});

	it.each([
		['014', 'CENAIDJA'],
		['002', 'BRINIDJA'],
		['CENAIDJA', 'CENAIDJA'],
		['CENAIDJAXXX', 'CENAIDJAXXX'],
		['999', undefined],
		['toString', undefined],
	])('asks for the fee of bank %s as %s', (bank_code, bank_swift_code) => {
		const asked = feeCheck('bankTransfer').bodyOf({ bank_code, amount: 50_000 });
		expect(asked).toEqual(
			bank_swift_code === undefined
				? {
						kind: 'unaskable',
						explanation: expect.objectContaining({ message: expect.stringContaining(bank_code) }),
					}
				: { kind: 'body', body: { amount: 50_000, bank_swift_code } },
		);
	});

	it('of a wallet asks with the amount as it is sent', () => {
		const body = { amount: { value: '10000.00', currency: 'IDR' } };
		expect(feeCheck('ewallet').bodyOf(body)).toMatchObject({ body });
	});
});
