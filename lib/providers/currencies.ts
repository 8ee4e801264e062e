/** Currencies for which providers take whole amounts (the providers' pages), although ISO 4217 gives them two decimals. */
const takenWhole = ['IDR'];

/** ISO 4217, by its list of minor units. JavaScript's own table follows the habits of countries instead. */
const withoutDecimals = new Set([
	...takenWhole,
	...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '),
]);
const withThree = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '));

/** How many decimals an amount of this currency may have. */
export function decimalsOf(currency: string): number {
	const code = currency.toUpperCase();
	if (withoutDecimals.has(code)) return 0;
	return withThree.has(code) ? 3 : 2;
}
