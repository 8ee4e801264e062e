import type { Explanation } from '../providers/contract';
import { type CertificateTrouble, certificateTrouble } from './certificates';

/**
 * Says why a request never left, and what to do about it: for tokens, requests and the credential test alike.
 *
 * @param origin Scheme, host and port that were asked for.
 * @param code Of the fault `neverLeft`; '' where none is known.
 * @param named How the code is shown: in words, unless n8n leaves the message as it is.
 */
export function explainUnsent(
	origin: string,
	{ code }: { readonly code: string },
	named: (code: string) => string = inBrackets,
): Explanation {
	const { host } = new URL(origin);
	const trouble = certificateTrouble(code);
	if (trouble !== undefined) return nothingSent(explainCertificate(host, trouble, code));
	// Of all connection resets, only one during the handshake is known to precede the request.
	if (code === 'EPROTO' || code === 'ECONNRESET')
		return nothingSent({
			message: `${host} could not set up an encrypted connection`,
			description: `Check that ${origin} is the provider's address and that its port is for https. A proxy in between may not speak TLS, or only a version that is too old.`,
		});
	return nothingSent({
		message: `${origin} could not be reached${named(code)}`,
		description: `Check 'Environment' and 'Base URL' of the credential, and that this n8n may reach that host (firewall, proxy, name server).`,
	});
}

/**
 * A system error's code in words, in brackets; '' where there is none. n8n replaces any message in which it sees one of these
 * codes by a sentence of its own, which names neither host nor field (n8n-workflow, node.error.js).
 */
export const inBrackets = (code: string): string =>
	code === '' ? '' : ` (${inWords[code] ?? code})`;

const inWords: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'connection refused',
	ECONNRESET: 'connection reset',
	ECONNABORTED: 'connection aborted',
	ETIMEDOUT: 'no connection in time',
	ENOTFOUND: 'unknown host name',
	EAI_AGAIN: 'no answer from the name server',
	ENETUNREACH: 'no route to the network',
	EHOSTUNREACH: 'no route to the host',
	EADDRNOTAVAIL: 'address not available',
	EACCES: 'not permitted by this machine',
	EPERM: 'not permitted by this machine',
	ENOENT: 'a file is missing',
	EPIPE: 'connection closed',
	EPROTO: 'encrypted connection broken',
};

/** The administrator of this n8n has blocked the address (n8n's environment variables N8N_SSRF_…). */
export const forbiddenByN8n = (origin: string): Explanation =>
	nothingSent({
		message: `The rules of this n8n for outgoing requests do not allow ${origin}`,
		description: `Check 'Environment' and 'Base URL' of the credential. If they are right, ask whoever runs this n8n to allow the host (environment variables N8N_SSRF_ALLOWED_HOSTNAMES and N8N_SSRF_ALLOWED_IP_RANGES).`,
	});

const nothingSent = ({ message, description }: Explanation): Explanation => ({
	message,
	description: `Nothing was sent. ${description}`,
});

function explainCertificate(host: string, trouble: CertificateTrouble, code: string): Explanation {
	switch (trouble) {
		case 'untrusted':
			return {
				message: `This n8n does not trust the certificate of ${host}`,
				description: `It is self-signed, or its authority is unknown. If your company runs its own authority, set the environment variable NODE_EXTRA_CA_CERTS of n8n to the file with its certificate and restart n8n. Otherwise check that ${host} is the provider's host and that no proxy replaces its certificate.`,
			};
		case 'expired':
			return {
				message: `The certificate of ${host} has expired`,
				description: `The operator of ${host} has to renew it. If the certificate is valid, check the clock of the machine that runs n8n.`,
			};
		case 'notYetValid':
			return {
				message: `The certificate of ${host} is not valid yet`,
				description: 'Check the date and time of the machine that runs n8n.',
			};
		case 'otherHost':
			return {
				message: `${host} presented a certificate for another host`,
				description: `Check that ${host} is written as the provider writes it ('Environment' and 'Base URL' of the credential), and that its name resolves to the provider and not to a proxy or a parking page.`,
			};
		case 'other':
			return {
				message: `The certificate of ${host} was not accepted (${code})`,
				description: `The operator of ${host} has to replace it. Check that no proxy replaces the provider's certificate with its own.`,
			};
	}
}
