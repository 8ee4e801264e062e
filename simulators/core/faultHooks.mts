import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Fault } from '../types.mts';
import type { FaultQueue } from './faults.mts';
import { createGatherings } from './gatherings.mts';
import { give, pathOf } from './simulation.mts';
import type { Answer, Answers } from './simulation.mts';

const htmlPage =
	'<!DOCTYPE html><html><head><title>Maintenance</title></head><body><h1>We will be right back</h1></body></html>';

/**
 * Puts the queued faults into the life of a request. It must be added before the token check: a gateway that is down does
 * not look at tokens.
 */
export function addFaultHooks(scope: FastifyInstance, queue: FaultQueue, answers: Answers): void {
	const gatherings = createGatherings();
	// preValidation: the body has been read, so the client is done writing and the recorder has seen all of it.
	scope.addHook('preValidation', async (request, reply) => {
		const fault = queue.take({
			method: request.method,
			path: pathOf(request),
			isToken: request.routeOptions.config.token === true,
		});
		if (!fault) return;
		if (fault.together !== undefined) await gatherings.join(fault, fault.together);
		if (fault.delayMs !== undefined) {
			// Unreferenced: a simulator that is closed meanwhile does not keep the process waiting.
			await sleep(fault.delayMs, undefined, { ref: false });
		}
		if (fault.reset === 'beforeProcessing') return drop(request, reply);
		if (answersInstead(fault)) return sendInstead(request, reply, fault, answers);
		request.fault = fault;
	});

	// A callback that is not called ends the request here: the answer below is all the client gets.
	scope.addHook<unknown>('onSend', (request, reply, payload, done) => {
		const fault = request.fault;
		if (fault?.reset === 'afterProcessing') {
			drop(request, reply);
			return;
		}
		if (fault?.malformed) reply.code(200).removeHeader('content-length');
		if (request.received) request.received.status = reply.statusCode;
		if (fault?.reset === 'midBody') {
			sendHalf(request, reply, payload);
			return;
		}
		done(null, fault?.malformed ? firstHalf(payload) : payload);
	});
}

function answersInstead(fault: Fault): boolean {
	return (
		fault.status !== undefined ||
		fault.html === true ||
		fault.failureIn200 === true ||
		fault.tokenRefused === true
	);
}

function sendInstead(
	request: FastifyRequest,
	reply: FastifyReply,
	fault: Fault,
	answers: Answers,
): FastifyReply {
	if (fault.html) return reply.code(200).type('text/html; charset=utf-8').send(htmlPage);
	const path = pathOf(request);
	if (fault.failureIn200) return give(reply, answers.failureIn200(path, fault.code));
	if (fault.tokenRefused) {
		const atTokenEndpoint = request.routeOptions.config.token === true;
		return give(
			reply,
			atTokenEndpoint ? answers.credentialsRefused(path) : answers.tokenRefused(path, fault.code),
		);
	}
	return giveStatus(reply, fault, answers.failed(path, fault.status ?? 500));
}

function giveStatus(reply: FastifyReply, fault: Fault, ownFailure: Answer): FastifyReply {
	if (typeof fault.body === 'string') {
		reply.type(fault.body.trimStart().startsWith('<') ? 'text/html; charset=utf-8' : 'text/plain');
	}
	reply.headers(fault.headers ?? {});
	return give(reply, { ...ownFailure, body: fault.body ?? ownFailure.body });
}

/** A TCP reset rather than an orderly end: the client sees ECONNRESET. */
function drop(request: FastifyRequest, reply: FastifyReply): FastifyReply {
	reply.hijack();
	request.raw.socket.resetAndDestroy();
	return reply;
}

function sendHalf(request: FastifyRequest, reply: FastifyReply, payload: unknown): void {
	reply.hijack();
	reply.raw.writeHead(reply.statusCode, {
		'content-type': String(reply.getHeader('content-type')),
		'content-length': bytesOf(payload).length,
	});
	reply.raw.write(firstHalf(payload), () => {
		request.raw.socket.destroy();
	});
}

function firstHalf(payload: unknown): Buffer {
	const bytes = bytesOf(payload);
	return bytes.subarray(0, Math.ceil(bytes.length / 2));
}

/** A streamed answer counts as empty: only /diagnostics/bytes streams, and it has faults of its own. */
function bytesOf(payload: unknown): Buffer {
	if (Buffer.isBuffer(payload)) return payload;
	return Buffer.from(typeof payload === 'string' ? payload : '');
}
