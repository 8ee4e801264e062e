import type { Explanation } from '../../../lib/providers/contract';

/** Something that was entered and cannot be used: names the field, and says what to do. */
export interface Invalid {
	readonly kind: 'invalid';
	readonly explanation: Explanation;
}

export const invalid = (message: string, description: string): Invalid => ({
	kind: 'invalid',
	explanation: { message, description },
});

export const checkExpression = 'If it is an expression, check its result for this item.';
