/** The difference of two plain decimals, exactly; null where one is missing. */
export function difference(from: string | null, what: string | null): string | null {
	if (from === null || what === null) return null;
	const places = Math.max(placesOf(from), placesOf(what));
	const left = scaled(from, places) - scaled(what, places);
	if (places === 0) return String(left);
	const digits = String(left < 0n ? -left : left).padStart(places + 1, '0');
	return `${left < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

const placesOf = (decimal: string): number => (decimal.split('.')[1] ?? '').length;

function scaled(decimal: string, places: number): bigint {
	const [whole = '', fraction = ''] = decimal.split('.');
	return BigInt(whole + fraction.padEnd(places, '0'));
}
