/** Brazil's tax numbers and their check digits (Receita Federal). Both take the number without dots, dashes and slashes. */

/** Eleven digits, of which the last two are check digits; eleven equal digits pass the check, but are not a valid CPF. */
export const isCpf = (number: string): boolean =>
	/^\d{11}$/.test(number) && !/^(\d)\1+$/.test(number) && endsRight(number, 9, cpfWeights);

/** Fourteen characters. Since July 2026 new ones have letters among the first twelve. */
export const isCnpj = (number: string): boolean =>
	/^[0-9A-Z]{12}\d{2}$/.test(number) &&
	!/^(.)\1+$/.test(number) &&
	endsRight(number, 12, cnpjWeights);

/** Of the characters before a check digit, from the last to the first. */
const cpfWeights = (position: number): number => position + 2;
const cnpjWeights = (position: number): number => (position % 8) + 2;

/** Whether the two digits from `length` on are those that the characters before them give. */
function endsRight(
	number: string,
	length: number,
	weightAt: (position: number) => number,
): boolean {
	return [length, length + 1].every(
		(end) => checkDigit(number.slice(0, end), weightAt) === Number(number[end]),
	);
}

function checkDigit(before: string, weightAt: (position: number) => number): number {
	const sum = [...before]
		.toReversed()
		.reduce((total, character, position) => total + valueOf(character) * weightAt(position), 0);
	const rest = sum % 11;
	return rest < 2 ? 0 : 11 - rest;
}

/** A digit is worth itself, a letter the distance of its code from that of 0. */
const valueOf = (character: string): number => character.charCodeAt(0) - '0'.charCodeAt(0);
