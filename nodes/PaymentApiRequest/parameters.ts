import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { SignMode } from '../../providers/signing';
import type { Body, Fields } from '../../request/fields';
import {
	defaultConcurrency,
	defaultMaxRetries,
	defaultTimeoutMs,
	longestTimeoutMs,
	mostConcurrency,
	mostRetries,
} from '../../request/numbers';
import type { OutputOptions } from '../../request/output';
import type { Wanted } from '../../request/prepare';
import type { ArrayFormat } from '../../request/query';
import type { Schedule } from '../../request/schedule';

/** What the builder set in the editor, for one item, in the words of `request/`. */
export interface ItemParameters {
	readonly wanted: Wanted;
	readonly timeoutMs: number;
	readonly maxRetries: number;
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
	readonly queryParameterArrays?: ArrayFormat;
	readonly reference?: unknown;
	readonly responseFormat?: OutputOptions['format'];
	readonly sendAgainOnRetry?: boolean;
	readonly signRequest?: SignMode;
	readonly timeout?: number;
}

export function readItemParameters(node: IExecuteFunctions, index: number): ItemParameters {
	const options = node.getNodeParameter('options', index, {}) as Options;
	const method = node.getNodeParameter('method', index, 'GET') as string;
	return {
		wanted: {
			method,
			path: textOf(node.getNodeParameter('path', index, '')),
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
			sign: options.signRequest ?? 'auto',
			reference: options.reference ?? '',
		},
		timeoutMs: within(options.timeout, 1, longestTimeoutMs, defaultTimeoutMs),
		maxRetries: within(options.maxRetries, 0, mostRetries, defaultMaxRetries),
		neverError: options.neverError ?? false,
		onUnknownOutcome: options.onUnknownOutcome ?? 'fail',
		sendAgainOnRetry: options.sendAgainOnRetry ?? false,
		allowWritesFromAgents: options.allowWritesFromAgents ?? false,
		output: {
			simplify: node.getNodeParameter('simplify', index, true) as boolean,
			fullResponse: options.fullResponse ?? false,
			format: options.responseFormat ?? 'autodetect',
			outputPropertyName: options.outputPropertyName || 'data',
		},
	};
}

/** Batching and concurrency hold for the node as a whole: they are read for the first item. */
export function readSchedule(node: IExecuteFunctions): Schedule {
	const { batching, concurrency } = node.getNodeParameter('options', 0, {}) as Options;
	return {
		batchSize: within(batching?.batch?.batchSize, 0, Infinity, 0),
		batchIntervalMs: within(batching?.batch?.batchInterval, 0, Infinity, 0),
		concurrency: within(concurrency, 1, mostConcurrency, defaultConcurrency),
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

/** Expressions can give what the editor's fields would not let a person type. */
const within = (given: unknown, least: number, most: number, otherwise: number): number => {
	const value = textOf(given).trim() === '' ? Number.NaN : Number(given);
	return Number.isFinite(value) ? Math.min(Math.max(Math.floor(value), least), most) : otherwise;
};
