import type { Endpoint, FindRequest, SameValue } from '../contract';
import { foundIn } from './answers';
import { isEarlierTransfer } from './repeats';

interface Payment {
	readonly path: string;
	readonly name: string;
	/** Where the body holds the merchant's reference, and how many characters of it are taken. */
	readonly reference: readonly [path: string, maxLength: number];
	/** For people; where a `find` stands beside it, the same in words. */
	readonly lookUp?: string;
}

const pay = ({ path, name, reference, lookUp }: Payment): Endpoint => ({
	method: 'POST',
	path,
	name,
	kind: 'movesMoney',
	reference: { path: reference[0], maxLength: reference[1] },
	...(lookUp === undefined ? {} : { lookUp }),
});

/** Wants `X-Timestamp` and `X-Signature` (list from the measured client; the pages name them one by one). */
const paySigned = (payment: Payment): Endpoint => ({ ...pay(payment), isSigned: true });

/**
 * What is asked for is what the payee receives (transfer page). The currency is always rupiah. Where the record says so, and
 * who the payee is, differs with the product (pages of the notifications, whose records the inquiries repeat).
 */
const same = (amountInRecord: string, inBody: string, inRecord: string): readonly SameValue[] => [
	{ name: 'amount', inBody: 'amount', inRecord: amountInRecord, as: 'amount' },
	{ name: 'payee', inBody, inRecord, as: 'text' },
];
const sameDisbursement = same('net_amount', 'bank_account_number', 'bank.account_number');
const sameTopUp = same('net_amount', 'customer_number', 'ewallet.customer_number');
const sameQrisPayment = same('net_amount', 'qr_data', 'qr_data');
const sameTransfer = same('amount', 'beneficiary_account_number', 'beneficiary.account_number');
const sameWithdrawal = sameTransfer.filter(({ name }) => name === 'amount');

const inquiryBody = '{"reference_number":"{reference}"}';

/** What becomes of a payout whose inquiry takes its reference. */
const byInquiry = (
	inquiryPath: string,
	samePayment: readonly SameValue[],
): Pick<Endpoint, 'find' | 'lookUp' | 'samePayment'> => ({
	lookUp: `POST ${inquiryPath} with ${inquiryBody}`,
	find: { method: 'POST', target: inquiryPath, body: inquiryBody, readAs: 'disbursement' },
	samePayment,
});

const disbursementInquiry = byInquiry(
	'/api/v2.0/disbursement/{account_id}/inquiry-status',
	sameDisbursement,
);

/** Asks for a cardless withdrawal by its reference. */
export const cardlessFind: FindRequest = {
	method: 'GET',
	target: '/api/v1.0/cardless-withdrawals/transaction/{account_id}/{reference}',
	kind: foundIn.cardless,
	readAs: 'cardlessWithdrawal',
};

const ewalletPayments = 'GET /api/v1.0/ewallet-native-transactions/{account_id}';

/**
 * The calls by which somebody is paid (sheets of their bodies). Lengths as documented; the transfer page says 32 characters, its
 * description and the inquiry page 64: what the stricter one takes is taken by both.
 */
export const moneyEndpoints: readonly Endpoint[] = [
	{
		...paySigned({
			path: '/api/v2.0/disbursement/transfer',
			name: 'Send a disbursement',
			reference: ['reference_number', 32],
		}),
		...disbursementInquiry,
	},
	{
		// Its page names no signature.
		...pay({
			path: '/api/v1.0/disbursement/{account_id}/transfer',
			name: 'Send a disbursement (version 1)',
			reference: ['reference_number', 32],
		}),
		...disbursementInquiry,
	},
	{
		...paySigned({
			path: '/api/v2.0/ewallet/trigger-topup',
			name: 'Top up an e-wallet',
			reference: ['reference_number', 64],
		}),
		...byInquiry('/api/v2.0/ewallet/{account_id}/inquiry-status', sameTopUp),
	},
	{
		...paySigned({
			path: '/api/v2.0/qris/issuer/mpm/payment-credit',
			name: 'Pay a QRIS code',
			reference: ['reference_number', 64],
		}),
		...byInquiry('/api/v2.0/qris/status/{account_id}', sameQrisPayment),
	},
	{
		...paySigned({
			path: '/api/v1.0/account-transfer/{account_id}/transfer',
			name: 'Transfer between accounts',
			reference: ['merchant_ref_no', 191],
			lookUp: 'GET /api/v1.0/account-transfer/{account_id}',
		}),
		find: {
			method: 'GET',
			target: '/api/v1.0/account-transfer/{account_id}',
			kind: foundIn.transferList,
			readAs: 'accountTransfer',
		},
		samePayment: sameTransfer,
		isRepeat: isEarlierTransfer,
	},
	{
		...paySigned({
			path: '/api/v1.0/cardless-withdrawals/create',
			name: 'Create a cardless withdrawal',
			reference: ['reference_number', 64],
			lookUp: `GET ${cardlessFind.target}`,
		}),
		find: cardlessFind,
		samePayment: sameWithdrawal,
	},
	paySigned({
		path: '/api/v2.0/direct-debit/charge',
		name: 'Charge by direct debit',
		reference: ['merchant_reference', 100],
		lookUp: 'GET /api/v2.0/direct-debit/transaction/{id}',
	}),
	pay({
		path: '/api/v2.0/card/{account_id}/payment',
		name: 'Charge a card',
		reference: ['reference_no', 100],
		lookUp: 'GET /api/v2.0/card/{account_id}/inquiry-status/{id}',
	}),
	pay({
		path: '/api/v1.0/ewallet-native/{account_id}/create-checkout',
		name: 'Charge an e-wallet',
		reference: ['merchant_reff_no', 255],
		lookUp: ewalletPayments,
	}),
	pay({
		path: '/api/v2.0/ewallet-native/create-order',
		name: 'Charge an e-wallet (version 2)',
		reference: ['merchant_reff_no', 255],
		lookUp: ewalletPayments,
	}),
	// Its merchant_reff_no is dropped without a word (as measured).
	pay({
		path: '/api/v2.0/recurring/plans',
		name: 'Create a recurring plan',
		reference: ['subscription_id', 100],
		lookUp: 'GET /api/v2.0/recurring/plans/{id}',
	}),
];
