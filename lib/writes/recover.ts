import type { RequestInfo } from '../providers/endpoints';
import type { Found } from '../providers/contract';
import { call, type CallContext, type CallOptions } from '../client/call';
import { requestOf } from '../client/findRequest';
import { recoveryWaitsMs } from './numbers';

/**
 * Asks the provider by reference what became of a write: several times, because it may still be at work on it. Found ends it
 * at once; that there is none counts only when the last look says so, too.
 */
export async function recoverWrite(
	context: CallContext,
	effect: RequestInfo,
	options: CallOptions,
): Promise<Found> {
	let last: Found = { kind: 'unclear' };
	for (const waitMs of recoveryWaitsMs) {
		if (waitMs > 0) await context.sleep(waitMs);
		if (context.signal?.aborted ?? false) return { kind: 'unclear' };
		last = await findWrite(context, effect, options);
		if (last.kind === 'found') return last;
	}
	return last;
}

/** A single look, for a write of which nothing is under way. */
export async function findWrite(
	context: CallContext,
	effect: RequestInfo,
	options: CallOptions,
): Promise<Found> {
	const { find, reference } = effect;
	if (find === undefined) return { kind: 'unclear' };
	const request = requestOf(context.settings, find);
	const asking: RequestInfo = { ...effect, kind: 'reads' };
	try {
		const result = await call(context, request, asking, { ...options, maxRetries: 0 });
		return result.kind === 'answered'
			? context.provider.payments.readFound(result.response, reference, find.kind)
			: { kind: 'unclear' };
	} catch {
		// E.g. n8n could not read the credential. Thrown on, it would take the results of the other items with it.
		return { kind: 'unclear' };
	}
}
