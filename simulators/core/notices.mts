/** What a provider tells a merchant's server about one change, and how hard it tries. */
export interface Notice {
	/** The address that the payment brought along; null = the one that `notify` was given. */
	url: string | null;
	/** The same bytes at every attempt. */
	body: string;
	/** Asked for at every attempt, because a signature holds the time of sending. Names as the provider writes them. */
	headers(attempt: NoticeAttempt): Record<string, string>;
	rules: DeliveryRules;
}

export interface NoticeAttempt {
	url: string;
	body: string;
	unsigned: boolean;
	/** Instead of the provider's usual one. */
	secret?: string;
}

export interface DeliveryRules {
	accepts(status: number): boolean;
	/** How many re-sends a notice gets in all, as its latest answer says; null = no answer came. */
	resends(status: number | null): number;
	waitMs: number;
	/** Statuses whose Location is called next, with the same headers; these calls are no re-sends. */
	follows: readonly number[];
}
