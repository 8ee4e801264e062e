import type { FindRequest, PaymentKind } from '../contract';
import { account } from './account';
import { accountTransferFilters, listOf } from './lists';
import { cardlessFind, disbursementFind, qrisPaymentFind, topUpFind } from './moneyOutEndpoints';
import { accountTransferRecord, cardlessRecord, payoutRecord } from './moneyOutRecords';
import { readAs } from './records';
import { accountTransferStatuses, cardlessStatuses, disbursementStatuses } from './statuses';

/** How Singapay's payouts are looked up (pages of docs.singapay.id; spellings as a measured client met them). */

export const disbursement: PaymentKind = {
	id: 'disbursement',
	label: 'Disbursement',
	name: 'disbursement',
	direction: 'out',
	account,
	// Version 1: success, pending and failed only. The inquiry of version 2 has all of them.
	byId: { method: 'GET', target: '/api/v1.0/disbursement/{account_id}/{id}' },
	byReference: disbursementFind,
	isExactByReference: true,
	list: listOf('/api/v1.0/disbursement/{account_id}', {}, disbursementStatuses),
	statusMap: disbursementStatuses,
	read: readAs(payoutRecord, disbursementStatuses),
};

/** Its inquiry takes the reference; there is neither a page nor a list of it. */
const askedByReference = (
	id: string,
	label: string,
	name: string,
	byReference: FindRequest,
): PaymentKind => ({
	id,
	label,
	name,
	direction: 'out',
	account,
	byReference,
	statusMap: disbursementStatuses,
	read: readAs(payoutRecord, disbursementStatuses),
});

export const ewalletTopUp = askedByReference(
	'ewalletTopUp',
	'E-Wallet Top-Up',
	'e-wallet top-up',
	topUpFind,
);
export const qrisPayment = askedByReference(
	'qrisPayment',
	'QRIS Payment',
	'QRIS payment',
	qrisPaymentFind,
);

export const accountTransfer: PaymentKind = {
	id: 'accountTransfer',
	label: 'Account Transfer',
	name: 'account transfer',
	direction: 'out',
	account,
	byId: { method: 'GET', target: '/api/v1.0/account-transfer/{account_id}/{id}' },
	list: listOf(
		'/api/v1.0/account-transfer/{account_id}',
		accountTransferFilters,
		accountTransferStatuses,
	),
	statusMap: accountTransferStatuses,
	read: readAs(accountTransferRecord, accountTransferStatuses),
};

/** Its page is asked for the reference; an ID is only in the list. */
export const cardlessWithdrawal: PaymentKind = {
	id: 'cardlessWithdrawal',
	label: 'Cardless Withdrawal',
	name: 'cardless withdrawal',
	direction: 'out',
	account,
	byReference: cardlessFind,
	list: listOf('/api/v1.0/cardless-withdrawals/transaction/{account_id}', {}, cardlessStatuses),
	statusMap: cardlessStatuses,
	read: readAs(cardlessRecord, cardlessStatuses),
};
