import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

type Shown = NonNullable<IDisplayOptions['show']>;

/** The choice between rows and JSON that query, headers and body have in common. */
export const specify = (name: string, displayName: string, show: Shown): INodeProperties[] => [
	{
		displayName,
		name,
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Using Fields Below', value: 'keypair' },
			{ name: 'Using JSON', value: 'json' },
		],
		default: 'keypair',
		displayOptions: { show },
	},
];

export const keyValuePairs = (
	name: string,
	displayName: string,
	buttonText: string,
	show: Shown,
): INodeProperties => ({
	displayName,
	name,
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, multipleValueButtonText: buttonText },
	placeholder: buttonText,
	default: { parameters: [{ name: '', value: '' }] },
	options: [
		{
			name: 'parameters',
			displayName: 'Parameter',
			values: [
				{ displayName: 'Name', name: 'name', type: 'string', default: '' },
				{ displayName: 'Value', name: 'value', type: 'string', default: '' },
			],
		},
	],
	displayOptions: { show },
});

export const jsonField = (name: string, example: string, show: Shown): INodeProperties => ({
	displayName: 'JSON',
	name,
	type: 'json',
	typeOptions: { rows: 5 },
	// An example here would be sent if the field is left unchanged.
	default: '',
	// The editor of JSON shows no placeholder.
	hint: `E.g. ${example}`,
	displayOptions: { show },
});
