import type { FeeFacts, PayoutCheck } from '../contract';
import { plus } from '../decimal';
import { valueAt } from '../endpoints';
import { property } from '../json';
import { amountOf, currencyIn, textOf } from '../paymentRecord';
import { isSwiftCode, swiftCodeOf } from './swiftCodes';

/** What can be asked before money goes out (pages of the disbursement checks and of the e-wallet account inquiry). */

export const askBankAccount: PayoutCheck = {
	method: 'POST',
	path: '/api/v2.0/disbursement/check-beneficiary',
	bodyOf: (payout) => membersOf(payout, ['bank_code', 'bank_account_number']),
	readBeneficiary: (content) => ({
		isValid: textOf(property(content, 'status')).toLowerCase() === 'valid',
		name: textOf(property(content, 'bank_account_name')),
	}),
};

/**
 * This check belongs to version 1, which knows banks by their SWIFT code only. It fails if the balance does not cover the
 * gross amount.
 */
export const askFee: PayoutCheck = {
	method: 'POST',
	path: '/api/v1.0/disbursement/{account_id}/check-fee',
	bodyOf(payout) {
		const code = textOf(property(payout, 'bank_code'));
		const swiftCode = isSwiftCode(code) ? code : swiftCodeOf(code);
		return swiftCode === undefined
			? {
					kind: 'unaskable',
					explanation: {
						message: `Singapay needs a SWIFT code to return the fee, and the one of bank ${code} is not known`,
						description:
							"Nothing was sent. Enter the SWIFT code of the bank as 'Bank Code', or turn 'Check Fee First' off.",
					},
				}
			: {
					kind: 'body',
					body: { amount: property(payout, 'amount'), bank_swift_code: swiftCode },
				};
	},
	readFee: (content) => ({
		amount: amountOf(property(content, 'net_amount')),
		fee: amountOf(property(content, 'transfer_fee')),
		gross: amountOf(property(content, 'gross_amount')),
		currency: textOf(property(content, 'currency')),
	}),
};

/** A wallet that does not exist is a failure (SP010), so an answer about one is about one that exists. */
export const askWallet: PayoutCheck = {
	method: 'POST',
	path: '/api/v2.0/ewallet/account-inquiry',
	bodyOf: (payout) =>
		membersOf(payout, ['account_id', 'ewallet_code', 'customer_number', 'amount']),
	readBeneficiary: (content) => ({
		isValid: textOf(property(content, 'customer_number')) !== '',
		name: textOf(property(content, 'customer_name')),
	}),
	readFee: walletFee,
};

/** The fee comes on top of the amount, as in the top-up itself. */
function walletFee(content: unknown): FeeFacts {
	const [asked, charged] = [property(content, 'amount'), property(content, 'fee')];
	const [amount, fee] = [amountOf(asked), amountOf(charged)];
	return {
		amount,
		fee,
		gross: plus(amount, fee),
		currency: currencyIn(charged) || currencyIn(asked),
	};
}

const membersOf = (payout: unknown, names: readonly string[]) =>
	({
		kind: 'body',
		body: Object.fromEntries(names.map((name) => [name, valueAt(payout, name)])),
	}) as const;
