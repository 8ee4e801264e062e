import { randomBytes } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Answer, Answers } from '../core/simulation.mts';

/**
 * No body of a failure is documented. Both shapes here are the two that a third-party SDK recognises:
 * `{requestId, moreInformation}` for a refusal and `{requestId, status, payload}` for a failure inside HTTP 200.
 */
export const answers: Answers = {
	success: (_path, data) => wrap(data),
	invalid: (_path, fields) => refusal(422, { message: 'Invalid request', errors: fields }),
	notFound: () => refusal(404, { message: 'Not found' }),
	failed: (_path, status, message) =>
		refusal(status, { message: message ?? STATUS_CODES[status] ?? 'Failure' }),
	credentialsRefused: () => refusal(401, { message: 'Invalid client credentials' }),
	tokenRefused: () => refusal(401, { message: 'Invalid or expired token' }),
	failureIn200: (_path, code = 'declined') => ({
		status: 200,
		body: {
			requestId: requestId(),
			status: 'error',
			payload: { code, message: 'The request was not accepted' },
		},
	}),
};

export function wrap(data: unknown): { requestId: string; data: unknown } {
	return { requestId: requestId(), data };
}

export function duplicate(transactionId: string): Answer {
	return answers.invalid('', {
		'transaction.id': [`${transactionId} has already been used`],
	});
}

/** PHP's json_encode escapes every slash; in JSON text a slash stands in strings only. */
export function serialize(body: unknown): string {
	return JSON.stringify(body).replaceAll('/', '\\/');
}

function refusal(status: number, moreInformation: Record<string, unknown>): Answer {
	return { status, body: { requestId: requestId(), moreInformation } };
}

/** The look of the v2 pages, which is no UUID: `<32 hex>/<digits>;o=1`. */
function requestId(): string {
	return `${randomBytes(16).toString('hex')}/${randomBytes(6).readUIntBE(0, 6)};o=1`;
}
