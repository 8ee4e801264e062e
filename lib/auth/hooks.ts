import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestOptions,
} from 'n8n-workflow';

import { allowedDomainsIn, isListed, withinDomains } from '../http/domains';
import type { SendOptions } from '../http/exchange';
import type { Explanation, Provider, Settings } from '../providers/contract';
import { isSecretPath } from '../providers/secretPaths';
import { prepareSignature, type SignMode } from '../providers/signing';
import { tokenLifecycle, type TokenLifecycle } from './lifecycle';
import { givesSecret, notAllowed, onlyFor } from './messages';
import { inFlightMs, lastUseMs, maxHookWaitMs, promptRefusalMs } from './numbers';
import { tokenProof } from './proof';
import { remember, type TokenRecord } from './records';
import {
	bodyText,
	coversQuery,
	headersOf,
	isCredentialTest,
	noRedirects,
	urlOf,
} from './requestOptions';
import { readSettings } from './settings';
import { readStored, toStoredFields } from './stored';
import { isUsable, type Token } from './token';

/**
 * What n8n calls on a credential: `preAuthentication` when it assumes that a token is needed, `authenticate` before
 * each request. n8n's own HTTP Request node calls the first after ANY failed request and sends that request again when
 * it gets a token, also a payment that was answered with 500 (n8n-core, authentication.js). So a token that may just
 * have been used for a request is probed, and a new one is handed out only if the provider does not accept it.
 *
 * The request of a credential test is held back once, as if its token had been refused: n8n then calls
 * `preAuthentication` again, which asks the provider whether it accepts the token. n8n up to 2.8 cannot tell by the
 * answer to the test's own request.
 */
