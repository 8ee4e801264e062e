import { createHash } from 'node:crypto';

import { statusKey } from '../payments/payment';
import type { ConfirmedEvent } from './event';
import { fingerprintLength, statusFingerprintLength } from './numbers';

/** What distinguishes one event from another. It does not reveal what the event is about. */
export interface Fingerprint {
	/** The payment; for an event that is not about a payment, the record. */
	readonly payment: string;
	/** What became of it. */
	readonly status: string;
	/** The whole record. */
	readonly record: string;
}

/**
 * For a payment, a new status is a new event. If the record contains no payment or no status, or is about something else,
 * such as a settlement, any difference in the record is a new event.
 */
export function fingerprintOf({
	event,
	name,
	payment,
	record,
	baseUrl,
	isNoPayment,
}: ConfirmedEvent): Fingerprint {
	const { provider, kind, providerStatus } = payment;
	const whole = hashOf([baseUrl, event, kind, record ?? null], fingerprintLength);
	const isWhole = isNoPayment || name === null || providerStatus === null;
	return {
		payment: isWhole ? whole : hashOf([provider, baseUrl, kind, name], fingerprintLength),
		status: hashOf(statusKey(payment), statusFingerprintLength),
		record: whole,
	};
}

/** Identifies the whole record of an event: another one with the same key is a repeat. */
export const recordKey = ({ payment, record }: Fingerprint): string => payment + record;

const hashOf = (value: unknown, length: number): string =>
	createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, length);
