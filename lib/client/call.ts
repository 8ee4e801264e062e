import type { ApiRequest, Provider, RequestKind, Settings } from '../providers/contract';
import { describeRequest } from '../providers/endpoints';
import { exchange, type SendOptions } from '../http/exchange';
import { parseResponse } from '../http/parse';
import type { TokenLifecycle } from '../auth/lifecycle';
import { refusedTwice } from '../auth/messages';
import { saysTokenRefused } from '../auth/refusal';
import type { Token } from '../auth/token';
import { redact } from '../redaction/redact';
import { secretsOf } from '../redaction/secrets';
import { judgeAnswer, judgeFault } from './judge';
import { maxTokenReplacements } from './numbers';
import { explainInterruption, explainWait } from './messages';
import { type Answer, type CallInfo, type CallResult, type Failed, failure } from './result';
import { bodyValue } from './bodyValue';
import { decideRetry } from './retry';
import type { Traffic } from './traffic';

/** Everything a call needs from its environment. */
export interface CallContext {
	readonly provider: Provider;
	readonly settings: Settings;
	readonly lifecycle: TokenLifecycle;
	/** For token calls: no credential attached. */
	readonly send: SendOptions;
	/** Sends with the credential and this token. Anything that is not a `read` uses n8n's own transport. */
	readonly sendAs: (token: Token, use: 'shared' | 'own', does: RequestKind) => AuthorizedSend;
	/** What the credential contains; `again` rereads it, because another process may have renewed the token. */
	readonly stored: (again: boolean) => Promise<Token | undefined>;
	/** Waits, or ends early when the execution is canceled. */
	readonly sleep: (ms: number) => Promise<void>;
	readonly random: () => number;
	readonly signal: AbortSignal | undefined;
	readonly allowedDomains: string | undefined;
	/** Shared by all executions of the process; undefined for a caller that must not be delayed. */
	readonly traffic?: { readonly shared: Traffic; readonly maxAtOnce: number } | undefined;
	/** When the run began, in epoch milliseconds; undefined for a caller that waits for no pause of the token calls. */
	readonly runBeganAt?: number | undefined;
	/** The longest that a token is waited for; undefined for as long as it takes. */
	readonly maxTokenWaitMs?: number;
	/** Secrets beside those of the settings and the tokens, which no answer may show either. */
	readonly furtherSecrets?: readonly string[];
	/** Whether the builder can set path, timeout and batching, for the sentences; true when left out. */
	readonly hasOptions?: boolean;
}

export interface AuthorizedSend {
	readonly send: SendOptions;
	/** Whether it is certain that nothing was sent; asked after an exception. */
	readonly isUnsent: () => boolean;
	/** The token that was sent: not the chosen one if that was rejected elsewhere at the same moment. */
	readonly sentToken: () => string;
}

export interface CallOptions {
	readonly timeoutMs: number;
	readonly maxRetries: number;
}

/** The request and its effect, for messages about a request that was not sent. */
export const callInfo = (
	{ provider, hasOptions = true }: Pick<CallContext, 'provider' | 'hasOptions'>,
	request: ApiRequest,
	{ timeoutMs }: Pick<CallOptions, 'timeoutMs'>,
): CallInfo => ({
	...describeRequest(provider, {
		method: request.method,
		path: new URL(request.url).pathname,
		json: bodyValue(request),
	}),
	provider,
	request,
	timeoutMs,
	hasOptions,
});

/**
 * Sends one request with a token and judges the response. Never throws. Reads are retried after temporary failures; a
 * write is sent once, and a second time only if the provider rejected its token, which happens before it looks at the
 * request.
 */
export async function call(
	context: CallContext,
	request: ApiRequest,
	options: CallOptions,
): Promise<CallResult> {
	const info = callInfo(context, request, options);
	const progress = { mayHaveBeenSent: false };
	try {
		return await callUntilSettled(context, info, options, progress);
	} catch (error) {
		// E.g. n8n could not read the credential. If it were rethrown, the results of the other items would be lost,
		// and a workflow might send those again.
		return interrupted(info, error, progress.mayHaveBeenSent);
	}
}

/** n8n itself failed to send a request, or to handle its response. */
export function interrupted(info: CallInfo, error: unknown, mayHaveBeenSent: boolean): Failed {
	const reason = error instanceof Error ? error.message : '';
	return failure(info, 'interrupted', explainInterruption(info, reason, mayHaveBeenSent), {
		effect: mayHaveBeenSent && info.kind !== 'reads' ? 'unknown' : 'none',
		isPassing: true,
	});
}

