import { decode } from '../http/decode';
import { parseJson } from '../http/parse';
import type { PaymentStatus, WebhookEvent, WebhookRequest } from '../providers/contract';
import { unsigned } from '../providers/webhook';
import { redact, redactText } from '../redaction/redact';
import { secretsOf } from '../redaction/secrets';
import type { CallContext } from '../client/call';
import { buildLookup, findKind, type Lookup } from '../payments/lookup';
import { type FoundPayment, type Payment, readPayment } from '../payments/payment';
import { confirm } from './confirm';
import type { ConfirmedEvent } from './event';
import { maxSearchedLetters, maxShownLetters, maxUnconfirmedAgeMs } from './numbers';
import { type Proof, prove } from './prove';
import type { ConfirmationLimits } from './unconfirmed';

/** The notifications that a builder wants. */
export interface EventFilter {
	/** Undefined for all. */
	readonly events: ReadonlySet<string> | undefined;
	readonly statuses: ReadonlySet<PaymentStatus> | undefined;
	/** Whether each payment is looked up, and the provider's record used instead. */
	readonly confirm: boolean;
	/** Used if the record contains none; '' for none. */
	readonly accountId: string;
	readonly toleranceMs: number;
}

export type Received =
	| {
			/** Proven or confirmed, at least in part. */
			readonly kind: 'genuine';
			readonly wanted: readonly ConfirmedEvent[];
			/** Also confirmed, but not selected by the builder. */
			readonly unwanted: readonly ConfirmedEvent[];
			/** Why the others could not be confirmed: they have to be sent again. For the log. */
			readonly left: readonly string[];
	  }
	/** The dashboard's test button. */
	| { readonly kind: 'test' }
	/** Verified, but without content, such as a batch without rows. `event` is its own name of it, or ''. For the log. */
	| { readonly kind: 'empty'; readonly event: string }
	/** Answered with this status. `reason` is for the log and holds nothing of the request but the ID of a payment. */
	| { readonly kind: 'refused'; readonly status: 400 | 401 | 503; readonly reason: string };

/** Judges a request that has reached a webhook. Nothing in it is used before it is verified. */
export async function receive(
	context: CallContext,
	request: WebhookRequest,
	filter: EventFilter,
	limits: ConfirmationLimits,
): Promise<Received> {
	const { webhooks } = context.provider;
	const proof = await prove(context, request, filter.toleranceMs);
	// The body of a request with a forged signature is not read. The test message has no signature, and cannot be about a
	// payment.
	if (proof.kind === 'refused' && proof.reason !== unsigned) return proof;
	const known = 'secrets' in proof ? { ...context, furtherSecrets: proof.secrets } : context;
	const json = parseJson(textOf(known, request));
	if (proof.kind === 'refused')
		return json.ok && webhooks.isTest(json.value) ? { kind: 'test' } : proof;
	if (!json.ok) return refuse(400, 'it is not JSON');
	const told = webhooks.read(json.value);
	if (told.length === 0) {
		// Of a signed one it is certain that it is about something else.
		if (proof.kind === 'claimed') return refuse(400, namesNone);
		return webhooks.isTest(json.value)
			? { kind: 'test' }
			: { kind: 'empty', event: shown(webhooks.nameIn?.(json.value) ?? '') };
	}
	const judged = await Promise.all(
		told
			.filter(({ event }) => proof.kind === 'claimed' || isWantedEvent(filter, event))
			.map(async (event) => await judge(known, event, proof, filter, limits)),
	);
	return summed(judged.flat(), filter);
}

/**
 * What a proven notification says, without the secrets that it quotes: all of it may become an item. Of a claim only an ID and
 * a reference are used, and anybody can send one that takes long to search.
 */
function textOf(
	{ provider, settings, furtherSecrets }: CallContext,
	{ headers, body }: WebhookRequest,
): string {
	const arrived = { headers: { 'content-type': headers['content-type'] ?? '' }, bytes: body };
	const shown =
		furtherSecrets === undefined
			? arrived
			: redact(arrived, secretsOf(provider, settings, furtherSecrets));
	// Some senders begin with a byte order mark, which JSON may not, or write in another character set.
	return decode(shown.bytes, shown.headers['content-type']).text;
}

type Refused = Extract<Received, { kind: 'refused' }>;

const refuse = (status: Refused['status'], reason: string): Refused => ({
	kind: 'refused',
	status,
	reason,
});

const namesNone = 'it does not name a payment';

const isWantedEvent = ({ events }: EventFilter, event: string): boolean =>
	events?.has(event) ?? true;

