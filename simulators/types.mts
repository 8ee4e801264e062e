/** The public shapes of the simulators: what a test, the demo or the start script may rely on. */

export type ProviderId = 'smartFastPay' | 'paySecurez' | 'singapay';

export interface SimulatorOptions {
	/** 0 or left out = any free port. */
	port?: number;
	/** Epoch milliseconds; everything that expires or is stamped reads this clock. */
	now?: () => number;
	/** Serves https with this key and certificate (PEM); http when left out. */
	tls?: { readonly key: string; readonly cert: string };
}

export interface SimulatorCredentials {
	clientId: string;
	clientSecret: string;
	/** Singapay only: the value of X-PARTNER-ID. */
	partnerId?: string;
}

export interface SimulatorSettings {
	/** How long a token really lives. */
	tokenLifetimeSeconds: number;
	newTokenKillsOld: boolean;
	/** Singapay only; null = every caller is registered. */
	allowedIps: string[] | null;
	/** So much later than the notification, the pages show what `setStatus` has changed. */
	pagesLagMs?: number;
	rejectAllTokens?: boolean;
	/** Replaces the `expires_in` the token answer announces; 'omit' leaves the field out. */
	expiresIn?: unknown;
	/** SmartFastPay only: `{requestId, data}` (default) or the bare OAuth body. */
	wrapToken?: boolean;
}

export interface TokenRecord {
	accessToken: string;
	issuedAt: number;
	expiresAt: number;
	/** How many requests were let in with it. */
	uses: number;
	revoked: boolean;
}

export interface ReceivedRequest {
	method: string;
	/** As it stood on the request line, query string included. */
	path: string;
	headers: Record<string, string>;
	body: string;
	at: number;
	/** null while it is being handled, and for ever when the answer was never begun. */
	status: number | null;
}

/** How busy a simulator was, its control plane apart. */
export interface Traffic {
	/** Opened by callers, those of the control plane included. */
	connections: number;
	/** The most requests that were under way at the same time. */
	maxAtOnce: number;
}

export interface FaultMatch {
	method?: string;
	/** Exact path without query string, or a prefix ending in `*`. */
	path?: string;
	/** Only the token endpoint. */
	token?: boolean;
}

/**
 * What should go wrong next. Without a match it hits every request but those to the token endpoint and the control plane.
 * `together` and `delayMs` may stand alone or beside exactly one other kind.
 */
export interface Fault {
	match?: FaultMatch;
	/** The next N matching requests; default 1, Infinity allowed in process. */
	times?: number;
	/** Answered instead of the handler; without a body, the provider's own failure body. */
	status?: number;
	headers?: Record<string, string>;
	body?: unknown;
	/** Held until so many of them are held, ten seconds at the longest, and then answered: they were under way at the same time. */
	together?: number;
	/** Begins when they are together. */
	delayMs?: number;
	/** afterProcessing: the handler ran and its answer is lost. midBody: so it is, halfway through. */
	reset?: 'beforeProcessing' | 'afterProcessing' | 'midBody';
	/** The handler ran; HTTP 200 and the first half of its JSON. */
	malformed?: boolean;
	/** HTTP 200 with an HTML page instead of the handler. */
	html?: boolean;
	/** HTTP 200 whose body is the provider's own failure, instead of the handler. */
	failureIn200?: boolean;
	/** The provider's own "token expired" answer; at the token endpoint, its "wrong credentials". */
	tokenRefused?: boolean;
	/** The code inside `failureIn200`; with `tokenRefused` at Singapay, 'SP013' puts it inside HTTP 200. */
	code?: string;
}

/** SmartFastPay: payment, payout. PaySecurez: transaction. Singapay: the others; its virtualAccount is a va-transaction, its paymentLink one attempt at a link. */
export type PaymentKind =
	| 'payment'
	| 'payout'
	| 'transaction'
	| 'disbursement'
	| 'virtualAccount'
	| 'qris'
	| 'ewallet'
	| 'paymentLink'
	| 'card'
	| 'accountTransfer'
	| 'cardlessWithdrawal';

