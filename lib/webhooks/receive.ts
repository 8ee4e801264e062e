import { parseJson } from '../http/parse';
import { mismatch, unsigned } from '../providers/webhook';
import type { Inbound, Notified, PaymentStatus } from '../providers/provider';
import type { CallContext } from '../client/call';
import { defaultMaxRetries, defaultTimeoutMs } from '../client/numbers';
import { look } from '../payments/lookupPayment';
import { type FoundPayment, type Payment, readPayment } from '../payments/payment';
import { type Question, readQuestion } from '../payments/lookup';
import { webhookSecret } from './secret';

/** What a builder wants to hear of. */
export interface Wanted {
	/** Undefined for all. */
	readonly events: ReadonlySet<string> | undefined;
	readonly statuses: ReadonlySet<PaymentStatus> | undefined;
	/** Whether the provider is asked about each payment, and its answer taken. */
	readonly confirm: boolean;
	readonly accountId: string;
	readonly toleranceMs: number;
}

export interface Notice extends FoundPayment {
	readonly event: string;
}

export type Received =
	/** Genuine. Without notices: none that is wanted. */
	| { readonly kind: 'genuine'; readonly notices: readonly Notice[] }
	/** The dashboard's test button. */
	| { readonly kind: 'test' }
	/** Answered with this status. `reason` is for the log and holds nothing of the request. */
	| { readonly kind: 'refused'; readonly status: 400 | 401 | 503; readonly reason: string };

/** Judges a request that has reached a webhook. Nothing in it is believed before it is proven. */
export async function receive(
	context: CallContext,
	inbound: Inbound,
	wanted: Wanted,
): Promise<Received> {
	const { notifications } = context.provider;
	const json = parseJson(inbound.body.toString('utf8'));
	const proof = await prove(context, inbound, wanted);
	if (proof.kind === 'refused') {
		// The test message carries no signature, and can be about nothing but itself.
		const isTest = proof.reason === unsigned && json.ok && notifications.isTest(json.value);
		return isTest ? { kind: 'test' } : proof;
	}
	if (!json.ok) return refuse(400, 'it is not JSON');
	const told = notifications.read(json.value);
	// Of a signed one it is certain that it is about something else.
	if (told.length === 0 && notifications.signature === undefined) return refuse(400, namesNone);
	const notices: Notice[] = [];
	for (const notified of told) {
		if (wanted.events !== undefined && !wanted.events.has(notified.event)) continue;
		const read = await tell(context, notified, wanted);
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
	inbound: Inbound,
	{ toleranceMs }: Wanted,
): Promise<Refused | { readonly kind: 'genuine' }> {
	const { signature } = context.provider.notifications;
	// What is claimed is then asked for, one by one.
	if (signature === undefined) return { kind: 'genuine' };
	let reason = '';
	for (const again of [false, true]) {
		const read = await webhookSecret(context, signature, again ? 'again' : 'known');
		if (read.kind === 'unavailable') return refuse(503, read.problem.message);
		const proof = signature.verify(inbound, read.secret, context.lifecycle.now(), toleranceMs);
		if (proof.kind === 'genuine') return proof;
		({ reason } = proof);
		// Another secret would not help a request that lacks a signature.
		if (signature.secret.kind !== 'fetched' || reason !== mismatch) break;
	}
	return refuse(401, reason);
}

const namesNone = 'it names no payment';

type Told = Refused | { readonly kind: 'told'; readonly notice: Notice };

async function tell(context: CallContext, notified: Notified, wanted: Wanted): Promise<Told> {
	const { provider } = context;
	const { event, kind, record } = notified;
	const { payment } = readPayment(provider, kind, notified.readAs ?? record);
	const claimed: Told = { kind: 'told', notice: { event, payment, record } };
	const isProven = provider.notifications.signature !== undefined;
	if (isProven && !wanted.confirm) return claimed;

	const question = questionAbout(context, payment, wanted);
	// Signed as it is, a notification that cannot be asked about is believed.
	if (question === undefined) return isProven ? claimed : refuse(400, namesNone);
	const looked = await look(context, question, options);
	if (looked.kind === 'found') return { kind: 'told', notice: { event, ...looked } };
	if (looked.kind === 'absent' && !isProven)
		return refuse(401, 'the provider knows no such payment');
	return refuse(503, looked.problem.message);
}

/** By ID where the provider's endpoint takes the one that it has told, else by reference. */
function questionAbout(
	{ provider, settings }: CallContext,
	{ kind, id, reference }: Payment,
	{ accountId }: Wanted,
): Question | undefined {
	const fields = { kind: 'Kind', value: 'ID' };
	const known = [{ by: 'id', value: id } as const, { by: 'reference', value: reference } as const];
	for (const { by, value } of known) {
		const read = readQuestion(provider, settings, { kind, by, value, accountId, fields });
		if (read.kind === 'question') return read.question;
	}
	return undefined;
}

const options = { timeoutMs: defaultTimeoutMs, maxRetries: defaultMaxRetries };
