import { checkout, commonV1 } from './bodies.mts';
import { changed, refusedFields, without } from './changes.mts';
import type { Answered } from './support.mts';
import { authorized, postJson, useSimulator } from './support.mts';

const { simulator, clock } = useSimulator('smartFastPay');
const post = async (path: string, body: unknown) =>
	postJson(simulator(), path, body, await authorized(simulator()));
const data = ({ body }: Answered) => (body as { data: Record<string, unknown> }).data;
const storedIds = () =>
	(simulator().control.records()['transactions'] ?? []).map((row) => row['transaction_id']);

const someText: unknown = expect.any(String);
const bank = {
	...{ name: someText, code: someText, agency: someText, account: someText },
	...{ account_operation: someText, document: someText, beneficiary: someText },
};

describe('a hosted page of SmartFastPay', () => {
	it.each([
		...['customer.id', 'customer.name', 'customer.email', 'customer.document'],
		...['transaction.id', 'transaction.currency', 'transaction.amount'],
		...['country', 'notification_url', 'redirect_url'],
	])('of v2 needs %s', async (path) => {
		const answer = await post('/v2/transaction/checkout', without(checkout('new'), path));
		expect(refusedFields(answer)).toEqual([path]);
	});

	it.each([
		['URL', /application\/json/, /"url":/],
		['HTML', /text\/html/, /^<!doctype html>/],
	])('of v1 answers %s', async (type, contentType, text) => {
		const redirect = { url: 'https://shop.example.com/thanks-for-all', type };
		const transaction = { id: 'new', redirect };
		const answer = await post('/v1/transaction/checkout', { ...commonV1(), transaction });
		expect(answer.status).toBe(200);
		expect(answer.headers.get('content-type')).toMatch(contentType);
		expect(answer.text).toMatch(text);
		expect(storedIds()).toContain('new');
	});

	it('of v1 asks no document of a Brazilian payer, and the address to return to in Colombia', async () => {
		const path = '/v1/transaction/checkout';
		expect((await post(path, without(commonV1(), 'document'))).status).toBe(200);
		const colombian = { ...commonV1('col'), country: 'COL', currency: 'COP' };
		expect(refusedFields(await post(path, colombian))).toEqual([
			'transaction.redirect.url',
			'transaction.redirect.type',
		]);
	});
});

