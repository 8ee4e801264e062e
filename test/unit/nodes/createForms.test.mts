import type { FormField, RequestForm } from '../../../lib/providers/contract';
import { referenceMissing } from '../../../nodes/PaymentApiRequest/forms/create/body';
import {
	bodyOf,
	createForm,
	type Entered,
	everyCreate,
	fieldOf,
	read,
	readWith,
} from '../../support/createForms.mts';

const virtualAccount = createForm('singapay', 'payment', 'virtualAccount');
const bankPayment = createForm('smartFastPay', 'payment', 'bankTransfer');
const wallet = createForm('singapay', 'payment', 'ewallet');
const link = createForm('singapay', 'paymentLink', 'link');
const pix = createForm('smartFastPay', 'payment', 'pix');
const topUp = createForm('singapay', 'payout', 'ewallet');

describe('a field that depends on a choice', () => {
	const names = (form: RequestForm, entered: Entered): string[] => {
		const body = bodyOf(readWith(form, entered)) as object;
		return Object.keys(body).toSorted();
	};
	const closed = ['amount', 'amount_type', 'bank_code', 'kind'];
	const open = ['amount_type', 'bank_code', 'kind', 'max_amount', 'min_amount'];
	const temporary = ['expired_at', 'max_usage'];

	it.each<[amountType: string, kind: string, sent: string[]]>([
		['closed', 'temporary', [...closed, ...temporary]],
		['closed', 'permanent', closed],
		['open', 'temporary', [...open, ...temporary]],
		['open', 'permanent', open],
		// As a copied text brings it along.
		['closed\u200b', ' permanent\u00a0', closed],
	])('is sent with it: a virtual account, %s and %s', (amountType, virtualAccountKind, sent) => {
		expect(names(virtualAccount, { amountType, virtualAccountKind })).toEqual(sent.toSorted());
	});

	it('is required with it, and not asked for without', () => {
		const without = { customerPhone: '' };
		expect(readWith(wallet, { ...without, ewalletVendor: 'EWALLET_OVO' })).toMatchObject({
			explanation: { message: "'Customer Phone' is empty" },
		});
		expect(readWith(wallet, { ...without, ewalletVendor: 'EWALLET_DANA' }).kind).toBe('form');
	});

	it('is not checked without it, whatever was entered before', () => {
		const left = { ewalletVendor: 'EWALLET_DANA', customerPhone: 'call me' };
		expect(bodyOf(readWith(wallet, left))).not.toHaveProperty('customer_phone');
	});

	it('is the whole address in one country alone', () => {
		const body = (country: string, currency: string): unknown =>
			bodyOf(readWith(bankPayment, { country, currency, documentType: 'X' }));
		expect(body('PER', 'PEN')).not.toHaveProperty('customer.address');
		expect(
			bodyOf(readWith(bankPayment, { country: 'BRA', currency: 'BRL', documentType: 'CPF' })),
		).toHaveProperty('customer.address.address_1');
	});

	it('is one of two ways to say what a link costs', () => {
		const items = [{ name: 'Photo', quantity: 1, unit_price: 27_000 }];
		expect(bodyOf(readWith(link, { linkType: 'items', items }))).toEqual({
			payment_link_type: 'items',
			items,
		});
		expect(readWith(link, { linkType: 'items', items })).toMatchObject({ amount: null });
		expect(readWith(link, { linkType: 'total' })).toMatchObject({ amount: '27000' });
	});
});

describe('the decimals of an amount', () => {
	it.each<[currency: string, amount: string, message: string | undefined]>([
		['BRL', '10.50', undefined],
		['CLP', '10.50', "'Amount' has 1 decimal"],
		['CLP', '10.00', undefined],
		['CLP', '10.05', "'Amount' has 2 decimals"],
		['JPY', '10.05', "'Amount' has 2 decimals"],
		['jpy', '10.05', "'Amount' has 2 decimals"],
	])('are those of the chosen currency: %s %s: %s', (currency, amount, message) => {
		const other = createForm('smartFastPay', 'payment', 'other');
		const result = readWith(other, { currency, amount });
		expect(result.kind === 'invalid' ? result.explanation.message : undefined).toBe(message);
	});
});