async function callUntilSettled(
	context: CallContext,
	info: CallInfo,
	options: CallOptions,
	progress: { mayHaveBeenSent: boolean },
): Promise<CallResult> {
	const { provider, settings, lifecycle } = context;
	const startedAt = lifecycle.now();
	const isWrite = info.kind !== 'reads';
	const want =
		isWrite && provider.auth.reusePolicy(settings) === 'perTransaction' ? 'own' : 'shared';
	let renewals = 0;
	let retries = 0;

	for (;;) {
		const stored = await context.stored(renewals > 0);
		const acquired = await lifecycle.acquire({
			provider,
			settings,
			stored,
			readAgain: async () => await context.stored(true),
			wasRefused: renewals > 0,
			send: context.send,
			want,
			runBeganAt: context.runBeganAt,
			maxWaitMs: context.maxTokenWaitMs,
			signal: context.signal,
		});
		if (acquired.kind === 'unavailable')
			return failure(
				info,
				(context.signal?.aborted ?? false) ? 'canceled' : 'noToken',
				acquired.explanation,
				{ ...acquired, effect: 'none' },
			);
		const { token } = acquired;
		progress.mayHaveBeenSent = true;
		const attempted = await attempt(context, info, context.sendAs(token, want, info.kind), token);

		if (attempted.kind === 'answer' && saysTokenRefused(provider, attempted.answer.response)) {
			// The request itself was not looked at.
			progress.mayHaveBeenSent = false;
			lifecycle.refuse(provider, settings, token);
			renewals += 1;
			if (renewals === 1 || (!isWrite && (await wasReplaced(context, renewals)))) continue;
			const isFresh = token.issuedAt !== undefined && token.issuedAt >= startedAt;
			if (isFresh) lifecycle.refuseFresh(provider, settings, token);
			return refusedAgain(info, attempted.answer);
		}

		const result =
			attempted.kind === 'answer'
				? judgeAnswer(info, attempted.answer, lifecycle.now())
				: attempted.result;
		const caller = callerOf(context);
		caller?.shared.heed(caller, result);
		const decision = decideRetry({
			method: info.request.method,
			result,
			retries,
			maxRetries: options.maxRetries,
			random: context.random(),
		});
		if (decision.kind === 'stop' || result.kind === 'answered') return result;
		if (decision.kind === 'askedToWait')
			return { ...result, ...explainWait(info, decision.waitMs, result.status) };
		retries += 1;
		await context.sleep(decision.delayMs);
	}
}

/**
 * Whether another process has stored a token that was not rejected here so far. A provider with one live token per
 * client has then invalidated this one, so its rejection says nothing about client ID and secret.
 */
async function wasReplaced(
	{ provider, settings, lifecycle, stored }: CallContext,
	renewals: number,
): Promise<boolean> {
	if (renewals > maxTokenReplacements) return false;
	const now = await stored(true);
	return now !== undefined && !lifecycle.record(provider, settings).refused.has(now.accessToken);
}

const refusedAgain = (info: CallInfo, answer: Answer): Failed =>
	failure(info, 'tokenRefused', refusedTwice(info.provider), {
		effect: 'none',
		status: answer.response.status,
		answer,
	});

const noPlace = (): void => undefined;

/** How this call takes part in the traffic of the whole process. */
function callerOf({ traffic, settings, signal, sleep, lifecycle }: CallContext) {
	if (traffic === undefined) return undefined;
	const { baseUrl: origin, clientId } = settings;
	return { ...traffic, origin, clientId, signal, sleep, now: lifecycle.now };
}

type Attempt =
	| { readonly kind: 'answer'; readonly answer: Answer }
	| { readonly kind: 'fault'; readonly result: Failed };

async function attempt(
	context: CallContext,
	info: CallInfo,
	{ send, isUnsent, sentToken }: AuthorizedSend,
	token: Token,
): Promise<Attempt> {
	const caller = callerOf(context);
	const leave = caller === undefined ? noPlace : await caller.shared.enter(caller);
	if (leave === undefined)
		return { kind: 'fault', result: judgeFault(info, { kind: 'canceled', wasSent: false }) };
	const outcome = await exchange(send, info.request, {
		timeoutMs: info.timeoutMs,
		isUnsent,
		signal: context.signal,
		allowedDomains: context.allowedDomains,
	});
	leave();
	if (outcome.kind === 'failed') return { kind: 'fault', result: judgeFault(info, outcome.fault) };
	const { provider, settings, furtherSecrets = [] } = context;
	const sent = [token.accessToken, sentToken()];
	const raw = redact(outcome.raw, secretsOf(provider, settings, [...sent, ...furtherSecrets]));
	return { kind: 'answer', answer: { raw, response: parseResponse(raw) } };
}
