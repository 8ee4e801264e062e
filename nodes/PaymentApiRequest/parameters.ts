import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Provider } from '../../lib/providers/contract';
import type { SignMode } from '../../lib/providers/signing';
import type { CallOptions } from '../../lib/client/call';
import type { Body, Fields } from './forms/fields';
import {
	defaultConcurrency,
	defaultMaxRetries,
	defaultPages,
	defaultTimeoutMs,
	maxTimeoutMs,
	maxConcurrency,
	maxListPages,
	maxRetriesLimit,
} from '../../lib/client/numbers';
import { defaultWaitSeconds } from '../../lib/payments/numbers';
import type { OutputOptions } from './output';
import type { ListForm } from '../shared/forms/list';
import type { LookupForm } from '../shared/forms/lookup';
import type { RequestForm } from './forms/request';
import type { ArrayFormat } from '../../lib/client/query';
import type { Schedule } from './schedule';
import { type ChosenEndpoint, chosenEndpoint } from './endpoints';

/** What the builder set in the editor for one request, in the words of `request/`. */
export interface ItemParameters {
	readonly wanted: RequestForm;
	/** Pages of a list to read at most; undefined for the one that was asked for. */
	readonly maxPages: number | undefined;
	readonly call: CallOptions;
	readonly neverError: boolean;
	readonly output: OutputOptions;
	readonly onUnknownOutcome: 'fail' | 'lookUp';
	readonly sendAgainOnRetry: boolean;
	readonly allowWritesFromAgents: boolean;
}

interface Options {
	readonly batching?: {
		readonly batch?: { readonly batchSize?: number; readonly batchInterval?: number };
	};
	readonly concurrency?: number;
	readonly fullResponse?: boolean;
	readonly maxRetries?: number;
	readonly neverError?: boolean;
	readonly allowWritesFromAgents?: boolean;
	readonly onUnknownOutcome?: 'fail' | 'lookUp';
	readonly outputPropertyName?: string;
	readonly pagination?: { readonly pages?: { readonly maxPages?: number } };
	readonly queryParameterArrays?: ArrayFormat;
	readonly reference?: unknown;
	readonly responseFormat?: OutputOptions['format'];
	readonly sendAgainOnRetry?: boolean;
	readonly signRequest?: SignMode;
	readonly timeout?: number;
}

const readOptions = (node: IExecuteFunctions, index: number): Options =>
	node.getNodeParameter('options', index, {}) as Options;

export function readItemParameters(
	node: IExecuteFunctions,
	index: number,
	{ method, path }: Pick<RequestForm, 'method' | 'path'>,
): ItemParameters {
	const options = readOptions(node, index);
	const { pages } = options.pagination ?? {};
	return {
		wanted: {
			method,
			path,
			query: readSection(node, index, 'sendQuery', 'specifyQuery', 'queryParameters', 'jsonQuery'),
			headers: readSection(
				node,
				index,
				'sendHeaders',
				'specifyHeaders',
				'headerParameters',
				'jsonHeaders',
			),
			body: readBody(node, index),
			arrays: options.queryParameterArrays ?? 'repeat',
			sign: readSignMode(node, index),
			reference: options.reference ?? '',
		},
		maxPages: pages && within(pages.maxPages, 1, maxListPages, defaultPages),
		call: readCallOptions(node, index),
		neverError: options.neverError ?? false,
		onUnknownOutcome: options.onUnknownOutcome ?? 'fail',
		sendAgainOnRetry: options.sendAgainOnRetry ?? false,
		allowWritesFromAgents: options.allowWritesFromAgents ?? false,
		output: {
			simplify: readSimplify(node, index),
			fullResponse: options.fullResponse ?? false,
			format: options.responseFormat ?? 'autodetect',
			outputPropertyName: options.outputPropertyName || 'data',
		},
	};
}

export const readSignMode = (node: IExecuteFunctions, index: number): SignMode =>
	readOptions(node, index).signRequest ?? 'auto';

/** How long and how often to try, for whatever an item asks. */
export function readCallOptions(node: IExecuteFunctions, index: number): CallOptions {
	const { timeout, maxRetries } = readOptions(node, index);
	return {
		timeoutMs: within(timeout, 1, maxTimeoutMs, defaultTimeoutMs),
		maxRetries: within(maxRetries, 0, maxRetriesLimit, defaultMaxRetries),
	};
}

export const readSimplify = (node: IExecuteFunctions, index: number): boolean =>
	node.getNodeParameter('simplify', index, true) as boolean;

