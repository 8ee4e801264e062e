import { checkExpression, invalid, type Invalid } from './invalid';

/** A field of the editor that takes a whole number. */
export interface NumberField {
	/** As the editor shows it. */
	readonly label: string;
	readonly min: number;
	/** Undefined for no limit. */
	readonly max?: number;
	/** Taken where the field is empty. */
	readonly otherwise: number;
	/** In sentences, e.g. `seconds`. */
	readonly unit?: string;
	/** What else to do where the number is out of range. */
	readonly hint?: string;
}

/**
 * Reads a whole number. Expressions can give what the editor would not let a person type: it is refused, because a clamped
 * value is not what anybody meant.
 */
export function readNumber(
	given: unknown,
	field: NumberField,
): { readonly kind: 'number'; readonly number: number } | Invalid {
	if (given === undefined || given === null || (typeof given === 'string' && given.trim() === ''))
		return { kind: 'number', number: field.otherwise };
	const number = numberOf(given);
	if (number === undefined || !Number.isSafeInteger(number))
		return invalid(
			`'${field.label}' is not a whole number`,
			`${rangeOf(field)} ${checkExpression}`,
		);
	if (number < field.min || (field.max !== undefined && number > field.max))
		return invalid(
			`'${field.label}' is out of range`,
			`It is ${number}. ${rangeOf(field)} ${field.hint ?? checkExpression}`,
		);
	return { kind: 'number', number };
}

/** The same for several fields, each with what was entered: all of them, or what is wrong with the first that is. */
export function readNumbers<Name extends string>(
	fields: Readonly<Record<Name, readonly [given: unknown, field: NumberField]>>,
): { readonly kind: 'numbers'; readonly numbers: Readonly<Record<Name, number>> } | Invalid {
	const numbers: Partial<Record<Name, number>> = {};
	for (const name of Object.keys(fields) as Name[]) {
		const [given, field] = fields[name];
		const read = readNumber(given, field);
		if (read.kind === 'invalid') return read;
		numbers[name] = read.number;
	}
	return { kind: 'numbers', numbers: numbers as Record<Name, number> };
}

const numberOf = (given: unknown): number | undefined => {
	if (typeof given === 'number') return given;
	return typeof given === 'string' && /^[+-]?\d+$/.test(given.trim()) ? Number(given) : undefined;
};

const rangeOf = ({ min, max, unit = '' }: NumberField): string => {
	const range = max === undefined ? `from ${min}` : `from ${min} to ${max}`;
	return `Enter a whole number ${range}${unit === '' ? '' : ` (${unit})`}.`;
};
