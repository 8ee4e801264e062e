import { property } from '../json';
import { firstOf, timeOf } from '../paymentRecord';
import type { ApiResponse, RequestTimes } from '../contract';
import { jakarta } from './jakarta';

/** The provider's record times and the `Date` header of its responses are both in whole seconds. */
const roundingMs = 2_000;

/**
 * A transfer between accounts whose reference exists is answered with HTTP 200 and its first record, and nothing moves
 * (OpenAPI description). Where it pays the same, only its time distinguishes it from a new one. The `Date` header says how far apart the two clocks are.
 */
export function isEarlierTransfer(
	{ body, headers }: ApiResponse,
	{ sentAt, answeredAt }: RequestTimes,
): boolean {
	const record = property(body, 'data');
	const createdAt = timeOf(firstOf(record, ['created_at', 'processed_timestamp']), jakarta);
	const theirClock = Date.parse(headers.date ?? '');
	const aheadMs = Number.isNaN(theirClock) ? 0 : theirClock - answeredAt;
	return createdAt !== null && createdAt < sentAt + aheadMs - roundingMs;
}
