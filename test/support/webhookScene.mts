import { createTokenLifecycle } from '../../lib/auth/lifecycle';
import type { Provider } from '../../lib/providers/contract';
import type { CallContext } from '../../lib/client/call';
import type { EventFilter } from '../../lib/webhooks/receive';
import type { Reply } from './theatre.mts';
import { answer, type Asked, stage } from './paymentStage.mts';
import { settings } from './samples.mts';
import { now } from './signed.mts';

export const fetchedSecret = '0f4b1d5e-1111-4222-8333-444455556666';
export const givesSecret = (): Reply => answer({ requestId: 'r', data: { secret: fetchedSecret } });

export interface Scene {
	readonly context: CallContext;
	readonly asked: Asked[];
	readonly clock: { time: number };
}

/** A provider with a clock that is set by hand. */
export function scene(
	provider: Provider,
	reply: (asked: Asked, attempt: number) => Reply = givesSecret,
	extras: Record<string, string> = {},
): Scene {
	const clock = { time: now };
	const { context, asked } = stage(provider, reply, {
		lifecycle: createTokenLifecycle(() => clock.time),
		settings: { ...settings, extras: { ...settings.extras, ...extras } },
	});
	return { context, asked, clock };
}

export const everything: EventFilter = {
	events: undefined,
	statuses: undefined,
	confirm: false,
	accountId: 'acc-1',
	toleranceMs: 300_000,
};
