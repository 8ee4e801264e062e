import { parseJson } from '../http/parse';
import { mismatch, unsigned } from '../providers/webhook';
import type { WebhookRequest, WebhookEvent, PaymentStatus } from '../providers/contract';
import type { CallContext } from '../client/call';
import { defaultMaxRetries, defaultTimeoutMs } from '../client/numbers';
import { lookupPayment } from '../payments/lookupPayment';
import { type FoundPayment, type Payment, readPayment } from '../payments/payment';
import { buildLookup, findKind, type Lookup } from '../payments/lookup';
import { webhookSecret } from './secret';

/** What a builder wants to hear of. */
export interface EventFilter {
	/** Undefined for all. */
	readonly events: ReadonlySet<string> | undefined;
	readonly statuses: ReadonlySet<PaymentStatus> | undefined;
	/** Whether the provider is asked about each payment, and its answer taken. */
	readonly confirm: boolean;
	readonly accountId: string;
	readonly toleranceMs: number;
}

export interface ConfirmedEvent extends FoundPayment {
	readonly event: string;
}

export type Received =
	/** Genuine. Without notices: none that is wanted. */
	| { readonly kind: 'genuine'; readonly notices: readonly ConfirmedEvent[] }
	/** The dashboard's test button. */
	| { readonly kind: 'test' }
	/** Answered with this status. `reason` is for the log and holds nothing of the request. */
	| { readonly kind: 'refused'; readonly status: 400 | 401 | 503; readonly reason: string };

/** Judges a request that has reached a webhook. Nothing in it is believed before it is proven. */
export async function receive(
	context: CallContext,
	request: WebhookRequest,
	wanted: EventFilter,
): Promise<Received> {
	const { webhooks } = context.provider;
	const json = parseJson(request.body.toString('utf8'));
	const verification = await prove(context, request, wanted);
	if (verification.kind === 'refused') {
		// The test message carries no signature, and can be about nothing but itself.
		const isTest = verification.reason === unsigned && json.ok && webhooks.isTest(json.value);
		return isTest ? { kind: 'test' } : verification;
	}
	if (!json.ok) return refuse(400, 'it is not JSON');
	const told = webhooks.read(json.value);
	// Of a signed one it is certain that it is about something else.
	if (told.length === 0 && webhooks.signature === undefined) return refuse(400, namesNone);
	const notices: ConfirmedEvent[] = [];
	for (const event of told) {
		if (wanted.events !== undefined && !wanted.events.has(event.event)) continue;
		const read = await tell(context, event, wanted);
		if (read.kind === 'refused') return read;
		const isWanted = wanted.statuses?.has(read.notice.payment.status) ?? true;
		if (isWanted) notices.push(read.notice);
	}
	return { kind: 'genuine', notices };
}

type Refused = Extract<Received, { kind: 'refused' }>;

const refuse = (status: Refused['status'], reason: string): Refused => ({
	kind: 'refused',
	status,
	reason,
});

async function prove(
	context: CallContext,
	request: WebhookRequest,
	{ toleranceMs }: EventFilter,
): Promise<Refused | { readonly kind: 'genuine' }> {
	const { signature } = context.provider.webhooks;
	// What is claimed is then asked for, one by one.
	if (signature === undefined) return { kind: 'genuine' };
	let reason = '';
	for (const again of [false, true]) {
		const read = await webhookSecret(context, signature, again ? 'again' : 'known');
		if (read.kind === 'failed') return refuse(503, read.message);
		const verification = signature.verify(
			request,
			read.secret,
			context.lifecycle.now(),
			toleranceMs,
		);
		if (verification.kind === 'genuine') return verification;
		({ reason } = verification);
		// Another secret would not help a request that lacks a signature.
		if (signature.secret.kind !== 'fetched' || reason !== mismatch) break;
	}
	return refuse(401, reason);
}

const namesNone = 'it names no payment';

type Told = Refused | { readonly kind: 'told'; readonly notice: ConfirmedEvent };

async function tell(
	context: CallContext,
	notification: WebhookEvent,
	wanted: EventFilter,
): Promise<Told> {
	const { provider } = context;
	const { event, kind, record } = notification;
	const { payment } = readPayment(provider, kind, notification.readAs ?? record);
	const claimed: Told = { kind: 'told', notice: { event, payment, record } };
	const isProven = provider.webhooks.signature !== undefined;
	if (isProven && !wanted.confirm) return claimed;

	const lookup = lookupFor(context, payment, wanted);
	// Signed as it is, a notification that cannot be asked about is believed.
	if (lookup === undefined) return isProven ? claimed : refuse(400, namesNone);
	const looked = await lookupPayment(context, lookup, options);
	if (looked.kind === 'found') return { kind: 'told', notice: { event, ...looked } };
	if (looked.cause === 'notFound' && !isProven)
		return refuse(401, 'the provider knows no such payment');
	return refuse(503, looked.message);
}

/** By ID where the provider's endpoint takes the one that it has told, else by reference. */
function lookupFor(
	{ provider, settings }: CallContext,
	payment: Payment,
	{ accountId }: EventFilter,
): Lookup | undefined {
	const kind = findKind(provider, payment.kind);
	if (kind === undefined) return undefined;
	const ask = (by: Lookup['by'], value: string | null): Lookup | undefined =>
		buildLookup(provider, settings, { kind, by, value: value ?? '', accountId });
	return ask('id', payment.id) ?? ask('reference', payment.reference);
}

const options = { timeoutMs: defaultTimeoutMs, maxRetries: defaultMaxRetries };
