/**
 * Currencies without decimals: those that ISO 4217 gives none, and the rupiah, whose providers take whole amounts (Singapay's
 * pages).
 */
const withoutDecimals = new Set(['CLP', 'IDR', 'JPY', 'KRW', 'PYG', 'VND']);

/** How many decimals an amount of this currency may have. */
export const decimalsOf = (currency: string): number =>
	withoutDecimals.has(currency.toUpperCase()) ? 0 : 2;
