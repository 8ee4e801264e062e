import type { FastifyInstance } from 'fastify';
import { freshReference } from '../core/payments.mts';
import { give, pathOf } from '../core/simulation.mts';
import { object, text } from '../core/validation.mts';
import type { StoredRecord } from '../types.mts';
import { answers, refuse } from './answers.mts';
import { minimumTransfer, transferFee } from './disbursements.mts';
import { outcomeByAccountNumber, quickSuccess, rowView, transferView } from './moneyOut.mts';
import type { Channel, MoneyOut, Outcome } from './moneyOut.mts';
import { mainAccount } from './seed.mts';
import type { NewMoneyOut, Store } from './store.mts';

/** The calls that move money out: each must be signed, and each takes a reference that has not been used before. */

type Amount = number | string | { value: string };

interface MoneyOutBody {
	account_id?: string;
	reference_number?: string;
	merchant_ref_no?: string;
	merchant_reference?: string;
	amount: Amount;
	bank_code?: string;
	bank_account_number?: string;
	ewallet_code?: string;
	customer_number?: string;
	qr_data?: string;
	beneficiary_account_number?: string;
	notes?: string;
}

const decimalText = { type: 'string', pattern: '^\\d+(\\.\\d{1,2})?$' };
const rupiahNumber = { type: 'number', exclusiveMinimum: 0 };

/** The amount is a number, an object or a string, depending on the endpoint; at QRIS codes two pages disagree. */
const bodies = {
	// Its own page says 32 characters, the description 64.
	transfer: object(
		['account_id', 'reference_number', 'amount', 'bank_code', 'bank_account_number'],
		{
			account_id: text(1, 50),
			reference_number: text(1, 32),
			amount: { type: 'number', minimum: minimumTransfer },
			bank_code: { type: 'string', pattern: '^(\\d{3}|[A-Z0-9]{8}([A-Z0-9]{3})?)$' },
			bank_account_number: { type: 'string', pattern: '^\\d{6,30}$' },
			notes: text(0, 100),
		},
	),
	topUp: object(['account_id', 'reference_number', 'ewallet_code', 'customer_number', 'amount'], {
		account_id: text(1, 50),
		reference_number: text(1, 64),
		ewallet_code: { enum: ['DANA', 'OVO', 'GOPAY', 'SHOPEEPAY', 'SINGAPAY'] },
		customer_number: { type: 'string', pattern: '^\\d{10,15}$' },
		amount: object(['value', 'currency'], { value: decimalText, currency: { const: 'IDR' } }),
	}),
	qrisPayment: object(['account_id', 'reference_number', 'amount', 'qr_data', 'customer_name'], {
		account_id: text(1, 50),
		reference_number: text(1, 64),
		amount: { anyOf: [rupiahNumber, decimalText] },
		qr_data: text(1, 500),
		customer_name: text(1, 100),
	}),
	accountTransfer: object(['amount', 'beneficiary_account_number'], {
		amount: { type: 'number', minimum: 1 },
		beneficiary_account_number: { type: 'string', pattern: '^\\d{12}$' },
		merchant_ref_no: text(1, 191),
	}),
	cardless: object(
		['account_id', 'reference_number', 'customer_name', 'customer_id', 'amount', 'vendor_code'],
		{
			account_id: text(1, 50),
			reference_number: text(1, 64),
			customer_name: text(),
			customer_id: text(),
			amount: { type: 'number', minimum: 50_000, maximum: 1_000_000, multipleOf: 50_000 },
			vendor_code: { const: 'CLWD_BRI' },
		},
	),
	directDebit: object(['account_id', 'binding_id', 'merchant_reference', 'amount'], {
		account_id: text(1, 50),
		binding_id: text(),
		merchant_reference: text(1, 100),
		amount: { type: 'number', minimum: 10_000 },
	}),
};

const endpoints: { path: string; channel: Channel; body: object }[] = [
	{ path: '/api/v2.0/disbursement/transfer', channel: 'disbursement', body: bodies.transfer },
	{ path: '/api/v2.0/ewallet/trigger-topup', channel: 'ewallet', body: bodies.topUp },
	{
		path: '/api/v2.0/qris/issuer/mpm/payment-credit',
		channel: 'qris',
		body: bodies.qrisPayment,
	},
	{
		path: '/api/v1.0/account-transfer/:account_id/transfer',
		channel: 'account-transfer',
		body: bodies.accountTransfer,
	},
	{ path: '/api/v1.0/cardless-withdrawals/create', channel: 'cardless', body: bodies.cardless },
	{ path: '/api/v2.0/direct-debit/charge', channel: 'direct-debit', body: bodies.directDebit },
];

