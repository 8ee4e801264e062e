import type { IHttpRequestOptions } from 'n8n-workflow';
import type { SendOptions } from '../../lib/http/exchange';

/** An answer of the provider, or what n8n throws instead. */
export type Scripted =
	| { readonly status: number; readonly headers?: Record<string, string>; readonly body?: unknown }
	| Error;

export interface Script {
	readonly send: SendOptions;
	/** What was asked for, in order. */
	readonly requests: IHttpRequestOptions[];
}

/** Stands in for the network: the n-th call gets the n-th answer, and the last one is repeated. */
export function script(...answers: (Scripted | Promise<Scripted>)[]): Script {
	const requests: IHttpRequestOptions[] = [];
	return {
		requests,
		async send(options) {
			const answer = await answers[Math.min(requests.push(options), answers.length) - 1];
			if (answer === undefined) throw new Error('Nothing may be sent here');
			if (answer instanceof Error) throw answer;
			const { status, headers = {}, body = '' } = answer;
			return { statusCode: status, headers, body };
		},
	};
}

/** A bare token answer, as SmartFastPay and PaySecurez may give it. */
export const granted = (accessToken: string, expiresIn: unknown = 3600): Scripted => ({
	status: 200,
	body: { access_token: accessToken, expires_in: expiresIn },
});

/** A promise that the test keeps when it wants to. */
export function deferred<Value>(): { promise: Promise<Value>; resolve: (value: Value) => void } {
	let resolve: (value: Value) => void = () => undefined;
	const promise = new Promise<Value>((keep) => {
		resolve = keep;
	});
	return { promise, resolve };
}
