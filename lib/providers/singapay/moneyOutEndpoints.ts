import type { Endpoint, FindRequest, SameValue } from '../contract';
import { foundIn } from './answers';
import { pay, paySigned } from './moneyRequest';
import { isEarlierTransfer } from './repeats';

/**
 * What is asked for is what the payee receives (transfer page). The currency is always rupiah. Where the record says so, and
 * who the payee is, differs with the product (pages of the notifications, whose records the inquiries repeat).
 */
const same = (amountInRecord: string, inBody: string, inRecord: string): readonly SameValue[] => [
	{ name: 'amount', inBody: 'amount', inRecord: amountInRecord, as: 'amount' },
	{ name: 'payee', inBody, inRecord, as: 'text' },
];
const sameDisbursement: readonly SameValue[] = [
	...same('net_amount', 'bank_account_number', 'bank.account_number'),
	// Asked for by its number, and named by its letters in some records.
	{ name: 'bank', inBody: 'bank_code', inRecord: 'bank.code', as: 'code' },
];
const sameTopUp: readonly SameValue[] = [
	...same('net_amount', 'customer_number', 'ewallet.customer_number'),
	{ name: 'e-wallet', inBody: 'ewallet_code', inRecord: 'ewallet.code', as: 'text' },
];
const sameQrisPayment = same('net_amount', 'qr_data', 'qr_data');
const sameTransfer = same('amount', 'beneficiary_account_number', 'beneficiary.account_number');
const sameWithdrawal = sameTransfer.filter(({ name }) => name === 'amount');

const inquiryBody = '{"reference_number":"{reference}"}';

/** How to find out what happened to a payout whose inquiry takes its reference. */
const byInquiry = (
	find: FindRequest,
	samePayment: readonly SameValue[],
): Pick<Endpoint, 'find' | 'lookUp' | 'samePayment'> => ({
	lookUp: `POST ${find.target} with ${inquiryBody}`,
	find,
	samePayment,
});

const inquiry = (target: string, readAs: string): FindRequest => ({
	method: 'POST',
	target,
	body: inquiryBody,
	readAs,
});

export const disbursementFind = inquiry(
	'/api/v2.0/disbursement/{account_id}/inquiry-status',
	'disbursement',
);

export const topUpFind = inquiry('/api/v2.0/ewallet/{account_id}/inquiry-status', 'ewalletTopUp');

export const qrisPaymentFind = inquiry('/api/v2.0/qris/status/{account_id}', 'qrisPayment');

const disbursementInquiry = byInquiry(disbursementFind, sameDisbursement);

/** Asks for a cardless withdrawal by its reference. */
export const cardlessFind: FindRequest = {
	method: 'GET',
	target: '/api/v1.0/cardless-withdrawals/transaction/{account_id}/{reference}',
	kind: foundIn.cardless,
	readAs: 'cardlessWithdrawal',
};

/**
 * The calls that pay a payee (sheets of their bodies). Lengths as documented; the transfer page says 32 characters, its
 * description and the inquiry page 64: both accept what the stricter one accepts.
 */
export const moneyOutEndpoints: readonly Endpoint[] = [
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
		...byInquiry(topUpFind, sameTopUp),
	},
	{
		...paySigned({
			path: '/api/v2.0/qris/issuer/mpm/payment-credit',
			name: 'Pay a QRIS code',
			reference: ['reference_number', 64],
		}),
		...byInquiry(qrisPaymentFind, sameQrisPayment),
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
			namedBy: ['transaction_id', 'id', 'otp_number'],
			lookUp: `GET ${cardlessFind.target}`,
		}),
		find: cardlessFind,
		samePayment: sameWithdrawal,
	},
];
