import { text } from '../providers/json';

/**
 * Why no whole answer came. The difference that matters to money: after `neverLeft` and `blocked` nothing can have happened;
 * after the others the provider may have done what it was asked.
 */
export type Fault =
	| { readonly kind: 'neverLeft'; readonly code: string }
	| { readonly kind: 'lost'; readonly code: string }
	| { readonly kind: 'timeout' }
	| { readonly kind: 'canceled'; readonly wasSent: boolean }
	| { readonly kind: 'tooLarge' }
	/** n8n itself refused to send, e.g. because the credential's allowed domains do not list the host. */
	| { readonly kind: 'blocked'; readonly reason: string };

/** System calls that come before the first byte of a request. */
const beforeTheRequest = new Set(['connect', 'getaddrinfo']);

/** OpenSSL's verdicts on a certificate: the handshake comes before the request. */
const certificate = /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_)/;

const timedOut = new Set(['ECONNABORTED', 'ETIMEDOUT', 'ESOCKETTIMEDOUT']);

/** How n8n words that a domain restriction stops a request (n8n-workflow, credential-domain-restrictions). */
const domainRestriction =
	/^(Domain not allowed|No allowed domains specified|This credential is configured to prevent)/;

/** Judges what an n8n request helper threw: n8n wraps its HTTP library's error, which wraps the system's. */
export function faultOf(error: unknown): Fault {
	const links = chainOf(error);
	const code = links.map((link) => text(link.code)).findLast((value) => value !== '') ?? '';
	const restriction = links
		.map((link) => text(link.message))
		.find((value) => domainRestriction.test(value));
	if (restriction !== undefined) return { kind: 'blocked', reason: restriction };
	if (links.some((link) => beforeTheRequest.has(text(link.syscall))))
		return { kind: 'neverLeft', code };
	if (certificate.test(code)) return { kind: 'neverLeft', code };
	if (links.some((link) => text(link.code) === 'ERR_CANCELED'))
		return { kind: 'canceled', wasSent: true };
	if (timedOut.has(code)) return { kind: 'timeout' };
	return { kind: 'lost', code };
}

interface Link {
	readonly code?: unknown;
	readonly message?: unknown;
	readonly syscall?: unknown;
	readonly cause?: unknown;
	readonly errors?: unknown;
}

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
