import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { providers } from '../../lib/providers';
import type { PaymentKind, Provider } from '../../lib/providers/contract';
import { isListed } from '../../lib/payments/list';

/** Fields that say which payments are meant, for every node that asks for payments. */

type Shown = NonNullable<IDisplayOptions['show']>;

export const canBeAskedByReference = (provider: Provider, kind: PaymentKind): boolean =>
	kind.byReference !== undefined || isListed(provider, kind);

/** Whether the provider lists anything. */
export const hasLists = (provider: Provider): boolean =>
	provider.payments.kinds.some((kind) => isListed(provider, kind));

/** A choice of the provider's kinds, for each provider. */
export const kindProperties = (
	displayName: string,
	name: string,
	description: string,
	show: Shown,
	isOffered: (provider: Provider, kind: PaymentKind) => boolean,
): INodeProperties[] =>
	providers.flatMap((provider): INodeProperties[] => {
		const kinds = provider.payments.kinds.filter((kind) => isOffered(provider, kind));
		const [first] = kinds;
		if (first === undefined) return [];
		const usual = first.id;
		return [
			{
				displayName,
				name,
				type: 'options',
				options: kinds
					.map(({ id, label }) => ({ name: label, value: id }))
					.toSorted((one, other) => one.name.localeCompare(other.name, 'en')),
				default: usual,
				description,
				displayOptions: { show: { ...show, provider: [provider.id] } },
			},
		];
	});

/** Kinds of these providers for which something holds, as conditions of the editor. */
export const where = (
	parameter: string,
	holds: (provider: Provider, kind: PaymentKind) => boolean,
): Shown[] =>
	providers.flatMap((provider) => {
		const kinds = provider.payments.kinds.filter((kind) => holds(provider, kind));
		return kinds.length === 0
			? []
			: [{ provider: [provider.id], [parameter]: kinds.map(({ id }) => id) }];
	});

export const accountProperty = (show: Shown): INodeProperties => ({
	displayName: 'Account ID',
	name: 'accountId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 01J5XW8LD0R6M9CJEXAMPLE01',
	description:
		'The account at the provider that the payment belongs to. Send Request with "List accounts" shows them all.',
	displayOptions: { show },
});

export const lookUpByProperty = (show: Shown): INodeProperties => ({
	displayName: 'Look Up By',
	name: 'lookUpBy',
	type: 'options',
	options: [
		{ name: 'ID', value: 'id', description: 'The ID that the provider gave' },
		{ name: 'Reference', value: 'reference', description: 'Your own unique reference' },
	],
	default: 'id',
	description: 'What is known of the payment',
	displayOptions: { show },
});
