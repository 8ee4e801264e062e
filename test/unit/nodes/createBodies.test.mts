import { isDeepStrictEqual } from 'node:util';

import type { CreateForm } from '../../../lib/providers/contract';
import type { subjects } from '../../support/subjects.mts';
import { bodyOf, createForm, type Entered, everyCreate, read } from '../../support/createForms.mts';

/**
 * What is sent when every field is filled in, written by hand from the sheets (create-bodies.md 1 to 3, singapay-2.md 6), so that
 * nothing of it follows from the code. The reference is put into it afterwards.
 */

interface Sample {
	readonly of: readonly [
		provider: keyof typeof subjects,
		resource: CreateForm['resource'],
		method: string,
	];
	readonly entered: Entered;
	readonly body: object;
	/** Of the endpoint, where the path holds what was entered. */
	readonly path: string;
}

const account = '01J5XW8LD0R6M9CJEXAMPLE01';
const notify = 'https://n8n.example.com/webhook/payments';
const thanks = 'https://shop.example.com/thanks';

const person = {
	customerId: 'cust-1',
	customerName: 'José Ñandú',
	customerEmail: 'jose@example.com',
	customerPhone: '+55 11 90000-0000',
	birthdate: '1990-01-31',
	documentType: 'CPF',
	documentNumber: '529.982.247-25',
};
const personSent = {
	id: 'cust-1',
	name: 'José Ñandú',
	email: 'jose@example.com',
	phone: '+5511900000000',
	birthdate: '01-31-1990',
	document: { type: 'CPF', number: '52998224725' },
};
const home = {
	street: 'Rua São João',
	houseNumber: '100',
	addressLine2: 'Apto 4',
	neighborhood: 'Centro',
	city: 'São Paulo',
	state: 'SP',
	postalCode: '01503-000',
	addressCountry: 'bra',
};
const homeSent = {
	address_1: 'Rua São João',
	number: '100',
	address_2: 'Apto 4',
	neighborhood: 'Centro',
	city: 'São Paulo',
	state: 'SP',
	postal_code: '01503-000',
	country_code: 'BRA',
};
const shop = { notificationUrl: notify, storeBranch: 'Shop 1' };
const shopSent = { notification_url: notify, branch: 'Shop 1' };
const returns = { redirectUrl: thanks };
const returnsSent = { redirect_url: thanks };

const brazilian = (method: string): object => ({
	country: 'BRA',
	payment_method: method,
	transaction: { currency: 'BRL', amount: 12.61 },
});
const colombian = (method: string): object => ({
	country: 'COL',
	payment_method: method,
	transaction: { currency: 'COP', amount: 12.61 },
});
const cc = { documentType: 'CC', documentNumber: '1234567890' };
const ccSent = { document: { type: 'CC', number: '1234567890' } };

