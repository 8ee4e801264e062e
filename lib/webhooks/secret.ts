import { listedIn } from '../providers/characters';
import type { ProviderWebhooks } from '../providers/contract';
import { call, type CallContext } from '../client/call';
import { defaultMaxRetries, defaultTimeoutMs } from '../client/numbers';
import { requestOf } from '../client/requestOf';
import { type Failed, failure } from '../client/result';
import { noWebhookSecret } from './messages';
import { secretPauseMs, secretRetryMs } from './numbers';

export type SecretsRead =
	{ readonly kind: 'secrets'; readonly secrets: readonly string[] } | Failed;

interface Held {
	/** The last that were given. */
	secrets?: readonly string[];
	/** How the last attempt ended, or will end. */
	latest: Promise<SecretsRead>;
	/** Until then it is not asked again. */
	until: number;
}

/** By what is known of a credential's settings; in memory only. */
const held = new WeakMap<object, Held>();

const options = { timeoutMs: defaultTimeoutMs, maxRetries: defaultMaxRetries };

type SecretSource = NonNullable<ProviderWebhooks['signature']>['secret'];

/**
 * What the provider may have signed its notifications with: the client secret and others that were typed into the
 * credential, or one of its own that was typed in or is fetched, once for all who ask at the same time.
 *
 * @param want `again` fetches it anew, because it may have been replaced, but not every moment: forged notifications must not
 * cost a call each. `now` does so at once, for a person who has just corrected something.
 */
export async function webhookSecrets(
	context: CallContext,
	{ secret: source }: { readonly secret: SecretSource },
	want: 'known' | 'again' | 'now' = 'known',
): Promise<SecretsRead> {
	const { provider, settings, lifecycle } = context;
	const typed = (field: string | undefined): string => settings.extras[field ?? ''] ?? '';
	if (source.kind === 'clientSecret')
		return secrets(settings.clientSecret, ...listedIn(typed(source.furtherField)));
	if (typed(source.field) !== '') return secrets(typed(source.field));
	const record = lifecycle.record(provider, settings);
	const known = held.get(record);
	if (want === 'known' && known?.secrets !== undefined) return secrets(...known.secrets);
	const now = lifecycle.now();
	if (want !== 'now' && known !== undefined && now < known.until) return await known.latest;
	const entry: Held = {
		...known,
		latest: fetchSecret(context, source),
		until: now + secretPauseMs,
	};
	held.set(record, entry);
	const fetched = await entry.latest;
	if (fetched.kind === 'secrets') entry.secrets = fetched.secrets;
	// What passes by itself is over long before the pause is.
	else if (fetched.isPassing)
		entry.until = lifecycle.now() + Math.min(fetched.retryAfterMs ?? secretRetryMs, secretPauseMs);
	return fetched;
}

const secrets = (...all: readonly string[]): SecretsRead => ({ kind: 'secrets', secrets: all });

async function fetchSecret(
	context: CallContext,
	source: Extract<SecretSource, { kind: 'fetched' }>,
): Promise<SecretsRead> {
	const { provider, settings } = context;
	let last: Failed | undefined;
	for (const target of source.paths) {
		const result = await call(context, requestOf(settings, { method: 'GET', target }), options);
		const secret = result.kind === 'answered' ? source.read(result.response.body) : '';
		if (secret !== '') return secrets(secret);
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
