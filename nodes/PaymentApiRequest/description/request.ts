import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import {
	endpointProperties,
	endpointsWithBody,
	endpointsWithOptionalBody,
	forRequest,
	typed,
} from './choices';
import { exampleBodies } from './exampleBody';
import { keyValuePairs, jsonField, specify } from './section';

/** If the chosen endpoint takes a body, the builder wants to enter one, usually with nested fields. */
const bodyDefaults = new Map<string, INodeProperties['default']>([
	['sendBody', true],
	['specifyBody', 'json'],
]);

function withBodyAtOnce(property: INodeProperties): INodeProperties {
	const usual = bodyDefaults.get(property.name);
	return usual === undefined ? property : { ...property, default: usual };
}

/** What to send: parameter names are those of n8n's HTTP Request node, so that expressions and habits carry over. */
export const requestProperties: INodeProperties[] = [
	...endpointProperties,
	{
		displayName: 'Method',
		name: 'method',
		type: 'options',
		options: ['DELETE', 'GET', 'HEAD', 'PATCH', 'POST', 'PUT'].map((name) => ({
			name,
			value: name,
		})),
		default: 'GET',
		description: 'GET and HEAD are retried after a temporary failure; other methods are sent once',
		displayOptions: { show: typed },
	},
	{
		displayName: 'Path',
		name: 'path',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. /payments or /api/v1.0/balance-inquiry',
		description:
			"The endpoint's path on the host of the credential. The token is never sent to another host.",
		displayOptions: { show: typed },
	},
	{
		displayName: 'Send Query Parameters',
		name: 'sendQuery',
		type: 'boolean',
		default: false,
		noDataExpression: true,
		description: 'Whether the request has query parameters',
		displayOptions: { show: forRequest },
	},
	...specify('specifyQuery', 'Specify Query Parameters', { ...forRequest, sendQuery: [true] }),
	keyValuePairs('queryParameters', 'Query Parameters', 'Add Parameter', {
		...forRequest,
		sendQuery: [true],
		specifyQuery: ['keypair'],
	}),
	jsonField('jsonQuery', '{ "limit": 20, "page": 1 }', {
		...forRequest,
		sendQuery: [true],
		specifyQuery: ['json'],
	}),
	{
		displayName: 'Send Headers',
		name: 'sendHeaders',
		type: 'boolean',
		default: false,
		noDataExpression: true,
		description: 'Whether the request has headers in addition to those of the credential',
		displayOptions: { show: forRequest },
	},
	...specify('specifyHeaders', 'Specify Headers', { ...forRequest, sendHeaders: [true] }),
	keyValuePairs('headerParameters', 'Headers', 'Add Header', {
		...forRequest,
		sendHeaders: [true],
		specifyHeaders: ['keypair'],
	}),
	jsonField('jsonHeaders', '{ "Accept-Language": "en" }', {
		...forRequest,
		sendHeaders: [true],
		specifyHeaders: ['json'],
	}),
	...bodyProperties({ ...typed, method: ['DELETE', 'PATCH', 'POST', 'PUT'] }),
	...bodyProperties({ ...forRequest, endpoint: endpointsWithOptionalBody }),
	...bodyProperties({ ...forRequest, endpoint: endpointsWithBody }, jsonBodyByEndpoint).map(
		withBodyAtOnce,
	),
];

type Shown = NonNullable<IDisplayOptions['show']>;

function anyJsonBody(show: Shown): INodeProperties[] {
	return [jsonField('jsonBody', '{ "amount": 100, "currency": "USD" }', show)];
}

/** With the example of the chosen endpoint, where its body is documented field by field. */
function jsonBodyByEndpoint(show: Shown): INodeProperties[] {
	const documented = endpointsWithBody.filter((value) => exampleBodies.has(value));
	const others = endpointsWithBody.filter((value) => !exampleBodies.has(value));
	return [
		...anyJsonBody({ ...show, endpoint: others }),
		...documented.map((value) =>
			jsonField('jsonBody', exampleBodies.get(value) ?? '', { ...show, endpoint: [value] }),
		),
	];
}

/** Shown by the typed method or by the chosen endpoint; n8n's display options have no "or", so each exists twice. */
function bodyProperties(
	show: Shown,
	jsonFields: (show: Shown) => INodeProperties[] = anyJsonBody,
): INodeProperties[] {
	const withBody = { ...show, sendBody: [true] };
	return [
		{
			displayName: 'Send Body',
			name: 'sendBody',
			type: 'boolean',
			default: false,
			noDataExpression: true,
			description: 'Whether the request has a body',
			displayOptions: { show },
		},
		{
			displayName: 'Body Content Type',
			name: 'contentType',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Form Urlencoded', value: 'form-urlencoded' },
				{ name: 'JSON', value: 'json' },
				{ name: 'Raw', value: 'raw' },
			],
			default: 'json',
			description: 'How the body is written',
			displayOptions: { show: withBody },
		},
		...specify('specifyBody', 'Specify Body', {
			...withBody,
			contentType: ['json', 'form-urlencoded'],
		}),
		{
			displayName:
				'Values entered here are sent as text. Use JSON for numbers and for nested fields.',
			name: 'bodyNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { ...withBody, contentType: ['json'], specifyBody: ['keypair'] } },
		},
		keyValuePairs('bodyParameters', 'Body Parameters', 'Add Parameter', {
			...withBody,
			contentType: ['json', 'form-urlencoded'],
			specifyBody: ['keypair'],
		}),
		...jsonFields({
			...withBody,
			contentType: ['json', 'form-urlencoded'],
			specifyBody: ['json'],
		}),
		{
			displayName: 'Content Type',
			name: 'rawContentType',
			type: 'string',
			default: '',
			placeholder: 'e.g. text/plain',
			description: 'The Content-Type header of the body',
			displayOptions: { show: { ...withBody, contentType: ['raw'] } },
		},
		{
			displayName: 'Body',
			name: 'body',
			type: 'string',
			typeOptions: { rows: 5 },
			default: '',
			placeholder: 'e.g. text of the body',
			description: 'The body, sent as it is',
			displayOptions: { show: { ...withBody, contentType: ['raw'] } },
		},
	];
}
