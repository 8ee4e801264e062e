import { exchange, type SendOptions } from '../http/exchange';
import { parseResponse } from '../http/parse';
import type { Explanation, Provider, Settings } from '../providers/contract';
import type { TokenLifecycle } from './lifecycle';
import { refusedTwice } from './messages';
import { maxHookWaitMs, maxTestRefusals } from './numbers';
import { saysTokenRefused } from './refusal';
import type { Token } from './token';

export interface TokenProof {
	/**
	 * Asks the provider with its cheap read. Any response except a rejection counts as accepted: it says nothing
	 * against the token.
	 */
	isAccepted(token: Token, settings: Settings, send: SendOptions): Promise<boolean>;
	/** A token that the provider accepts, for a credential test. */
	acceptedToken(
		settings: Settings,
		stored: Token | undefined,
		send: SendOptions,
	): Promise<Accepted>;
}

export type Accepted =
	| { readonly kind: 'token'; readonly token: Token }
	| { readonly kind: 'none'; readonly explanation: Explanation };

export function tokenProof(provider: Provider, lifecycle: TokenLifecycle): TokenProof {
	const isAccepted: TokenProof['isAccepted'] = async (token, settings, send) => {
		if (lifecycle.record(provider, settings).refused.has(token.accessToken)) return false;
		const request = provider.auth.authorize(
			{ method: 'GET', url: settings.baseUrl + provider.auth.probe.path, headers: {} },
			settings,
			token.accessToken,
			lifecycle.now(),
		);
		const outcome = await exchange(send, request, { timeoutMs: maxHookWaitMs });
		return outcome.kind !== 'answered' || !saysTokenRefused(provider, parseResponse(outcome.raw));
	};

	const acceptedToken: TokenProof['acceptedToken'] = async (settings, stored, send) => {
		const endAt = lifecycle.now() + maxHookWaitMs;
		for (let refusals = 0; refusals < maxTestRefusals; refusals += 1) {
			const maxWaitMs = Math.max(endAt - lifecycle.now(), 0);
			const query = { provider, settings, stored, send, want: 'shared', maxWaitMs } as const;
			const acquired = await lifecycle.acquire(query);
			if (acquired.kind === 'unavailable')
				return { kind: 'none', explanation: acquired.explanation };
			if (await isAccepted(acquired.token, settings, send)) return acquired;
			lifecycle.refuse(provider, settings, acquired.token);
		}
		return { kind: 'none', explanation: refusedTwice(provider) };
	};

	return { isAccepted, acceptedToken };
}
