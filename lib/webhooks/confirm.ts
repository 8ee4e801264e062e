import type { CallContext, CallOptions } from '../client/call';
import type { Failed } from '../client/result';
import type { Lookup } from '../payments/lookup';
import { lookupPayment } from '../payments/lookupPayment';
import { type FoundPayment, type Payment, statusKey } from '../payments/payment';
import { confirmDelaysMs, confirmTimeoutMs } from './numbers';
import type { ConfirmationLimits } from './unconfirmed';

/** What the provider says about one claim. */
export type Confirmation =
	/** What the provider confirms, which may be more than was claimed. */
	| ({ readonly kind: 'confirmed' } & FoundPayment)
	/** After all looks, the provider answers that it knows no such payment. */
	| { readonly kind: 'unknown' }
	/** The provider is behind the claim, or could not say. `reason` continues "a notification was not confirmed:". */
	| { readonly kind: 'unconfirmed'; readonly reason: string }
	/** The same, where the claim may also have come before what the provider answers, which is final. */
	| ({ readonly kind: 'undecided'; readonly reason: string } & FoundPayment);

/**
 * Looks a claim up until the provider's response has caught up with it: status pages lag behind notifications. A claim is
 * never rejected because of what a response does not contain.
 */
export async function confirm(
	context: CallContext,
	lookup: Lookup,
	claim: Payment,
	limits: ConfirmationLimits,
): Promise<Confirmation> {
	const isProven = context.provider.webhooks.signature !== undefined;
	const { now } = context.lifecycle;
	const tooMany: Confirmation = { kind: 'unconfirmed', reason: tooManyClaims };
	if (!isProven && limits.isExhausted(now())) return tooMany;
	let countedAt: number | undefined;
	const ask = async (): Promise<Looked> => await look(context, lookup, claim);
	// Earlier claims in the queue may have used up the quota.
	let seen = await limits.limiter.run(async () =>
		!isProven && limits.isExhausted(now()) ? undefined : await ask(),
	);
	if (seen === undefined) return tooMany;
	for (const delayMs of confirmDelaysMs) {
		if (!isWorthAnother(seen, delayMs)) break;
		if (!isProven && countedAt === undefined) {
			const at = now();
			if (!limits.count(at)) return tooMany;
			countedAt = at;
		}
		const askedMs = seen.kind === 'failed' ? (seen.failed.retryAfterMs ?? 0) : 0;
		await context.sleep(Math.max(delayMs, askedMs));
		seen = await limits.limiter.run(ask);
	}
	if (seen.kind === 'confirmed') {
		if (countedAt !== undefined) limits.uncount(countedAt);
		return seen;
	}
	if (!isProven && countedAt === undefined) limits.count(now());
	if (seen.kind === 'behind') {
		const { payment, record } = seen;
		const reason = behind(claim, payment);
		return payment.final && mayBecome(context.provider, payment) !== claim.status
			? { kind: 'undecided', reason, payment, record }
			: { kind: 'unconfirmed', reason };
	}
	if (isUnknown(context, seen.failed)) return { kind: 'unknown' };
	return { kind: 'unconfirmed', reason: seen.failed.message };
}

type Looked =
	| Extract<Confirmation, { kind: 'confirmed' }>
	| ({ readonly kind: 'behind' } & FoundPayment)
	| { readonly kind: 'failed'; readonly failed: Failed };

async function look(context: CallContext, lookup: Lookup, claim: Payment): Promise<Looked> {
	const result = await lookupPayment(context, lookup, confirmOptions);
	if (result.kind === 'failed') return { kind: 'failed', failed: result };
	const { payment, record } = result;
	return isBehind(context, claim, payment)
		? { kind: 'behind', payment, record }
		: { kind: 'confirmed', payment, record };
}

const confirmOptions: CallOptions = { timeoutMs: confirmTimeoutMs, maxRetries: 0 };

/** A permanent failure does not change within seconds; a payment that is not found may just not exist yet. */
function isWorthAnother(seen: Looked, delayMs: number): boolean {
	if (seen.kind !== 'failed') return seen.kind === 'behind';
	const { cause, isPassing, status, retryAfterMs = 0 } = seen.failed;
	const maxDelayMs = Math.max(delayMs, ...confirmDelaysMs);
	return (isPassing || cause === 'notFound' || status === 404) && retryAfterMs <= maxDelayMs;
}

/**
 * Whether the provider may still lag behind the claim. Any response supersedes a claim that is not final, and so does what a
 * final one may become. Which of two
 * different final statuses came last is not known: a card is declined and the next one charged, a code expires by the
 * provider's clock and was paid in time, a payout is returned. An unknown word may come before or after, too.
 */
function isBehind({ provider }: CallContext, claim: Payment, answered: Payment): boolean {
	if (statusKey(claim) === statusKey(answered)) return false;
	if (mayBecome(provider, claim) === answered.status) return false;
	return claim.final || (claim.status === 'unknown' && claim.providerStatus !== null);
}

function mayBecome(provider: CallContext['provider'], { kind, providerStatus }: Payment): string {
	const words = provider.payments.kinds.find(({ id }) => id === kind)?.statusMap ?? {};
	const word = (providerStatus ?? '').trim().toLowerCase();
	return (Object.hasOwn(words, word) ? words[word]?.mayBecome : undefined) ?? '';
}

/** Only its own format says that there is none; for a signed notification, that is a failure like any other. */
function isUnknown({ provider }: CallContext, { cause, answer }: Failed): boolean {
	const { signature, isUnknown: saysUnknown } = provider.webhooks;
	if (signature !== undefined || cause !== 'notFound' || answer === undefined) return false;
	return saysUnknown?.(answer.response) ?? true;
}

const behind = (claim: Payment, answered: Payment): string =>
	`it says '${claim.status}', and the provider still returns '${answered.status}'`;

const tooManyClaims = 'too many notifications were not confirmed within a minute';
