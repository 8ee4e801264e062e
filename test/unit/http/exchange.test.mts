import { Readable } from 'node:stream';
import type { IHttpRequestOptions } from 'n8n-workflow';
import { exchange, type ExchangeLimits, type SendOptions } from '../../../lib/http/exchange';
import { maxResponseBytes } from '../../../lib/http/limits';
import type { ApiRequest } from '../../../lib/providers/contract';
import { closedUrl, useServers } from '../../support/servers.mts';
import { transports } from '../../support/transports.mts';

const serve = useServers();
const minute = { timeoutMs: 60_000 };
/** Long enough for a connection on this machine, short enough to wait for. */
const moment = { timeoutMs: 100 };

const get = (url: string): ApiRequest => ({ method: 'GET', url, headers: {} });

describe.each(transports)('an exchange over $name', ({ send }) => {
	it('reads the whole response, whatever its status', async () => {
		const url = await serve((_request, response) => {
			response.writeHead(503, { 'X-One': '1', 'Set-Cookie': ['a=1', 'b=2'] });
			response.write('first, ');
			response.end('last');
		});
		expect(await exchange(send, get(url), minute)).toEqual({
			kind: 'answered',
			raw: {
				status: 503,
				headers: expect.objectContaining({ 'x-one': '1', 'set-cookie': 'a=1, b=2' }),
				bytes: Buffer.from('first, last'),
			},
		});
	});

	it('sends the body byte for byte', async () => {
		const url = await serve((request, response) => request.pipe(response));
		const body = ' {"amount": 1.50, "name": "é🔑"}\n';
		const request = { ...get(url), method: 'POST', body };
		expect(await exchange(send, request, minute)).toMatchObject({
			raw: { bytes: Buffer.from(body) },
		});
	});

	it('stops reading an answer that is too large', async () => {
		const megabyte = Buffer.alloc(1024 * 1024, 'x');
		const url = await serve((_request, response) => {
			Readable.from(Array(maxResponseBytes / megabyte.length + 1).fill(megabyte)).pipe(response);
		});
		expect(await exchange(send, get(url), minute)).toEqual({
			kind: 'failed',
			fault: { kind: 'tooLarge' },
		});
	});
});

describe.each(transports)('an exchange over $name without an answer', ({ send }) => {
	const failing = async (
		handler: Parameters<typeof serve>[0],
		limits: ExchangeLimits = minute,
		sender = send,
	) => await exchange(sender, get(await serve(handler)), limits);
	const fault = (expected: object) => ({ kind: 'failed', fault: expected });

	it('ends when nothing comes in time', async () => {
		expect(await failing(() => undefined, moment)).toEqual(fault({ kind: 'timeout' }));
	});

	it('ends when the body stops in the middle', async () => {
		const stalls = await failing((_request, response) => response.write('{"half":'), moment);
		expect(stalls).toEqual(fault({ kind: 'timeout' }));
	});

	it('distinguishes a connection that was never made from one that was lost', async () => {
		expect(await exchange(send, get(await closedUrl()), minute)).toEqual(
			fault({ kind: 'neverLeft', code: 'ECONNREFUSED' }),
		);
		expect(await failing((request) => request.socket.destroy())).toEqual(
			fault({ kind: 'lost', code: 'ECONNRESET' }),
		);
	});

	it('is lost when the connection ends in the middle of the body', async () => {
		const halfway = await failing((request, response) => {
			response.writeHead(200, { 'Content-Length': '100' });
			response.write('{"half":', () => request.socket.destroy());
		});
		expect(halfway).toEqual(fault({ kind: 'lost', code: 'ECONNRESET' }));
	});

	it('is lost when the answer is nothing at all', async () => {
		const nothing: SendOptions = async () => undefined;
		expect(await exchange(nothing, get('http://127.0.0.1'), minute)).toEqual(
			fault({ kind: 'lost', code: '' }),
		);
	});

	it('sends nothing when it was canceled before', async () => {
		const never = jest.fn();
		const limits = { ...minute, signal: AbortSignal.abort() };
		expect(await exchange(never, get('http://127.0.0.1'), limits)).toEqual(
			fault({ kind: 'canceled', wasSent: false }),
		);
		expect(never).not.toHaveBeenCalled();
	});

	it('ends when it is canceled in the middle of the body', async () => {
		const controller = new AbortController();
		const cancelsAfterHeaders: SendOptions = async (options) => {
			const answer = await send(options);
			setImmediate(() => controller.abort());
			return answer;
		};
		const limits = { ...minute, signal: controller.signal };
		const canceled = await failing(
			(_request, response) => response.write('{"half":'),
			limits,
			cancelsAfterHeaders,
		);
		expect(canceled).toEqual(fault({ kind: 'canceled', wasSent: true }));
	});

	it.each([
		['a hook held it back', true, { kind: 'neverLeft', code: 'EPROTO' }],
		['nobody knows', false, { kind: 'lost', code: 'EPROTO' }],
		['nobody can be asked', undefined, { kind: 'lost', code: 'EPROTO' }],
	])('asks whether it was sent: %s', async (_name, answer, expected) => {
		const throwing: SendOptions = async () => {
			throw Object.assign(new Error('x'), { code: 'EPROTO' });
		};
		const limits = { ...minute, ...(answer === undefined ? {} : { isUnsent: () => answer }) };
		expect(await exchange(throwing, get('http://127.0.0.1'), limits)).toEqual(fault(expected));
	});

	it('does not believe that a timeout was unsent', async () => {
		const limits = { ...moment, isUnsent: () => true };
		expect(await failing(() => undefined, limits)).toEqual(fault({ kind: 'timeout' }));
	});

	it.each([true, false])('reports whether a canceled request was sent: %s', async (wasSent) => {
		const controller = new AbortController();
		const limits = { ...minute, signal: controller.signal, isUnsent: () => !wasSent };
		expect(await failing(() => controller.abort(), limits)).toEqual(
			fault({ kind: 'canceled', wasSent }),
		);
	});
});

