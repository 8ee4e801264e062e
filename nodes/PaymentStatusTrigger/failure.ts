import * as n8n from 'n8n-workflow';

import type { Failed } from '../../lib/client/result';

/** Why a poll failed, in the terms by which n8n decides when to poll again (n8n-workflow, errors/failure; since 2.38). */
export type PollFailure =
	| {
			readonly cause: 'rate-limited' | 'temporarily-unavailable';
			/** The least that the provider asked to wait. */
			readonly retryAfterMs?: number;
	  }
	| { readonly cause: PersonsMatter };

/** A person has to act. */
export type PersonsMatter = 'credential-invalid' | 'configuration-invalid';

/** An address that is not registered is not a problem of the credential, whatever status the token endpoint uses for it. */
export function pollFailureOf({ isPassing, cause, status, retryAfterMs }: Failed): PollFailure {
	if (isPassing)
		return {
			cause: status === 429 ? 'rate-limited' : 'temporarily-unavailable',
			...(retryAfterMs === undefined ? {} : { retryAfterMs }),
		};
	const isRefused = cause === 'noToken' || cause === 'tokenRefused';
	return { cause: isRefused && status !== 403 ? 'credential-invalid' : 'configuration-invalid' };
}

/** Tells n8n, where it asks. */
export function declare<Thrown extends Error>(error: Thrown, failure: PollFailure): Thrown {
	return 'TIMED_CAUSES' in n8n ? Object.assign(error, { failure }) : error;
}
