import type { FastifyInstance } from 'fastify';
import { give, pathOf } from '../core/simulation.mts';
import { hasErrors, object, text } from '../core/validation.mts';
import { answers, refuse } from './answers.mts';
import { bankOf } from './banks.mts';
import { transferFee, topUpFee } from './fees.mts';
import { outcomeByAccountNumber } from './moneyOut.mts';
import {
	accountNumber,
	amountOf,
	bankCode,
	minimumTransfer,
	wallet,
	walletErrors,
	walletLimits,
	walletRequired,
} from './moneyOutBodies.mts';
import { bankAccountName, merchantOf, walletName } from './payees.mts';
import type { Store } from './store.mts';

/** What can be asked before money goes out: its fee, and whom a number or a QR code belongs to. */
export function addChecks(scope: FastifyInstance, store: Store): void {
	addFee(scope, store);
	addBeneficiary(scope);
	addWallet(scope, store);
	addMerchant(scope);
}

function addFee(scope: FastifyInstance, store: Store): void {
	const body = object(['amount', 'bank_swift_code'], {
		amount: { type: 'integer', minimum: minimumTransfer },
		bank_swift_code: text(8, 11),
	});
	interface Route {
		Params: { account_id: string };
		Body: { amount: number; bank_swift_code: string };
	}
	scope.post<Route>(
		'/api/v1.0/disbursement/:account_id/check-fee',
		{ schema: { body } },
		(request, reply) => {
			const path = pathOf(request);
			const { account_id } = request.params;
			const { amount, bank_swift_code } = request.body;
			if (!store.hasAccount(account_id)) return give(reply, refuse(path, 'SP020'));
			// As in the transfer: the fee is charged on top.
			const gross = amount + transferFee;
			if (gross > store.balance(account_id).available) return give(reply, refuse(path, 'SP003'));
			const { short_name } = bankOf(bank_swift_code);
			return answers.success(path, {
				gross_amount: gross.toFixed(2),
				transfer_fee: transferFee.toFixed(2),
				net_amount: amount.toFixed(2),
				currency: 'IDR',
				beneficiary: { full_name: `Bank ${short_name}`, short_name },
			});
		},
	);
}

/**
 * An account that does not exist is no error but an answer. That of version 2 was not to be had in the sandbox of one
 * witness, and another has it in use.
 */
function addBeneficiary(scope: FastifyInstance): void {
	const found = (code: string, number: string) => {
		const isInvalid = outcomeByAccountNumber(number, 0)?.reason === 'Invalid Account';
		return {
			status: isInvalid ? 'invalid' : 'valid',
			bank_name: bankOf(code).short_name,
			bank_account_number: number,
			bank_account_name: isInvalid ? '' : bankAccountName(number),
		};
	};
	scope.post<{ Body: { bank_swift_code: string; bank_account_number: string } }>(
		'/api/v1.0/disbursement/check-beneficiary',
		{
			schema: {
				body: object(['bank_swift_code', 'bank_account_number'], {
					bank_swift_code: text(8, 11),
					bank_account_number: accountNumber,
				}),
			},
		},
		(request) => {
			const { bank_swift_code: code, bank_account_number: number } = request.body;
			return answers.success(pathOf(request), {
				...found(code, number),
				bank_swift_code: code,
				bank_number_code: bankOf(code).number,
			});
		},
	);
	scope.post<{ Body: { bank_code: string; bank_account_number: string } }>(
		'/api/v2.0/disbursement/check-beneficiary',
		{
			schema: {
				body: object(['bank_code', 'bank_account_number'], {
					bank_code: bankCode,
					bank_account_number: accountNumber,
				}),
			},
		},
		(request) => {
			const { bank_code, bank_account_number: number } = request.body;
			const answer = found(bank_code, number);
			const message = answer.status === 'valid' ? 'Account is valid' : 'Account is invalid';
			return answers.success(pathOf(request), { bank_code, ...answer, message });
		},
	);
}

function addWallet(scope: FastifyInstance, store: Store): void {
	interface Route {
		Body: {
			account_id: string;
			ewallet_code: string;
			customer_number: string;
			amount: { value: string; currency: string };
		};
	}
	scope.post<Route>(
		'/api/v2.0/ewallet/account-inquiry',
		{ schema: { body: object(walletRequired, { ...wallet, notes: text(0, 50) }) } },
		(request, reply) => {
			const path = pathOf(request);
			const { account_id, ewallet_code, customer_number, amount } = request.body;
			if (!store.hasAccount(account_id)) return give(reply, refuse(path, 'SP020'));
			const errors = walletErrors(request.body);
			if (hasErrors(errors)) return give(reply, answers.invalid(path, errors));
			const customer_name = walletName(customer_number);
			if (customer_name === null) return give(reply, refuse(path, 'SP010'));
			const limits = walletLimits(ewallet_code);
			const idr = (value: number) => ({ value: value.toFixed(2), currency: 'IDR' });
			return answers.success(path, {
				ewallet_code,
				customer_number,
				customer_name,
				min_amount: idr(limits.min_amount),
				max_amount: idr(limits.max_amount),
				amount: idr(amountOf(amount)),
				fee: idr(topUpFee),
			});
		},
	);
}

/** No page shows the answer; only what a payer would have to know. About a code that nobody made it knows nothing. */
function addMerchant(scope: FastifyInstance): void {
	scope.post<{ Body: { qr_data: string } }>(
		'/api/v2.0/qris/issuer/mpm/inquiry-merchant',
		{ schema: { body: object(['qr_data'], { qr_data: text(1, 500) }) } },
		(request, reply) => {
			const path = pathOf(request);
			const { qr_data } = request.body;
			const merchant = merchantOf(qr_data);
			if (!merchant) return give(reply, refuse(path, 'SP010'));
			return answers.success(path, { qr_data, ...merchant });
		},
	);
}
