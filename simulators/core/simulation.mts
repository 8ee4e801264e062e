import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type {
	Fault,
	NewPayment,
	ProviderId,
	ReceivedRequest,
	SimulatorCredentials,
	SimulatorSettings,
	StoredRecord,
} from '../types.mts';
import type { Lag } from './lag.mts';
import type { Notice } from './notices.mts';

/** What the common server needs from one provider: its routes, its data and the way it says no. */

export interface Answer {
	status: number;
	body: unknown;
}

/** Field path -> what is wrong with it. */
export type FieldErrors = Record<string, string[]>;

/** Every function gets the request path, because Singapay words its answers by the version in the path. */
export interface Answers {
	/** The body around a payload of HTTP 200. */
	success(path: string, data: unknown): unknown;
	invalid(path: string, fields: FieldErrors): Answer;
	notFound(path: string): Answer;
	failed(path: string, status: number, message?: string): Answer;
	credentialsRefused(path: string): Answer;
	tokenRefused(path: string, code?: string): Answer;
	failureIn200(path: string, code?: string): Answer;
}

export interface Simulation {
	answers: Answers;
	routes(scope: FastifyInstance): void;
	serialize?(body: unknown): string;
	/** The name a route is counted under; the pattern itself when left out. */
	countAs?(pattern: string): string;
	/** Looked at before the token, on every route. */
	gate?(request: FastifyRequest): Answer | null;
	/** Looked at after the token, on routes marked `signed`. */
	verify?(request: FastifyRequest, accessToken: string): Answer | null;
	reset(): void;
	records(): Record<string, StoredRecord[]>;
	/** false = no such id. */
	setStatus(id: string, status: string): boolean;
	/** Returns the new id; throws for a kind it does not have. */
	addPayment(payment: NewPayment): string;
	/** A notification with this content. */
	noticeOf(body: object): Notice;
	/** A notification that someone asks for to see whether it arrives. */
	testNotice?(): Notice;
}

/** What the common server lends to a provider. */
export interface Runtime {
	now(): number;
	settings: SimulatorSettings;
	lag: Lag;
	credentials: SimulatorCredentials;
	issueToken(): string;
	/** Tells the merchant, if there is an address to tell. */
	notify(notice: Notice): void;
	/** Runs when the clock has come so far, provided that there is an address to tell by then. */
	later(at: number, run: () => void): void;
}

export interface ProviderDefinition {
	provider: ProviderId;
	credentials: SimulatorCredentials;
	tokenLifetimeSeconds: number;
	create(runtime: Runtime): Simulation;
}

declare module 'fastify' {
	interface FastifyContextConfig {
		/** Handed out here, so not asked for here. */
		token?: boolean;
		signed?: boolean;
	}
	interface FastifyRequest {
		received: ReceivedRequest | null;
		rawBody: string;
		/** A fault that waits for the handler's answer. */
		fault: Fault | null;
	}
}

export function give(reply: FastifyReply, answer: Answer): FastifyReply {
	return reply.code(answer.status).send(answer.body);
}

export function pathOf(request: FastifyRequest): string {
	return request.url.split('?', 1)[0] ?? '';
}

export function queryOf(request: FastifyRequest): string {
	return request.url.slice(pathOf(request).length + 1);
}

export function header(request: FastifyRequest, name: string): string {
	const value = request.headers[name];
	return (Array.isArray(value) ? value.join(', ') : value) ?? '';
}

/** The user name and password of a Basic header; a password may hold colons, a user name may not (RFC 7617). */
export function basicCredentials(request: FastifyRequest): { user: string; password: string } {
	const encoded = /^Basic (\S+)$/i.exec(header(request, 'authorization'))?.[1] ?? '';
	const [user = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
	return { user, password: rest.join(':') };
}
