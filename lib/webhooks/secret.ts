import { listedIn } from '../providers/characters';
import type { ProviderWebhooks } from '../providers/contract';
import { call, type CallContext } from '../client/call';
import { defaultMaxRetries, defaultTimeoutMs } from '../client/numbers';
import { requestOf } from '../client/requestOf';
import { type Failed, failure } from '../client/result';
import { noWebhookSecret } from './messages';
import { secretFailurePauseMs, secretPauseMs, secretRetryMs } from './numbers';

export type SecretsRead =
	{ readonly kind: 'secrets'; readonly secrets: readonly string[] } | Failed;

interface Held {
	/** The secrets of the last result. */
	secrets?: readonly string[];
	/** How the last attempt ended, or will end. */
	latest: Promise<SecretsRead>;
	/** Until then it is not asked again. */
	until: number;
	/** The next attempt, shared by all who wait for it. */
	next?: Promise<SecretsRead>;
}

/** By what is known of a credential's settings; in memory only. */
const held = new WeakMap<object, Held>();

const options = { timeoutMs: defaultTimeoutMs, maxRetries: defaultMaxRetries };

type SecretSource = NonNullable<ProviderWebhooks['signature']>['secret'];
type FetchedSecret = Extract<SecretSource, { kind: 'fetched' }>;

/**
 * The secrets with which the provider may have signed: the client secret and further ones from the credential, or a webhook
 * secret that was entered or is fetched, once for all who ask at the same time.
 *
 * @param want `again` gives one that is fetched from now on, because it may have been replaced; for it the caller may have
 * to wait until it may be fetched. `now` does so at once, for a person who has just corrected something.
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
	if (want === 'now' || known === undefined || lifecycle.now() >= known.until)
		return await fetchAnew(context, source, record);
	const latest = await known.latest;
	const waitMs = known.until - lifecycle.now();
	if (want === 'known' || latest.kind === 'failed') return latest;
	known.next ??= context
		.sleep(Math.max(waitMs, 0))
		.then(async () => await fetchAnew(context, source, record));
	return await known.next;
}

async function fetchAnew(
	context: CallContext,
	source: FetchedSecret,
	record: object,
): Promise<SecretsRead> {
	const { lifecycle } = context;
	const known = held.get(record)?.secrets;
	const entry: Held = {
		...(known === undefined ? {} : { secrets: known }),
		latest: fetchSecret(context, source),
		until: lifecycle.now() + secretPauseMs,
	};
	held.set(record, entry);
	const fetched = await entry.latest;
	if (fetched.kind === 'secrets') entry.secrets = fetched.secrets;
	else {
		// A temporary failure is over long before the pause is.
		const passesInMs = fetched.isPassing ? (fetched.retryAfterMs ?? secretRetryMs) : Infinity;
		entry.until = lifecycle.now() + Math.min(passesInMs, secretFailurePauseMs);
	}
	return fetched;
}

const secrets = (...all: readonly string[]): SecretsRead => ({ kind: 'secrets', secrets: all });

async function fetchSecret(context: CallContext, source: FetchedSecret): Promise<SecretsRead> {
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
		// If the provider could not be reached, another path would not help.
		if (result.kind === 'failed' && result.answer === undefined) break;
	}
	if (last === undefined) throw new Error(`${provider.displayName} names no path of a secret`);
	return last;
}
