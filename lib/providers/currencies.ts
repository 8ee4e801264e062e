/** Currencies without decimals: those that ISO 4217 gives none, and the rupiah, of which providers take whole amounts. */
const withoutDecimals = new Set(['CLP', 'IDR', 'JPY', 'KRW', 'PYG', 'VND']);

/** How many decimals an amount of this currency may have. */
export const decimalsOf = (currency: string): number =>
	withoutDecimals.has(currency.toUpperCase()) ? 0 : 2;
