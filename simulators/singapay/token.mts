import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { basicCredentials, give, header, pathOf } from '../core/simulation.mts';
import type { Runtime } from '../core/simulation.mts';
import { announcedLifetime } from '../core/tokens.mts';
import { answers } from './answers.mts';
import { tokenSignature } from './signature.mts';

/** v1.0 takes Basic credentials, v1.1 a signature that holds for one Jakarta day and no Basic credentials. */
export function addTokenRoutes(scope: FastifyInstance, runtime: Runtime): void {
	const config = { token: true };
	scope.post('/api/v1.0/access-token/b2b', { config }, (request, reply) =>
		answer(request, reply, runtime, hasBasicCredentials(request, runtime)),
	);
	scope.post('/api/v1.1/access-token/b2b', { config }, (request, reply) =>
		answer(request, reply, runtime, hasSignature(request, runtime)),
	);
}

function answer(
	request: FastifyRequest,
	reply: FastifyReply,
	runtime: Runtime,
	accepted: boolean,
): unknown {
	const path = pathOf(request);
	if (!accepted) return give(reply, answers.credentialsRefused(path));
	if (!hasGrant(request)) {
		return give(reply, answers.invalid(path, { grant_type: ['must be client_credentials'] }));
	}
	return answers.success(path, {
		access_token: runtime.issueToken(),
		token_type: 'Bearer',
		// Typed Numeric on the pages, a string in every sample.
		...announcedLifetime(runtime.settings, String),
	});
}

function hasBasicCredentials(request: FastifyRequest, { credentials }: Runtime): boolean {
	const { user, password } = basicCredentials(request);
	return user === credentials.clientId && password === credentials.clientSecret;
}

function hasSignature(request: FastifyRequest, { credentials, now }: Runtime): boolean {
	const { clientId, clientSecret } = credentials;
	return (
		header(request, 'x-client-id') === clientId &&
		header(request, 'x-signature') === tokenSignature(clientId, clientSecret, now())
	);
}

/** v1.0 pages disagree on grantType and grant_type and none says what the wrong one does; v1.1 knows only the second. */
function hasGrant(request: FastifyRequest): boolean {
	const body = Object(request.body) as { grantType?: unknown; grant_type?: unknown };
	const isV10 = pathOf(request).startsWith('/api/v1.0/');
	const granted = body.grant_type ?? (isV10 ? body.grantType : undefined);
	return granted === 'client_credentials';
}
