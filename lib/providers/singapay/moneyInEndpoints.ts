import type { Endpoint, SameValue } from '../contract';
import { foundIn } from './answers';
import { pay, paySigned } from './moneyRequest';

/** A list that is searched for a reference afterwards; `readAs` is the kind of its rows, too. */
const byList = (
	target: string,
	kind: string,
	samePayment: readonly SameValue[],
): Pick<Endpoint, 'find' | 'lookUp' | 'samePayment'> => ({
	lookUp: `GET ${target}`,
	find: { method: 'GET', target, kind, readAs: kind },
	samePayment,
});

/** An amount that is not in the request, e.g. for an open account, is not compared. */
function amountOf(inBody: string, inRecord: string): SameValue {
	return { name: 'amount', inBody, inRecord, as: 'amount' };
}

const sameVirtualAccount: readonly SameValue[] = [
	amountOf('amount', 'amount'),
	amountOf('min_amount', 'min_amount'),
	amountOf('max_amount', 'max_amount'),
	{ name: 'bank', inBody: 'bank_code', inRecord: 'bank.short_name', as: 'code' },
	{ name: 'amount type', inBody: 'amount_type', inRecord: 'amount_type', as: 'text' },
];

const sameLink: readonly SameValue[] = [
	amountOf('total_amount', 'total_amount'),
	{ name: 'amount', inBody: 'items', inRecord: 'total_amount', as: 'total' },
];

const ewalletPayments = '/api/v1.0/ewallet-native-transactions/{account_id}';

/** The total is what is charged (see the records). There is no filter for the reference: the largest page that was observed. */
const inEwalletPayments = {
	...byList(`${ewalletPayments}?per_page=100`, foundIn.ewalletList, [
		amountOf('amount', 'total_amount'),
		{ name: 'e-wallet', inBody: 'ewallet_vendor', inRecord: 'ewallet_vendor', as: 'code' },
	]),
	lookUp: `GET ${ewalletPayments}`,
};

/** No page shows the answer of these two; a client of them met one with Singapay's own reference and no ID. */
const namesOfCharge = ['id', 'transaction_id', 'reff_no', 'checkout_url', 'checkout_url_app'];

/**
 * The calls by which a payer is asked for money or charged (sheets of their bodies). A second virtual account, code or link with
 * the same reference lets the payer pay twice, and the first two are not idempotent: each is a payment like any other.
 */
export const moneyInEndpoints: readonly Endpoint[] = [
	{
		...pay({
			path: '/api/v1.0/virtual-accounts/{account_id}',
			name: 'Create a virtual account',
			reference: ['merchant_reff_no', 255],
			namedBy: ['id', 'number'],
		}),
		...byList(
			'/api/v1.0/virtual-accounts/{account_id}?merchant_reff_no={reference}',
			foundIn.virtualAccountList,
			sameVirtualAccount,
		),
	},
	{
		...pay({
			path: '/api/v1.0/qris-dynamic/{account_id}/generate-qr',
			name: 'Create a QRIS code',
			reference: ['merchant_reff_no', 255],
			namedBy: ['id', 'qr_data'],
		}),
		// No filter for the reference: one that is not on the first page cannot be looked up.
		...byList('/api/v1.0/qris-dynamic/{account_id}', foundIn.qrisList, [
			amountOf('amount', 'amount'),
		]),
	},
	{
		...pay({
			path: '/api/v1.0/ewallet-native/{account_id}/create-checkout',
			name: 'Charge an e-wallet',
			reference: ['merchant_reff_no', 255],
			namedBy: namesOfCharge,
		}),
		...inEwalletPayments,
	},
	{
		...pay({
			path: '/api/v2.0/ewallet-native/create-order',
			name: 'Charge an e-wallet (version 2)',
			reference: ['merchant_reff_no', 255],
			namedBy: namesOfCharge,
		}),
		...inEwalletPayments,
	},
	{
		...pay({
			path: '/api/v2.0/payment-link/{account_id}',
			name: 'Create a payment link',
			reference: ['reff_no', 40],
			namedBy: ['id', 'payment_url'],
		}),
		...byList('/api/v1.0/payment-link-manage/{account_id}', foundIn.linkList, sameLink),
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
		omitsReference: true,
		lookUp: 'GET /api/v2.0/card/{account_id}/inquiry-status/{id}',
	}),
	// Its merchant_reff_no is dropped silently (as measured).
	pay({
		path: '/api/v2.0/recurring/plans',
		name: 'Create a recurring plan',
		reference: ['subscription_id', 100],
		lookUp: 'GET /api/v2.0/recurring/plans/{id}',
	}),
];