/** A payment that came about without a call of the API. */
export interface NewPayment {
	kind: PaymentKind;
	/** The merchant's own. Default: one that is new. May repeat another: that rule binds the callers of the API only. */
	reference?: string;
	/** In the provider's usual currency. */
	amount?: number;
	/** Any word, as in `setStatus`; default: the provider's word for a payment that has only begun. */
	status?: string;
	/** Epoch milliseconds; default: now. It decides the place in a list, also at QRIS, whose rows do not show it. */
	createdAt?: number;
}

/** Where notifications go, unless a payment brought an address of its own. */
export interface NotifyOptions {
	/** On this machine: 127.0.0.1, [::1] or localhost. */
	url: string;
	/** The waits before re-sends are divided by it, those of payments with their own address too. Default 1; a wait that has begun stays as it is. */
	timeScale?: number;
	/** Leaves the signature out. */
	unsigned?: boolean;
	/** Signs with this: Singapay signs payouts with the secret of another credential, the default one. */
	secret?: string;
}

/** One call of a merchant's server. A redirect that was followed is a call of its own, with the same `attempt`. */
export interface SentNotification {
	url: string;
	body: string;
	/** The names as the provider writes them, e.g. `X-Signature`. */
	headers: Record<string, string>;
	/** 1 = the first sending. */
	attempt: number;
	/** null while no answer has come, and for ever when none came. */
	status: number | null;
	at: number;
}

/** A stored payment, payout, account…, as the provider would show it. */
export type StoredRecord = Record<string, unknown>;

export interface SimulatorControl {
	/** Counts, tokens, faults, settings and data back to the seed state. */
	reset(): void;
	readonly settings: SimulatorSettings;
	configure(patch: Partial<SimulatorSettings>): void;
	/** Throws when the fault names no kind or more than one. */
	addFault(fault: Fault): void;
	/** Requests received per route pattern, e.g. 'GET /payment/:id', whatever became of them. */
	counts(): Record<string, number>;
	/** Since the start or the last reset. */
	traffic(): Traffic;
	tokens(): TokenRecord[];
	/** Every token handed out so far is refused from now on. */
	revokeTokens(): void;
	/** The merchant has got other credentials: the old ones and their tokens are refused from now on. */
	rotate(changed: Partial<SimulatorCredentials>): void;
	/** What was received, oldest first; the last 1000. */
	requests(): ReceivedRequest[];
	/** A snapshot of the stored data, by collection. */
	records(): Record<string, StoredRecord[]>;
	/** Moves a payment to any status word, known to the provider or not. Throws for an unknown id. */
	setStatus(id: string, status: string): void;
	/** Returns the new id. Throws for a kind that the provider does not have. */
	addPayment(payment: NewPayment): string;
	/**
	 * From now on the merchant is told of every `setStatus`, also of one that changes nothing, and of outcomes that come with
	 * time; never of a creation. A payment that was created with an address (SmartFastPay, PaySecurez) is told of there, also
	 * without this; it is not called, and counts as not answering, when it is on another machine. null ends what is under way
	 * to the former address. Throws for an address on another machine.
	 */
	notify(options: NotifyOptions | null): void;
	/** What was sent, oldest first; the last 1000. */
	notifications(): SentNotification[];
	/**
	 * Sends a body of one's own, signed as the provider signs: for events that nothing here brings about. Throws without `notify`.
	 */
	sendNotification(body: object): void;
	/** Singapay only: what the Test button of its dashboard sends. Throws elsewhere, and without `notify`. */
	sendTestNotification(): void;
}

export interface Simulator {
	readonly provider: ProviderId;
	/** http://127.0.0.1:port */
	readonly url: string;
	readonly credentials: SimulatorCredentials;
	readonly control: SimulatorControl;
	close(): Promise<void>;
}
