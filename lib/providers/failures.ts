import { isObject, text } from './json';

/** Validation answers name the fields: `{ amount: ['must be at least 10000'] }`. */
export function withFields(message: string, errors: unknown): string {
	if (!isObject(errors)) return message;
	const fields = Object.entries(errors).map(
		([name, reasons]) => `${name}: ${[reasons].flat().map(text).join(', ')}`,
	);
	return [message, ...fields].filter((part) => part !== '').join('; ');
}