describe('a v1 charge at SmartFastPay', () => {
	const boletoAddress = {
		address_1: 'Av. Central',
		number: '87',
		neighborhood: 'Centro',
		city: 'Sao Paulo',
		state: 'SP',
		postal_code: '01503-000',
	};
	const values = { total: '1557.00', subtotal: '1557.00', exchange: '5.19' };
	const begun = { id: someText, status: 'pending' };
	const expiresAt = () => clock.now() / 1000 + 3600;

	it.each(['/v1', ''])('answers what its page shows, with the prefix "%s"', async (prefix) => {
		const made = async (path: string, body: object) => data(await post(prefix + path, body));
		expect(await made('/payment', { ...commonV1('a'), payment_method: 'bank_transfer' })).toEqual({
			...begun,
			payment: { method: 'bank_transfer' },
			values: { ...values, fee: 0 },
			bank,
		});
		expect(await made('/picpay', commonV1('b'))).toMatchObject({
			...begun,
			values: { ...values, fee: 0 },
		});
		expect(await made('/credit_card', { ...commonV1('c'), max_installments: 12 })).toEqual({
			...begun,
			expires_in: expiresAt(),
			payment: { method: 'credit_card' },
			values: { ...values, fee: 0 },
			credit_card: { url: someText },
		});
		expect(await made('/boleto', { ...commonV1('d'), address: boletoAddress })).toEqual({
			...begun,
			boleto: { url: someText, code: someText, expired_at: String(expiresAt()) },
			values: { ...values, tax: 0 },
		});
	});

	it.each([
		['/v1/payment', 'payment_method'],
		['/v1/credit_card', 'max_installments'],
		['/v1/boleto', 'address'],
		['/v1/boleto', 'address.address_1'],
		['/v1/boleto', 'address.number'],
		['/v1/boleto', 'address.neighborhood'],
		['/v1/boleto', 'address.city'],
		['/v1/boleto', 'address.state'],
		['/v1/boleto', 'address.postal_code'],
		...['customer_id', 'name', 'email', 'document', 'amount', 'callback', 'transaction.id'].map(
			(field) => ['/v1/picpay', field],
		),
	])('%s needs %s', async (path = '', field = '') => {
		const whole = { ...commonV1(), max_installments: 1, address: boletoAddress };
		expect(refusedFields(await post(path, without(whole, field)))).toEqual([field]);
	});

	it.each<[string, unknown, unknown]>([
		['customer_id', 'x'.repeat(255), 'x'.repeat(256)],
		['name', 'é'.repeat(150), 'é'.repeat(151)],
		['name', '王小明', '王小'],
		['amount', 2, 1.99],
		['currency', 'USD', 'EUR'],
		[
			'callback',
			`https://shop.example.com/${'x'.repeat(225)}`,
			`https://shop.example.com/${'x'.repeat(226)}`,
		],
		[
			'callback',
			`https://shop.example.com/${'x'.repeat(5)}`,
			`https://shop.example.com/${'x'.repeat(4)}`,
		],
		['document', '11222333000181', '1122233300018'],
		['max_installments', 12, 13],
		['max_installments', 1, 0],
		['address.address_1', 'x'.repeat(56), 'x'.repeat(57)],
		['address.address_1', 'xxx', 'xx'],
		['address.number', '1'.repeat(10), '1'.repeat(11)],
		['address.address_2', 'x'.repeat(40), 'x'.repeat(41)],
		['address.neighborhood', 'x'.repeat(30), 'x'.repeat(31)],
		['address.city', 'São', 'Sã'],
		['address.state', 'TO', 'XX'],
	])('takes %s %j and not %j', async (field, last, beyond) => {
		const path = field.startsWith('address') ? '/v1/boleto' : '/v1/credit_card';
		const whole = { ...commonV1(), max_installments: 1, address: boletoAddress };
		const refused = await post(path, changed(whole, field, beyond));
		expect(refusedFields(refused)).toEqual([field]);
		expect((await post(path, changed(whole, field, last))).status).toBe(200);
	});
});

describe('a v1 payout at SmartFastPay', () => {
	const pix = { key: 'ana@example.com' };
	const account = { name: 'Ana', code: '341', agency: '1243', account: '1-2' };
	const colombian = { country: 'COL', currency: 'COP', document: '12345678901' };

	it.each<[string, object, string[]]>([
		['a pix key', { pix }, []],
		['a bank account', { bank: account }, []],
		['a method and its block', { payout_method: 'pix', pix }, []],
		['neither', {}, ['pix']],
		['both', { pix, bank: account }, ['pix']],
		['a method without its block', { payout_method: 'bank_transfer', pix }, ['bank']],
		['half an account', { bank: { ...account, agency: undefined } }, ['bank.agency']],
		['a phone in Colombia', { ...colombian, phone: '573000000000' }, []],
		['no phone in Colombia', colombian, ['phone']],
		[
			'pesos without a country',
			{ ...colombian, country: undefined, phone: '573000000000' },
			['country'],
		],
		[
			'Colombia without pesos',
			{ ...colombian, currency: undefined, phone: '573000000000' },
			['currency'],
		],
		['a phone with +', { ...colombian, phone: '+573000000000' }, ['phone']],
		[
			'14 digits in Colombia',
			{ ...colombian, phone: '573000000000', document: '1'.repeat(14) },
			['document'],
		],
	])('to %s', async (_name, more, fields) => {
		const answer = await post('/v1/payout', { ...commonV1(), ...more });
		expect(refusedFields(answer)).toEqual(fields);
		expect(storedIds().includes('new')).toBe(fields.length === 0);
	});
});
