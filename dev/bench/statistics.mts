/** Of several rounds: the middle, and how far they lie apart. */
export interface Spread {
	readonly median: number;
	readonly min: number;
	readonly max: number;
}

export function median(values: readonly number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	const upper = sorted[middle];
	if (upper === undefined) throw new Error('There is no median of nothing');
	return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

export const spreadOf = (values: readonly number[]): Spread => ({
	median: median(values),
	min: Math.min(...values),
	max: Math.max(...values),
});

/**
 * Ratios of what was measured in the same round, so that a machine that slows down slows down both.
 * @param pairs numerator and denominator of each round
 */
export const ratioOf = (pairs: ReadonlyArray<readonly [number, number]>): Spread =>
	spreadOf(pairs.map(([numerator, denominator]) => numerator / denominator));

/** Begins with another one each round: none always follows the same. */
export const rotated = <Item,>(items: readonly Item[], by: number): Item[] => {
	const at = items.length === 0 ? 0 : by % items.length;
	return [...items.slice(at), ...items.slice(0, at)];
};