const smartFastPay: readonly Sample[] = [
	...['pix', 'picpay'].map((method): Sample => ({
		of: ['smartFastPay', 'payment', method],
		path: '/v2/payin',
		entered: { amount: '12.61', ...person, ...shop, ...returns },
		body: { customer: personSent, ...shopSent, ...returnsSent, ...brazilian(method) },
	})),
	{
		of: ['smartFastPay', 'payment', 'boleto'],
		path: '/v2/payin',
		entered: { amount: 12.61, ...person, ...home, ...shop, ...returns },
		body: {
			customer: { ...personSent, address: homeSent },
			...shopSent,
			...returnsSent,
			...brazilian('boleto'),
		},
	},
	{
		of: ['smartFastPay', 'payment', 'bankTransfer'],
		path: '/v2/payin',
		entered: {
			amount: '12.61',
			country: 'BRA',
			currency: 'BRL',
			...person,
			...home,
			...shop,
			...returns,
		},
		body: {
			customer: { ...personSent, address: homeSent },
			...shopSent,
			...returnsSent,
			...brazilian('bank_transfer'),
		},
	},
	{
		of: ['smartFastPay', 'payment', 'wallet'],
		path: '/v2/payin',
		entered: {
			amount: '2000',
			country: 'PER',
			currency: 'PEN',
			...person,
			documentType: 'DNI',
			documentNumber: '12345678',
			...shop,
			...returns,
		},
		body: {
			customer: { ...personSent, document: { type: 'DNI', number: '12345678' } },
			...shopSent,
			...returnsSent,
			country: 'PER',
			payment_method: 'wallet',
			transaction: { currency: 'PEN', amount: 2000 },
		},
	},
	{
		of: ['smartFastPay', 'payment', 'pse'],
		path: '/v2/payin',
		entered: {
			amount: '12.61',
			...person,
			...cc,
			...home,
			payerBankCode: '1007',
			...shop,
			...returns,
		},
		body: {
			customer: { ...personSent, ...ccSent, address: homeSent },
			extra: { bank_code: '1007' },
			...shopSent,
			...returnsSent,
			...colombian('pse'),
		},
	},
	{
		of: ['smartFastPay', 'payment', 'transfiya'],
		path: '/v2/payin',
		entered: { amount: '12.61', ...person, ...cc, ...shop, ...returns },
		body: {
			customer: { ...personSent, ...ccSent },
			...shopSent,
			...returnsSent,
			...colombian('transfiya'),
		},
	},
	{
		of: ['smartFastPay', 'payment', 'other'],
		path: '/v2/payin',
		entered: {
			providerMethod: 'nequi',
			country: 'col',
			currency: 'cop',
			amount: '12.61',
			...person,
			...cc,
			...home,
			payerBankCode: '1007',
			...shop,
			...returns,
		},
		body: {
			customer: { ...personSent, ...ccSent, address: homeSent },
			extra: { bank_code: '1007' },
			...shopSent,
			...returnsSent,
			...colombian('nequi'),
		},
	},
	{
		of: ['smartFastPay', 'payment', 'checkout'],
		path: '/v2/transaction/checkout',
		entered: {
			country: 'BRA',
			currency: 'BRL',
			amount: '100.00',
			...person,
			...home,
			...shop,
			...returns,
		},
		body: {
			customer: { ...personSent, address: homeSent },
			...shopSent,
			...returnsSent,
			country: 'BRA',
			transaction: { currency: 'BRL', amount: 100 },
		},
	},
	{
		of: ['smartFastPay', 'payment', 'card'],
		path: '/credit_card',
		entered: {
			currency: 'BRL',
			amount: '300.10',
			maxInstallments: '12',
			customerId: 'cust-1',
			customerName: 'Jane Doe',
			customerEmail: 'jane@example.com',
			documentNumber: '11.222.333/0001-81',
			...shop,
			...returns,
		},
		body: {
			customer_id: 'cust-1',
			name: 'Jane Doe',
			email: 'jane@example.com',
			document: '11222333000181',
			amount: 300.1,
			currency: 'BRL',
			max_installments: 12,
			callback: notify,
			branch: 'Shop 1',
			transaction: { redirect: { url: thanks } },
		},
	},
	{
		of: ['smartFastPay', 'payout', 'pix'],
		path: '/v2/payout',
		entered: { amount: '12.61', pixKey: '12345678909', ...person, ...shop },
		body: {
			customer: personSent,
			transfer: { value: '12345678909' },
			...shopSent,
			...brazilian('pix'),
		},
	},
	{
		of: ['smartFastPay', 'payout', 'bankTransfer'],
		path: '/v2/payout',
		entered: {
			country: 'PER',
			currency: 'PEN',
			amount: '12.61',
			...person,
			documentType: 'DNI',
			documentNumber: '12345678',
			bankCode: '002',
			bankAccountNumber: '00200000000000000001',
			bankAccountType: 'SAVINGS',
			...shop,
		},
		body: {
			customer: { ...personSent, document: { type: 'DNI', number: '12345678' } },
			bank_transfer: {
				bank_code: '002',
				bank_account_number: '00200000000000000001',
				bank_account_type: 'SAVINGS',
			},
			...shopSent,
			country: 'PER',
			payment_method: 'bank_transfer',
			transaction: { currency: 'PEN', amount: 12.61 },
		},
	},
	{
		of: ['smartFastPay', 'payout', 'mobileMoney'],
		path: '/v2/payout',
		entered: { amount: '12.61', ...person, ...cc, walletNumber: '+593 000000000', ...shop },
		body: {
			customer: { ...personSent, ...ccSent },
			transfer: { value: '593000000000' },
			...shopSent,
			country: 'ECU',
			payment_method: 'mobile_money',
			transaction: { currency: 'USD', amount: 12.61 },
		},
	},
	{
		of: ['smartFastPay', 'payout', 'other'],
		path: '/v2/payout',
		entered: {
			providerMethod: 'transfiya',
			country: 'COL',
			currency: 'COP',
			amount: '12.61',
			...person,
			...cc,
			destination: '573000000000',
			bankCode: '1007',
			bankAccountNumber: '000123',
			bankAccountType: 'CHECKING',
			...shop,
		},
		body: {
			customer: { ...personSent, ...ccSent },
			transfer: { value: '573000000000' },
			bank_transfer: {
				bank_code: '1007',
				bank_account_number: '000123',
				bank_account_type: 'CHECKING',
			},
			...shopSent,
			...colombian('transfiya'),
		},
	},
];

