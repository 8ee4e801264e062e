import type { Provider } from '../../lib/providers/contract';

/** The package with all providers. */
export const combinedName = 'n8n-nodes-payment-api';

/** The package with this provider alone. npm allows no capitals. */
export const singleName = ({ id }: Pick<Provider, 'id'>): string => `n8n-nodes-${id.toLowerCase()}`;

/** `Capitalized`, as n8n's linter wants the class and the file of a credential to be called. */
export const credentialClass = ({ credentialType }: Pick<Provider, 'credentialType'>): string =>
	credentialType.charAt(0).toUpperCase() + credentialType.slice(1);

/**
 * What the nodes are called in the editor and in every sentence, for all providers and for one. The names of their types stay, so
 * that a workflow moves by its package's name alone.
 */
export const nodeNames = ({
	displayName,
}: Pick<Provider, 'displayName'>): ReadonlyArray<readonly [from: string, to: string]> => [
	['Payment API Request', displayName],
	['Payment Status Trigger', `${displayName} Status Trigger`],
	['Payment Webhook Trigger', `${displayName} Webhook Trigger`],
];
