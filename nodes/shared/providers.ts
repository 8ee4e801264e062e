import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';

import { defaultProviderId, providers } from '../../lib/providers';
import type { Explanation, Provider } from '../../lib/providers/contract';

/** The choice of the provider, which every node begins with, and what follows from it. */

/** In a package that is built for one provider (dev/single). */
const isOnlyOne = providers.length === 1;

const providerLabel = 'Provider';

interface ProviderChoice {
	readonly displayName?: string;
	readonly actionOf?: (provider: string) => string;
}

/**
 * With one provider alone there is nothing to choose: its value stays, because workflows and conditions of the editor hold it.
 *
 * @param choice its name, where that is another one, and what n8n's panel calls the choice of a provider
 */
export const providerProperty = (
	description: string,
	{ displayName: label = providerLabel, actionOf }: ProviderChoice = {},
): INodeProperties =>
	isOnlyOne
		? { displayName: providerLabel, name: 'provider', type: 'hidden', default: defaultProviderId }
		: {
				displayName: label,
				name: 'provider',
				type: 'options',
				noDataExpression: true,
				options: providers
					.map(({ id, displayName }) => ({
						name: displayName,
						value: id,
						...(actionOf === undefined ? {} : { action: actionOf(displayName) }),
					}))
					.toSorted((one, other) => one.name.localeCompare(other.name, 'en')),
				default: defaultProviderId,
				description,
			};

export const credentialsByProvider: INodeCredentialDescription[] = providers.map(
	({ id, credentialType }) => ({
		name: credentialType,
		required: true,
		...(isOnlyOne ? {} : { displayOptions: { show: { provider: [id] } } }),
	}),
);

/** Names as a sentence lists them: `A, B or C`. */
export const namesOf = (chosen: readonly Provider[], type: 'conjunction' | 'disjunction'): string =>
	new Intl.ListFormat('en-GB', { type }).format(chosen.map(({ displayName }) => displayName));

/** For descriptions: the names of all. */
export const anyProvider = namesOf(providers, 'disjunction');

/** For subtitles: the chosen provider's name, within an expression. */
export const chosenName = `(${JSON.stringify(
	Object.fromEntries(providers.map(({ id, displayName }) => [id, displayName])),
)})[$parameter["provider"]]`;

/** @param label what the node calls the choice */
export const unknownProvider = (label = providerLabel): Explanation => ({
	message: `'${label}' is not one of its choices`,
	description: 'Choose the provider from the list.',
});
