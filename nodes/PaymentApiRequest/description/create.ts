import type { INodeProperties } from 'n8n-workflow';

import { providers } from '../../../lib/providers';
import type { CreateForm, FormField, Provider, RequestForm } from '../../../lib/providers/contract';
import { fieldProperty, merged, type Shown } from './formFields';

/** Payment, payout and payment link, Create: the method, and the fields of each method. All of it comes from the providers' data. */

const resources = ['payment', 'payout', 'paymentLink'] as const;

export const createProperties: INodeProperties[] = providers.flatMap((provider) =>
	resources.flatMap((resource) => createsOf(provider, resource)),
);

function createsOf(provider: Provider, resource: (typeof resources)[number]): INodeProperties[] {
	const creates = provider.forms.creates.filter((create) => create.resource === resource);
	const [first] = creates;
	if (first === undefined) return [];
	const usual = first.id;
	const show = { provider: [provider.id], resource: [resource], operation: ['create'] };
	const shownFor = ({ id }: CreateForm): Shown => ({ ...show, paymentMethod: [id] });
	return [
		{
			displayName: 'Method',
			name: 'paymentMethod',
			type: 'options',
			noDataExpression: true,
			options: creates.map(({ id, label, description }) => ({
				name: label,
				value: id,
				description,
			})),
			default: usual,
			description: 'How the payment is made',
			displayOptions: { show },
		},
		// Above the method's own fields, so that it does not move when the method is changed.
		reference(show),
		...merged(
			creates.flatMap((create) => requiredProperties(provider, create, shownFor(create))),
			'paymentMethod',
		),
		...merged(
			creates.map((create) => additionalProperty(provider, create, shownFor(create))),
			'paymentMethod',
		),
	];
}

/** Those that have to be filled in, each a parameter of its own. */
export function requiredProperties(
	provider: Provider,
	form: RequestForm,
	show: Shown,
): INodeProperties[] {
	return form.fields.filter(isRequired).map((field) => ({
		...fieldProperty(provider, field),
		displayOptions: {
			show: {
				...show,
				...(field.when === undefined ? {} : { [field.when.field]: [...field.when.is] }),
			},
		},
	}));
}

function isRequired({ required }: FormField): boolean {
	return required === true;
}

/** All others, to be added one by one. */
export function additionalProperty(
	provider: Provider,
	form: RequestForm,
	show: Shown,
): INodeProperties {
	const extraJson: INodeProperties = {
		displayName: 'Extra JSON',
		name: 'extraJson',
		type: 'json',
		typeOptions: { rows: 4 },
		default: '',
		description:
			'Members of the request that have no field here. They are added to the body as entered.',
	};
	const optional = form.fields.filter((field) => !isRequired(field));
	return {
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: [...optional.map((field) => fieldProperty(provider, field)), extraJson].toSorted(
			(one, other) => one.displayName.localeCompare(other.displayName, 'en'),
		),
		displayOptions: { show },
	};
}

function reference(show: Shown): INodeProperties {
	return {
		displayName: 'Reference',
		name: 'reference',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. {{ $json.orderNumber }}',
		description:
			'Your own unique reference of this payment. It keeps the payment from being made twice.',
		hint: 'Use a value of the payment itself, e.g. an order number: it stays the same however often the workflow runs',
		displayOptions: { show },
	};
}
