import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { providers } from '../../lib/providers';
import type { AccountParameter, PaymentKind, Provider } from '../../lib/providers/contract';
import { isListed } from '../../lib/payments/list';

/** Fields that say which payments are meant, for every node that asks for payments. */

type Shown = NonNullable<IDisplayOptions['show']>;

export const canBeAskedByReference = (provider: Provider, kind: PaymentKind): boolean =>
	kind.byReference !== undefined || isListed(provider, kind);

/** The method of the nodes that fills the list of accounts. */
export const searchAccountsMethod = 'searchAccounts';

/** The resources of Payment API Request that are made of payment kinds. */
export type MoneyResource = 'payment' | 'payout';

/** In sentences. */
export const resourceNames: Readonly<
	Record<MoneyResource, { readonly name: string; readonly plural: string }>
> = {
	payment: { name: 'payment', plural: 'payments' },
	payout: { name: 'payout', plural: 'payouts' },
};

export const moneyResources = Object.keys(resourceNames) as readonly MoneyResource[];

/** Whether payments of this kind belong to the resource. */
export const belongsTo = (resource: MoneyResource, { direction }: PaymentKind): boolean =>
	direction === 'both' || direction === (resource === 'payment' ? 'in' : 'out');

/** Whether the provider has payments of that resource to look up. */
export const hasDirection = (provider: Provider, resource: MoneyResource): boolean =>
	provider.payments.kinds.some((kind) => belongsTo(resource, kind));

/** Whether they can be created field by field. */
export const offersCreates = ({ forms }: Provider, resource: string): boolean =>
	forms.creates.some((create) => create.resource === resource);

/** Whether the provider lists anything. */
export const hasLists = (provider: Provider): boolean =>
	provider.payments.kinds.some((kind) => isListed(provider, kind));

/** A choice of the provider's kinds, for each provider. */
export const kindProperties = (
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
				displayName: 'Kind',
				name: 'kind',
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
export const where = (holds: (provider: Provider, kind: PaymentKind) => boolean): Shown[] =>
	providers.flatMap((provider) => {
		const kinds = provider.payments.kinds.filter((kind) => holds(provider, kind));
		return kinds.length === 0 ? [] : [{ provider: [provider.id], kind: kinds.map(({ id }) => id) }];
	});

/** The account that payments belong to, for the kinds that want one and for which something holds. */
export const accountProperties = (
	show: Shown,
	holds: (provider: Provider, kind: PaymentKind) => boolean = () => true,
): INodeProperties[] =>
	providers.flatMap((provider) => {
		const account = accountOf(provider);
		const kinds = provider.payments.kinds.filter(
			(kind) => kind.account !== undefined && holds(provider, kind),
		);
		if (account === undefined || kinds.length === 0) return [];
		const ids = kinds.map(({ id }) => id);
		return [
			{
				...accountProperty(account),
				displayOptions: { show: { ...show, provider: [provider.id], kind: ids } },
			},
		];
	});

/** What the provider keeps payments under. */
export const accountOf = ({ payments }: Provider): AccountParameter | undefined =>
	payments.kinds.find(({ account }) => account !== undefined)?.account;

/** A choice from the provider's own list; the ID can be typed as well. */
export const accountProperty = ({
	label,
	placeholder,
	description,
}: AccountParameter): INodeProperties => ({
	displayName: label,
	name: 'accountId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description,
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select an account...',
			typeOptions: { searchListMethod: searchAccountsMethod, searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder },
	],
});

export const lookUpByProperty = (show: Shown): INodeProperties => ({
	displayName: 'Look Up By',
	name: 'lookUpBy',
	type: 'options',
	options: [
		{ name: 'ID', value: 'id', description: 'The ID that the provider returned' },
		{ name: 'Reference', value: 'reference', description: 'Your own unique reference' },
	],
	default: 'id',
	description: 'Which identifier of the payment you have',
	displayOptions: { show },
});
