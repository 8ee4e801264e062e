import type { PaymentKind } from '../providers/contract';
import type { FoundPayment } from './payment';

/**
 * Which of several payments with one reference is meant; more than one if that cannot be decided. Of attempts at one
 * payment it is the one that succeeded, else the newest. Otherwise none can stand for the rest: the newest may have failed
 * and an older one may have been paid.
 */
export function meantOf(
	{ isAttempt }: PaymentKind,
	found: readonly FoundPayment[],
): readonly FoundPayment[] {
	if (isAttempt !== true) return found;
	const paid = found.filter(isPaid);
	return paid.length > 0 ? paid : newestFirst(found, createdAt).slice(0, 1);
}

export const isPaid = ({ payment, isSettled }: FoundPayment): boolean =>
	payment.status === 'succeeded' || isSettled === true;

/**
 * By when they were created. Without a time, they stay in the order of the answer, behind those with one.
 *
 * @param createdAt in epoch milliseconds
 */
export const newestFirst = <Row>(
	rows: readonly Row[],
	createdAt: (row: Row) => number | null,
): readonly Row[] => {
	const timeOf = (row: Row): number => createdAt(row) ?? Number.MIN_SAFE_INTEGER;
	return rows.toSorted((one, other) => timeOf(other) - timeOf(one));
};

const createdAt = ({ payment }: FoundPayment): number | null =>
	payment.createdAt === null ? null : Date.parse(payment.createdAt);
