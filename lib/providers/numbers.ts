import { isObject } from './json';

/** Why a JavaScript number may not be the number that was written. */
export type NumberProblem =
	/** Beyond 2^53, where it is rounded. */
	| 'lostDigits'
	/** NaN or Infinity, which JSON does not know. */
	| 'notANumber';

export function numberProblem(value: number): NumberProblem | undefined {
	if (!Number.isFinite(value)) return 'notANumber';
	return Number.isInteger(value) && !Number.isSafeInteger(value) ? 'lostDigits' : undefined;
}

/** A number that is not what was written, anywhere in a value. */
export interface BrokenNumber {
	/** Names and positions that lead there, joined by dots; '' for the value itself. */
	readonly place: string;
	readonly problem: NumberProblem;
}

export function brokenNumber(value: unknown, place = ''): BrokenNumber | undefined {
	if (typeof value === 'number') {
		const problem = numberProblem(value);
		return problem && { place, problem };
	}
	if (!Array.isArray(value) && !isObject(value)) return undefined;
	for (const [name, entry] of Object.entries(value)) {
		const found = brokenNumber(entry, place === '' ? name : `${place}.${name}`);
		if (found !== undefined) return found;
	}
	return undefined;
}
