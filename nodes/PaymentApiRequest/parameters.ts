import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { PreparedRequest } from '../../lib/client/buildRequest';
import type { CallContext, CallOptions } from '../../lib/client/call';
import {
	defaultConcurrency,
	defaultMaxRetries,
	defaultPages,
	defaultTimeoutMs,
	maxConcurrency,
	maxListPages,
	maxRetriesLimit,
	maxTimeoutMs,
} from '../../lib/client/numbers';
import type { ArrayFormat } from '../../lib/client/query';
import type { PaymentListQuery } from '../../lib/payments/list';
import type { Lookup } from '../../lib/payments/lookup';
import { defaultWaitSeconds, maxWaitSeconds } from '../../lib/payments/numbers';
import type { Provider } from '../../lib/providers/contract';
import type { SignMode } from '../../lib/providers/signing';
import type { Invalid } from '../shared/forms/invalid';
import { readListForm } from '../shared/forms/list';
import { type LookupForm, readLookup } from '../shared/forms/lookup';
import { type NumberField, readNumber, readNumbers } from '../shared/forms/number';
import { type ChosenEndpoint, chosenEndpoint } from './endpoints';
import type { Body, Fields } from './forms/fields';
import { readRequest } from './forms/request';
import type { OutputOptions } from './output';
import {
	defaultBatchIntervalMs,
	defaultBatchSize,
	maxBatchIntervalMs,
	type Schedule,
} from './schedule';

/** What the builder set in the editor for one request, beside the request itself. */
export interface ItemParameters {
	/** Pages of a list to read at most; undefined for the one that was asked for. */
	readonly maxPages: number | undefined;
	readonly call: CallOptions;
	readonly neverError: boolean;
	readonly output: OutputOptions;
	readonly onUnknownOutcome: 'fail' | 'lookUp';
	readonly sendAgainOnRetry: boolean;
	readonly allowWritesFromAgents: boolean;
}

/** Whose request it is. */
type Account = Pick<CallContext, 'provider' | 'settings'>;

interface Options {
	readonly batching?: {
		readonly batch?: { readonly batchSize?: unknown; readonly batchInterval?: unknown };
	};
	readonly concurrency?: unknown;
	readonly fullResponse?: boolean;
	readonly maxRetries?: unknown;
	readonly neverError?: boolean;
	readonly allowWritesFromAgents?: boolean;
	readonly onUnknownOutcome?: 'fail' | 'lookUp';
	readonly outputPropertyName?: string;
	readonly pagination?: { readonly pages?: { readonly maxPages?: unknown } };
	readonly queryParameterArrays?: ArrayFormat;
	readonly reference?: unknown;
	readonly responseFormat?: OutputOptions['format'];
	readonly sendAgainOnRetry?: boolean;
	readonly signRequest?: SignMode;
	readonly timeout?: unknown;
}

const readOptions = (node: IExecuteFunctions, index: number): Options =>
	node.getNodeParameter('options', index, {}) as Options;

/** "Send Request": the request, and what to do with its answer. */
export function readItemParameters(
	node: IExecuteFunctions,
	index: number,
	{ provider, settings }: Account,
):
	| {
			readonly kind: 'parameters';
			readonly prepared: PreparedRequest;
			readonly parameters: ItemParameters;
	  }
	| Invalid {
	const options = readOptions(node, index);
	const target = readTarget(node, index, provider);
	if (target.kind === 'invalid') return target;
	const { method, path } = target;
	const prepared = readRequest(provider, settings, {
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
	});
	if (prepared.kind === 'invalid') return prepared;
	const { pages } = options.pagination ?? {};
	const maxPages = readNumber(pages?.maxPages, {
		label: 'Max Pages',
		min: 1,
		max: maxListPages,
		otherwise: defaultPages,
	});
	if (maxPages.kind === 'invalid') return maxPages;
	const call = readCallOptions(node, index);
	if (call.kind === 'invalid') return call;
	return {
		kind: 'parameters',
		prepared,
		parameters: {
			maxPages: pages === undefined ? undefined : maxPages.number,
			call: call.options,
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
		},
	};
}

export const readSignMode = (node: IExecuteFunctions, index: number): SignMode =>
	readOptions(node, index).signRequest ?? 'auto';

type OptionsRead = { readonly kind: 'options'; readonly options: CallOptions } | Invalid;

/** How long and how often to try, for whatever an item asks. */
function readCallOptions(node: IExecuteFunctions, index: number): OptionsRead {
	const { timeout, maxRetries } = readOptions(node, index);
	const read = readNumbers({
		timeoutMs: [timeout, timeoutField],
		maxRetries: [
			maxRetries,
			{ label: 'Max Retries', min: 0, max: maxRetriesLimit, otherwise: defaultMaxRetries },
		],
	});
	return read.kind === 'invalid' ? read : { kind: 'options', options: read.numbers };
}

/** The same for an operation that repeats by itself, and so has no option Max Retries. */
function readOptionsWithoutRetries(node: IExecuteFunctions, index: number): OptionsRead {
	const read = readNumber(readOptions(node, index).timeout, timeoutField);
	return read.kind === 'invalid'
		? read
		: { kind: 'options', options: { timeoutMs: read.number, maxRetries: 0 } };
}