describe('what n8n is asked to do', () => {
	async function asked(request: Partial<ApiRequest>, limits: Partial<ExchangeLimits> = {}) {
		const options: IHttpRequestOptions[] = [];
		const url = 'https://api.example.com/pay';
		await exchange(
			async (given) => {
				options.push(given);
				return { body: '', headers: {}, statusCode: 200 };
			},
			{ method: 'POST', url, headers: { 'X-One': '1' }, ...request },
			{ timeoutMs: 1234, ...limits },
		);
		return options;
	}

	it('is one request, never redirected, any status welcome, the answer as a stream', async () => {
		expect(await asked({})).toStrictEqual([
			{
				method: 'POST',
				url: 'https://api.example.com/pay',
				headers: { 'X-One': '1' },
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
				encoding: 'stream',
				timeout: expect.any(Number),
				abortSignal: expect.any(AbortSignal),
			},
		]);
	});

	it.each<[string, Partial<ApiRequest>, object]>([
		['no body where there is none', { body: '' }, {}],
		['bytes, which n8n does not touch', { body: ' {} ' }, { body: Buffer.from(' {} ') }],
		[
			'text for a form, which n8n reads again',
			{ body: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
			{ body: 'a=1' },
		],
	])('is to send %s', async (_name, request, expected) => {
		const [options] = await asked(request);
		expect({ ...(options && 'body' in options ? { body: options.body } : {}) }).toEqual(expected);
	});

	it('is to keep to the allowed domains', async () => {
		const allowedDomains = 'api.example.com';
		expect(await asked({}, { allowedDomains })).toEqual([
			expect.objectContaining({ allowedDomains }),
		]);
	});

	it('always releases the connection at the end', async () => {
		const [options] = await asked({});
		expect(options?.abortSignal).toMatchObject({ aborted: true });
	});

	it.each(transports)(
		'is to refuse a host that the credential does not allow: $name',
		async ({ send }) => {
			const url = await serve((_request, response) => response.end());
			const limits = { ...minute, allowedDomains: 'api.example.com' };
			expect(await exchange(send, get(url), limits)).toEqual({
				kind: 'failed',
				fault: {
					kind: 'blocked',
					by: 'domains',
					reason: expect.stringMatching(/^Domain not allowed/),
				},
			});
		},
	);
});
