import { payin, payout } from './bodies.mts';
import { changed, refusedFields, without } from './changes.mts';
import type { Answered } from './support.mts';
import { authorized, call, postJson, useSimulator } from './support.mts';

const { simulator, clock } = useSimulator('smartFastPay');
const post = async (path: string, body: unknown) =>
	postJson(simulator(), path, body, await authorized(simulator()));
const data = ({ body }: Answered) => (body as { data: Record<string, unknown> }).data;
const storedIds = () =>
	(simulator().control.records()['transactions'] ?? []).map((row) => row['transaction_id']);

const address = {
	address_1: 'Main Street',
	address_2: null,
	number: '100',
	neighborhood: 'Centro',
	city: 'Bogota',
	state: 'CUN',
	postal_code: '12332-343',
	country_code: 'COL',
};
const email = 'ana@example.com';
const phone = '+573000000000';
const addressPaths = Object.keys(address)
	.filter((name) => name !== 'address_2')
	.map((name) => `customer.address.${name}`);

interface MethodCase {
	country: string;
	currency: string;
	method: string;
	document: string;
	customer?: object;
	extra?: object;
	/** Without each of these the charge is refused. */
	needs: readonly string[];
	payment: Record<string, unknown>;
}

const someText: unknown = expect.any(String);
const bank = {
	...{ name: someText, code: someText, agency: someText, account: someText },
	...{ account_operation: someText, document: someText, beneficiary: someText },
};

const methods: readonly MethodCase[] = [
	...brazil('pix', {}, [], { qr_code: someText }),
	...brazil('bank_transfer', { address }, addressPaths, bank),
	...brazil('boleto', { address }, addressPaths, { url: someText, bar_code: someText }),
	...brazil('picpay', {}, [], {}),
	other('PER', 'PEN', 'wallet', 'DNI', { email }, ['customer.email'], { qr_code: someText }),
	other('PER', 'PEN', 'bank_transfer', 'DNI', {}, [], {}),
	other('ECU', 'USD', 'bank_transfer', 'CC', { phone }, [], {}),
	other('BOL', 'BOB', 'wallet', 'ID', {}, [], {}),
	{
		...other('COL', 'COP', 'pse', 'CC', { phone, address }, [], { url: someText }),
		extra: { bank_code: '1007' },
		needs: ['customer.phone', ...addressPaths, 'extra.bank_code'],
	},
	other(
		'COL',
		'COP',
		'transfiya',
		'CC',
		{ email, phone },
		['customer.email', 'customer.phone'],
		{},
	),
	other('IND', 'INR', 'bank_transfer', 'ID', { phone }, [], { url: someText }),
	other('COL', 'COP', 'nequi', 'CC', {}, [], {}),
];

function other(
	country: string,
	currency: string,
	method: string,
	document: string,
	customer: object,
	needs: readonly string[],
	payment: object,
): MethodCase {
	return { country, currency, method, document, customer, needs, payment: { method, ...payment } };
}

function brazil(method: string, customer: object, needs: readonly string[], payment: object) {
	return ['CPF', 'CNPJ'].map((document) =>
		other('BRA', 'BRL', method, document, customer, needs, payment),
	);
}

const numbers: Record<string, string> = { CPF: '12345678909', CNPJ: '11222333000181' };

function charge({ country, currency, method, document, customer, extra }: MethodCase) {
	return {
		customer: {
			id: 'c-1',
			name: 'Zoë Ñandú 王',
			document: { type: document, number: numbers[document] ?? '1234567' },
			...customer,
		},
		country,
		payment_method: method,
		notification_url: 'https://shop.example.com/hook',
		transaction: { id: 'new', currency, amount: 2000 },
		...(extra ? { extra } : {}),
	};
}

describe('a v2 charge at SmartFastPay', () => {
	it.each(methods)(
		'by $method in $country ($document) answers what its page shows',
		async (one) => {
			const answer = await post('/v2/payin', charge(one));
			const written = (text: string, number: number) => (one.country === 'IND' ? number : text);
			expect(answer.status).toBe(200);
			expect(data(answer)).toEqual({
				id: someText,
				status: 'pending',
				expires_in: clock.now() / 1000 + 3600,
				payment: one.payment,
				values: {
					source_total: written('2000.00000000', 2000),
					source_currency: one.currency,
					exchanged_total: written('2000.00', 2000),
					exchanged_currency: one.currency,
					exchange: written('1.00', 1),
					fee: written('20.00000000', 20),
				},
			});
			const read = await call(simulator(), `/payment/${String(data(answer)['id'])}`, {
				headers: await authorized(simulator()),
			});
			expect(data(read)).toMatchObject({ transaction_id: 'new', method: one.method });
		},
	);

	const common = [
		...['customer', 'customer.id', 'customer.name', 'customer.document'],
		...['customer.document.type', 'customer.document.number', 'country', 'payment_method'],
		...['notification_url', 'transaction', 'transaction.id'],
		...['transaction.currency', 'transaction.amount'],
	];

	it.each(methods.flatMap((one) => [...common, ...one.needs].map((path) => ({ ...one, path }))))(
		'by $method in $country ($document) needs $path',
		async ({ path, ...one }) => {
			const answer = await post('/v2/payin', without(charge(one), path));
			expect(refusedFields(answer)).toEqual([path]);
			expect(storedIds()).not.toContain('new');
		},
	);
});

