import type { ProviderWebhooks } from '../providers/contract';
import { call, type CallContext } from '../client/call';
import { defaultMaxRetries, defaultTimeoutMs } from '../client/numbers';
import { requestOf } from '../client/requestOf';
import { type Failed, failure } from '../client/result';
import { noWebhookSecret } from './messages';
import { secretPauseMs } from './numbers';

export type SecretRead = { readonly kind: 'secret'; readonly secret: string } | Failed;

interface Held {
	/** The last that was given. */
	secret?: string;
	/** How the last attempt ended, or will end. */
	latest: Promise<SecretRead>;
	askedAt: number;
}

/** By what is known of a credential's settings; in memory only. */
const held = new WeakMap<object, Held>();

const options = { timeoutMs: defaultTimeoutMs, maxRetries: defaultMaxRetries };

/**
 * What the provider signs its notifications with: the client secret, or one of its own that was typed into the credential or
 * is fetched with it, once for all who ask at the same time.
 *
 * @param want `again` fetches it anew, because it may have been replaced, but not every moment: forged notifications must not
 * cost a call each. `now` does so at once, for a person who has just corrected something.
 */
export async function webhookSecret(
	context: CallContext,
	{ secret: source }: NonNullable<ProviderWebhooks['signature']>,
	want: 'known' | 'again' | 'now' = 'known',
): Promise<SecretRead> {
	const { provider, settings, lifecycle } = context;
	if (source.kind === 'clientSecret') return { kind: 'secret', secret: settings.clientSecret };
	const typed = settings.extras[source.field] ?? '';
	if (typed !== '') return { kind: 'secret', secret: typed };
	const record = lifecycle.record(provider, settings);
	const known = held.get(record);
	if (want === 'known' && known?.secret !== undefined)
		return { kind: 'secret', secret: known.secret };
	const now = lifecycle.now();
	if (want !== 'now' && known !== undefined && now - known.askedAt < secretPauseMs)
		return await known.latest;
	const entry: Held = { ...known, latest: fetchSecret(context, source), askedAt: now };
	held.set(record, entry);
	const fetched = await entry.latest;
	if (fetched.kind === 'secret') entry.secret = fetched.secret;
	return fetched;
}

async function fetchSecret(
	context: CallContext,
	source: Extract<NonNullable<ProviderWebhooks['signature']>['secret'], { kind: 'fetched' }>,
): Promise<SecretRead> {
	const { provider, settings } = context;
	let last: Failed | undefined;
	for (const target of source.paths) {
		const result = await call(context, requestOf(settings, { method: 'GET', target }), options);
		const secret = result.kind === 'answered' ? source.read(result.response.body) : '';
		if (secret !== '') return { kind: 'secret', secret };
		last =
			result.kind === 'failed'
				? result
				: failure(result.call, 'unusable', noWebhookSecret(provider));
		// Where the provider could not be asked, another path would not help.
		if (result.kind === 'failed' && result.answer === undefined) break;
	}
	if (last === undefined) throw new Error(`${provider.displayName} names no path of a secret`);
	return last;
}
