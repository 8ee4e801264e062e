import type { FastifyInstance } from 'fastify';
import { give, pathOf } from '../core/simulation.mts';
import { object, text } from '../core/validation.mts';
import { answers, refuse } from './answers.mts';
import { minimumTransfer, transferFee } from './disbursements.mts';
import { outcomeByAccountNumber, quickSuccess, showView, transferView } from './moneyOut.mts';
import type { Channel } from './moneyOut.mts';
import { mainAccount } from './seed.mts';
import type { NewMoneyOut, Store } from './store.mts';

/** The calls that move money out: each must be signed, and each takes a reference that has not been used before. */

type Amount = number | string | { value: string };

interface MoneyOutBody {
	account_id?: string;
	reference_number: string;
	amount: Amount;
	bank_code?: string;
	bank_account_number?: string;
	notes?: string;
}

const decimalText = { type: 'string', pattern: '^\\d+(\\.\\d{1,2})?$' };
const amountObject = object(['value', 'currency'], {
	value: decimalText,
	currency: { const: 'IDR' },
});
/** Two pages disagree on the length (32 and 64); the endpoint's own says 32. */
const reference = text(1, 32);

/** The amount is a number, an object or a string, depending on the endpoint. */
const transfer = object(
	['account_id', 'reference_number', 'amount', 'bank_code', 'bank_account_number'],
	{
		account_id: text(1, 50),
		reference_number: reference,
		amount: { type: 'number', minimum: minimumTransfer },
		bank_code: { type: 'string', pattern: '^(\\d{3}|[A-Z0-9]{8}([A-Z0-9]{3})?)$' },
		bank_account_number: { type: 'string', pattern: '^\\d{6,30}$' },
		notes: text(0, 100),
	},
);
const topUp = object(['account_id', 'reference_number', 'amount'], {
	account_id: text(1, 50),
	reference_number: reference,
	amount: amountObject,
});
const qrisPayment = object(['account_id', 'reference_number', 'amount'], {
	account_id: text(1, 50),
	reference_number: reference,
	amount: decimalText,
});
/** For the endpoints whose body no page shows. */
const undocumented = object(['reference_number', 'amount'], {
	account_id: text(1, 50),
	reference_number: reference,
	amount: { anyOf: [{ type: 'number', exclusiveMinimum: 0 }, decimalText, amountObject] },
});

const endpoints: { path: string; channel: Channel; body: object }[] = [
	{ path: '/api/v2.0/disbursement/transfer', channel: 'disbursement', body: transfer },
	{ path: '/api/v2.0/ewallet/trigger-topup', channel: 'ewallet', body: topUp },
	{ path: '/api/v2.0/qris/issuer/mpm/payment-credit', channel: 'qris', body: qrisPayment },
	{
		path: '/api/v1.0/account-transfer/:account_id/transfer',
		channel: 'account-transfer',
		body: undocumented,
	},
	{ path: '/api/v1.0/cardless-withdrawals/create', channel: 'cardless', body: undocumented },
	{ path: '/api/v2.0/direct-debit/charge', channel: 'direct-debit', body: undocumented },
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
				if ('refused' in result) return give(reply, refuse(path, result.refused));
				const view = path.startsWith('/api/v2') ? transferView : showView;
				return answers.success(path, view(result.posted, now()));
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
		reference: body.reference_number,
		amount: amountOf(body.amount),
		fee: channel === 'disbursement' ? transferFee : 0,
		bank: toBank
			? { code, name: 'BCA', account_name: 'Budi Example', account_number: accountNumber }
			: null,
		notes: body.notes ?? '',
		outcome: toBank ? outcomeByAccountNumber(accountNumber, postedAt) : quickSuccess(postedAt),
	};
}

function amountOf(amount: Amount): number {
	return Number(typeof amount === 'object' ? amount.value : amount);
}
