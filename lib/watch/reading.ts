import { createHash } from 'node:crypto';

import { keyOf } from '../payments/list';
import { type FoundPayment, statusKey } from '../payments/payment';
import { type Change, isOlder, wordIn } from './change';
import type { PaymentKind } from '../providers/contract';
import type { PlacedRow } from './coverage';
import { watchOverlapMs } from './numbers';
import type { Seen, WatchState } from './state';

/** Compares rows with the known payments. */
export interface Reading {
	judge(found: FoundPayment): PlacedRow;
	result(): ReadingResult;
}

export interface ReadingResult {
	readonly seen: readonly Seen[];
	readonly newestMs: number | null;
	readonly changes: readonly Change[];
	/**
	 * How late a row appeared that earlier readings did not show: its distance from their newest row. Milliseconds, 0 for
	 * none.
	 */
	readonly lateMs: number;
}

export function startReading(
	state: WatchState,
	newestBefore: number | null,
	kind: Pick<PaymentKind, 'statusMap'>,
): Reading {
	const before = new Map(state.payments.map((entry) => [entry.key, entry]));
	const now = new Map(before);
	const changed = new Map<string, Change>();
	let newestMs = newestBefore;
	let lateMs = 0;
	const isReported = newsOf(state);
	return {
		judge(found) {
			const key = watchKeyOf(found);
			const known = before.get(key);
			const createdMs = createdMsOf(found) ?? now.get(key)?.createdMs ?? null;
			if (createdMs !== null) newestMs = Math.max(newestMs ?? createdMs, createdMs);
			const row = { key, createdMs };
			if (known === undefined && createdMs !== null && createdMs < state.floorMs) return row;
			const { status, final } =
				known !== undefined && isOlder(known.status, found.payment, kind)
					? known
					: { status: statusKey(found.payment), final: found.payment.final };
			now.set(key, { key, status, final, createdMs, sweep: state.sweeps });
			const isNew = known === undefined && isReported(createdMs);
			if (isNew) lateMs = Math.max(lateMs, behind(state.newestMs, createdMs));
			// A row that appears twice in one reading is compared with its state before the reading.
			if (isNew || (known !== undefined && known.status !== status))
				changed.set(key, { ...found, previousStatus: known ? wordIn(known.status) : null });
			else changed.delete(key);
			return row;
		},
		result: () => ({ seen: [...now.values()], newestMs, changes: [...changed.values()], lateMs }),
	};
}

const behind = (newestMs: number | null, createdMs: number | null): number =>
	newestMs === null || createdMs === null ? 0 : newestMs - createdMs;

/**
 * Whether a payment seen for the first time is reported. The first poll reports none; while the first reading needs further
 * polls, they report only what is certainly newer than the watch.
 */
function newsOf({ isBaseline, sweep, floorMs }: WatchState): (createdMs: number | null) => boolean {
	if (!isBaseline) return () => true;
	if (sweep === null) return () => false;
	return (createdMs) => createdMs !== null && createdMs >= floorMs + watchOverlapMs;
}

/** The ID, or for a row without one a fingerprint of its content, so that the state reveals nothing. */
const watchKeyOf = (found: FoundPayment): string =>
	found.payment.id ?? noId + createHash('sha256').update(keyOf(found)).digest('base64url');

/** No provider's ID begins like this. */
const noId = '#';

/** Whether a payment can be looked up by its key. */
export const isId = (key: string): boolean => !key.startsWith(noId);

const createdMsOf = ({ payment }: FoundPayment): number | undefined =>
	payment.createdAt === null ? undefined : Date.parse(payment.createdAt);
