import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { fastify } from 'fastify';
import type { FastifyError, FastifyInstance, FastifyRequest, FastifyServerFactory } from 'fastify';
import type { SimulatorControl, SimulatorOptions } from '../types.mts';
import { addControlPlane } from './controlPlane.mts';
import { addDiagnostics } from './diagnostics.mts';
import { addFaultHooks } from './faultHooks.mts';
import type { FaultQueue } from './faults.mts';
import type { Lag } from './lag.mts';
import { recordedBody } from './recorder.mts';
import type { Recorder } from './recorder.mts';
import { give, header, pathOf } from './simulation.mts';
import type { Simulation } from './simulation.mts';
import type { TokenStore } from './tokens.mts';
import { fieldErrors } from './validation.mts';

export interface ServerParts {
	simulation: Simulation;
	control: SimulatorControl;
	tokens: TokenStore;
	faults: FaultQueue;
	recorder: Recorder;
	lag: Lag;
	/** The simulator's clock. Epoch milliseconds. */
	now: () => number;
	tls: SimulatorOptions['tls'];
}

/**
 * One provider's API and, beside it, the control plane. They live in two scopes, so that nothing of the provider's (counting,
 * faults, tokens, its own body reader) touches the control plane.
 */
export function buildServer(parts: ServerParts): FastifyInstance {
	const { tls } = parts;
	const serverFactory: FastifyServerFactory = (handler) =>
		tls === undefined ? createHttpServer(handler) : createHttpsServer({ ...tls }, handler);
	const app = fastify({
		forceCloseConnections: true,
		serverFactory,
		ajv: {
			customOptions: {
				// Payment APIs tell "5" from 5 and drop nothing silently; the defaults would hide both from a test.
				coerceTypes: false,
				removeAdditional: false,
				useDefaults: false,
				allErrors: true,
				// An end may be a number or a text.
				allowUnionTypes: true,
				multipleOfPrecision: 6,
			},
		},
	});
	app.register(async (scope) => addControlPlane(scope, parts.control), { prefix: '/__simulator' });
	app.register(async (scope) => addProvider(scope, parts));
	app.server.on('connection', parts.recorder.connected);
	return app;
}

function addProvider(scope: FastifyInstance, parts: ServerParts): void {
	const { simulation } = parts;
	const { answers } = simulation;
	scope.decorateRequest('received', null);
	scope.decorateRequest('rawBody', '');
	scope.decorateRequest('fault', null);
	if (simulation.serialize) scope.setReplySerializer(simulation.serialize);
	readBodiesAsText(scope);
	scope.addHook('onRequest', async (request, reply) => {
		reply.raw.once('close', parts.recorder.begin());
		request.received = parts.recorder.receive(countKey(request, simulation), {
			method: request.method,
			path: request.url,
			headers: request.headers,
		});
	});
	addFaultHooks(scope, parts.faults, answers);
	addTokenCheck(scope, parts);
	scope.addHook('preHandler', async () => parts.lag.catchUp());
	// Node's own header would tell another time than the records where the clock is a test's.
	scope.addHook('onSend', async (_request, reply) => {
		reply.header('date', new Date(parts.now()).toUTCString());
	});
	scope.setErrorHandler<FastifyError>((error, request, reply) => {
		const path = pathOf(request);
		if (error.validation) {
			return give(reply, answers.invalid(path, fieldErrors(error.validation)));
		}
		return give(reply, answers.failed(path, error.statusCode ?? 500, error.message));
	});
	scope.setNotFoundHandler((request, reply) => give(reply, answers.notFound(pathOf(request))));
	addDiagnostics(scope, answers);
	simulation.routes(scope);
}

function countKey(request: FastifyRequest, simulation: Simulation): string {
	const pattern = request.routeOptions.url;
	if (pattern === undefined) return `${request.method} (unknown)`;
	return `${request.method} ${simulation.countAs?.(pattern) ?? pattern}`;
}

/** Any content type, or none: what a body must look like is for the route's schema to say, in the provider's words. */
function readBodiesAsText(scope: FastifyInstance): void {
	scope.removeAllContentTypeParsers();
	scope.addContentTypeParser<string>('*', { parseAs: 'string' }, (request, text, done) => {
		request.rawBody = text;
		if (request.received) request.received.body = recordedBody(text);
		done(null, parseBody(header(request, 'content-type'), text));
	});
}

function parseBody(contentType: string, text: string): unknown {
	if (text === '') return undefined;
	if (contentType.startsWith('application/x-www-form-urlencoded')) {
		return Object.fromEntries(new URLSearchParams(text));
	}
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

function addTokenCheck(scope: FastifyInstance, { simulation, tokens }: ServerParts): void {
	scope.addHook('preValidation', async (request, reply) => {
		const refusal = simulation.gate?.(request);
		if (refusal) return give(reply, refusal);
		if (request.routeOptions.config.token) return;
		const accessToken = /^Bearer (\S+)$/i.exec(header(request, 'authorization'))?.[1] ?? '';
		if (!tokens.use(accessToken)) {
			return give(reply, simulation.answers.tokenRefused(pathOf(request)));
		}
		if (request.routeOptions.config.signed) {
			const unsigned = simulation.verify?.(request, accessToken);
			if (unsigned) return give(reply, unsigned);
		}
	});
}