describe('the fields of the v2 creates at SmartFastPay', () => {
	const at = (path: string, value: unknown) => [path, value] as const;

	it.each([
		at('transaction.amount', 99_999_999.99),
		at('transaction.amount', 0.01),
		at('transaction.id', 'é'.repeat(255)),
		at('customer.name', '名'),
		at('customer.phone', '+5511999999999'),
		at('customer.birthdate', '01-31-1990'),
		at('customer.address', { address_2: null, state: 'SC' }),
		at('redirect_url', 'https://shop.example.com/%C3%A7?a=b'),
		at('branch', 'Shop 1'),
	])('take %s %j', async (path, value) => {
		const answer = await post('/v2/payin', changed(payin('new'), path, value));
		expect([answer.status, refusedFields(answer)]).toEqual([200, []]);
	});

	it.each([
		at('transaction.amount', 100_000_000),
		at('transaction.amount', 0),
		at('transaction.amount', 12.611),
		at('transaction.amount', '12.61'),
		at('transaction.id', 'é'.repeat(256)),
		at('transaction.id', 7),
		at('transaction.currency', 'brl'),
		at('country', 'BR'),
		at('notification_url', 'shop.example.com'),
		at('redirect_url', '/thanks'),
		at('customer.name', ''),
		at('customer.phone', '5511999999999'),
		at('customer.birthdate', '31-01-1990'),
		at('customer.address.state', 'S'),
		at('customer.address.state', 'ABCD'),
		at('customer.address.country_code', 'CO'),
		at('extra.bank_code', 1007),
	])('refuse %s %j', async (path, value) => {
		const answer = await post('/v2/payin', changed(payin('new'), path, value));
		expect(answer.status).toBe(422);
		expect(refusedFields(answer)).toEqual([path]);
		expect(storedIds()).not.toContain('new');
	});

	it.each([
		['CPF', '12345678909', 200],
		['CPF', '12345678900', 422],
		['CPF', '12345678919', 422],
		['CPF', '11111111111', 422],
		['CPF', '1234567890', 422],
		['CPF', '123.456.789-09', 422],
		['CNPJ', '11222333000181', 200],
		['CNPJ', '11222333000182', 422],
		['CNPJ', '11222333000191', 422],
		['CNPJ', '12345678909', 422],
		['CNPJ', '00000000000000', 422],
		['DNI', '12345678909', 422],
	])('judge the Brazilian document %s %s with %i', async (type, number, status) => {
		const answer = await post(
			'/v2/payin',
			changed(payin('new'), 'customer.document', { type, number }),
		);
		expect(answer.status).toBe(status);
		expect(refusedFields(answer)).toEqual(status === 200 ? [] : ['customer.document.number']);
	});
});

describe('a v2 payout at SmartFastPay', () => {
	const toBank = {
		bank_code: '002',
		bank_account_number: '0'.repeat(20),
		bank_account_type: 'SAVINGS',
	};
	const abroad = (
		country: string,
		payment_method: string,
		more: object,
		customer: object = {},
	) => ({
		...payin('new'),
		customer: { ...payin('new').customer, document: { type: 'CC', number: '1' }, ...customer },
		country,
		payment_method,
		...more,
	});
	const good: Record<string, object> = {
		'pix in BRA': payout('new'),
		'bank_transfer in PER': abroad('PER', 'bank_transfer', { bank_transfer: toBank }),
		'bank_transfer in IND': abroad('IND', 'bank_transfer', {
			bank_transfer: { ...toBank, bank_account_type: undefined },
		}),
		'mobile_money in ECU': abroad(
			'ECU',
			'mobile_money',
			{ transfer: { value: '593000000000' } },
			{ phone: '+593000000000' },
		),
		'transfiya in COL': abroad('COL', 'transfiya', {}),
	};

	it.each(Object.keys(good))('by %s answers its method and values', async (name) => {
		const answer = await post('/v2/payout', good[name]);
		expect(answer.status).toBe(200);
		expect(Object.keys(data(answer))).toEqual(['id', 'status', 'payment', 'values']);
		expect(data(answer)).toMatchObject({
			status: 'pending',
			payment: { method: name.split(' ', 1)[0] },
		});
		expect(storedIds()).toContain('new');
	});

	it.each([
		['pix in BRA', 'transfer.value'],
		['bank_transfer in PER', 'bank_transfer.bank_code'],
		['bank_transfer in PER', 'bank_transfer.bank_account_number'],
		['mobile_money in ECU', 'transfer.value'],
		['mobile_money in ECU', 'customer.phone'],
		['transfiya in COL', 'notification_url'],
	])('by %s needs %s', async (name, path) => {
		expect(refusedFields(await post('/v2/payout', without(good[name] ?? {}, path)))).toEqual([
			path,
		]);
	});

	it.each([
		['bank_transfer in PER', 'bank_transfer.bank_account_type', 'OTHER'],
		['mobile_money in ECU', 'transfer.value', '+593000000000'],
		['pix in BRA', 'customer.document.number', '12345678900'],
	])('by %s refuses %s %s', async (name, path, value) => {
		const answer = await post('/v2/payout', changed(good[name] ?? {}, path, value));
		expect(refusedFields(answer)).toEqual([path]);
	});
});
