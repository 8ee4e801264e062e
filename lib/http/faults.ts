import { text } from '../providers/json';
import { certificateTrouble } from './certificates';

/**
 * Why there was no complete response. The difference that matters for money: after `neverLeft` and `blocked` nothing can
 * have happened; after the others the provider may have processed the request.
 */
export type Fault =
	| { readonly kind: 'neverLeft'; readonly code: string }
	| { readonly kind: 'lost'; readonly code: string }
	| { readonly kind: 'timeout' }
	| { readonly kind: 'canceled'; readonly wasSent: boolean }
	| { readonly kind: 'tooLarge' }
	/** n8n itself refused to send: the credential's allowed domains do not list the host, or the rules of this n8n forbid its address. */
	| { readonly kind: 'blocked'; readonly by: 'domains' | 'egress'; readonly reason: string };

/** For the error of a request that the rules of this n8n forbid, before it is sent: n8n's own words begin so. */
export const egressRefusal = 'The request was blocked because';

/** Judges what an n8n request helper threw: n8n wraps its HTTP library's error, which wraps the system's. */
export function faultOf(error: unknown): Fault {
	const links = chainOf(error);
	const messages = links.flatMap(messagesOf);
	const found = links.map(codeOf).findLast((value) => value !== '') ?? '';
	const code = systemCodes[found] ?? found;
	const restriction = messages.find((value) => domainRestriction.test(value));
	if (restriction !== undefined) return { kind: 'blocked', by: 'domains', reason: restriction };
	const refusal = messages.find((value) => value.startsWith(egressRefusal));
	if (refusal !== undefined) return { kind: 'blocked', by: 'egress', reason: refusal };
	if (
		found === noConnectionInTime ||
		links.some((link) => beforeTheRequest.has(text(link.syscall)))
	)
		return { kind: 'neverLeft', code };
	if (messages.some((message) => isBeforeTheRequest(code, message)))
		return { kind: 'neverLeft', code };
	if (certificateTrouble(code) !== undefined) return { kind: 'neverLeft', code };
	if (links.some((link) => codeOf(link) === 'ERR_CANCELED'))
		return { kind: 'canceled', wasSent: true };
	if (timedOut.has(code)) return { kind: 'timeout' };
	return { kind: 'lost', code };
}

/** The names that Node's `fetch` uses for system errors (undici, core/errors). */
const noConnectionInTime = 'UND_ERR_CONNECT_TIMEOUT';
const systemCodes: Readonly<Record<string, string | undefined>> = {
	[noConnectionInTime]: 'ETIMEDOUT',
	UND_ERR_HEADERS_TIMEOUT: 'ETIMEDOUT',
	UND_ERR_BODY_TIMEOUT: 'ETIMEDOUT',
	UND_ERR_SOCKET: 'ECONNRESET',
};

/** System calls that come before the first byte of a request. */
const beforeTheRequest = new Set(['connect', 'getaddrinfo']);

const timedOut = new Set(['ECONNABORTED', 'ETIMEDOUT', 'ESOCKETTIMEDOUT']);

/** How n8n words that a domain restriction stops a request (n8n-workflow, credential-domain-restrictions). */
const domainRestriction =
	/^(Domain not allowed|No allowed domains specified|This credential is configured to prevent)/;

/** As Node words a failed system call. One error per address of the host is joined by n8n: `connect … | connect …`. */
const systemCall = /^(connect|getaddrinfo) [A-Z]/;

/** The other side hung up during the handshake (Node's tls, `onConnectEnd`), or a proxy before the handshake (https-proxy-agent). */
const hungUpEarly = new Set([
	'Client network socket disconnected before secure TLS connection was established',
	'Proxy connection ended before receiving CONNECT response',
]);

/**
 * What OpenSSL says of a handshake that cannot begin: the other side speaks no TLS, or no version, cipher or name in common
 * (alerts 40, 70, 71, 86, 110, 112 and 120, which belong to the first message of a handshake).
 */
const failedHandshake =
	/:(wrong version number|packet length too long|unsupported protocol|unsafe legacy renegotiation disabled|dh key too small|no suitable signature algorithm|wrong signature type):|SSL alert number (40|70|71|86|110|112|120)\b/;

/**
 * EPROTO is the failure of a write that was still pending, which is that of the request. Other TLS failures, such as
 * ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED, may come after it was written, and so may any other ECONNRESET.
 */
const isBeforeTheRequest = (code: string, message: string): boolean =>
	systemCall.test(message) ||
	hungUpEarly.has(message) ||
	(code === 'EPROTO' && failedHandshake.test(message));

interface Link {
	readonly code?: unknown;
	readonly httpCode?: unknown;
	readonly message?: unknown;
	readonly messages?: unknown;
	readonly syscall?: unknown;
	readonly cause?: unknown;
	readonly errors?: unknown;
}

/** Up to 2.34.2 a class field of n8n-workflow hides the cause of n8n's error; its code is then in `httpCode`. */
const codeOf = (link: Link): string => {
	const code = text(link.code);
	if (code !== '') return code;
	const httpCode = text(link.httpCode);
	return systemCode.test(httpCode) ? httpCode : '';
};

/** An HTTP status begins with a digit. */
const systemCode = /^[A-Z][A-Z0-9_]+$/;

/** The error's own words, and those that n8n has replaced by its own. */
const messagesOf = (link: Link): readonly string[] =>
	[link.message, ...(Array.isArray(link.messages) ? (link.messages as unknown[]) : [])].map(text);

/** The error and its causes, with what each gathers (one error per address of the host). Bounded: a cause may point back. */
function chainOf(error: unknown): readonly Link[] {
	const links: Link[] = [];
	let link = error;
	for (let depth = 0; depth < 5 && isLink(link); depth += 1) {
		links.push(link, ...(Array.isArray(link.errors) ? link.errors.filter(isLink) : []));
		link = link.cause;
	}
	return links;
}

const isLink = (value: unknown): value is Link => typeof value === 'object' && value !== null;
