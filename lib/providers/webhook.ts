import { timingSafeEqual } from 'node:crypto';

import type { Verification } from './contract';

/** What the verification of notifications has in common. */

/** Whether a lower-case hex digest is the expected one, compared in constant time. */
export function isSameDigest(expected: Buffer, given: string): boolean {
	// Anything but hex digits would be cut off quietly while decoding.
	if (!/^[0-9a-f]+$/.test(given)) return false;
	const bytes = Buffer.from(given, 'hex');
	return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}

/**
 * Whether the moment that is part of a right signature is near enough to now. An old one may be a notification that is sent
 * again; a time in the future has no such explanation.
 */
export function judgeTime(signedAt: number, now: number, toleranceMs: number): Verification {
	if (signedAt > now + toleranceMs) return refused('its signature is dated in the future');
	return signedAt < now - toleranceMs ? { kind: 'old', signedAt } : { kind: 'genuine' };
}

export const refused = (reason: string): Verification => ({ kind: 'refused', reason });

/** It does not claim to come from the provider. */
export const unsigned = 'it has no signature';

/** The secret may have been replaced since it was fetched. */
export const mismatch = 'its signature does not match';
