import type { FastifySchemaValidationError } from 'fastify';
import type { FieldErrors } from './simulation.mts';

/** Ajv's findings as the `field -> [texts]` map that such APIs answer with. */
export function fieldErrors(errors: readonly FastifySchemaValidationError[]): FieldErrors {
	const fields: FieldErrors = {};
	for (const error of errors) {
		const missing = error.params['missingProperty'];
		const path = error.instancePath.split('/').slice(1);
		const field = [...path, ...(typeof missing === 'string' ? [missing] : [])].join('.') || 'body';
		const text = typeof missing === 'string' ? 'is required' : (error.message ?? 'is invalid');
		fields[field] = [...(fields[field] ?? []), text];
	}
	return fields;
}

export const text = (minLength = 1, maxLength = 255) => ({ type: 'string', minLength, maxLength });

/** decimal(10,2) as a JSON number. */
export const decimal = (minimum: number) => ({
	type: 'number',
	minimum,
	maximum: 99_999_999.99,
	multipleOf: 0.01,
});

/** An object of which the named members are required and the others welcome. */
export const object = (required: string[], properties: Record<string, unknown>) => ({
	type: 'object',
	required,
	properties,
});

/** ISO 4217, in capitals. */
export const currencyCode = { enum: Intl.supportedValuesOf('currency') };

/** Text of which no page tells the greatest length. */
export const anyText = { type: 'string', minLength: 1 };

/** Of these dotted paths, those at which the body has nothing, as errors. */
export function missingFields(body: unknown, paths: readonly string[]): FieldErrors {
	const missing = paths.filter((path) => valueAt(body, path) === undefined);
	return Object.fromEntries(missing.map((path) => [path, ['is required']]));
}

function valueAt(body: unknown, path: string): unknown {
	return path
		.split('.')
		.reduce<unknown>((value, name) => (Object(value) as Record<string, unknown>)[name], body);
}

/** The errors whose condition holds, e.g. of rules between two fields. */
export function errorsWhere(
	rules: readonly (readonly [fails: boolean, field: string, text: string])[],
): FieldErrors {
	const failed = rules.filter(([fails]) => fails);
	return Object.fromEntries(failed.map(([, field, text]) => [field, [text]]));
}

export function hasErrors(fields: FieldErrors): boolean {
	return Object.keys(fields).length > 0;
}
