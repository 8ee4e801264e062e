import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import type { FormField, Provider } from '../../../lib/providers/contract';
import { accountOf, accountProperty } from '../../shared/payments';

/** The editor's fields of a form, made of the provider's data. */

export type Shown = NonNullable<IDisplayOptions['show']>;

/** One field as a parameter of the node, without its place. */
export function fieldProperty(provider: Provider, field: FormField): INodeProperties {
	const account = accountOf(provider);
	if (field.type === 'account' && account !== undefined) return accountProperty(account);
	const common = {
		displayName: field.label,
		name: field.name,
		description: field.help,
		// If an expression decides, n8n shows the field that depends on it, and would require one that does not apply.
		...(field.required === true && field.when === undefined ? { required: true } : {}),
	};
	const placeholder = `e.g. ${field.example}`;
	switch (field.type) {
		case 'boolean':
			return { ...common, type: 'boolean', default: false };
		case 'integer':
			// A number field would start with a value that nobody has entered.
			return { ...common, type: 'string', default: '', placeholder };
		case 'choice':
			return {
				...common,
				type: 'options',
				options: field.choices
					.map(({ value, label, description }) => ({
						name: label,
						value,
						...(description === undefined ? {} : { description }),
					}))
					.toSorted((one, other) => one.name.localeCompare(other.name, 'en')),
				default: field.default ?? '',
			};
		case 'time':
			return { ...common, type: 'dateTime', default: '' };
		case 'textList':
			return field.choices === undefined
				? { ...common, type: 'string', default: '', placeholder }
				: {
						...common,
						type: 'multiOptions',
						options: field.choices.map(({ value, label }) => ({ name: label, value })),
						default: [],
						hint: 'None selected means all',
					};
		case 'json':
			return {
				...common,
				type: 'json',
				typeOptions: { rows: 4 },
				default: '',
				hint: `E.g. ${field.example}`,
			};
		default:
			return { ...common, type: 'string', default: '', placeholder };
	}
}

/** Merges equal parameters into one, shown wherever one of them is. In the order of their first appearance. */
export function merged(properties: readonly INodeProperties[], over: string): INodeProperties[] {
	const known = new Map<string, INodeProperties>();
	for (const property of properties) {
		const { displayOptions, ...rest } = property;
		const { [over]: values = [], ...show } = displayOptions?.show ?? {};
		const key = JSON.stringify([rest, show]);
		const earlier = known.get(key)?.displayOptions?.show?.[over] ?? [];
		known.set(key, {
			...rest,
			displayOptions: { show: { ...show, [over]: [...earlier, ...values] } },
		});
	}
	return [...known.values()];
}
