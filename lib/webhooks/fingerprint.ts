import { createHash } from 'node:crypto';

import { statusKey } from '../payments/payment';
import type { ConfirmedEvent } from './event';
import { fingerprintLength, statusFingerprintLength } from './numbers';

/** What makes an event another one. It does not reveal what the event is about. */
export interface Fingerprint {
	/** The payment; of what is no payment, the record. */
	readonly payment: string;
	/** What became of it. */
	readonly status: string;
	/** All that the notification says. */
	readonly record: string;
}

/**
 * Of a payment, its status makes another event. Where the record names no payment or no status, or is about something else,
 * such as a settlement, all of it does.
 */
export function fingerprintOf({
	event,
	name,
	payment,
	record,
	isNoPayment,
}: ConfirmedEvent): Fingerprint {
	const { provider, kind, providerStatus } = payment;
	const whole = hashOf([event, kind, record ?? null], fingerprintLength);
	const isWhole = isNoPayment || name === null || providerStatus === null;
	return {
		payment: isWhole ? whole : hashOf([provider, kind, name], fingerprintLength),
		status: hashOf(statusKey(payment), statusFingerprintLength),
		record: whole,
	};
}

/** By which the whole record of an event is known: whatever has the same one is a repeat. */
export const recordKey = ({ payment, record }: Fingerprint): string => payment + record;

const hashOf = (value: unknown, length: number): string =>
	createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, length);