const timeoutField: NumberField = {
	label: 'Timeout',
	min: 1,
	max: maxTimeoutMs,
	otherwise: defaultTimeoutMs,
	unit: 'milliseconds',
};

const readSimplify = (node: IExecuteFunctions, index: number): boolean =>
	node.getNodeParameter('simplify', index, true) as boolean;

/** Batching and concurrency hold for the node as a whole: they are read for the first item. */
export function readSchedule(
	node: IExecuteFunctions,
): { readonly kind: 'schedule'; readonly schedule: Schedule } | Invalid {
	const { batching, concurrency } = readOptions(node, 0);
	const { batch } = batching ?? {};
	const read = readNumbers({
		batchSize: [
			batch?.batchSize,
			{ label: 'Items per Batch', min: -1, otherwise: batch === undefined ? 0 : defaultBatchSize },
		],
		batchIntervalMs: [
			batch?.batchInterval,
			{
				label: 'Batch Interval',
				min: 0,
				max: maxBatchIntervalMs,
				otherwise: defaultBatchIntervalMs,
				unit: 'milliseconds',
			},
		],
		concurrency: [concurrency, concurrencyField],
	});
	return read.kind === 'invalid' ? read : { kind: 'schedule', schedule: read.numbers };
}

/** The same where items are not divided into batches. */
export const readConcurrency = (node: IExecuteFunctions) =>
	readNumber(readOptions(node, 0).concurrency, concurrencyField);

const concurrencyField: NumberField = {
	label: 'Concurrency',
	min: 1,
	max: maxConcurrency,
	otherwise: defaultConcurrency,
};

/** The endpoint that was chosen from the list, or the method and path that were typed. */
function readTarget(node: IExecuteFunctions, index: number, provider: Provider): ChosenEndpoint {
	const choice = textOf(node.getNodeParameter('endpoint', index, ''));
	if (choice === '')
		return {
			kind: 'target',
			method: textOf(node.getNodeParameter('method', index, 'GET')),
			path: textOf(node.getNodeParameter('path', index, '')),
		};
	return chosenEndpoint(provider, choice, (field) => node.getNodeParameter(field, index, ''));
}

/** "Get Payment Status": which payment is meant. */
export function readStatusParameters(
	node: IExecuteFunctions,
	index: number,
	{ provider, settings }: Account,
): StatusRead {
	const read = readLookup(provider, settings, readLookupForm(node, index));
	if (read.kind === 'invalid') return read;
	const call = readCallOptions(node, index);
	if (call.kind === 'invalid') return call;
	return {
		kind: 'parameters',
		lookup: read.lookup,
		options: call.options,
		simplify: readSimplify(node, index),
	};
}

type StatusRead =
	| {
			readonly kind: 'parameters';
			readonly lookup: Lookup;
			readonly options: CallOptions;
			readonly simplify: boolean;
	  }
	| Invalid;

/** "Wait for Final Status": which payment is meant, how long to wait, and what to do when that was not enough. */
export function readWaitParameters(
	node: IExecuteFunctions,
	index: number,
	{ provider, settings }: Account,
):
	| (Extract<StatusRead, { kind: 'parameters' }> & {
			readonly maxWaitMs: number;
			readonly onTimeout: string;
	  })
	| Invalid {
	const read = readLookup(provider, settings, readLookupForm(node, index));
	if (read.kind === 'invalid') return read;
	const seconds = readNumber(node.getNodeParameter('maxWaitSeconds', index, ''), {
		label: 'Max Wait',
		min: 1,
		max: maxWaitSeconds,
		otherwise: defaultWaitSeconds,
		unit: 'seconds',
		hint: 'For longer, look again on a schedule, or use the Payment Status Trigger.',
	});
	if (seconds.kind === 'invalid') return seconds;
	const call = readOptionsWithoutRetries(node, index);
	if (call.kind === 'invalid') return call;
	return {
		kind: 'parameters',
		lookup: read.lookup,
		options: call.options,
		simplify: readSimplify(node, index),
		maxWaitMs: seconds.number * 1000,
		onTimeout: textOf(node.getNodeParameter('onTimeout', index, 'error')),
	};
}

function readLookupForm(node: IExecuteFunctions, index: number): LookupForm {
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
}

/** "Get Many Payments": which payments to list. */
export function readListParameters(
	node: IExecuteFunctions,
	index: number,
	provider: Provider,
):
	| {
			readonly kind: 'parameters';
			readonly listing: Omit<PaymentListQuery, 'maxPages'>;
			readonly options: CallOptions;
			readonly simplify: boolean;
	  }
	| Invalid {
	const read = readListForm(provider, {
		kind: textOf(node.getNodeParameter('listOf', index, '')),
		accountId: node.getNodeParameter('accountId', index, ''),
		limit:
			node.getNodeParameter('returnAll', index, false) === true
				? 'all'
				: { given: node.getNodeParameter('limit', index, '') },
		filters: node.getNodeParameter('filters', index, {}) as Readonly<Record<string, unknown>>,
		timezone: node.getTimezone(),
	});
	if (read.kind === 'invalid') return read;
	const call = readCallOptions(node, index);
	if (call.kind === 'invalid') return call;
	return {
		kind: 'parameters',
		listing: read.listing,
		options: call.options,
		simplify: readSimplify(node, index),
	};
}

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