const paySecurez: readonly Sample[] = [
	{
		of: ['paySecurez', 'payment', 'checkout'],
		path: '/api/v1/transactions',
		entered: {
			amount: '100.50',
			currency: 'eur',
			transactionAction: 'PAYMENT',
			statementDescriptor: 'My Store',
			notificationUrl: notify,
			successUrl: thanks,
			pendingUrl: 'https://shop.example.com/pending',
			failureUrl: 'https://shop.example.com/sorry',
			description: 'Order 1',
			ipAddress: '203.0.113.5',
			customerId: 'CUST-1',
			firstName: '太郎',
			lastName: '山田',
			customerEmail: 'taro@example.com',
			customerPhone: '+81 3-0000-0000',
			category: 'INDIVIDUAL',
			documentType: 'PASSPORT',
			documentNumber: 'X1234567',
			pixKeyType: 'CPF',
			pixKey: '12345678909',
			street: '100 Main Street',
			city: 'Springfield',
			state: 'IL',
			postalCode: '62701',
			addressCountry: 'us',
			providerMethod: 'CARD',
			payerBankCode: 'HDFC',
			accountHolder: 'Jane Doe',
			accountNumber: '000123456789',
			ifscCode: 'HDFC0000001',
			iban: 'DE02120300000000202051',
			bic: 'BYLADEM1001',
			userDefinedField1: 'one',
			userDefinedField2: 'two',
			userDefinedField3: 'three',
		},
		body: {
			transactionAction: 'PAYMENT',
			amount: 100.5,
			currency: 'EUR',
			statementDescriptor: 'My Store',
			successUrl: thanks,
			callbackUrl: notify,
			pendingUrl: 'https://shop.example.com/pending',
			failureUrl: 'https://shop.example.com/sorry',
			description: 'Order 1',
			ipAddress: '203.0.113.5',
			userDefinedField1: 'one',
			userDefinedField2: 'two',
			userDefinedField3: 'three',
			billing: {
				firstName: '太郎',
				lastName: '山田',
				email: 'taro@example.com',
				customerReference: 'CUST-1',
				phone: '+81300000000',
				category: 'INDIVIDUAL',
				documentNumber: 'X1234567',
				idType: 'PASSPORT',
				pixKey: '12345678909',
				pixKeyType: 'CPF',
				streetAddress: '100 Main Street',
				city: 'Springfield',
				state: 'IL',
				country: 'US',
				postcode: '62701',
			},
			payment: {
				paymentMethod: 'CARD',
				holder: 'Jane Doe',
				bank: 'HDFC',
				accountNumber: '000123456789',
				ifscCode: 'HDFC0000001',
				iban: 'DE02120300000000202051',
				bic: 'BYLADEM1001',
			},
		},
	},
];

