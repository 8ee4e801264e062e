import type { CallContext, CallOptions } from '../client/call';
import { type Failed, failure } from '../client/result';
import type { PaymentKind } from '../providers/contract';
import { buildLookup, type Lookup, lookupById } from '../payments/lookup';
import { lookupInfo, lookupPayment } from '../payments/lookupPayment';
import { isSettled } from './chosen';
import { merchantGone, merchantUnclear } from './messages';
import { maxAskedOfMerchant, maxSearchesPerPoll, watchOverlapMs } from './numbers';
import { isId } from './reading';
import { begin, isAnswered, type Seen, type WatchState } from './state';

/** The payments of a watch that can be looked up, the most useful first. */
export interface InFlight {
	readonly lookups: readonly Lookup[];
	/** As a person knows them. */
	readonly names: readonly string[];
}

export type MerchantChecked =
	| {
			readonly kind: 'checked';
			readonly state: WatchState;
			/** What the log should tell; undefined where nothing is lost. */
			readonly warning?: string;
	  }
	| { readonly kind: 'failed'; readonly failed: Failed; readonly state?: undefined };

/**
 * The credential has a new Client ID: it belongs to the same merchant if it finds a payment that is not final. If it finds
 * none, the watch starts over. If there is nothing to look up, nothing can be lost, and the watch goes on.
 *
 * @param endsAt when nothing new may be begun, in epoch milliseconds
 */
export async function checkMerchant(
	context: CallContext,
	{ lookups, names }: InFlight,
	state: WatchState,
	client: string,
	{ endsAt, options }: { readonly endsAt: number; readonly options: CallOptions },
): Promise<MerchantChecked> {
	const goesOn = { kind: 'checked', state: { ...state, client } } as const;
	let failed: Failed | undefined;
	for (const lookup of lookups) {
		if (context.lifecycle.now() >= endsAt) {
			failed ??= failure(lookupInfo(context, lookup, options), 'unusable', merchantUnclear, {
				isPassing: true,
			});
			break;
		}
		const looked = await lookupPayment(context, lookup, options);
		if (looked.kind === 'found') return goesOn;
		if (looked.cause === 'notFound') continue;
		failed ??= looked;
		if (looked.isPassing || looked.cause === 'noToken') break;
	}
	// A lookup without a response does not say that the payment does not exist.
	if (failed !== undefined) return { kind: 'failed', failed };
	if (lookups.length === 0) return goesOn;
	const anew = begin(state.watches, client, context.lifecycle.now() - watchOverlapMs);
	return { kind: 'checked', state: anew, warning: merchantGone(names) };
}

/** For a list: what is not final, or else what was seen last. */
export function listInFlight(
	{ provider, settings }: CallContext,
	{ kind, accountId }: { readonly kind: PaymentKind; readonly accountId: string },
	{ payments }: WatchState,
): InFlight {
	const known = payments
		.filter(({ key }) => isId(key))
		.toSorted((one, other) => Number(other.createdMs) - Number(one.createdMs));
	const moving = known.filter(({ final }) => !final);
	const lookups = (moving.length === 0 ? known : moving)
		.slice(0, maxAskedOfMerchant)
		.map(({ key }) => buildLookup(provider, settings, { kind, by: 'id', value: key, accountId }));
	return {
		lookups: lookups.filter((lookup) => lookup !== undefined),
		names: moving.map(({ key }) => key),
	};
}

/** Of chosen payments: those that were found and are still asked for. */
export function chosenInFlight(
	context: CallContext,
	lookups: readonly Lookup[],
	{ payments }: WatchState,
): InFlight {
	const known = new Map(payments.map((seen): [string, Seen] => [seen.key, seen]));
	const found = lookups.filter((lookup) => {
		const seen = known.get(lookup.value);
		return seen !== undefined && isAnswered(seen) && !isSettled(seen, lookup);
	});
	const askable = found.map((one) => lookupById(context, one, known.get(one.value)?.id));
	const cheap = askable.filter(({ request }) => request !== undefined);
	const searches = askable.filter(({ request }) => request === undefined);
	return {
		lookups: [
			...cheap.slice(0, maxAskedOfMerchant),
			...(cheap.length === 0 ? searches.slice(0, maxSearchesPerPoll) : []),
		],
		names: found.map(({ value }) => value),
	};
}
