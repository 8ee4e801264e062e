import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import type { CredentialHooks } from '../../lib/auth/hooks';
import { send } from './send.mts';

/** One request that n8n sends with a credential. */
export interface Sending {
	readonly hooks: CredentialHooks;
	/** As decrypted for this request: both hooks get this very object. */
	readonly credentials: ICredentialDataDecryptedObject;
	readonly options: IHttpRequestOptions;
	/** What happens elsewhere between the failure and the second hook. */
	readonly meanwhile?: () => void | Promise<void>;
}

/** The answer's text, or what was thrown. */
export type Sent = { readonly body: string } | { readonly error: Error };

/**
 * The sender of n8n's own HTTP Request node (n8n-core 2.41.1, authentication.js, `requestWithAuthentication`): after ANY
 * failure it asks the hook, and sends again when that gives it a token.
 */
export const sendLikeHttpRequestNode = async (sending: Sending): Promise<Sent> =>
	await sendAndRepeat(sending, (_error, renewed) => renewed);

/**
 * The sender for other nodes (`httpRequestWithAuthentication`): it asks the hook after 401 only, but sends again whatever
 * the hook says.
 */
export const sendLikeOtherNodes = async (sending: Sending): Promise<Sent> =>
	await sendAndRepeat(sending, ({ response }) => response?.status === 401);

type Failure = Error & { readonly response?: { readonly status: number } };

async function sendAndRepeat(
	{ hooks, credentials, options, meanwhile }: Sending,
	repeats: (error: Failure, renewed: boolean) => boolean,
): Promise<Sent> {
	const renew = async (): Promise<boolean> => {
		const data = await hooks.preAuthentication(send, credentials);
		Object.assign(credentials, data);
		return data['accessToken'] !== undefined;
	};
	let authenticated = options;
	const attempt = async (): Promise<Sent> => {
		authenticated = await hooks.authenticate(credentials, authenticated);
		return { body: await bodyOf(authenticated) };
	};
	try {
		if (credentials['accessToken'] === '') await renew();
		return await attempt();
	} catch (error) {
		await meanwhile?.();
		try {
			const renewed = repeats(error as Failure, true) && (await renew());
			return repeats(error as Failure, renewed) ? await attempt() : { error: error as Error };
		} catch (second) {
			return { error: second as Error };
		}
	}
}

async function bodyOf(options: IHttpRequestOptions): Promise<string> {
	const body: unknown = options.body;
	const answer = (await send({
		...options,
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	})) as { statusCode: number; body: Readable };
	const answered = await text(answer.body);
	if (answer.statusCode < 400) return answered;
	throw Object.assign(new Error(`${answer.statusCode}`), {
		response: { status: answer.statusCode },
	});
}
