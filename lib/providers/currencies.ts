/** Taken in whole amounts (pages of the provider that has it), although ISO 4217 gives it decimals. */
const takenWhole = new Set(['IDR']);

const mostHave = 2;

/** How many decimals an amount of this currency may have, by ISO 4217. */
export function decimalsOf(currency: string): number {
	const code = currency.toUpperCase();
	if (takenWhole.has(code)) return 0;
	if (!/^[A-Z]{3}$/.test(code)) return mostHave;
	const format = new Intl.NumberFormat('en', { style: 'currency', currency: code });
	return format.resolvedOptions().maximumFractionDigits ?? mostHave;
}
