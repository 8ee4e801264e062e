import type { FindRequest } from './api';
import type { ApiResponse } from './http';

/** The common status words, the same for all providers. */
export const paymentStatuses = [
	'pending',
	'succeeded',
	'failed',
	'canceled',
	'expired',
	'refunded',
	'unknown',
] as const;

export type PaymentStatus = (typeof paymentStatuses)[number];

/** What a provider's own status word means. */
export interface StatusMeaning {
	readonly status: PaymentStatus;
	/** Whether the provider expects no further change. */
	readonly final: boolean;
	/** A change that is still possible after that. */
	readonly mayBecome?: PaymentStatus;
}

/** What a provider's record of a payment contains. '' or null for what it does not. */
export interface PaymentFacts {
	readonly id: string;
	/** The merchant's own reference. */
	readonly reference: string;
	/** The provider's own status word, as it wrote it. */
	readonly providerStatus: string;
	/** Why it failed, in the provider's words. */
	readonly reason: string;
	/** What the payer was charged (money in) or the payee receives (money out). A plain decimal number in major units, like all amounts. */
	readonly amount: string | null;
	/** What the provider keeps of money in, or adds to money out. */
	readonly fee: string | null;
	/** Money in: what the merchant gets of it. */
	readonly net: string | null;
	/** Money out: what the merchant is debited for it. */
	readonly gross: string | null;
	readonly currency: string;
	/** How it was or is to be paid, in the provider's words, e.g. `pix`. */
	readonly method: string;
	/** Where the payer pays; an `https:` address. */
	readonly paymentUrl: string;
	/** Epoch milliseconds. */
	readonly createdAt: number | null;
	readonly updatedAt: number | null;
	/** When it can no longer be paid, for records whose status stays open then. */
	readonly lapsesAt?: number;
	/** When the money of it was made available to the merchant. */
	readonly settledAt: number | null;
	/** Whether it was made available: a record may say so without a time. */
	readonly isSettled?: true;
}

/** The account that payments belong to, where a lookup needs it besides an ID or a reference. */
export interface AccountParameter {
	/** Its name in the templates of `PaymentKind`. */
	readonly parameter: string;
	/** In the editor, and in every sentence about it. */
	readonly label: string;
	readonly placeholder: string;
	readonly description: string;
	/** All accounts of the merchant: the path of the list, and how to read a row. `name` '' where it has none. */
	readonly list: {
		readonly path: string;
		read(row: unknown): { readonly id: string; readonly name: string };
	};
}

/** One kind of payment that a provider can be asked about. */
export interface PaymentKind {
	/** The value of the nodes' `kind`. */
	readonly id: string;
	/** As a choice in the editor. */
	readonly label: string;
	/** Within a sentence, e.g. `payout`. */
	readonly name: string;
	/** Which way its money goes, seen from the merchant. */
	readonly direction: 'in' | 'out' | 'both';
	/** The same for all kinds of one provider that need one. */
	readonly account?: AccountParameter;
	/** Asks for one by its ID: `{id}`, and the account. Without it, the list is searched. */
	readonly byId?: FindRequest;
	/** IDs that `byId` does not accept, so that the list is searched for them. */
	readonly listedIds?: RegExp;
	/** What an ID of this kind looks like, where that is documented. */
	readonly idForm?: { readonly pattern: RegExp; readonly description: string };
	/** Asks for one by the merchant's reference: `{reference}`, and the account. Without it, the list is searched. */
	readonly byReference?: FindRequest;
	/** What is answered by ID has fewer status words: whether a payment was refunded is only told by reference. */
	readonly isExactByReference?: true;
	readonly list?: PaymentList;
	/** Several records with one reference are attempts at one payment: the one that succeeded stands for it, else the newest. */
	readonly isAttempt?: true;
	/** The documented status words, in lower case. Any other is `unknown` and not final. */
	readonly statusMap: Readonly<Record<string, StatusMeaning>>;
	read(record: unknown): PaymentFacts;
}

/** The filters of a list, as far as the provider supports them. The node applies the others to the response. */
export interface ListFilter {
	/** When it was created, in epoch milliseconds, both ends included. */
	readonly from?: number | undefined;
	readonly to?: number | undefined;
	/** Only for lists that report settlement, like the next two: payments whose money is not settled yet. */
	readonly onlyUnsettled?: boolean | undefined;
	/** When it was settled, likewise. */
	readonly settledFrom?: number | undefined;
	readonly settledTo?: number | undefined;
	readonly id?: string | undefined;
	readonly reference?: string | undefined;
	readonly statuses?: ReadonlySet<PaymentStatus> | undefined;
	readonly order: 'newestFirst' | 'oldestFirst';
}

export interface PaymentList {
	/** Template of the path, with no parameter but the account. */
	readonly path: string;
	/** Whether its records say when the money was settled. */
	readonly tellsSettlement?: true;
	/** The query that narrows and orders it; without paging. */
	query(filter: ListFilter): Readonly<Record<string, string>>;
}

/** What the provider knows of a reference. Only fields that hold references are compared with it. */
export type Found =
	/** One or more, in the order of the answer. */
	| { readonly kind: 'found'; readonly records: readonly [unknown, ...unknown[]] }
	| { readonly kind: 'absent' }
	| { readonly kind: 'unclear' };

/** How payments are looked up, and what their status words mean. */
export interface ProviderPayments {
	readonly kinds: readonly PaymentKind[];
	/** Payment links, if the provider has them: not payments themselves, but read into the same fields. */
	readonly link?: PaymentKind;
	/** Whether the answer says that there is no such payment. */
	isNotFound(response: ApiResponse): boolean;
	/** Characters that no reference may contain at this provider, besides control characters. */
	readonly notInReferences: RegExp;
	/** Reads the answer to a `find` request. */
	readFound(response: ApiResponse, reference: string, kind?: string): Found;
}
