import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { providers } from '../../../lib/providers';
import { defaultPages, maxListPages } from '../../../lib/client/numbers';
import { keepConnectionsOpenProperty } from '../../shared/keepConnectionsOpen';
import { moneyResources } from '../../shared/payments';
import { batching, concurrency, maxRetries, timeout } from './callOptions';
import { endpointsThatWrite, endpointsToGet, forRequest } from './choices';
import { payoutChecks } from './payoutChecks';
import {
	allowWritesFromAgents,
	onUnknownOutcome,
	repeatReferences,
	sendAgainOnRetry,
} from './writeOptions';

const providersWithLists = providers
	.filter(({ api }) => api.paging !== undefined)
	.map(({ id }) => id);

const signingProviders = providers
	.filter(({ api }) => api.canonicalBody !== undefined)
	.map(({ id }) => id);

/** Options that matter only where something is written, by a typed method or a chosen endpoint. */
const forWrites = (option: INodeProperties): INodeProperties[] =>
	[
		{ '/endpoint': [''], '/method': ['DELETE', 'PATCH', 'POST', 'PUT'] },
		{ '/endpoint': endpointsThatWrite },
	].map((show) => ({ ...option, displayOptions: { show } }));

/** Options that matter only for a GET or a HEAD. */
const forReads = (option: INodeProperties): INodeProperties[] =>
	[{ '/endpoint': [''], '/method': ['GET', 'HEAD'] }, { '/endpoint': endpointsToGet }].map(
		(show) => ({ ...option, displayOptions: { show } }),
	);

/** Options that matter only for a GET of a provider with lists. */
const forLists = (option: INodeProperties): INodeProperties[] =>
	[{ '/endpoint': [''], '/method': ['GET'] }, { '/endpoint': endpointsToGet }].map((show) => ({
		...option,
		displayOptions: { show: { ...show, '/provider': providersWithLists } },
	}));

const collection = (
	show: NonNullable<IDisplayOptions['show']>,
	options: INodeProperties[],
): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	displayOptions: { show },
	options,
});

export const optionsProperties: INodeProperties[] = [
	collection(forRequest, [
		...forWrites(repeatReferences),
		...forWrites(allowWritesFromAgents),
		{
			displayName: 'Array Format in Query Parameters',
			name: 'queryParameterArrays',
			type: 'options',
			options: [
				{ name: 'Brackets Only', value: 'brackets', description: 'Written as a[]=1&a[]=2' },
				{
					name: 'Brackets With Indices',
					value: 'indices',
					description: 'Written as a[0]=1&a[1]=2',
				},
				{ name: 'No Brackets', value: 'repeat', description: 'Written as a=1&a=2' },
			],
			default: 'repeat',
			description: 'How a list is written in the query and in a form body',
		},
		batching,
		concurrency,
		{
			displayName: 'Full Response',
			name: 'fullResponse',
			type: 'boolean',
			default: false,
			description: 'Whether to return body, headers and status code, as one item per request',
		},
		...forReads(keepConnectionsOpenProperty),
		maxRetries,
		{
			displayName: 'Never Error',
			name: 'neverError',
			type: 'boolean',
			default: false,
			description:
				'Whether to turn failures that the provider reports into items (statusCode and body). A rejected token is still renewed.',
		},
		...forWrites(onUnknownOutcome),
		...forLists({
			displayName: 'Pagination',
			name: 'pagination',
			type: 'fixedCollection',
			placeholder: 'Add Pagination',
			typeOptions: { multipleValues: false },
			default: { pages: {} },
			options: [
				{
					displayName: 'Pages',
					name: 'pages',
					values: [
						{
							displayName: 'Max Pages',
							name: 'maxPages',
							type: 'number',
							typeOptions: { minValue: 1, maxValue: maxListPages },
							default: defaultPages,
							description: 'How many pages of the list to read at most',
						},
					],
				},
			],
			description: 'Reads a list page by page and returns it as one list',
		}),
		{
			displayName: 'Put Output in Field',
			name: 'outputPropertyName',
			type: 'string',
			default: 'data',
			description: 'The output field for text, and the name of binary data',
		},
		...forWrites({
			displayName: 'Reference',
			name: 'reference',
			type: 'string',
			default: '',
			placeholder: 'e.g. {{ $json.orderNumber }}',
			description: 'Your own unique reference, added to the body if it has none',
			hint: 'Use a value of the payment itself, e.g. an order number: it stays the same however often the workflow runs',
		}),
		{
			displayName: 'Response Format',
			name: 'responseFormat',
			type: 'options',
			options: [
				{
					name: 'Autodetect',
					value: 'autodetect',
					description: 'JSON where it is JSON, files by their content type, text otherwise',
				},
				{ name: 'File', value: 'file', description: 'Binary data' },
				{ name: 'JSON', value: 'json', description: 'Anything else is an error' },
				{ name: 'Text', value: 'text', description: 'The response as it is, in one field' },
			],
			default: 'autodetect',
			description: 'How to read the response',
		},
		...forWrites(sendAgainOnRetry),
		{
			displayName: 'Sign Request',
			name: 'signRequest',
			type: 'options',
			options: [
				{
					name: 'Automatically',
					value: 'auto',
					description: 'Signs the documented endpoints that require a signature',
				},
				{
					name: 'Always',
					value: 'always',
					description: 'For an endpoint that is newer than this node',
				},
				{ name: 'Never', value: 'never' },
			],
			default: 'auto',
			description:
				'Whether to sign the request with the client secret, as the provider requires for money out',
			displayOptions: { show: { '/provider': signingProviders } },
		},
		timeout,
	]),
	collection({ resource: [...moneyResources, 'paymentLink'], operation: ['create'] }, [
		repeatReferences,
		allowWritesFromAgents,
		batching,
		...payoutChecks,
		onUnknownOutcome,
		sendAgainOnRetry,
		timeout,
	]),
	collection({ resource: ['paymentLink'], operation: ['update', 'delete'] }, [
		allowWritesFromAgents,
		batching,
		sendAgainOnRetry,
		timeout,
	]),
	collection({ resource: [...moneyResources, 'paymentLink'], operation: ['get', 'getMany'] }, [
		batching,
		concurrency,
		keepConnectionsOpenProperty,
		maxRetries,
		timeout,
	]),
	// Waiting repeats by itself, and all items at once.
	collection({ resource: [...moneyResources], operation: ['wait'] }, [
		concurrency,
		keepConnectionsOpenProperty,
		timeout,
	]),
];
