import type { FastifyInstance } from 'fastify';
import type {
	Fault,
	NewPayment,
	NotifyOptions,
	SimulatorControl,
	SimulatorSettings,
} from '../types.mts';
import {
	faultSchema,
	notifySchema,
	paymentSchema,
	settingsSchema,
	statusSchema,
} from './controlSchemas.mts';

/** The control of a simulator over HTTP, for a person with curl and for tests in another process. Needs no token. */
export function addControlPlane(scope: FastifyInstance, control: SimulatorControl): void {
	// Its own, so that a misspelt control path is not taken for a call of the provider's API.
	scope.setNotFoundHandler((request, reply) =>
		reply.code(404).send({ message: `There is no ${request.method} ${request.url}` }),
	);

	scope.get('/', () => ({
		settings: control.settings,
		counts: control.counts(),
		traffic: control.traffic(),
		tokens: control.tokens(),
		requests: control.requests(),
	}));

	scope.get('/counts', () => control.counts());

	scope.post('/reset', () => {
		control.reset();
		return { done: true };
	});

	scope.post('/revoke', () => {
		control.revokeTokens();
		return { done: true };
	});

	scope.post<{ Body: Partial<SimulatorSettings> }>(
		'/settings',
		{ schema: { body: settingsSchema } },
		(request) => {
			control.configure(request.body);
			return control.settings;
		},
	);

	scope.post<{ Body: Fault | Fault[] }>(
		'/faults',
		{ schema: { body: { anyOf: [faultSchema, { type: 'array', items: faultSchema }] } } },
		(request, reply) => {
			try {
				const faults = [request.body].flat();
				for (const fault of faults) control.addFault(fault);
				return { added: faults.length };
			} catch (error) {
				return reply.code(400).send({ message: messageOf(error) });
			}
		},
	);

	scope.post<{ Body: NewPayment }>(
		'/payments',
		{ schema: { body: paymentSchema } },
		(request, reply) => {
			try {
				return { id: control.addPayment(request.body) };
			} catch (error) {
				return reply.code(400).send({ message: messageOf(error) });
			}
		},
	);

	scope.post<{ Params: { id: string }; Body: { status: string } }>(
		'/payments/:id/status',
		{ schema: { body: statusSchema } },
		(request, reply) => {
			try {
				control.setStatus(request.params.id, request.body.status);
				return { done: true };
			} catch (error) {
				return reply.code(404).send({ message: messageOf(error) });
			}
		},
	);

	scope.get('/notifications', () => control.notifications());

	scope.post<{ Body: NotifyOptions | null }>(
		'/notify',
		{ schema: { body: notifySchema } },
		(request, reply) => {
			try {
				control.notify(request.body);
				return { done: true };
			} catch (error) {
				return reply.code(400).send({ message: messageOf(error) });
			}
		},
	);

	scope.post<{ Body: object }>('/notify/send', (request, reply) => {
		try {
			control.sendNotification(Object(request.body) as object);
			return { done: true };
		} catch (error) {
			return reply.code(400).send({ message: messageOf(error) });
		}
	});

	scope.post('/notify/test', (_request, reply) => {
		try {
			control.sendTestNotification();
			return { done: true };
		} catch (error) {
			return reply.code(400).send({ message: messageOf(error) });
		}
	});
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
