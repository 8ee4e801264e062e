import type { FastifyInstance } from 'fastify';
import { give, header, pathOf } from '../core/simulation.mts';
import type { Runtime } from '../core/simulation.mts';
import { announcedLifetime } from '../core/tokens.mts';
import { answers } from './answers.mts';

/** Credentials in a JSON body, no grant type, no Basic header; the answer is bare. */
export function addTokenRoute(scope: FastifyInstance, runtime: Runtime): void {
	scope.post('/api/token', { config: { token: true } }, (request, reply) => {
		const { clientId, clientSecret } = runtime.credentials;
		const isJson = header(request, 'content-type').startsWith('application/json');
		const body = Object(request.body) as { client_id?: unknown; client_secret?: unknown };
		if (!isJson || body.client_id !== clientId || body.client_secret !== clientSecret) {
			return give(reply, answers.credentialsRefused(pathOf(request)));
		}
		return {
			access_token: runtime.issueToken(),
			...announcedLifetime(runtime.settings),
			token_type: 'Bearer',
		};
	});
}
