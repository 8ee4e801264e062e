import { meaningAt } from '../providers/paymentRecord';
import type { WebhookEventKind, PaymentStatus, Provider } from '../providers/contract';

/** A payment in the vocabulary common to all providers; what a record does not contain is null. */
export interface Payment {
	readonly provider: string;
	readonly kind: string;
	readonly id: string | null;
	/** The merchant's own reference. */
	readonly reference: string | null;
	readonly status: PaymentStatus;
	/** Whether the provider expects no further change. */
	readonly final: boolean;
	/** The provider's own word. */
	readonly providerStatus: string | null;
	readonly reason: string | null;
	/** What the payer was charged (money in) or the payee receives (money out): a decimal number as text, in major units. */
	readonly amount: string | null;
	/** What the provider takes for it. */
	readonly fee: string | null;
	/** Money in: what the merchant gets of it. */
	readonly net: string | null;
	/** Money out: what the merchant is debited for it. */
	readonly gross: string | null;
	readonly currency: string | null;
	/** How it is paid, in the provider's words. */
	readonly method: string | null;
	/** Where the payer pays. */
	readonly paymentUrl: string | null;
	/** ISO 8601, UTC. */
	readonly createdAt: string | null;
	readonly updatedAt: string | null;
	/** When its money was made available to the merchant. */
	readonly settledAt: string | null;
}

export interface FoundPayment {
	readonly payment: Payment;
	/** As the provider wrote it. */
	readonly record: unknown;
	/** Its money was made available to the merchant, also where the provider does not say when. */
	readonly isSettled?: true;
}

/**
 * Reads a record. `asked` fills in what was asked for and the record does not repeat; with the time, epoch milliseconds, where
 * the record may say until when it can be paid.
 */
export function readPayment(
	provider: Provider,
	kind: WebhookEventKind,
	record: unknown,
	asked: { readonly id?: string; readonly reference?: string; readonly now?: number } = {},
): FoundPayment {
	const facts = kind.read(record);
	const { status, final } = meaningAt(kind.statusMap, facts, asked.now ?? -Infinity);
	const payment: Payment = {
		provider: provider.id,
		kind: kind.id,
		id: orNull(facts.id) ?? asked.id ?? null,
		reference: orNull(facts.reference) ?? asked.reference ?? null,
		status,
		final,
		providerStatus: orNull(facts.providerStatus),
		reason: orNull(facts.reason),
		amount: facts.amount,
		fee: facts.fee,
		net: facts.net,
		gross: facts.gross,
		currency: orNull(facts.currency),
		method: orNull(facts.method),
		paymentUrl: orNull(facts.paymentUrl),
		createdAt: isoOf(facts.createdAt),
		updatedAt: isoOf(facts.updatedAt),
		settledAt: isoOf(facts.settledAt),
	};
	const isSettled = facts.settledAt !== null || facts.isSettled === true;
	return { payment, record, ...(isSettled ? { isSettled } : {}) };
}

const orNull = (text: string): string | null => (text === '' ? null : text);

const isoOf = (time: number | null): string | null =>
	time === null ? null : new Date(time).toISOString();

/** If this differs between two lookups of a payment, its status has changed. For an undocumented word, the word itself counts. */
export const statusKey = ({ status, providerStatus }: Payment): string =>
	status === 'unknown' ? `unknown:${(providerStatus ?? '').toLowerCase()}` : status;
