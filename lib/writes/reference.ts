import { parseJson } from '../http/parse';
import { strayCharacter, trimUnseen } from '../providers/characters';
import { findEndpoint } from '../providers/endpoints';
import { isObject, property, text } from '../providers/json';
import { numberProblem } from '../providers/numbers';
import type { Explanation, Provider, ReferenceField } from '../providers/contract';
import { duplicateOnPath, insertMember } from './insertMember';

export interface ReferenceGiven {
	readonly method: string;
	readonly path: string;
	/** The body as text and as parsed; undefined where there is none. */
	readonly body: string | undefined;
	readonly json: unknown;
	/** Whether that body is sent as JSON. */
	readonly isJson: boolean;
	/** What the builder entered under 'Reference'; '' for nothing. */
	readonly reference: unknown;
}

export type ReferenceRead =
	| { readonly kind: 'body'; readonly body: string | undefined; readonly json: unknown }
	| { readonly kind: 'invalid'; readonly explanation: Explanation };

/**
 * Inserts the builder's reference into a body that has none, without changing anything else, and checks the one that will
 * be sent: only a reference that the provider accepts, and can look up, protects a payment.
 */
export function withReference(provider: Provider, given: ReferenceGiven): ReferenceRead {
	const field = findEndpoint(provider, given)?.reference;
	const isGiven =
		given.reference !== '' && given.reference !== undefined && given.reference !== null;
	if (field === undefined)
		return isGiven ? nowhere(provider) : { kind: 'body', body: given.body, json: given.json };
	const path = field.path.split('.');
	const own = valueAt(given.json, path);
	const value = own ?? (isGiven ? given.reference : undefined);
	if (value === undefined) return { kind: 'body', body: given.body, json: given.json };
	const problem = referenceProblem(provider, field, value);
	if (problem !== undefined) return { kind: 'invalid', explanation: problem };
	const isObjectText = given.isJson && given.body !== undefined && isObject(given.json);
	if (own !== undefined) {
		const twice = isObjectText ? duplicateOnPath(given.body, path) : undefined;
		return twice === undefined
			? { kind: 'body', body: given.body, json: given.json }
			: standsTwice(twice);
	}
	if (!isObjectText) return noObject;
	const inserted = insertMember(given.body, path, text(value));
	switch (inserted.kind) {
		case 'duplicate':
			return standsTwice(inserted.name);
		case 'notAnObject':
			return invalid(
				`'Reference' has no place in the body: ${inserted.name} is not an object`,
				putItYourself,
			);
		case 'inserted': {
			const json = parseJson(inserted.text);
			return { kind: 'body', body: inserted.text, json: json.ok ? json.value : undefined };
		}
	}
}

function referenceProblem(
	provider: Provider,
	field: ReferenceField,
	value: unknown,
): Explanation | undefined {
	const name = `The reference (${field.path})`;
	if (typeof value === 'number' && !Number.isSafeInteger(value)) {
		const problem = numberProblem(value);
		if (problem === 'lostDigits')
			return {
				message: `${name} is a number beyond 2^53 and has lost digits`,
				description:
					'Pass it as text from its source, e.g. in quotes: longer numbers are rounded before this node sees them.',
			};
		return {
			message: problem === undefined ? `${name} is a number with decimals` : `${name} is ${value}`,
			description: fromBusiness,
		};
	}
	if (typeof value !== 'string' && typeof value !== 'number')
		return { message: `${name} is neither text nor a whole number`, description: fromBusiness };
	const reference = text(value);
	if (trimUnseen(reference) === '')
		return { message: `${name} is empty`, description: fromBusiness };
	if (reference.length > field.maxLength)
		return {
			message: `${name} has ${reference.length} characters`,
			description: `${provider.displayName} takes ${field.maxLength} at most. ${fromBusiness}`,
		};
	const stray = strayCharacter(reference);
	if (stray !== undefined)
		return {
			message: `${name} contains ${stray.name} at position ${stray.position}`,
			description: `Remove it. ${fromBusiness}`,
		};
	if (provider.payments.notInReferences.test(reference))
		return {
			message: `${name} contains a character that ${provider.displayName} cannot look up`,
			description: `Use letters, digits, hyphens and dots. ${fromBusiness}`,
		};
	return undefined;
}

const fromBusiness =
	'Use a value of the payment itself, e.g. its order or invoice number, so that it stays the same whenever the workflow runs again.';

const nowhere = (provider: Provider): ReferenceRead =>
	invalid(
		`It is not known where ${provider.displayName} expects the reference for this path`,
		putItYourself,
	);

const noObject: ReferenceRead = {
	kind: 'invalid',
	explanation: {
		message: "'Reference' needs a JSON body that is an object",
		description: "Turn 'Send Body' on, choose JSON and enter the fields of the request.",
	},
};

const putItYourself = "Put it into the body yourself, and leave 'Reference' empty.";

const standsTwice = (name: string): ReferenceRead =>
	invalid(
		`The body contains ${name} twice`,
		'Keep one of the two: it is uncertain which of them the provider would read as the reference.',
	);

/** A reference of a body is missing where it is null or empty. */
const valueAt = (json: unknown, path: readonly string[]): unknown => {
	const value = path.reduce<unknown>(property, json);
	return value === null || value === '' ? undefined : value;
};

const invalid = (message: string, description: string): ReferenceRead => ({
	kind: 'invalid',
	explanation: { message, description },
});
