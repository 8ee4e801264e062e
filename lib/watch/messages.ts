import { type Problem, problem } from '../client/messages';
import type { PaymentKind, Provider } from '../providers/contract';
import { maxUndated } from './numbers';

export const tooManyUndated = (provider: Provider, kind: PaymentKind): Problem =>
	problem(
		{
			message: `${provider.displayName} lists more than ${maxUndated} payments (${kind.name}) without a time`,
			description:
				"They can no longer be told from new ones. Set 'Watch' to Chosen Payments, and enter those that matter.",
		},
		{},
	);
