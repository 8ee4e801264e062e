import type { Endpoint } from '../contract';
import { moneyInEndpoints } from './moneyInEndpoints';
import { moneyOutEndpoints } from './moneyOutEndpoints';

const read = (path: string, name: string): Endpoint => ({
	method: 'GET',
	path,
	name,
	kind: 'reads',
});

/** Some questions are asked by POST. */
const ask = (path: string, name: string): Endpoint => ({
	method: 'POST',
	path,
	name,
	kind: 'reads',
});

const change = (method: string, path: string, name: string): Endpoint => ({
	method,
	path,
	name,
	kind: 'changes',
});

/** Its page documents no body, or a reason that has a default. */
const cancel = (...args: Parameters<typeof change>): Endpoint => ({
	...change(...args),
	isBodyOptional: true,
});

/** The endpoints of the payment host (docs.singapay.id, compared with a measured client). */
export const endpoints: readonly Endpoint[] = [
	...moneyOutEndpoints,
	...moneyInEndpoints,

	ask('/api/v2.0/disbursement/{account_id}/inquiry-status', 'Get the status of a disbursement'),
	ask('/api/v1.0/disbursement/{account_id}/check-fee', 'Get the fee of a disbursement'),
	ask('/api/v1.0/disbursement/check-beneficiary', 'Check a beneficiary'),
	ask('/api/v2.0/disbursement/check-beneficiary', 'Check a beneficiary (version 2)'),
	ask('/api/v2.0/ewallet/account-inquiry', 'Check an e-wallet account'),
	ask('/api/v2.0/ewallet/{account_id}/inquiry-status', 'Get the status of an e-wallet top-up'),
	ask('/api/v2.0/qris/issuer/mpm/inquiry-merchant', 'Read a QRIS code'),
	ask('/api/v2.0/qris/status/{account_id}', 'Get the status of a QRIS payment'),

	read('/api/v1.0/accounts', 'List accounts'),
	read('/api/v1.0/accounts/{account_id}', 'Get an account'),
	read('/api/v1.0/balance-inquiry', 'Get the balance of the merchant'),
	read('/api/v1.0/balance-inquiry/{account_id}', 'Get the balance of an account'),
	read('/api/v1.0/statements/{account_id}', 'List statements'),
	read('/api/v1.0/statements/{account_id}/{statement_id}', 'Get a statement'),
	read('/api/v1.0/account-transfer/{account_id}', 'List transfers between accounts'),
	read(
		'/api/v1.0/account-transfer/{account_id}/{transaction_id}',
		'Get a transfer between accounts',
	),
	read('/api/v1.0/virtual-accounts/{account_id}', 'List virtual accounts'),
	read('/api/v1.0/virtual-accounts/{account_id}/{virtual_account_id}', 'Get a virtual account'),
	read('/api/v1.0/va-transactions/{account_id}', 'List virtual account transactions'),
	read(
		'/api/v1.0/va-transactions/{account_id}/{transaction_id}',
		'Get a virtual account transaction',
	),
	read('/api/v1.0/qris-dynamic/{account_id}', 'List QRIS codes'),
	read('/api/v1.0/qris-dynamic/{account_id}/show/{id}', 'Get a QRIS code'),
	// Before the list, whose template matches it as well.
	read(
		'/api/v1.0/payment-link-manage/payment-methods',
		'List the payment methods of payment links',
	),
	read('/api/v1.0/payment-link-manage/{account_id}', 'List payment links'),
	read('/api/v2.0/payment-link/{id}', 'Get a payment link'),
	read('/api/v1.0/payment-link-histories/{account_id}', 'List payments of payment links'),
	read(
		'/api/v1.0/payment-link-histories/{account_id}/{history_id}',
		'Get a payment of a payment link',
	),
	read('/api/v1.0/ewallet-native-transactions/{account_id}', 'List e-wallet payments'),
	read('/api/v1.0/ewallet-native-transactions/{account_id}/{id}', 'Get an e-wallet payment'),
	read(
		'/api/v1.0/ewallet-native/{account_id}/inquiry-status/{id}',
		'Get the status of an e-wallet payment',
	),
	read('/api/v2.0/card/{account_id}/inquiry-status/{id}', 'Get the status of a card payment'),
	read('/api/v2.0/direct-debit/transaction/{id}', 'Get a direct debit'),
	read('/api/v2.0/recurring/plans/{id}', 'Get a recurring plan'),
	read('/api/v1.0/disbursement/{account_id}', 'List disbursements'),
	read('/api/v1.0/disbursement/{account_id}/{transaction_id}', 'Get a disbursement'),
	read('/api/v1.0/cardless-withdrawals/transaction/{account_id}', 'List cardless withdrawals'),
	read(
		'/api/v1.0/cardless-withdrawals/transaction/{account_id}/{reference_number}',
		'Get a cardless withdrawal',
	),

	change('POST', '/api/v1.0/accounts', 'Create an account'),
	change('PATCH', '/api/v1.0/accounts/update/{account_id}', 'Update an account'),
	change('DELETE', '/api/v1.0/accounts/{account_id}', 'Delete an account'),
	change(
		'PUT',
		'/api/v1.0/virtual-accounts/{account_id}/{virtual_account_id}',
		'Update a virtual account',
	),
	change(
		'PATCH',
		'/api/v1.0/virtual-accounts/{account_id}/{virtual_account_id}',
		'Update a virtual account',
	),
	change(
		'DELETE',
		'/api/v1.0/virtual-accounts/{account_id}/{virtual_account_id}',
		'Delete a virtual account',
	),
	change('PUT', '/api/v2.0/payment-link/update/{id}', 'Update a payment link'),
	change('DELETE', '/api/v1.0/payment-link-manage/{account_id}/{id}', 'Delete a payment link'),
	cancel('PATCH', '/api/v2.0/card/{account_id}/cancel/{id}', 'Cancel a card payment'),
	change('PATCH', '/api/v2.0/recurring/plans/{id}', 'Update a recurring plan'),
	cancel('POST', '/api/v2.0/recurring/plans/cancel/{id}', 'Cancel a recurring plan'),
	change('POST', '/api/v1.0/cardless-withdrawals/cancel', 'Cancel a cardless withdrawal'),
];
