import { createTokenLifecycle } from '../../../../auth/lifecycle';
import type { Provider } from '../../../../providers/provider';
import type { CallContext } from '../../../../request/call';
import type { Wanted } from '../../../../request/notifications/receive';
import type { Reply } from '../../../attack/support/theatre.mts';
import { answer, type Asked, stage } from '../../payments/support/stage.mts';
import { settings } from '../../request/support/samples.mts';
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

export const everything: Wanted = {
	events: undefined,
	statuses: undefined,
	confirm: false,
	accountId: 'acc-1',
	toleranceMs: 300_000,
};
