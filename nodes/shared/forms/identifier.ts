import { identifierProblem, maxIdentifierLength } from '../../../lib/payments/identifier';
import { text } from '../../../lib/providers/json';
import { checkExpression, invalid, type Invalid } from './invalid';

/** An ID or a reference: text or a whole number, in one piece. */
export function readIdentifier(
	given: unknown,
	field: string,
): { readonly kind: 'value'; readonly value: string } | Invalid {
	const isText =
		typeof given === 'string' || (typeof given === 'number' && Number.isSafeInteger(given));
	if (!isText && given !== undefined && given !== null)
		return invalid(`'${field}' is neither text nor a whole number`, checkExpression);
	const value = text(given).trim();
	switch (identifierProblem(value)) {
		case 'empty':
			return invalid(`'${field}' is empty`, `Enter it. ${checkExpression}`);
		case 'tooLong':
			return invalid(
				`'${field}' has ${value.length} characters`,
				`No provider has one of more than ${maxIdentifierLength}.`,
			);
		case 'character':
			return unlikeAnId(field);
		case undefined:
			return { kind: 'value', value };
	}
}

export const unlikeAnId = (field: string): Invalid =>
	invalid(
		`'${field}' holds a space, line break or something else that no ID has`,
		`Enter one value. ${checkExpression}`,
	);
