import { STATUS_CODES } from 'node:http';
import type { Answer, Answers, FieldErrors } from '../core/simulation.mts';

/**
 * Two families of envelopes. The version in the path decides: v1.x answers {status, success, data | error}, v2.0 answers
 * {response_code, response_message, data}.
 */

/**
 * The response codes used here. Their HTTP status is documented for cards only (SP001 400, SP002 500, SP009 404, SP012 400,
 * SP020 404), of SP004 (400) and SP016 (401); the rest is inferred.
 */
const codes = {
	SP001: { status: 400, message: 'Transaction Failure' },
	SP002: { status: 500, message: 'General Failure' },
	SP003: { status: 400, message: 'Insufficient Balance' },
	SP004: { status: 400, message: 'Duplicate Reference Number' },
	SP005: { status: 504, message: 'Timeout' },
	SP009: { status: 404, message: 'Transaction Not Found' },
	SP010: { status: 404, message: 'Beneficiary Not Found' },
	SP012: { status: 400, message: 'Bad Request' },
	SP013: { status: 401, message: 'Unauthorized' },
	SP014: { status: 404, message: 'Not Found' },
	SP015: { status: 403, message: 'Forbidden' },
	SP016: { status: 401, message: 'Signature Invalid' },
	SP017: { status: 403, message: 'Unauthorized IP' },
	SP018: { status: 422, message: 'Validation Error' },
	SP019: { status: 500, message: 'General Error' },
	SP020: { status: 404, message: 'Merchant Account Not Found' },
};

export type SpCode = keyof typeof codes;

export const answers: Answers = {
	success: (path, data) =>
		isV2(path)
			? { response_code: 'SP000', response_message: 'Successfully', data }
			: { status: 200, success: true, data },
	invalid: (path, fields) => refuse(path, 'SP018', { fields }),
	notFound: (path) => refuse(path, 'SP014'),
	failed: (path, status, message) => failed(path, status, message),
	credentialsRefused: (path) => refuse(path, 'SP013', { message: 'Invalid credentials' }),
	tokenRefused: (path, code) =>
		code === 'SP013'
			? { status: 200, body: v2Body('SP013', codes.SP013.message) }
			: refuse(path, 'SP013', v1Only(path, 'Unauthorized partner, please sign in')),
	failureIn200(path, code) {
		// A response code has no place in the v1 envelope, so it brings its own.
		if (isV2(path) || code?.startsWith('SP')) {
			const known = Object.entries(codes).find(([name]) => name === code);
			return {
				status: 200,
				body: v2Body(code ?? 'SP018', known?.[1].message ?? codes.SP018.message),
			};
		}
		const status = Number(code ?? 422);
		return { status: 200, body: v1Body(status, STATUS_CODES[status] ?? 'Failed') };
	},
};

/** A refusal in the envelope of the path. In v1 the code is the HTTP status, and only the message tells what happened. */
export function refuse(
	path: string,
	code: SpCode,
	detail: { message?: string; fields?: FieldErrors } = {},
): Answer {
	const { message: usual } = codes[code];
	// Version 1 has no code: a reference that exists is HTTP 409 there.
	const status = code === 'SP004' && !isV2(path) ? 409 : codes[code].status;
	const message = detail.message ?? usual;
	return {
		status,
		body: isV2(path)
			? v2Body(code, message, detail.fields)
			: v1Body(status, message, detail.fields),
	};
}

function failed(path: string, status: number, message = STATUS_CODES[status] ?? 'Failed'): Answer {
	if (!isV2(path)) return { status, body: v1Body(status, message) };
	const found = Object.entries(codes).find(([, entry]) => entry.status === status);
	return { status, body: v2Body(found?.[0] ?? 'SP019', message) };
}

/** Payment links answer in the first envelope in both versions (second sheet, section 3). */
function isV2(path: string): boolean {
	return path.startsWith('/api/v2') && !path.startsWith('/api/v2.0/payment-link/');
}

function v1Only(path: string, message: string): { message?: string } {
	return isV2(path) ? {} : { message };
}

function v1Body(status: number, message: string, fields?: FieldErrors): unknown {
	const error = { code: status, message, ...(fields ? { errors: fields } : {}) };
	return { status, success: false, error };
}

function v2Body(code: string, message: string, fields?: FieldErrors): unknown {
	return {
		response_code: code,
		response_message: message,
		data: fields ? { errors: fields } : null,
	};
}
