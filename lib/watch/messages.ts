import type { Explanation, PaymentKind, Provider } from '../providers/contract';
import { maxNamed, maxUndated } from './numbers';

export const tooManyUndated = (provider: Provider, kind: PaymentKind): Explanation => ({
	message: `${provider.displayName} lists more than ${maxUndated} payments (${kind.name}) without a time`,
	description:
		"They can no longer be distinguished from new ones. Set 'Watch' to Chosen Payments, and enter those that matter.",
});

/** The time of a poll ended before it was known to whom the new Client ID belongs. */
export const merchantUnclear: Explanation = {
	message: 'The payments that were watched could not all be looked up with the new Client ID',
	description: 'The provider responds slowly. The next poll tries again; the state is kept.',
};

/** @param names of the payments that are dropped */
export const merchantGone = (names: readonly string[]): string =>
	`none of the watched payments was found with the credential's new Client ID. The watch starts over; ${
		names.length === 0 ? 'all of them were final' : `no longer watched: ${listed(names)}`
	}.`;

const listed = (names: readonly string[]): string => {
	const more = names.length - maxNamed;
	return names.slice(0, maxNamed).join(', ') + (more > 0 ? ` and ${more} more` : '');
};
