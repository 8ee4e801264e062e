import { maxPreparedSets, minSecretLength } from './numbers';
import { type Needles, needlesOf } from './find';
import { base64Terms, plainTerm } from './terms';

/** The secrets of a call, ready to be looked for. */
export interface Prepared {
	readonly needles: Needles;
	/** For names of headers: what is in lower case is no base64 any more. */
	readonly inNames: Needles;
}

/** By their secrets; the one that was used last stands last. */
const prepared = new Map<string, Prepared>();

/**
 * Prepares secrets once for all the answers to calls with the same token: that takes longer than to look through a usual
 * answer. Those that are too short are left out.
 */
export function prepare(secrets: readonly string[]): Prepared {
	const key = JSON.stringify(secrets);
	const set = prepared.get(key) ?? prepareAnew(secrets);
	prepared.delete(key);
	prepared.set(key, set);
	const [oldest] = prepared.keys();
	if (prepared.size > maxPreparedSets && oldest !== undefined) prepared.delete(oldest);
	return set;
}

function prepareAnew(secrets: readonly string[]): Prepared {
	const longEnough = [...new Set(secrets.filter((secret) => secret.length >= minSecretLength))];
	return {
		needles: needlesOf(longEnough.flatMap((secret) => [plainTerm(secret), ...base64Terms(secret)])),
		inNames: needlesOf(longEnough.map((secret) => plainTerm(secret.toLowerCase()))),
	};
}
