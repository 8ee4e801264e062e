import type { FastifyInstance } from 'fastify';
import { basicCredentials, give, pathOf } from '../core/simulation.mts';
import type { Runtime } from '../core/simulation.mts';
import { announcedLifetime } from '../core/tokens.mts';
import { answers, wrap } from './answers.mts';

/** Basic credentials; a body and its content type are ignored, as integrations with three different ones all work. */
export function addTokenRoute(scope: FastifyInstance, runtime: Runtime): void {
	const { settings, credentials } = runtime;
	scope.post('/oauth2/token', { config: { token: true } }, (request, reply) => {
		const { user, password } = basicCredentials(request);
		if (user !== credentials.clientId || password !== credentials.clientSecret) {
			return give(reply, answers.credentialsRefused(pathOf(request)));
		}
		const token = {
			access_token: runtime.issueToken(),
			token_type: 'Bearer',
			...announcedLifetime(settings),
		};
		return settings.wrapToken === false ? token : wrap(token);
	});
}
