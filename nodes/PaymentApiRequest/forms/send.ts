import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { CallContext, CallOptions } from '../../../lib/client/call';
import { defaultPages, maxListPages } from '../../../lib/client/numbers';
import type { ApiRequest, Provider } from '../../../lib/providers/contract';
import type { Invalid } from '../../shared/forms/invalid';
import { readNumber } from '../../shared/forms/number';
import { type ChosenEndpoint, chosenEndpoint } from '../endpoints';
import type { WriteOptions } from '../operations/write';
import type { OutputOptions } from '../output';
import type { Body, Fields } from './fields';
import {
	isOn,
	readCallOptions,
	readOptions,
	readSignMode,
	readSimplify,
	readWriteOptions,
	textOf,
} from './options';
import { readParameter } from './parameter';
import { readRequest } from './request';

/** What the builder set in the editor for one request, beside the request itself. */
export interface ItemParameters {
	/** Pages of a list to read at most; undefined for just the requested one. */
	readonly maxPages: number | undefined;
	readonly call: CallOptions;
	readonly neverError: boolean;
	readonly output: OutputOptions;
	readonly write: WriteOptions;
}

/** Request, Send: the request, and what to do with its answer. */
export function readItemParameters(
	node: IExecuteFunctions,
	index: number,
	{ provider, settings }: Pick<CallContext, 'provider' | 'settings'>,
):
	| {
			readonly kind: 'parameters';
			readonly request: ApiRequest;
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
		request: prepared.request,
		parameters: {
			maxPages: pages === undefined ? undefined : maxPages.number,
			call: call.options,
			neverError: isOn(options.neverError),
			write: readWriteOptions(options),
			output: {
				simplify: readSimplify(node, index),
				fullResponse: options.fullResponse ?? false,
				format: options.responseFormat ?? 'autodetect',
				outputPropertyName: options.outputPropertyName || 'data',
			},
		},
	};
}

/** The endpoint that was chosen from the list, or the method and path that were typed. */
function readTarget(node: IExecuteFunctions, index: number, provider: Provider): ChosenEndpoint {
	const choice = textOf(readParameter(node, 'endpoint', index, ''));
	if (choice === '')
		return {
			kind: 'target',
			method: textOf(readParameter(node, 'method', index, 'GET')),
			path: textOf(readParameter(node, 'path', index, '')),
		};
	return chosenEndpoint(provider, choice, (field) => readParameter(node, field, index, ''));
}

function readSection(
	node: IExecuteFunctions,
	index: number,
	switchName: string,
	specifyName: string,
	pairsName: string,
	jsonName: string,
): Fields {
	if (readParameter(node, switchName, index, false) !== true) return { kind: 'none' };
	return readFields(node, index, specifyName, pairsName, jsonName);
}

function readFields(
	node: IExecuteFunctions,
	index: number,
	specifyName: string,
	pairsName: string,
	jsonName: string,
): Fields {
	if (readParameter(node, specifyName, index, 'keypair') === 'json')
		return { kind: 'json', json: readParameter(node, jsonName, index, '') };
	const { parameters = [] } = readParameter(node, pairsName, index, {}) as {
		parameters?: readonly IDataObject[];
	};
	const pairs = parameters
		.map(({ name, value }) => ({ name: textOf(name), value }))
		// The editor starts each section with an empty row.
		.filter(({ name, value }) => name !== '' || (value !== '' && value !== undefined));
	return { kind: 'pairs', pairs };
}

function readBody(node: IExecuteFunctions, index: number): Body {
	if (readParameter(node, 'sendBody', index, false) !== true) return { kind: 'none' };
	const contentType = readParameter(node, 'contentType', index, 'json');
	if (contentType === 'raw')
		return {
			kind: 'raw',
			text: textOf(readParameter(node, 'body', index, '')),
			contentType: textOf(readParameter(node, 'rawContentType', index, '')) || 'text/plain',
		};
	return {
		kind: contentType === 'form-urlencoded' ? 'form' : 'json',
		fields: readFields(node, index, 'specifyBody', 'bodyParameters', 'jsonBody'),
	};
}
