/** Plain decimal numbers in text, digit by digit: 0.1 and 0.2 make 0.3. */

/** The sum, with as many decimals as the longer of the two has; null where either is none. */
export const plus = (one: string | null, other: string | null): string | null =>
	combined(one, other, (a, b) => a + b);

/** What is left of `one`; null where either is none. */
export const minus = (one: string | null, other: string | null): string | null =>
	combined(one, other, (a, b) => a - b);

/** Whether one is less than the other. */
export const isLess = (one: string, other: string): boolean => {
	const decimals = Math.max(decimalsOf(one), decimalsOf(other));
	return scaled(one, decimals) < scaled(other, decimals);
};

/** Whether nothing is left when one is divided by the other, which is not 0. */
export const isMultipleOf = (one: string, other: string): boolean => {
	const decimals = Math.max(decimalsOf(one), decimalsOf(other));
	return scaled(one, decimals) % scaled(other, decimals) === 0n;
};

function combined(
	one: string | null,
	other: string | null,
	combine: (one: bigint, other: bigint) => bigint,
): string | null {
	if (one === null || other === null) return null;
	const decimals = Math.max(decimalsOf(one), decimalsOf(other));
	return written(combine(scaled(one, decimals), scaled(other, decimals)), decimals);
}

const decimalsOf = (amount: string): number => amount.split('.')[1]?.length ?? 0;

const scaled = (amount: string, decimals: number): bigint => {
	const [whole = '', fraction = ''] = amount.split('.');
	return BigInt(whole + fraction.padEnd(decimals, '0'));
};

function written(value: bigint, decimals: number): string {
	const digits = String(value < 0n ? -value : value).padStart(decimals + 1, '0');
	const whole = digits.slice(0, digits.length - decimals);
	const amount = decimals === 0 ? whole : `${whole}.${digits.slice(-decimals)}`;
	return value < 0n ? `-${amount}` : amount;
}
