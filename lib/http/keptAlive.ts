import { property, text } from '../providers/json';
import type { SendOptions } from './exchange';
import { faultOf } from './faults';

/** The second transport: Node's own `fetch`, whose connections stay open and serve the next request to the same origin. */
export interface KeptAlive {
	/**
	 * Sends one request and answers as n8n's helper does for a stream. If a connection that was kept open is lost before a
	 * response begins, the server has most likely closed it while it was idle: then `sendAnew` sends the request over a new
	 * connection. So this is for reads only.
	 *
	 * Throws what `fetch` throws; `faultOf` reads it.
	 */
	send(options: RequestOptions, sendAnew: SendOptions): Promise<unknown>;
}

type RequestOptions = Parameters<SendOptions>[0];

/** Whether `fetch` sends this very request: it refuses a body of a GET, and headers that are a connection's own. */
export const canKeepAlive = ({ method = 'GET', body, headers = {} }: RequestOptions): boolean =>
	(body === undefined || !bodyless.has(method)) &&
	Object.entries(headers).every(
		([name, value]) =>
			!ofConnections.has(name.toLowerCase()) && oneBytePerLetter.test(String(value)),
	);

const bodyless: ReadonlySet<string> = new Set(['GET', 'HEAD']);

const ofConnections: ReadonlySet<string> = new Set([
	...['connection', 'content-length', 'expect', 'host', 'keep-alive', 'proxy-connection'],
	...['te', 'trailer', 'transfer-encoding', 'upgrade'],
]);

const oneBytePerLetter = /^[\t\x20-\x7e\x80-\xff]*$/;

/** `fetch` does not say which connection it uses, so they are counted from the outside: rather too many than too few. */
interface Pool {
	/** Requests whose answer has not begun. */
	inFlight: number;
	/** Connections that have answered and may be open: as many as there were requests, and as many whose answer was still being read. */
	maxOpen: number;
}

/** @param fetcher Another `fetch`, for tests with certificates of their own. */
export function createKeptAlive(fetcher: typeof fetch = fetch): KeptAlive {
	const pools = new Map<string, Pool>();
	const poolOf = (origin: string): Pool => {
		const pool = pools.get(origin) ?? { inFlight: 0, maxOpen: 0 };
		// Forgetting an entry costs no more than one request over a new connection.
		if (pools.size >= maxOrigins) pools.clear();
		pools.set(origin, pool);
		return pool;
	};
	return {
		async send(options, sendAnew) {
			const { method = 'GET', url, headers = {}, body } = options;
			const signal = options.abortSignal as AbortSignal | undefined;
			const pool = poolOf(new URL(url).origin);
			pool.inFlight += 1;
			try {
				const answer = await fetcher(url, {
					method,
					headers: { ...likeN8n, ...lowerCased(headers) },
					...(body === undefined ? {} : { body: body as Buffer }),
					redirect: 'manual',
					...(signal === undefined ? {} : { signal }),
				});
				pool.maxOpen = Math.max(pool.maxOpen, 2 * pool.inFlight);
				return { statusCode: answer.status, headers: headersOf(answer), body: answer.body };
			} catch (thrown) {
				if (signal?.aborted ?? false) throw canceled();
				const error = likeNode(thrown);
				if (pool.maxOpen === 0 || faultOf(error).kind !== 'lost') throw error;
				pool.maxOpen -= 1;
				return await sendAnew(options);
			} finally {
				pool.inFlight -= 1;
			}
		},
	};
}

/** As n8n's HTTP library says it. */
const canceled = (): Error => Object.assign(new Error('canceled'), { code: 'ERR_CANCELED' });

/**
 * `fetch` connects before it writes, so a handshake that fails has a code of OpenSSL's, where Node's https, which has the request
 * waiting, says that its write failed.
 */
function likeNode(thrown: unknown): unknown {
	const cause = property(thrown, 'cause');
	return /^ERR_SSL_/.test(text(property(cause, 'code')))
		? Object.assign(new Error(text(property(cause, 'message'))), { code: 'EPROTO' })
		: thrown;
}

/** More providers than one n8n calls. */
const maxOrigins = 100;

/** The user agent is the same over both transports. */
const likeN8n = { 'user-agent': 'n8n' };

const lowerCased = (headers: object): Record<string, string> =>
	Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
	);

/** As n8n hands them out: without the encoding, which `fetch` has undone, and each cookie by itself. */
function headersOf({ headers }: Response): Record<string, string | string[]> {
	const cookies = headers.getSetCookie();
	const others = [...headers].filter(
		([name]) => name !== 'set-cookie' && name !== 'content-encoding',
	);
	return {
		...Object.fromEntries(others),
		...(cookies.length === 0 ? {} : { 'set-cookie': cookies }),
	};
}
