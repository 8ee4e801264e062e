import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { pathOf, queryOf } from './simulation.mts';
import type { Answers } from './simulation.mts';

/** 2^53 + 1: the first integer that a double cannot hold. */
const bigInteger = '9007199254740993';
const chunkBytes = 64 * 1024;
const anyMethod = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Routes no provider has, behind the same token: they show what a client does with unusual answers. */
export function addDiagnostics(scope: FastifyInstance, answers: Answers): void {
	scope.get('/diagnostics/big-integer', (request, reply) => {
		const body = JSON.stringify(answers.success(pathOf(request), { id: 0, text: bigInteger }));
		return reply.type('application/json').send(body.replace('"id":0', `"id":${bigInteger}`));
	});

	const byteQuery = {
		type: 'object',
		required: ['count'],
		properties: { count: { type: 'string', pattern: '^[0-9]{1,9}$' }, chunked: { type: 'string' } },
	};
	// `chunked` leaves Content-Length out, so that a size limit cannot lean on it.
	scope.get<{ Querystring: { count: string; chunked?: string } }>(
		'/diagnostics/bytes',
		{ schema: { querystring: byteQuery } },
		(request, reply) => {
			const count = Number(request.query.count);
			if (request.query.chunked === undefined) reply.header('content-length', count);
			return reply.type('text/plain').send(Readable.from(letters(count), { objectMode: false }));
		},
	);

	scope.route({
		method: anyMethod,
		url: '/diagnostics/echo',
		handler: (request) =>
			answers.success(pathOf(request), {
				method: request.method,
				query: queryOf(request),
				headers: request.headers,
				body: request.rawBody,
			}),
	});

	scope.route<{ Querystring: { to: string } }>({
		method: anyMethod,
		url: '/diagnostics/redirect',
		schema: {
			querystring: { type: 'object', required: ['to'], properties: { to: { type: 'string' } } },
		},
		handler: (request, reply) => reply.redirect(request.query.to, 302),
	});
}

function* letters(count: number): Generator<Buffer> {
	const chunk = Buffer.alloc(chunkBytes, 'x');
	for (let left = count; left > 0; left -= chunkBytes) yield chunk.subarray(0, left);
}
