import { isFilledObject, type JsonObject, property } from '../json';
import { statusMeanings } from '../paymentRecord';
import type { StatusMeaning, WebhookEventKind } from '../contract';
import {
	type CycleWord,
	readEwallet,
	readExpired,
	readLinkExpired,
	readLinkInquiry,
	readMoneyOut,
	readOther,
	readPaymentLink,
	readQris,
	readSettlement,
	readSubscription,
	readVirtualAccount,
	type SettlementWord,
} from './notificationReaders';
import { ewallet, paymentLink, qris, virtualAccount } from './moneyInKinds';
import { disbursement } from './moneyOutKinds';

/** What Singapay's notifications are about, and what their status words mean. */

const { succeeded, failed, expired, refunded } = statusMeanings;

/** Whatever a product's own word is, a notification says `paid`. */
const withPaid = (words: Readonly<Record<string, StatusMeaning>>): typeof words => ({
	...words,
	paid: succeeded,
	expired,
});

/** Each kind of notification, read. */
export const told = {
	virtualAccount: {
		id: virtualAccount.id,
		statusMap: withPaid(virtualAccount.statusMap),
		read: readVirtualAccount,
	},
	qris: { id: qris.id, statusMap: withPaid(qris.statusMap), read: readQris },
	ewallet: { id: ewallet.id, statusMap: withPaid(ewallet.statusMap), read: readEwallet },
	paymentLink: linkAttempt(readPaymentLink),
	linkInquiry: linkAttempt(readLinkInquiry),
	linkExpired: linkAttempt(readLinkExpired),
	disbursement: moneyOut(disbursement.id),
	ewalletTopUp: moneyOut('ewalletTopUp'),
	qrisPayment: moneyOut('qrisPayment'),
	settled: settlement('completed'),
	settlementRefunded: settlement('refunded'),
	settlementRefundCanceled: settlement('refund_cancelled'),
	subscriptionPaid: subscription('payment_success'),
	subscriptionFailed: subscription('payment_failed'),
	subscription: subscription(undefined),
	product: { id: 'product', statusMap: {}, read: readOther, isNoPayment: true },
	directDebit: { id: 'directDebit', statusMap: {}, read: readOther, isNoPayment: true },
	other: { id: 'other', statusMap: {}, read: readOther, isNoPayment: true },
} satisfies Record<string, WebhookEventKind>;

function linkAttempt(read: WebhookEventKind['read']): WebhookEventKind {
	return { id: paymentLink.id, statusMap: paymentLink.statusMap, read };
}

function settlement(word: SettlementWord): WebhookEventKind {
	return {
		id: 'settlement',
		statusMap: { completed: succeeded, refunded, refund_cancelled: succeeded },
		read: readSettlement(word),
		isNoPayment: true,
	};
}

function moneyOut(id: string): WebhookEventKind {
	return { id, statusMap: disbursement.statusMap, read: readMoneyOut };
}

/** A cycle that could not be charged is tried again: failed, and not the end of the plan. */
function subscription(word: CycleWord | undefined): WebhookEventKind {
	return {
		id: 'subscription',
		statusMap: { payment_success: succeeded, payment_failed: { ...failed, final: false } },
		read: readSubscription(word),
		isNoPayment: true,
	};
}

/** The lists of the two kinds of batches, and how their rows are read. */
export const batches: Readonly<Record<string, Readonly<Record<string, WebhookEventKind>>>> = {
	'transaction-expiration': {
		payment_link_histories: {
			...told.paymentLink,
			read: readExpired(
				['reff_no', 'transaction_id', 'id'],
				['payment_link_reff_no', 'merchant_reff_no'],
			),
		},
		virtual_account_transactions: {
			...told.virtualAccount,
			read: readExpired(['transaction_id', 'id'], ['merchant_reff_no', 'reff_no']),
		},
		qris_histories: {
			...told.qris,
			read: readExpired(['id', 'transaction_id', 'reff_no'], ['merchant_reff_no']),
		},
	},
	'product-expiration': {
		payment_links: told.product,
		virtual_accounts: told.product,
		qris_transactions: told.product,
	},
};

export interface Batch {
	/** The filled rows, each with how it is read. */
	readonly rows: readonly (readonly [WebhookEventKind, JsonObject])[];
	/** Whether it contains nothing else: no row of another shape, and no list that no page names. */
	readonly isWhole: boolean;
}

/** Reads the known lists of a batch. */
export function readBatch(
	lists: Readonly<Record<string, WebhookEventKind>>,
	data: JsonObject,
): Batch {
	const rows = Object.entries(lists).flatMap(([name, kind]) =>
		listIn(data, name)
			.filter(isFilledObject)
			.map((row): readonly [WebhookEventKind, JsonObject] => [kind, row]),
	);
	const isWhole = Object.entries(data).every(([name, value]) => {
		const entries = listIn(data, name);
		if (!Object.hasOwn(lists, name)) return entries.every(isEmpty);
		return Array.isArray(value)
			? entries.every((row) => isFilledObject(row) || isEmpty(row))
			: isEmpty(value);
	});
	return { rows, isWhole };
}

const listIn = (data: JsonObject, name: string): readonly unknown[] => {
	const list = property(data, name);
	return Array.isArray(list) ? list : [];
};

const isEmpty = (value: unknown): boolean =>
	value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
