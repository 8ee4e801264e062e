import type { INodeProperties } from 'n8n-workflow';

import { parametersOf } from '../../../lib/providers/endpoints';
import { providers } from '../../../lib/providers';
import type { PaymentLinkForms, Provider } from '../../../lib/providers/contract';
import { accountOf, accountProperty } from '../../shared/payments';
import { additionalProperty, requiredProperties } from './create';

/** Payment link: which link is meant, and what is changed of it. */

const forLinks = { resource: ['paymentLink'] };

export const linkProperties: INodeProperties[] = [
	{
		displayName: 'Payment Link ID',
		name: 'linkId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 85',
		description: 'The ID that the provider returned when the payment link was created',
		displayOptions: { show: { ...forLinks, operation: ['get', 'update', 'delete'] } },
	},
	...providers.flatMap(propertiesOf),
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
		displayOptions: { show: { ...forLinks, operation: ['getMany'] } },
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { ...forLinks, operation: ['getMany'], returnAll: [false] } },
	},
];

function propertiesOf(provider: Provider): INodeProperties[] {
	const { links } = provider.forms;
	if (links === undefined) return [];
	const show = { ...forLinks, provider: [provider.id] };
	const account = accountOf(provider);
	const operations = operationsWithAccount(provider, links);
	return [
		...(account === undefined || operations.length === 0
			? []
			: [
					{
						...accountProperty(account),
						displayOptions: { show: { ...show, operation: operations } },
					},
				]),
		...requiredProperties(provider, withoutAccount(links.update), {
			...show,
			operation: ['update'],
		}),
		additionalProperty(provider, withoutAccount(links.update), { ...show, operation: ['update'] }),
	];
}

/** An account is asked for once, whichever of the operations wants it. */
function withoutAccount(form: PaymentLinkForms['update']): PaymentLinkForms['update'] {
	return { ...form, fields: form.fields.filter(({ type }) => type !== 'account') };
}

function operationsWithAccount({ payments }: Provider, links: PaymentLinkForms): string[] {
	const parameter = payments.link?.account?.parameter ?? '';
	const templates = {
		get: payments.link?.byId?.target,
		getMany: payments.link?.list?.path,
		update: links.update.path,
		delete: links.remove.path,
	};
	return Object.entries(templates).flatMap(([operation, template = '']) =>
		parametersOf(template).includes(parameter) ? [operation] : [],
	);
}
