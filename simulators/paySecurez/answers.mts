import { STATUS_CODES } from 'node:http';
import type { Answer, Answers, FieldErrors } from '../core/simulation.mts';

/** Only the 401 is documented: `message` carries the short reason and `error` the long one. The others reuse its shape. */
export const answers: Answers = {
	success: (_path, data) => data,
	invalid: (_path, fields) => refusal(400, describe(fields)),
	notFound: () => refusal(404, 'Transaction not found'),
	failed: (_path, status, message) =>
		refusal(status, message ?? 'The request could not be processed'),
	credentialsRefused: () => refusal(401, 'Invalid client credentials'),
	tokenRefused: () => refusal(401, 'Invalid or expired token'),
	failureIn200: (_path, code = '422') => ({
		status: 200,
		body: { statusCode: Number(code), message: 'Failed', error: 'The request was not accepted' },
	}),
};

export function duplicate(reference: string): Answer {
	return refusal(409, `Reference ${reference} has already been used`);
}

function refusal(status: number, error: string): Answer {
	return { status, body: { statusCode: status, message: STATUS_CODES[status] ?? 'Failed', error } };
}

function describe(fields: FieldErrors): string {
	return Object.entries(fields)
		.map(([field, texts]) => `${field} ${texts.join(', ')}`)
		.join('; ');
}
