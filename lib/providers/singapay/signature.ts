import { createHash, createHmac } from 'node:crypto';

export interface Signed {
	readonly method: string;
	/** Path and query, as sent: without scheme and host. */
	readonly target: string;
	readonly accessToken: string;
	/** The body in canonical form, which is also what is sent. */
	readonly canonicalBody: string;
	/** Unix time in seconds. */
	readonly timestamp: number;
	readonly clientSecret: string;
}

/**
 * `X-Signature` of a request that moves money: lower-case hex HMAC-SHA512, keyed with the client secret, of
 * `METHOD:PATH+QUERY:TOKEN:SHA256(canonical body):SECONDS` (transfer page; a measured client confirms seconds and sorting).
 */
export const requestSignature = (signed: Signed): string => signatureOf(signed).toString('hex');

/** The same as bytes; the body may be in another form where somebody else has signed it. */
export function signatureOf(
	signed: Omit<Signed, 'canonicalBody' | 'timestamp'> & {
		readonly canonicalBody: string | Buffer;
		readonly timestamp: number | string;
	},
): Buffer {
	const bodyHash = createHash('sha256').update(signed.canonicalBody).digest('hex');
	const text = [signed.method, signed.target, signed.accessToken, bodyHash, signed.timestamp].join(
		':',
	);
	return createHmac('sha512', signed.clientSecret).update(text, 'utf8').digest();
}
