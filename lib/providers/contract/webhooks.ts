import type { Choice } from './auth';
import type { ApiResponse } from './http';
import type { PaymentKind } from './payments';

/** A request that has reached a webhook, before anything in it is verified. */
export interface WebhookRequest {
	/** Path and query as the sender may have called them: a proxy may have rewritten what arrived. */
	readonly targets: readonly string[];
	/** Header names in lower case. */
	readonly headers: Readonly<Record<string, string | undefined>>;
	/** The bytes as they arrived: a signature covers these, not a re-encoding of them. */
	readonly body: Buffer;
}

/** Whether a notification comes from the provider. `reason` continues "The notification was refused:". */
export type Verification =
	| { readonly kind: 'genuine' }
	/** The signature is valid, but too old to be accepted without a lookup. `signedAt` in epoch milliseconds. */
	| { readonly kind: 'old'; readonly signedAt: number }
	| { readonly kind: 'refused'; readonly reason: string };

/** How a notification's record of a payment is read. */
export interface WebhookEventKind extends Pick<PaymentKind, 'id' | 'statusMap' | 'read'> {
	/**
	 * Not about a payment, such as a settlement: the common fields say little about it, so its item always contains the
	 * record, and every different record is another event.
	 */
	readonly isNoPayment?: true;
}

/** One payment that a notification reports, or something else that the provider reports. */
export interface WebhookEvent {
	/** One of the provider's `events`, or one that it has added since. */
	readonly event: string;
	readonly kind: WebhookEventKind;
	/** As the provider wrote it. */
	readonly record: unknown;
	/** The record as `kind` reads it, where that is not the same. */
	readonly readAs?: unknown;
	/** The account in the record, where a lookup needs one. */
	readonly accountId?: string;
}

export interface ProviderWebhooks {
	readonly events: readonly Choice[];
	/** Where to enter the webhook's URL, for people. */
	readonly setUp: string;
	/** Undefined if the provider signs nothing: then each notification is confirmed by a lookup. */
	readonly signature?: {
		readonly secret:
			/**
			 * Or another secret from the list in a field of the credential: some notifications are signed for another
			 * credential.
			 */
			| { readonly kind: 'clientSecret'; readonly furtherField?: string }
			/** Of its own: what stands in a field of the credential, else fetched from the first of the paths that gives one. */
			| {
					readonly kind: 'fetched';
					readonly field: string;
					readonly paths: readonly string[];
					read(body: unknown): string;
			  };
		/** Whether the address is signed, too: then the node needs the path that a proxy rewrites. */
		readonly coversPath?: true;
		/**
		 * Any of the secrets may have signed. `now` and `toleranceMs` in milliseconds; the time that was signed may lie so far before
		 * or after.
		 */
		verify(
			inbound: WebhookRequest,
			secrets: readonly string[],
			now: number,
			toleranceMs: number,
		): Verification;
	};
	/**
	 * Without a signature: whether the provider itself says, in its own format, that it knows no such payment. Any other
	 * 404 says nothing about the claim.
	 */
	isUnknown?(response: ApiResponse): boolean;
	/** A message of the dashboard's test button: unsigned, and about no payment. */
	isTest(body: unknown): boolean;
	/** The notification's own name for the event; '' if it has none. For the log. */
	nameIn?(body: unknown): string;
	/** What a notification reports, in its order. Only empty entries are omitted. */
	read(body: unknown): readonly WebhookEvent[];
}
