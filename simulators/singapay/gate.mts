import type { FastifyRequest } from 'fastify';
import { header, pathOf } from '../core/simulation.mts';
import type { Answer, Runtime } from '../core/simulation.mts';
import { refuse } from './answers.mts';
import { verifyRequest } from './signature.mts';

/** What every route checks first: the caller's address, then X-PARTNER-ID. Neither says anything about the token. */
export function createGate({ settings, credentials }: Runtime) {
	return (request: FastifyRequest): Answer | null => {
		const path = pathOf(request);
		if (settings.allowedIps !== null && !settings.allowedIps.includes(request.ip)) {
			return refuse(path, 'SP017', {
				message: `Your IP address (${request.ip}) is not registered`,
			});
		}
		// The answer is known from the biller host only.
		if (header(request, 'x-partner-id') !== credentials.partnerId) {
			return refuse(path, 'SP015', { message: 'Invalid X-PARTNER-ID' });
		}
		return null;
	};
}

/** X-Timestamp and X-Signature of the money-moving calls. */
export function createVerifier({ credentials, now }: Runtime) {
	return (request: FastifyRequest, accessToken: string): Answer | null => {
		const parts = {
			method: request.method,
			path: request.url,
			accessToken,
			body: request.rawBody,
			timestamp: header(request, 'x-timestamp'),
			signature: header(request, 'x-signature'),
		};
		const verdict = verifyRequest(parts, credentials.clientSecret, now());
		return verdict === 'valid' ? null : refuse(pathOf(request), 'SP016');
	};
}
