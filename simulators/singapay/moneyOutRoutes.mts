import type { FastifyInstance } from 'fastify';
import { freshReference } from '../core/payments.mts';
import { give, pathOf } from '../core/simulation.mts';
import type { FieldErrors } from '../core/simulation.mts';
import { hasErrors } from '../core/validation.mts';
import type { StoredRecord } from '../types.mts';
import { answers, refuse } from './answers.mts';
import type { SpCode } from './answers.mts';
import { bankOf } from './banks.mts';
import { topUpFee, transferFee } from './fees.mts';
import { quickSuccess, outcomeByAccountNumber, rowView, transferView } from './moneyOut.mts';
import type { Channel, MoneyOut, Outcome } from './moneyOut.mts';
import { amountOf, bodies, qrisErrors, walletErrors } from './moneyOutBodies.mts';
import type { MoneyOutBody } from './moneyOutBodies.mts';
import { debitId, directDebitView } from './directDebit.mts';
import { bankAccountName, bindings, walletName } from './payees.mts';
import { mainAccount } from './seed.mts';
import type { NewMoneyOut, Store } from './store.mts';

/** The calls that move money out: each must be signed, and each takes a reference that has not been used before. */

interface Endpoint {
	path: string;
	channel: Channel;
	body: object;
	signed?: false;
	/** What one field asks of another. */
	errorsOf?(body: MoneyOutBody): FieldErrors;
}

const endpoints: Endpoint[] = [
	{ path: '/api/v2.0/disbursement/transfer', channel: 'disbursement', body: bodies.transfer },
	{
		path: '/api/v1.0/disbursement/:account_id/transfer',
		channel: 'disbursement',
		body: bodies.transferV1,
		signed: false,
	},
	{
		path: '/api/v2.0/ewallet/trigger-topup',
		channel: 'ewallet',
		body: bodies.topUp,
		errorsOf: walletErrors,
	},
	{
		path: '/api/v2.0/qris/issuer/mpm/payment-credit',
		channel: 'qris',
		body: bodies.qrisPayment,
		errorsOf: qrisErrors,
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
	for (const { path: url, channel, body: schema, signed = true, errorsOf } of endpoints) {
		scope.post<{ Params: { account_id?: string }; Body: MoneyOutBody }>(
			url,
			{ schema: { body: schema }, config: { signed } },
			(request, reply) => {
				const path = pathOf(request);
				const { body, params } = request;
				const accountId = params.account_id ?? body.account_id ?? mainAccount;
				if (!store.hasAccount(accountId)) return give(reply, refuse(path, 'SP020'));
				const errors = errorsOf?.(body) ?? {};
				if (hasErrors(errors)) return give(reply, answers.invalid(path, errors));
				const unknown = unknownPayee(channel, body);
				if (unknown) return give(reply, refuse(path, unknown));
				const result = store.post(moneyOut(channel, accountId, body, now()));
				if ('posted' in result)
					return answers.success(path, createdView(path, result.posted, now()));
				// A transfer that is repeated is answered with the first one; nothing moves.
				if (result.refused === 'SP004' && channel === 'account-transfer')
					return answers.success(path, rowView(result.first, now()));
				return give(reply, refuse(path, result.refused));
			},
		);
	}
	scope.get<{ Params: { id: string } }>(
		'/api/v2.0/direct-debit/transaction/:id',
		(request, reply) => {
			const path = pathOf(request);
			const found = store
				.data()
				.moneyOut.find(
					(row) => row.channel === 'direct-debit' && debitId(row) === request.params.id,
				);
			return found
				? answers.success(path, directDebitView(found, now()))
				: give(reply, refuse(path, 'SP009'));
		},
	);
}

/** What is answered for a binding that nobody made is not documented. */
function unknownPayee(channel: Channel, body: MoneyOutBody): SpCode | null {
	if (channel === 'ewallet' && walletName(body.customer_number ?? '') === null) return 'SP010';
	const isBound = bindings.some(({ id }) => id === body.binding_id);
	return channel === 'direct-debit' && !isBound ? 'SP009' : null;
}

function moneyOut(
	channel: Channel,
	accountId: string,
	body: MoneyOutBody,
	postedAt: number,
): NewMoneyOut {
	const { bank_code, bank_swift_code, bank_account_number: accountNumber } = body;
	const code = bank_code ?? bank_swift_code;
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
			? {
					code,
					name: bankOf(code).short_name,
					account_name: bankAccountName(accountNumber),
					account_number: accountNumber,
				}
			: null,
		payee: payeeOf(channel, body),
		notes: body.notes ?? '',
		outcome: toBank
			? outcomeByAccountNumber(accountNumber, postedAt)
			: outcomeOf(channel, postedAt),
	};
}

const fees: Partial<Record<Channel, number>> = { disbursement: transferFee, ewallet: topUpFee };

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
					customer_name: walletName(body.customer_number ?? ''),
				},
			};
		case 'qris':
			return { qr_data: body.qr_data, type: 'mpm-dynamic', scope: 'issuer' };
		case 'direct-debit':
			return { binding_id: body.binding_id, description: body.description ?? null };
		case 'account-transfer':
			return { beneficiary: { account_number: body.beneficiary_account_number } };
		default:
			return {};
	}
}

/** What the call that creates one answers. */
function createdView(path: string, money: MoneyOut, now: number): StoredRecord {
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
			return directDebitView(money, now);
		default:
			// Version 1 writes the status as one word.
			return path.startsWith('/api/v1') ? rowView(money, now) : transferView(money, now);
	}
}