const customer = {
	customerName: 'Siti Rahayu',
	customerEmail: 'siti@example.com',
	customerPhone: '0812-3456-7890',
};
const customerSent = {
	customer_name: 'Siti Rahayu',
	customer_email: 'siti@example.com',
	customer_phone: '081234567890',
};
const until = '2026-12-31T23:59:59+07:00';
const untilSent = '2026-12-31T16:59:59Z';

const singapay: readonly Sample[] = [
	{
		of: ['singapay', 'payment', 'virtualAccount'],
		path: `/api/v1.0/virtual-accounts/${account}`,
		entered: {
			accountId: account,
			bank: 'BRI',
			virtualAccountKind: 'temporary',
			amountType: 'closed',
			amount: '50000',
			expiresAt: until,
			maxUsage: '1',
			displayName: 'Order 1',
		},
		body: {
			bank_code: 'BRI',
			kind: 'temporary',
			amount_type: 'closed',
			amount: 50_000,
			expired_at: String(Date.UTC(2026, 11, 31, 16, 59, 59)),
			max_usage: 1,
			name: 'Order 1',
		},
	},
	{
		of: ['singapay', 'payment', 'virtualAccount'],
		path: `/api/v1.0/virtual-accounts/${account}`,
		entered: {
			accountId: account,
			bank: 'MANDIRI',
			virtualAccountKind: 'permanent',
			amountType: 'open',
			minAmount: '10000',
			maxAmount: '500000.00',
		},
		body: {
			bank_code: 'MANDIRI',
			kind: 'permanent',
			amount_type: 'open',
			min_amount: 10_000,
			max_amount: 500_000,
		},
	},
	{
		of: ['singapay', 'payment', 'qris'],
		path: `/api/v1.0/qris-dynamic/${account}/generate-qr`,
		entered: { accountId: account, amount: '50000', expiresAt: until },
		body: { amount: 50_000, expired_at: untilSent },
	},
	{
		of: ['singapay', 'payment', 'ewallet'],
		path: '/api/v2.0/ewallet-native/create-order',
		entered: {
			accountId: account,
			amount: '50000',
			ewalletVendor: 'EWALLET_OVO',
			...customer,
			expiresAt: until,
			redirectUrl: thanks,
		},
		body: {
			account_id: account,
			amount: 50_000,
			ewallet_vendor: 'EWALLET_OVO',
			...customerSent,
			expired_at: untilSent,
			merchant_redirect_url: thanks,
		},
	},
	{
		of: ['singapay', 'payment', 'directDebit'],
		path: '/api/v2.0/direct-debit/charge',
		entered: {
			accountId: account,
			amount: '50000',
			bindingId: 'binding-1',
			description: 'Order 1',
		},
		body: {
			account_id: account,
			amount: 50_000,
			binding_id: 'binding-1',
			description: 'Order 1',
		},
	},
	{
		of: ['singapay', 'payout', 'bankTransfer'],
		path: '/api/v2.0/disbursement/transfer',
		entered: {
			accountId: account,
			amount: '50000',
			bankCode: '014',
			bankAccountNumber: '1000123456',
			notes: 'Refund of order 1',
		},
		body: {
			account_id: account,
			amount: 50_000,
			bank_code: '014',
			bank_account_number: '1000123456',
			notes: 'Refund of order 1',
		},
	},
	{
		of: ['singapay', 'payout', 'ewallet'],
		path: '/api/v2.0/ewallet/trigger-topup',
		entered: {
			accountId: account,
			amount: '50000',
			ewalletCode: 'GOPAY',
			walletNumber: '0812 0000 0000',
			notes: 'Refund of order 1',
		},
		body: {
			account_id: account,
			amount: { value: '50000.00', currency: 'IDR' },
			ewallet_code: 'GOPAY',
			customer_number: '081200000000',
			notes: 'Refund of order 1',
		},
	},
	{
		of: ['singapay', 'payout', 'accountTransfer'],
		path: `/api/v1.0/account-transfer/${account}/transfer`,
		entered: {
			accountId: account,
			amount: '50000.00',
			beneficiaryAccountNumber: '100000000002',
		},
		body: { amount: 50_000, beneficiary_account_number: '100000000002' },
	},
	{
		of: ['singapay', 'payout', 'cardlessWithdrawal'],
		path: '/api/v1.0/cardless-withdrawals/create',
		entered: {
			accountId: account,
			amount: '100000',
			customerName: 'Siti Rahayu',
			customerId: 'CUST-1',
		},
		body: {
			account_id: account,
			amount: 100_000,
			customer_name: 'Siti Rahayu',
			customer_id: 'CUST-1',
			vendor_code: 'CLWD_BRI',
		},
	},
	{
		of: ['singapay', 'payout', 'qris'],
		path: '/api/v2.0/qris/issuer/mpm/payment-credit',
		entered: {
			accountId: account,
			amount: '25000',
			qrText: '00020101021226570011ID.EXAMPLE.WWW',
			...customer,
			customerLocation: 'Jakarta',
		},
		body: {
			account_id: account,
			amount: 25_000,
			qr_data: '00020101021226570011ID.EXAMPLE.WWW',
			...customerSent,
			customer_location: 'Jakarta',
		},
	},
	{
		of: ['singapay', 'paymentLink', 'link'],
		path: `/api/v2.0/payment-link/${account}`,
		entered: {
			accountId: account,
			linkType: 'total',
			amount: '27000',
			description: 'Order 1',
			maxUsage: 0,
			expiresAt: until,
			allowedMethods: 'QRIS, VA_BRI',
			successUrl: thanks,
			expiredUrl: 'https://shop.example.com/expired',
			requirePhone: true,
			requireEmail: 'false',
			metadata: '{"order": 1}',
			...customer,
		},
		body: {
			payment_link_type: 'total',
			total_amount: 27_000,
			description: 'Order 1',
			max_usage: 0,
			expired_at: untilSent,
			whitelisted_payment_method: ['QRIS', 'VA_BRI'],
			success_redirect_url: thanks,
			expired_redirect_url: 'https://shop.example.com/expired',
			required_customer_number: true,
			required_customer_email: false,
			optional_metadata: { order: 1 },
			...customerSent,
		},
	},
	{
		of: ['singapay', 'paymentLink', 'link'],
		path: `/api/v2.0/payment-link/${account}`,
		entered: {
			accountId: account,
			linkType: 'items',
			items: '[{"name": "Photo", "quantity": 2, "unit_price": 15000}]',
		},
		body: {
			payment_link_type: 'items',
			items: [{ name: 'Photo', quantity: 2, unit_price: 15_000 }],
		},
	},
];

const samples = [...smartFastPay, ...paySecurez, ...singapay].map(
	(sample) => [sample.of.join(' '), sample] as const,
);

describe('the request with every field filled in', () => {
	it.each(samples)('%s', (_name, { of, entered, body, path }) => {
		const form = createForm(...of);
		const result = read(form, entered);
		expect(result.kind === 'invalid' ? result.explanation : undefined).toBeUndefined();
		expect(bodyOf(result)).toEqual(body);
		expect(result).toMatchObject({ path });
		expect(form.method).toBe('POST');
	});

	it('is written down for every method, with every field of it', () => {
		const written = everyCreate.map(([name, form]) => {
			const entered = samples
				.filter(([of]) => of === name)
				.flatMap(([, { entered: fields }]) => Object.keys(fields));
			return [name, form.fields.filter((field) => !entered.includes(field.name))] as const;
		});
		expect(written.filter(([, left]) => left.length > 0)).toEqual([]);
		const names = new Set(samples.map(([name]) => name));
		expect(isDeepStrictEqual(names, new Set(everyCreate.map(([name]) => name)))).toBe(true);
	});
});
