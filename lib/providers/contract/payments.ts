import type { FindRequest } from './api';
import type { ApiResponse } from './http';

/** The common words for what became of a payment, alike for all providers. */
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
	/** A later change that is legal all the same. */
	readonly mayBecome?: PaymentStatus;
}

/** What a provider's record of a payment says. '' or null where it does not. */
export interface PaymentFacts {
	readonly id: string;
	/** The merchant's own reference. */
	readonly reference: string;
	/** The provider's own status word, as it wrote it. */
	readonly providerStatus: string;
	/** Why it failed, in the provider's words. */
	readonly reason: string;
	/** A plain decimal number in major units. */
	readonly amount: string | null;
	readonly currency: string;
	/** Epoch milliseconds. */
	readonly createdAt: number | null;
	readonly updatedAt: number | null;
}

/** What the provider keeps payments under, and wants to know beside an ID or a reference. */
export interface AccountParameter {
	/** Its name in the templates of `PaymentKind`. */
	readonly parameter: string;
	/** In the editor, and in every sentence about it. */
	readonly label: string;
	readonly placeholder: string;
	readonly description: string;
}

/** One kind of payment that a provider can be asked about. */
export interface PaymentKind {
	/** The value of the nodes' `statusOf` and `listOf`. */
	readonly id: string;
	/** As a choice in the editor. */
	readonly label: string;
	/** Within a sentence, e.g. `payout`. */
	readonly name: string;
	/** The same for all kinds of one provider that want one. */
	readonly account?: AccountParameter;
	/** Asks for one by its ID: `{id}`, and the account. */
	readonly byId: FindRequest;
	/** What an ID of this kind looks like, where that is documented. */
	readonly idForm?: { readonly pattern: RegExp; readonly description: string };
	/** Asks for one by the merchant's reference: `{reference}`, and the account. Without it, the list is searched. */
	readonly byReference?: FindRequest;
	readonly list?: PaymentList;
	/** The documented status words, in lower case. Any other is `unknown` and not final. */
	readonly statusMap: Readonly<Record<string, StatusMeaning>>;
	read(record: unknown): PaymentFacts;
}

/** What a list is asked for, as far as the provider can narrow it. What it cannot is left out of its answer afterwards. */
export interface ListFilter {
	/** Epoch milliseconds, both ends included. */
	readonly from?: number | undefined;
	readonly to?: number | undefined;
	readonly reference?: string | undefined;
	readonly order: 'newestFirst' | 'oldestFirst';
}

export interface PaymentList {
	/** Template of the path, with no parameter but the account. */
	readonly path: string;
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
	/** Whether the answer says that there is no such payment. */
	isNotFound(response: ApiResponse): boolean;
	/** Characters that no reference may hold at this provider, beside control characters. */
	readonly notInReferences: RegExp;
	/** Reads the answer to a `find` request. */
	readFound(response: ApiResponse, reference: string, kind?: string): Found;
}
