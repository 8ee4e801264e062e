import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';

import { providers } from '../../lib/providers';
import type { Explanation } from '../../lib/providers/contract';

/** The choice of the provider, which every node begins with, and what follows from it. */

export const providerProperty = (description: string): INodeProperties => ({
	displayName: 'Provider',
	name: 'provider',
	type: 'options',
	noDataExpression: true,
	options: providers.map(({ id, displayName }) => ({ name: displayName, value: id })),
	default: 'smartFastPay',
	description,
});

export const credentialsByProvider: INodeCredentialDescription[] = providers.map(
	({ id, credentialType }) => ({
		name: credentialType,
		required: true,
		displayOptions: { show: { provider: [id] } },
	}),
);

/** For subtitles: the chosen provider's name, within an expression. */
export const chosenName = `(${JSON.stringify(
	Object.fromEntries(providers.map(({ id, displayName }) => [id, displayName])),
)})[$parameter["provider"]]`;

export const unknownProvider: Explanation = {
	message: "'Provider' is not one of its choices",
	description: 'Choose the provider from the list.',
};
