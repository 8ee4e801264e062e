import type { NextActionFacts } from '../../../lib/providers/contract';
import { noAction } from '../../../lib/providers/nextAction';
import { subjects } from '../../support/subjects.mts';

const next = (id: keyof typeof subjects, method: string, record: unknown): unknown => {
	const form = subjects[id].provider.forms.creates.find(
		(each) => each.id === method && each.resource !== 'payout',
	);
	if (form?.nextAction === undefined) throw new Error(`${id} has no ${method} to be paid`);
	return form.nextAction(record);
};

type Case = readonly [
	what: string,
	method: string,
	record: unknown,
	expected: Partial<NextActionFacts>,
];

const emv = '00020126580014br.gov.bcb.pix';

describe('what the payer of a SmartFastPay payment does next', () => {
	const bank = {
		name: 'Banco Example',
		code: '341',
		agency: '1243',
		account: '12345-6',
		account_operation: '013',
		document: '12345678000195',
		beneficiary: 'SmartFastPay',
	};

	it.each<Case>([
		[
			'scans the code of a PIX payment, until a moment in Unix seconds',
			'pix',
			{ id: 'p-1', expires_in: 1_727_126_892, payment: { method: 'pix', qr_code: emv } },
			{ type: 'qr', qrText: emv, expiresAt: 1_727_126_892_000 },
		],
		[
			'scans the code of version 1',
			'pix',
			{ payment: { method: 'pix' }, pix: { qrcode: emv, reference: emv, beneficiary: 'S' } },
			{ type: 'qr', qrText: emv },
		],
		[
			'opens the page of a boleto, or pays by its digits',
			'boleto',
			{ payment: { method: 'boleto', url: 'https://b.example.com/1', bar_code: '34191790010' } },
			{ type: 'redirect', url: 'https://b.example.com/1', account: '34191790010' },
		],
		[
			'pays a boleto by its digits, where it has no page',
			'boleto',
			{ payment: { method: 'boleto', bar_code: '34191790010' } },
			{ type: 'transfer', account: '34191790010' },
		],
		[
			'opens the boleto of version 1, whose end stands in it as text',
			'boleto',
			{ boleto: { url: 'https://b.example.com/1', code: '34191', expired_at: '1620575069' } },
			{
				type: 'redirect',
				url: 'https://b.example.com/1',
				account: '34191',
				expiresAt: 1_620_575_069_000,
			},
		],
		[
			'pays into an account',
			'bankTransfer',
			{ payment: { method: 'bank_transfer', ...bank } },
			{
				type: 'transfer',
				account: '12345-6',
				bank: 'Banco Example',
				branch: '1243',
				holder: 'SmartFastPay',
			},
		],
		[
			'pays into the account of version 1, whose bank may be a code',
			'bankTransfer',
			{ payment: { method: 'bank_transfer' }, bank: { ...bank, name: '' } },
			{ type: 'transfer', account: '12345-6', bank: '341', branch: '1243', holder: 'SmartFastPay' },
		],
		[
			'opens the page of a bank in India',
			'bankTransfer',
			{ payment: { method: 'bank_transfer', url: 'https://pay.example.com/1' } },
			{ type: 'redirect', url: 'https://pay.example.com/1' },
		],
		[
			'opens the page for the card',
			'card',
			{
				expires_in: 1_727_126_892,
				payment: { method: 'credit_card' },
				credit_card: { url: 'https://c.example.com/1' },
			},
			{ type: 'redirect', url: 'https://c.example.com/1', expiresAt: 1_727_126_892_000 },
		],
		[
			'opens the hosted checkout',
			'checkout',
			{ url: 'https://checkout.example.com/v1/1' },
			{ type: 'redirect', url: 'https://checkout.example.com/v1/1' },
		],
		['has nothing to do where the answer names nothing', 'wallet', { id: 'p-1' }, {}],
		['never opens what is no page', 'checkout', { url: 'javascript:alert(1)' }, {}],
		['never takes a duration for a moment', 'pix', { expires_in: 3600 }, {}],
		['has nothing to do without a record', 'pix', null, {}],
	])('%s', (_what, method, record, expected) => {
		expect(next('smartFastPay', method, record)).toEqual({ ...noAction, ...expected });
	});
});

describe('what the payer of a PaySecurez payment does next', () => {
	const url = 'https://checkout.example.com/txn_1';

	it.each<Case>([
		['opens the page', 'checkout', { checkoutUrl: url }, { type: 'redirect', url }],
		['has no page at a direct method', 'checkout', { transactionId: 'txn_1' }, {}],
		['has no page where it is null', 'checkout', { checkoutUrl: null }, {}],
	])('%s', (_what, method, record, expected) => {
		expect(next('paySecurez', method, record)).toEqual({ ...noAction, ...expected });
	});
});

describe('what the payer of a Singapay payment does next', () => {
	const account = {
		id: '01J5XW8LD0VA00000000EXMP01',
		number: '7000000000000001',
		name: 'Order 1',
		bank: { short_name: 'BRI', number: '002', swift_code: 'BRINIDJA' },
	};
	const page = 'https://pay.example.com/1';
	const moment = Date.UTC(2026, 7, 21, 15);
	const transfer = {
		type: 'transfer',
		account: '7000000000000001',
		bank: 'BRI',
		holder: 'Order 1',
	} as const;

	it.each<Case>([
		[
			'pays into the virtual account, until a moment in milliseconds',
			'virtualAccount',
			{ ...account, expired_at: moment },
			{ ...transfer, expiresAt: moment },
		],
		[
			'the same as text',
			'virtualAccount',
			{ ...account, expired_at: String(moment) },
			{ ...transfer, expiresAt: moment },
		],
		[
			'pays into a permanent account at any time',
			'virtualAccount',
			{ ...account, expired_at: null },
			transfer,
		],
		['has no account without a number', 'virtualAccount', { ...account, number: '' }, {}],
		[
			'scans the code',
			'qris',
			{ id: 42, qr_data: emv, expired_at: '2026-08-21T22:00:00+07:00' },
			{ type: 'qr', qrText: emv, expiresAt: moment },
		],
		[
			'scans the code until a time of Jakarta, where it has no zone',
			'qris',
			{ id: 42, qr_data: emv, expired_at: '2026-08-21 22:00:00' },
			{ type: 'qr', qrText: emv, expiresAt: moment },
		],
		['has no code', 'qris', { id: 42, qr_data: null }, {}],
		[
			'opens the page of the wallet',
			'ewallet',
			{ checkout_url: page, checkout_url_app: 'https://app.example.com/1' },
			{ type: 'redirect', url: page },
		],
		[
			'opens the address for phones where there is no other',
			'ewallet',
			{ checkout_url: null, checkout_url_app: page },
			{ type: 'redirect', url: page },
		],
		['is asked on the phone by OVO', 'ewallet', { checkout_url: null, checkout_url_app: null }, {}],
		[
			'opens the link',
			'link',
			{ id: 189, payment_url: page, expired_at: '2026-08-21T22:00:00+07:00' },
			{ type: 'redirect', url: page, expiresAt: moment },
		],
		[
			'confirms a direct debit on the page of the bank',
			'directDebit',
			{ status: 'PENDING_OTP', web_redirect_url: page },
			{ type: 'redirect', url: page },
		],
		['has nothing to confirm', 'directDebit', { status: 'SUCCESS', web_redirect_url: null }, {}],
	])('%s', (_what, method, record, expected) => {
		expect(next('singapay', method, record)).toEqual({ ...noAction, ...expected });
	});
});
