import type { FieldErrors } from '../core/simulation.mts';

/** Brazilian documents, digits only: "CPF must be formally valid", and so, it is inferred, must a CNPJ. */

/** Eleven digits, not all the same, of which the last two check the others. */
export function isCpf(value: string): boolean {
	return isChecked(value, 11, (length) => Array.from({ length }, (_, index) => length + 1 - index));
}

/** Fourteen digits likewise; the weights run from 2 to 9 and begin anew. */
export function isCnpj(value: string): boolean {
	return isChecked(value, 14, (length) =>
		Array.from({ length }, (_, index) => 2 + ((length - 1 - index) % 8)),
	);
}

/** Of a document in Brazil; elsewhere no rule is told. */
export function documentErrors(field: string, type: string, number: string): FieldErrors {
	if (type === 'CPF') return isCpf(number) ? {} : { [field]: ['is not a valid CPF'] };
	if (type === 'CNPJ') return isCnpj(number) ? {} : { [field]: ['is not a valid CNPJ'] };
	return { [field]: ['is neither a CPF nor a CNPJ'] };
}

function isChecked(value: string, length: number, weights: (length: number) => number[]): boolean {
	if (!/^\d+$/.test(value) || value.length !== length || new Set(value).size === 1) return false;
	return [length - 2, length - 1].every(
		(before) => checkDigit(value.slice(0, before), weights(before)) === Number(value[before]),
	);
}

function checkDigit(digits: string, weights: readonly number[]): number {
	const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
	return ((sum * 10) % 11) % 10;
}
