import { findEndpoint } from '../providers/endpoints';
import { isObject, type JsonObject, text } from '../providers/json';
import { hasControlCharacter } from '../providers/characters';
import type { Explanation, Provider, ReferenceField } from '../providers/contract';

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
 * Puts the builder's reference into a body that has none, and checks the one that will be sent: only a reference that the
 * provider takes, and can be asked for, protects a payment.
 */
export function withReference(provider: Provider, given: ReferenceGiven): ReferenceRead {
	const field = findEndpoint(provider, given)?.reference;
	const isGiven =
		given.reference !== '' && given.reference !== undefined && given.reference !== null;
	if (field === undefined)
		return isGiven ? nowhere(provider) : { kind: 'body', body: given.body, json: given.json };
	const own = valueAt(given.json, field.path);
	const value = own ?? (isGiven ? given.reference : undefined);
	if (value === undefined) return { kind: 'body', body: given.body, json: given.json };
	const problem = referenceProblem(provider, field, value);
	if (problem !== undefined) return { kind: 'invalid', explanation: problem };
	if (own !== undefined) return { kind: 'body', body: given.body, json: given.json };
	if (!given.isJson || !isObject(given.json)) return noObject;
	if (!survivesRewriting(given)) return longNumbers;
	const json = withValueAt(given.json, field.path.split('.'), text(value));
	return { kind: 'body', body: JSON.stringify(json), json };
}

function referenceProblem(
	provider: Provider,
	field: ReferenceField,
	value: unknown,
): Explanation | undefined {
	const name = `The reference (${field.path})`;
	const isText =
		typeof value === 'string' || (typeof value === 'number' && Number.isSafeInteger(value));
	if (!isText)
		return { message: `${name} is neither text nor a whole number`, description: fromBusiness };
	const reference = text(value);
	if (reference.trim() === '') return { message: `${name} is empty`, description: fromBusiness };
	if (reference.length > field.maxLength)
		return {
			message: `${name} has ${reference.length} characters`,
			description: `${provider.displayName} takes ${field.maxLength} at most. ${fromBusiness}`,
		};
	if (hasControlCharacter(reference) || provider.payments.notInReferences.test(reference))
		return {
			message: `${name} holds a character that ${provider.displayName} cannot be asked for`,
			description: `Use letters, digits, hyphens and dots. ${fromBusiness}`,
		};
	return undefined;
}

const fromBusiness =
	'Use a value of the payment itself, e.g. its order or invoice number, so that it stays the same whenever the workflow runs again.';

const nowhere = (provider: Provider): ReferenceRead => ({
	kind: 'invalid',
	explanation: {
		message: `It is not known where ${provider.displayName} wants the reference for this path`,
		description: "Put it into the body yourself, and leave 'Reference' empty.",
	},
});

const noObject: ReferenceRead = {
	kind: 'invalid',
	explanation: {
		message: "'Reference' needs a JSON body that is an object",
		description: "Turn 'Send Body' on, choose JSON and enter the fields of the request.",
	},
};

const longNumbers: ReferenceRead = {
	kind: 'invalid',
	explanation: {
		message: "'Reference' cannot be put into a body with numbers beyond 2^53",
		description: "Put it into the body yourself, and leave 'Reference' empty.",
	},
};

/** Long numbers were read as text, to keep their digits; written anew they would stay text. */
const survivesRewriting = ({ body, json }: ReferenceGiven): boolean =>
	JSON.stringify(json) === JSON.stringify(JSON.parse(body ?? 'null'));

const valueAt = (json: unknown, path: string): unknown => {
	const value = path
		.split('.')
		.reduce<unknown>(
			(at, name) => (isObject(at) && Object.hasOwn(at, name) ? at[name] : undefined),
			json,
		);
	return value === null || value === '' ? undefined : value;
};

function withValueAt(
	json: JsonObject,
	[name = '', ...rest]: readonly string[],
	value: string,
): JsonObject {
	const inner = json[name];
	const below = rest.length === 0 ? value : withValueAt(isObject(inner) ? inner : {}, rest, value);
	return { ...json, [name]: below };
}