/** Batching and concurrency hold for the node as a whole: they are read for the first item. */
export function readSchedule(node: IExecuteFunctions): Schedule {
	const { batching, concurrency } = readOptions(node, 0);
	return {
		batchSize: within(batching?.batch?.batchSize, 0, Infinity, 0),
		batchIntervalMs: within(batching?.batch?.batchInterval, 0, Infinity, 0),
		concurrency: within(concurrency, 1, maxConcurrency, defaultConcurrency),
	};
}

/** The endpoint that was chosen from the list, or the method and path that were typed. */
export function readTarget(
	node: IExecuteFunctions,
	index: number,
	provider: Provider,
): ChosenEndpoint {
	const choice = textOf(node.getNodeParameter('endpoint', index, ''));
	if (choice === '')
		return {
			kind: 'target',
			method: textOf(node.getNodeParameter('method', index, 'GET')),
			path: textOf(node.getNodeParameter('path', index, '')),
		};
	return chosenEndpoint(provider, choice, (field) => node.getNodeParameter(field, index, ''));
}

/** Which payment is meant. */
export const readLookupForm = (node: IExecuteFunctions, index: number): LookupForm => {
	const by = textOf(node.getNodeParameter('lookUpBy', index, 'id'));
	const [name, label] =
		by === 'reference'
			? (['reference', 'Reference'] as const)
			: (['paymentId', 'Payment ID'] as const);
	return {
		kind: textOf(node.getNodeParameter('statusOf', index, '')),
		by,
		value: node.getNodeParameter(name, index, ''),
		accountId: node.getNodeParameter('accountId', index, ''),
		fields: { kind: 'Status Of', value: label },
	};
};

/** How long to wait, and what to do when that was not enough. */
export const readWait = (
	node: IExecuteFunctions,
	index: number,
): { readonly seconds: number; readonly onTimeout: string } => ({
	seconds: Number(node.getNodeParameter('maxWaitSeconds', index, defaultWaitSeconds)),
	onTimeout: textOf(node.getNodeParameter('onTimeout', index, 'error')),
});

/** Which payments to list. */
export const readListParameters = (node: IExecuteFunctions, index: number): ListForm => ({
	kind: textOf(node.getNodeParameter('listOf', index, '')),
	accountId: node.getNodeParameter('accountId', index, ''),
	limit:
		node.getNodeParameter('returnAll', index, false) === true
			? undefined
			: (node.getNodeParameter('limit', index, '') ?? ''),
	filters: node.getNodeParameter('filters', index, {}) as Readonly<Record<string, unknown>>,
	timezone: node.getTimezone(),
});

function readSection(
	node: IExecuteFunctions,
	index: number,
	switchName: string,
	specifyName: string,
	pairsName: string,
	jsonName: string,
): Fields {
	if (node.getNodeParameter(switchName, index, false) !== true) return { kind: 'none' };
	return readFields(node, index, specifyName, pairsName, jsonName);
}

function readFields(
	node: IExecuteFunctions,
	index: number,
	specifyName: string,
	pairsName: string,
	jsonName: string,
): Fields {
	if (node.getNodeParameter(specifyName, index, 'keypair') === 'json')
		return { kind: 'json', json: node.getNodeParameter(jsonName, index, '') };
	const { parameters = [] } = node.getNodeParameter(pairsName, index, {}) as {
		parameters?: readonly IDataObject[];
	};
	const pairs = parameters
		.map(({ name, value }) => ({ name: textOf(name), value }))
		// The editor starts each section with an empty row.
		.filter(({ name, value }) => name !== '' || (value !== '' && value !== undefined));
	return { kind: 'pairs', pairs };
}

function readBody(node: IExecuteFunctions, index: number): Body {
	if (node.getNodeParameter('sendBody', index, false) !== true) return { kind: 'none' };
	const contentType = node.getNodeParameter('contentType', index, 'json');
	if (contentType === 'raw')
		return {
			kind: 'raw',
			text: textOf(node.getNodeParameter('body', index, '')),
			contentType: textOf(node.getNodeParameter('rawContentType', index, '')) || 'text/plain',
		};
	return {
		kind: contentType === 'form-urlencoded' ? 'form' : 'json',
		fields: readFields(node, index, 'specifyBody', 'bodyParameters', 'jsonBody'),
	};
}

/** An expression that finds nothing gives undefined, which must not become a path or a body of that name. */
const textOf = (given: unknown): string => String(given ?? '');

/** Expressions can give what the editor's fields would not let a person type. */
const within = (given: unknown, least: number, most: number, otherwise: number): number => {
	const value = textOf(given).trim() === '' ? Number.NaN : Number(given);
	return Number.isFinite(value) ? Math.min(Math.max(Math.floor(value), least), most) : otherwise;
};