export interface CredentialHooks {
	/** Returns the hidden fields for n8n to store, or `{}`: nothing to renew, do not send again. Throws plain errors. */
	preAuthentication(
		send: SendOptions,
		credentials: ICredentialDataDecryptedObject,
	): Promise<IDataObject>;
	authenticate(
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions>;
}

/** What happened to the request for which n8n decrypted this credential object. */
type Attempt =
	| {
			readonly kind: 'sent';
			readonly token: Token;
			readonly at: number;
			/** The record of its settings at that time; another one may have replaced it since. */
			readonly entry: TokenRecord;
			/** Token calls that had ended by then. */
			readonly fetchesEnded: number;
			readonly isRead: boolean;
	  }
	/** Not sent, because the token has to be renewed first. */
	| { readonly kind: 'postponed' }
	/** A credential test that was not sent, because its token has to be tested first. */
	| { readonly kind: 'unproven' }
	/** Its token is accepted. */
	| { readonly kind: 'proven' }
	/** Not sent, because it is not for this provider, or cannot be signed. */
	| { readonly kind: 'blocked' };

/** n8n passes the same object to both hooks for one request, and another object for any other request. */
const attempts = new WeakMap<object, Attempt>();

/** Whether it is certain that no request was sent with this credential object: a hook stopped it. */
export const isUnsent = (credentials: object): boolean => {
	const attempt = attempts.get(credentials);
	return attempt !== undefined && attempt.kind !== 'sent';
};

export function createHooks(
	provider: Provider,
	lifecycle: TokenLifecycle = tokenLifecycle,
): CredentialHooks {
	const { isAccepted, acceptedToken } = tokenProof(provider, lifecycle);

	const preAuthentication: CredentialHooks['preAuthentication'] = async (anySend, credentials) => {
		const send = withinDomains(anySend, allowedDomainsIn(credentials));
		const settings = settingsOf(provider, credentials);
		const stored = readStored(provider, settings, credentials);
		const attempt = attempts.get(credentials);
		const failedAt = lifecycle.now();
		if (attempt?.kind === 'blocked') return {};
		if (attempt?.kind === 'unproven') {
			const accepted = await acceptedToken(settings, stored, send);
			if (accepted.kind === 'none') throw explained(accepted.explanation);
			attempts.set(credentials, { kind: 'proven' });
			return toStoredFields(provider, settings, accepted.token);
		}
		const entry = lifecycle.record(provider, settings);
		const carrier = attempt?.kind === 'sent' ? attempt.token : stored;
		if (carrier !== undefined && mayHaveCarried(carrier, attempt, entry)) {
			if (await isAccepted(carrier, settings, send)) return {};
			lifecycle.refuse(provider, settings, carrier);
			if (attempt?.kind === 'sent' && mayHaveBeenAccepted(attempt, failedAt)) return {};
		}
		const isTest = attempt === undefined && heldInCredential(stored, entry);
		const acquired = await lifecycle.acquire({
			provider,
			settings,
			stored,
			send,
			want: isTest ? 'renewed' : 'shared',
			maxWaitMs: Math.max(maxHookWaitMs - (lifecycle.now() - failedAt), 0),
		});
		if (acquired.kind === 'unavailable') {
			if (attempt === undefined) attempts.set(credentials, { kind: 'postponed' });
			throw explained(acquired.explanation);
		}
		return toStoredFields(provider, settings, acquired.token);
	};

	/** With a live token in the credential, n8n asks only after a failed request or to test the credential. */
	const heldInCredential = (stored: Token | undefined, entry: TokenRecord): boolean =>
		stored !== undefined &&
		isUsable(stored, lifecycle.now()) &&
		!entry.refused.has(stored.accessToken);

	/** If n8n passes another object to the second hook, a token that was used recently counts as used by this request. */
	const mayHaveCarried = (
		token: Token,
		attempt: Attempt | undefined,
		entry: TokenRecord,
	): boolean => {
		if (attempt !== undefined) return attempt.kind === 'sent';
		const lastSentAt = entry.lastSentAt.get(token.accessToken);
		const isRecent = lastSentAt !== undefined && lifecycle.now() - lastSentAt < inFlightMs;
		return isRecent && isUsable(token, lifecycle.now());
	};

	const authenticate: CredentialHooks['authenticate'] = async (credentials, options) => {
		const settings = settingsOf(provider, credentials);
		const url = urlOf(options);
		const refused = mayNotCarry(provider, settings, credentials, url);
		if (url === undefined || refused !== undefined) {
			attempts.set(credentials, { kind: 'blocked' });
			throw explained(refused ?? onlyFor(provider, settings));
		}
		if (isCredentialTest(options) && attempts.get(credentials)?.kind !== 'proven') {
			attempts.set(credentials, { kind: 'unproven' });
			throw renewalNeeded(provider);
		}
		const now = lifecycle.now();
		const token = readStored(provider, settings, credentials);
		const entry = lifecycle.record(provider, settings);
		if (token === undefined || !isUsable(token, now) || entry.refused.has(token.accessToken)) {
			attempts.set(credentials, { kind: 'postponed' });
			throw renewalNeeded(provider);
		}
		const method = (options.method ?? 'GET').toUpperCase();
		const headers = headersOf(options, provider);
		const signable = coversQuery(
			prepareSignature(
				provider,
				{ method, url: url.href, headers, ...bodyText(options.body) },
				signMode(credentials.signRequest),
			),
			options,
		);
		if (signable.kind === 'unsignable') {
			attempts.set(credentials, { kind: 'blocked' });
			throw explained(signable.explanation);
		}
		const { request } = signable;
		const authorized = provider.auth.authorize(request, settings, token.accessToken, now);
		attempts.set(credentials, {
			kind: 'sent',
			token,
			at: now,
			entry,
			fetchesEnded: entry.fetchesEnded,
			isRead: method === 'GET' || method === 'HEAD',
		});
		remember(entry.lastSentAt, token.accessToken, now);
		return {
			...options,
			headers: authorized.headers,
			// What was hashed is what is sent, to the byte.
			...(request.isSigned === true ? { body: Buffer.from(request.body ?? '', 'utf8') } : {}),
			...noRedirects,
		};
	};

	return { preAuthentication, authenticate };
}

/** Why this request must not get the token; undefined if it may. */
function mayNotCarry(
	provider: Provider,
	settings: Settings,
	credentials: ICredentialDataDecryptedObject,
	url: URL | undefined,
): Explanation | undefined {
	const isOwnNode = credentials.signRequest !== undefined;
	if (url?.origin !== settings.baseUrl) return onlyFor(provider, settings);
	if (!isOwnNode && isSecretPath(provider, url.pathname)) return givesSecret(provider);
	const domains = allowedDomainsIn(credentials);
	return domains === undefined || isListed(url.href, domains) ? undefined : notAllowed(settings);
}

/**
 * A token that is rejected now may have been accepted then: it may have expired, or been replaced by a newer one, after
 * the request went through. Sending a write again could then pay twice, so the original error stands. The same if it
 * cannot be known: the expiry is unknown, the clock was turned back, or the failure took longer than a rejection takes.
 */
function mayHaveBeenAccepted(attempt: Extract<Attempt, { kind: 'sent' }>, now: number): boolean {
	if (attempt.isRead) return false;
	if (now - attempt.at > promptRefusalMs) return true;
	const refusal = attempt.entry.refused.get(attempt.token.accessToken);
	if (refusal === undefined) return true;
	const { expiresAt } = attempt.token;
	const isBeforeExpiry = expiresAt !== undefined && refusal.at < expiresAt - lastUseMs;
	const isInOrder = refusal.at >= attempt.at;
	const wasReplaced = refusal.fetchesBegun > attempt.fetchesEnded;
	return !isBeforeExpiry || !isInOrder || wasReplaced;
}

/**
 * The node's option travels with the credential; n8n's own nodes have none. This is how the package's own nodes are
 * recognized.
 */
const signMode = (given: unknown): SignMode =>
	given === 'always' || given === 'never' ? given : 'auto';

function settingsOf(provider: Provider, credentials: ICredentialDataDecryptedObject): Settings {
	const read = readSettings(provider, credentials);
	if (read.kind === 'invalid') throw explained(read.explanation);
	return read.settings;
}

/** n8n shows a single text for a credential, so it contains both what happened and what to do. */
const explained = ({ message, description }: Explanation): Error =>
	new Error(`${message}. ${description}`);

/**
 * Nothing was sent. Both of n8n's senders treat an error with a 401 response as a rejected token: they call
 * `preAuthentication`, which renews it, and then send the request for the first time.
 */
const renewalNeeded = (provider: Provider): Error =>
	Object.assign(
		explained({
			message: `The ${provider.displayName} token is missing, expired or was issued for other settings`,
			description:
				'It is renewed automatically with the next request. If not, open the credential and test it.',
		}),
		{ response: { status: 401 } },
	);
