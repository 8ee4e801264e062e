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

export const url = { type: 'string', format: 'uri', maxLength: 2000 };

/** An object of which the named members are required and the others welcome. */
export const object = (required: string[], properties: Record<string, unknown>) => ({
	type: 'object',
	required,
	properties,
});