describe('Extra JSON', () => {
	const text = (extraJson: unknown, form: RequestForm = pix): string => {
		const result = readWith(form, {}, { extraJson });
		return result.kind === 'invalid' ? result.explanation.message : result.body;
	};

	it('adds members beside those of the fields, also within their objects', () => {
		const extraJson = '{"customer": {"ip": "203.0.113.5"}, "tags": ["a"]}';
		expect(bodyOf(readWith(pix, {}, { extraJson }))).toMatchObject({
			customer: { ip: '203.0.113.5', name: 'Jane Doe', document: { type: 'CPF' } },
			tags: ['a'],
			country: 'BRA',
		});
	});

	it('keeps every byte of what was written', () => {
		const members = '"id": 12345678901234567890, "sum": 10.00, "x": 1e2, "ö": "\\u00f6"';
		expect(text(`{ ${members} }`)).toContain(members);
	});

	it.each<[extraJson: unknown]>([[''], ['  '], [undefined], [null], ['{}'], [{}]])(
		'may be left empty: %j',
		(extraJson) => {
			expect(text(extraJson)).toBe(text('{}'));
		},
	);

	it('may come from an expression as an object', () => {
		expect(bodyOf(readWith(pix, {}, { extraJson: { tags: ['a'] } }))).toMatchObject({
			tags: ['a'],
		});
	});

	it.each<[extraJson: string, path: string]>([
		['{"transaction": {"amount": 1}}', 'transaction.amount'],
		['{"transaction": {"amount": null}}', 'transaction.amount'],
		['{"customer": {"document": {"number": "1"}}}', 'customer.document.number'],
		// Decided by the method.
		['{"payment_method": "boleto"}', 'payment_method'],
		['{"country": "PER"}', 'country'],
		['{"transaction": {"currency": "USD"}}', 'transaction.currency'],
		// Of a field that is left empty.
		['{"branch": "Shop 1"}', 'branch'],
		['{"payment_m\\u0065thod": "boleto"}', 'payment_method'],
	])('never overwrites what has a field of its own: %s', (extraJson, path) => {
		expect(text(extraJson)).toBe(`'Extra JSON' contains ${path}, which has its own field`);
	});

	it.each<[extraJson: unknown, message: string | RegExp]>([
		['{"transaction": "x"}', "'Extra JSON' leaves no place for transaction.currency"],
		['{"customer": []}', "'Extra JSON' leaves no place for customer.id"],
		['{"customer": 5}', "'Extra JSON' leaves no place for customer.id"],
		[
			'{"customer": {"a": 1}, "customer": {"b": 2}}',
			"'Extra JSON' leaves no place for customer.id",
		],
		['[1]', "'Extra JSON' is not an object"],
		['"x"', "'Extra JSON' is not an object"],
		['null', "'Extra JSON' is not an object"],
		[7, "'Extra JSON' is not an object"],
		['{"a": ', /^'Extra JSON' is not valid JSON/],
		["{'a': 1}", /^'Extra JSON' is not valid JSON/],
		[{ a: NaN }, "'Extra JSON' at a is NaN or Infinity"],
		[{ a: 2 ** 53 }, "'Extra JSON' at a is a number beyond 2^53 and has lost digits"],
	])('that cannot be merged says why: %j', (extraJson, message) => {
		const said = text(extraJson);
		if (typeof message === 'string') expect(said).toBe(message);
		else expect(said).toMatch(message);
	});

	it('takes an object that is null for one that is not there', () => {
		expect(bodyOf(readWith(pix, {}, { extraJson: '{"customer": null}' }))).toMatchObject({
			customer: { name: 'Jane Doe' },
		});
	});

	it('has no way to another name of an object', () => {
		const extraJson = '{"__proto__": {"country": "PER"}}';
		expect(bodyOf(readWith(pix, {}, { extraJson }))).toMatchObject({ country: 'BRA' });
	});

	it('never overwrites any field of any method', () => {
		for (const [name, form] of everyCreate)
			for (const { path } of form.fields.filter((field) => field.in !== 'path')) {
				const extraJson = path
					.split('.')
					.reduceRight<unknown>((inner, member) => ({ [member]: inner }), 'x');
				expect([name, readWith(form, {}, { extraJson })]).toEqual([
					name,
					{
						kind: 'invalid',
						explanation: {
							message: `'Extra JSON' contains ${path}, which has its own field`,
							description: expect.any(String),
						},
					},
				]);
			}
	});
});

describe('a form', () => {
	it('reports the requested amount, as it is sent', () => {
		expect(readWith(topUp, { amount: '0050000.00' })).toMatchObject({
			amount: '50000',
			currency: 'IDR',
		});
		expect(bodyOf(readWith(topUp, { amount: 50_000 }))).toMatchObject({
			amount: { value: '50000.00', currency: 'IDR' },
		});
	});

	it('puts an account into the path, and no other way out of it', () => {
		const path = (accountId: unknown): string => {
			const result = readWith(virtualAccount, { accountId });
			return result.kind === 'invalid' ? result.explanation.message : result.path;
		};
		expect(path('01J5XW8LD0R6M9CJEXAMPLE01')).toBe(
			'/api/v1.0/virtual-accounts/01J5XW8LD0R6M9CJEXAMPLE01',
		);
		for (const strange of ['..', '%2e%2e', '..%2fa', 'a b', ['a']])
			expect(path(strange)).toMatch(/^'Account ID' /);
		expect(path('a/b?c#d')).toBe('/api/v1.0/virtual-accounts/a%2Fb%3Fc%23d');
	});

	it('reports the first field that is wrong, in the order of the editor', () => {
		expect(read(pix, {})).toMatchObject({ explanation: { message: "'Amount (BRL)' is empty" } });
		expect(read(pix, { amount: '10' })).toMatchObject({
			explanation: { message: "'Customer ID' is empty" },
		});
	});

	it('keeps names of any alphabet as they are', () => {
		for (const customerName of ['José Ñandú', '山田 太郎', '😀', 'محمد', 'Jose\u0301']) {
			const result = readWith(pix, { customerName });
			expect(bodyOf(result)).toMatchObject({ customer: { name: customerName } });
			expect(result).toMatchObject({ body: expect.stringContaining(`"${customerName}"`) });
		}
	});

	it('without a reference says why it wants one', () => {
		expect(referenceMissing.message).toBe("'Reference' is empty");
		expect(referenceMissing.description).toContain('keeps the payment from being made twice');
	});

	it('describes every pattern so that the sentence ends well', () => {
		const patterns = everyCreate.flatMap(([, { fields }]) =>
			fields.flatMap((field: FormField) =>
				field.type === 'text' && field.pattern !== undefined ? [field.pattern.description] : [],
			),
		);
		expect(patterns.length).toBeGreaterThan(0);
		expect(patterns.filter((description) => /^[A-Z]|\.$/.test(description))).toEqual([]);
		expect(fieldOf(createForm('singapay', 'payout', 'bankTransfer'), 'bankCode').type).toBe('text');
	});
});
