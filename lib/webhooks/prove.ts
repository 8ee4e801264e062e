import type { Verification, WebhookRequest } from '../providers/contract';
import { mismatch } from '../providers/webhook';
import type { CallContext } from '../client/call';
import { webhookSecrets } from './secret';

/** Whether a request can be accepted as it is. */
export type Proof =
	| (Exclude<Verification, { kind: 'refused' }> & {
			/** One of which has signed. */
			readonly secrets: readonly string[];
	  })
	/** The provider signs nothing: what is claimed has to be asked for. */
	| { readonly kind: 'claimed' }
	| { readonly kind: 'refused'; readonly status: 401 | 503; readonly reason: string };

/** Compares the signature with the secrets, and once more with a newly fetched one if the secret may have been replaced. */
export async function prove(
	context: CallContext,
	request: WebhookRequest,
	toleranceMs: number,
): Promise<Proof> {
	const { signature } = context.provider.webhooks;
	if (signature === undefined) return { kind: 'claimed' };
	let reason = '';
	for (const again of [false, true]) {
		const read = await webhookSecrets(context, signature, again ? 'again' : 'known');
		if (read.kind === 'failed') return { kind: 'refused', status: 503, reason: read.message };
		const { secrets } = read;
		const verified = signature.verify(request, secrets, context.lifecycle.now(), toleranceMs);
		if (verified.kind !== 'refused') return { ...verified, secrets };
		({ reason } = verified);
		// Another secret would not help a request that lacks a signature.
		if (signature.secret.kind !== 'fetched' || reason !== mismatch) break;
	}
	return { kind: 'refused', status: 401, reason };
}