type Judged = Refused | { readonly kind: 'true'; readonly event: ConfirmedEvent };

/**
 * If nothing is confirmed, the response is that of the claim most likely to be confirmed later. The filter applies to what
 * is confirmed.
 */
function summed(judged: readonly Judged[], filter: EventFilter): Received {
	const refused = judged.filter((one) => one.kind === 'refused');
	const events = judged.flatMap((one) => (one.kind === 'true' ? [one.event] : []));
	const first = refused.find(({ status }) => status === 503) ?? refused[0];
	if (first !== undefined && events.length === 0) return first;
	const isWanted = ({ event, payment }: ConfirmedEvent): boolean =>
		isWantedEvent(filter, event) && (filter.statuses?.has(payment.status) ?? true);
	return {
		kind: 'genuine',
		wanted: events.filter(isWanted),
		unwanted: events.filter((event) => !isWanted(event)),
		left: refused.map(({ reason }) => reason),
	};
}

async function judge(
	context: CallContext,
	told: WebhookEvent,
	proof: Exclude<Proof, Refused>,
	filter: EventFilter,
	limits: ConfirmationLimits,
): Promise<Judged | readonly Judged[]> {
	const { event, kind, record, readAs = record } = told;
	const { payment } = readPayment(context.provider, kind, readAs);
	const known = {
		event,
		baseUrl: context.settings.baseUrl,
		isNoPayment: kind.isNoPayment === true,
	};
	const asTold: Judged = {
		kind: 'true',
		event: { ...known, name: nameOf(payment), payment, record },
	};
	if (proof.kind === 'genuine' && !filter.confirm) return asTold;

	const lookup = known.isNoPayment ? undefined : lookupFor(context, payment, told, filter);
	if (lookup === undefined) return unasked(context, proof, asTold);
	const confirmation = await confirm(context, lookup, payment, limits);
	const asFound = (found: FoundPayment): Judged => {
		// An unsigned claim proves nothing by itself.
		const name = nameOf(proof.kind === 'claimed' ? found.payment : payment);
		const { payment: confirmed, record: answered } = found;
		return { kind: 'true', event: { ...known, name, payment: confirmed, record: answered } };
	};
	switch (confirmation.kind) {
		case 'confirmed':
			return asFound(confirmation);
		case 'undecided':
			return [asFound(confirmation), notConfirmed(context, payment, confirmation.reason)];
		case 'unknown':
			return refuse(401, `${said(context, payment)}: the provider knows no such payment`);
		case 'unconfirmed':
			return notConfirmed(context, payment, confirmation.reason);
	}
}

const notConfirmed = (context: CallContext, payment: Payment, reason: string): Refused =>
	refuse(503, `${said(context, payment)} was not confirmed: ${reason}`);

/** A signed notification that cannot be looked up is accepted; an old one for as long as providers send again. */
function unasked(
	{ lifecycle }: CallContext,
	proof: Exclude<Proof, Refused>,
	asTold: Judged,
): Judged {
	if (proof.kind === 'claimed') return refuse(400, namesNone);
	const isTooOld = proof.kind === 'old' && lifecycle.now() - proof.signedAt > maxUnconfirmedAgeMs;
	return isTooOld ? refuse(401, 'it was signed more than three days ago') : asTold;
}

/** An ID is not a secret, and a person has to find the payment; but a forged one must not write lines of its own into the log. */
function said({ provider, settings }: CallContext, payment: Payment): string {
	const name = (nameOf(payment) ?? '').slice(0, maxSearchedLetters);
	return `payment ${JSON.stringify(shown(redactText(name, secretsOf(provider, settings, []))))}`;
}

const shown = (name: string): string => name.slice(0, maxShownLetters);

const nameOf = ({ id, reference }: Payment): string | null => id ?? reference;

/** By ID if the provider's endpoint takes the one in the notification, else by reference; the other way round where that says more. */
function lookupFor(
	{ provider, settings }: CallContext,
	payment: Payment,
	told: WebhookEvent,
	filter: EventFilter,
): Lookup | undefined {
	const kind = findKind(provider, payment.kind);
	if (kind === undefined) return undefined;
	const accountId = told.accountId ?? filter.accountId;
	const ask = (by: Lookup['by'], value: string | null): Lookup | undefined =>
		buildLookup(provider, settings, { kind, by, value: value ?? '', accountId });
	const byReference = ask('reference', payment.reference);
	if (kind.isExactByReference === true && byReference !== undefined) return byReference;
	return ask('id', payment.id) ?? byReference;
}
