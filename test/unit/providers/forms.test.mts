import { isDeepStrictEqual } from 'node:util';

import type {
	CreateForm,
	Endpoint,
	FormField,
	Provider,
	RequestForm,
} from '../../../lib/providers/contract';
import { parametersOf, valueAt } from '../../../lib/providers/endpoints';
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

	it('give a name one label, whichever method and provider it belongs to', () => {
		const labels = new Map<string, Set<string>>();
		for (const { name, label } of all.flatMap(([, , form]) => form.fields))
			labels.set(name, (labels.get(name) ?? new Set()).add(label));
		expect([...labels].filter(([, found]) => found.size > 1)).toEqual([]);
	});

	it.each(eachProvider)('of %s share the very same field where it is the same', (_id, subject) => {
		const fields = all.flatMap(([, provider, form]) =>
			provider === subject.provider ? form.fields : [],
		);
		const distinct = [...new Set(fields)];
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

	it('says what comes next where somebody has to do something', () => {
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

	it('asks about a payee at an endpoint that reads, with values of its own body', () => {
		const { beneficiaryCheck: check } = form;
		if (check === undefined) return;
		expect(endpointOf(provider, { ...form, ...check })).toMatchObject({ kind: 'reads' });
		const own = [...inBody(form).map(({ path }) => path), ...Object.keys(form.fixed ?? {})];
		const strange = Object.values(check.body).filter((path) =>
			own.every((field) => !isWithin(field, path)),
		);
		expect(strange).toEqual([]);
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

describe('the check of a beneficiary', () => {
	const check = (id: string) => {
		const form = subjects.singapay.provider.forms.creates.find(
			(each) => each.resource === 'payout' && each.id === id,
		);
		if (form?.beneficiaryCheck === undefined) throw new Error(`There is no check of ${id}`);
		return form.beneficiaryCheck;
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
	])('of a %s: %j', (id, content, isValid, name) => {
		expect(check(id).read(content)).toEqual({ isValid, name });
	});

	it('of a wallet asks with the amount as it is sent', () => {
		const body = { amount: { value: '10000.00', currency: 'IDR' } };
		expect(valueAt(body, check('ewallet').body.amount ?? '')).toEqual(body.amount);
	});
});
