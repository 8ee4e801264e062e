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
export const requestSignature = ({ canonicalBody, ...signed }: Signed): string =>
	signatureOf({ ...signed, bodyHash: hashOfBody(canonicalBody) }).toString('hex');

/** The same as bytes, over the hash of a body that may be in another form where somebody else has signed it. */
export function signatureOf(
	signed: Omit<Signed, 'canonicalBody' | 'timestamp'> & {
		readonly bodyHash: string;
		readonly timestamp: number | string;
	},
): Buffer {
	const { method, target, accessToken, bodyHash, timestamp, clientSecret } = signed;
	const text = [method, target, accessToken, bodyHash, timestamp].join(':');
	return createHmac('sha512', clientSecret).update(text, 'utf8').digest();
}

export const hashOfBody = (body: string | Buffer): string =>
	createHash('sha256').update(body).digest('hex');