export function addMoneyOut(scope: FastifyInstance, store: Store, now: () => number): void {
	for (const { path: url, channel, body: schema } of endpoints) {
		scope.post<{ Params: { account_id?: string }; Body: MoneyOutBody }>(
			url,
			{ schema: { body: schema }, config: { signed: true } },
			(request, reply) => {
				const path = pathOf(request);
				const { body, params } = request;
				const accountId = params.account_id ?? body.account_id ?? mainAccount;
				if (!store.hasAccount(accountId)) return give(reply, refuse(path, 'SP020'));
				const result = store.post(moneyOut(channel, accountId, body, now()));
				if ('posted' in result) return answers.success(path, createdView(result.posted, now()));
				// A transfer that is repeated is answered with the first one; nothing moves.
				if (result.refused === 'SP004' && channel === 'account-transfer')
					return answers.success(path, rowView(result.first, now()));
				return give(reply, refuse(path, result.refused));
			},
		);
	}
	// Published as the current path, answers "not found" in the sandbox; the one under v1.0 works.
	scope.post('/api/v2.0/disbursement/check-beneficiary', (request, reply) =>
		give(reply, answers.notFound(pathOf(request))),
	);
}

function moneyOut(
	channel: Channel,
	accountId: string,
	body: MoneyOutBody,
	postedAt: number,
): NewMoneyOut {
	const { bank_code: code, bank_account_number: accountNumber } = body;
	const toBank = channel === 'disbursement' && code !== undefined && accountNumber !== undefined;
	return {
		channel,
		accountId,
		reference:
			body.reference_number ??
			body.merchant_ref_no ??
			body.merchant_reference ??
			`AM-${postedAt}-${freshReference()}`,
		amount: amountOf(body.amount),
		fee: fees[channel] ?? 0,
		bank: toBank
			? { code, name: 'BCA', account_name: 'Budi Example', account_number: accountNumber }
			: null,
		payee: payeeOf(channel, body),
		notes: body.notes ?? '',
		outcome: toBank
			? outcomeByAccountNumber(accountNumber, postedAt)
			: outcomeOf(channel, postedAt),
	};
}

/** As one merchant pays them (second sheet, section 7); for the others none is documented. */
const fees: Partial<Record<Channel, number>> = { disbursement: transferFee, ewallet: 2500 };

/** Between two accounts money moves at once; cash waits until it is fetched. */
function outcomeOf(channel: Channel, postedAt: number): Outcome | null {
	if (channel === 'cardless') return null;
	const quick = quickSuccess(postedAt);
	return channel === 'account-transfer' ? { ...quick, at: postedAt } : quick;
}

function payeeOf(channel: Channel, body: MoneyOutBody): StoredRecord {
	switch (channel) {
		case 'ewallet':
			return {
				ewallet: {
					code: body.ewallet_code,
					customer_number: body.customer_number,
					customer_name: 'Budi Example',
				},
			};
		case 'qris':
			return { qr_data: body.qr_data, type: 'mpm-dynamic', scope: 'issuer' };
		case 'account-transfer':
			return { beneficiary: { account_number: body.beneficiary_account_number } };
		default:
			return {};
	}
}

/** What the call that creates one answers. */
function createdView(money: MoneyOut, now: number): StoredRecord {
	switch (money.channel) {
		case 'account-transfer':
			return rowView(money, now);
		case 'cardless':
			return {
				...transferView(money, now),
				transaction_status: undefined,
				otp_number: '123456',
				status: '01',
				balance_after: '0',
			};
		case 'direct-debit':
			return {
				transaction_id: money.transactionId,
				account_id: money.accountId,
				merchant_reference: money.reference,
				amount: money.amount,
				currency: 'IDR',
				status: 'PENDING',
				requires_otp: false,
			};
		default:
			return transferView(money, now);
	}
}

function amountOf(amount: Amount): number {
	return Number(typeof amount === 'object' ? amount.value : amount);
}
