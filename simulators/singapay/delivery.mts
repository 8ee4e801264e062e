import { randomBytes } from 'node:crypto';
import type { DeliveryRules, Notice, NoticeAttempt } from '../core/notices.mts';
import type { Runtime } from '../core/simulation.mts';
import { requestSignature } from './signature.mts';

/** How a notification is signed and how often it is sent. */

const waitMs = 60_000;
const follows = [307, 308];
/** One page asks for 200, two for any 2xx. */
const accepts = (status: number) => status >= 200 && status < 300;
const resendsByStatus: Record<number, number> = {
	...{ 500: 1, 503: 4, 400: 2, 404: 2 },
	...{ 301: 0, 302: 0, 303: 0 },
	// What follows the fifth redirect is not documented.
	...{ 307: 0, 308: 0 },
};

export const rules: DeliveryRules = {
	accepts,
	resends: (status) => (status === null ? 1 : (resendsByStatus[status] ?? 5)),
	waitMs,
	follows,
};

const fixedHeaders = {
	'Content-Type': 'application/json',
	'User-Agent': 'SingaPaymentGateway/1.0',
	Accept: 'application/json',
};

/** The bearer is made up for every attempt: it is no token, only an ingredient of the signature. */
export function createHeaders({ credentials, now }: Pick<Runtime, 'credentials' | 'now'>) {
	return ({ url, body, unsigned, secret }: NoticeAttempt): Record<string, string> => {
		const headers = { ...fixedHeaders, 'X-PARTNER-ID': credentials.partnerId ?? '' };
		if (unsigned) return headers;
		const { pathname, search } = new URL(url);
		const accessToken = randomBytes(30).toString('base64url');
		const timestamp = String(Math.floor(now() / 1000));
		const parts = { method: 'POST', path: pathname + search, accessToken, body, timestamp };
		return {
			...headers,
			'X-Signature': requestSignature(parts, secret ?? credentials.clientSecret) ?? '',
			'X-Timestamp': timestamp,
			Authorization: `Bearer ${accessToken}`,
		};
	};
}

/** A notification with this content. */
export function createNotice(runtime: Pick<Runtime, 'credentials' | 'now'>) {
	const headers = createHeaders(runtime);
	return (body: object): Notice => ({ url: null, body: JSON.stringify(body), headers, rules });
}

/** What the Test button of the dashboard sends, unsigned. That it is sent once, whatever the answer, is inferred. */
export function testNotice(): Notice {
	return {
		url: null,
		body: JSON.stringify({ status: 200, success: true, data: 'VA Payment Notification testing' }),
		headers: () => fixedHeaders,
		rules: { accepts, resends: () => 0, waitMs, follows },
	};
}
