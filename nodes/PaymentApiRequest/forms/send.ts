import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { CallContext, CallOptions } from '../../../lib/client/call';
import { defaultPages, maxListPages } from '../../../lib/client/numbers';
import type { ArrayFormat } from '../../../lib/client/query';
import type { ApiRequest, Provider } from '../../../lib/providers/contract';
import type { SignMode } from '../../../lib/providers/signing';
import { type ChoiceField, readChoice, readSwitch } from '../../shared/forms/choice';
import type { Invalid } from '../../shared/forms/invalid';
import { readNumber } from '../../shared/forms/number';
import { type ChosenEndpoint, chosenEndpoint } from '../endpoints';
import type { WriteOptions } from '../operations/write';
import type { OutputOptions } from '../output';
import type { Body, Fields } from './fields';
import {
	isOn,
	type Options,
	readCallOptions,
	readOptions,
	readSimplify,
	readWriteOptions,
	textOf,
} from './options';
import { readParameter } from './parameter';
import { readMethod, readRequest } from './request';

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
	const query = readSection(node, index, querySection);
	if (query.kind === 'invalid') return query;
	const headers = readSection(node, index, headersSection);
	if (headers.kind === 'invalid') return headers;
	const body = readBody(node, index);
	if (body.kind === 'invalid') return body;
	const choices = readChoices(options);
	if (choices.kind === 'invalid') return choices;
	const prepared = readRequest(provider, settings, {
		method,
		path,
		query,
		headers,
		body,
		arrays: choices.arrays,
		sign: choices.sign,
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
	const write = readWriteOptions(options);
	if (write.kind === 'invalid') return write;
	return {
		kind: 'parameters',
		request: prepared.request,
		parameters: {
			maxPages: pages === undefined ? undefined : maxPages.number,
			call: call.options,
			neverError: isOn(options.neverError),
			write: write.options,
			output: {
				simplify: readSimplify(node, index),
				fullResponse: isOn(options.fullResponse),
				format: choices.format,
				outputPropertyName: options.outputPropertyName || 'data',
			},
		},
	};
}

/** The options whose values are selected from lists. */
function readChoices({ queryParameterArrays, responseFormat, signRequest }: Options):
	| {
			readonly kind: 'choices';
			readonly arrays: ArrayFormat;
			readonly format: OutputOptions['format'];
			readonly sign: SignMode;
	  }
	| Invalid {
	const arrays = readChoice(queryParameterArrays, arraysField);
	if (arrays.kind === 'invalid') return arrays;
	const format = readChoice(responseFormat, formatField);
	if (format.kind === 'invalid') return format;
	const sign = readChoice(signRequest, signField);
	if (sign.kind === 'invalid') return sign;
	return { kind: 'choices', arrays: arrays.choice, format: format.choice, sign: sign.choice };
}

const arraysField: ChoiceField<ArrayFormat> = {
	label: 'Array Format in Query Parameters',
	choices: ['repeat', 'brackets', 'indices'],
	otherwise: 'repeat',
};

const formatField: ChoiceField<OutputOptions['format']> = {
	label: 'Response Format',
	choices: ['autodetect', 'json', 'text', 'file'],
	otherwise: 'autodetect',
};

const signField: ChoiceField<SignMode> = {
	label: 'Sign Request',
	choices: ['auto', 'always', 'never'],
	otherwise: 'auto',
};

/** The endpoint that was chosen from the list, or the method and path that were typed. */
function readTarget(node: IExecuteFunctions, index: number, provider: Provider): ChosenEndpoint {
	const choice = textOf(readParameter(node, 'endpoint', index, ''));
	if (choice === '') {
		const method = textOf(readParameter(node, 'method', index, 'GET'));
		const path = textOf(readParameter(node, 'path', index, ''));
		const typed = isExpression(node, 'method') ? undefined : readMethod(method);
		return typed?.kind === 'invalid' ? typed : { kind: 'target', method, path };
	}
	return chosenEndpoint(provider, choice, (field) => readParameter(node, field, index, ''));
}

/**
 * n8n shows the fields of a body beside the methods that have one, and drops what stands in fields that it does not show. So
 * `post` in a workflow file has lost its body; that of an expression is kept, whatever its result.
 */
const isExpression = (node: IExecuteFunctions, name: string): boolean =>
	textOf(node.getNode().parameters[name]).startsWith('=');

/** The parameters of a section: its switch, how it is entered, and what was entered. */
interface Section {
	/** Of the switch, as the editor calls it. */
	readonly label: string;
	readonly switch: string;
	readonly specify: string;
	readonly specifyLabel: string;
	readonly pairs: string;
	readonly json: string;
}

const querySection: Section = {
	label: 'Send Query Parameters',
	switch: 'sendQuery',
	specify: 'specifyQuery',
	specifyLabel: 'Specify Query Parameters',
	pairs: 'queryParameters',
	json: 'jsonQuery',
};

const headersSection: Section = {
	label: 'Send Headers',
	switch: 'sendHeaders',
	specify: 'specifyHeaders',
	specifyLabel: 'Specify Headers',
	pairs: 'headerParameters',
	json: 'jsonHeaders',
};

const bodySection: Section = {
	label: 'Send Body',
	switch: 'sendBody',
	specify: 'specifyBody',
	specifyLabel: 'Specify Body',
	pairs: 'bodyParameters',
	json: 'jsonBody',
};

const isSent = (node: IExecuteFunctions, index: number, { label, switch: name }: Section) =>
	readSwitch(readParameter(node, name, index, false), label);

function readSection(node: IExecuteFunctions, index: number, section: Section): Fields | Invalid {
	const sent = isSent(node, index, section);
	if (sent.kind === 'invalid') return sent;
	return sent.isOn ? readFields(node, index, section) : { kind: 'none' };
}

function readFields(node: IExecuteFunctions, index: number, section: Section): Fields | Invalid {
	const specified = readChoice(readParameter(node, section.specify, index, 'keypair'), {
		label: section.specifyLabel,
		choices: ['keypair', 'json'],
		otherwise: 'keypair',
	});
	if (specified.kind === 'invalid') return specified;
	if (specified.choice === 'json')
		return { kind: 'json', json: readParameter(node, section.json, index, '') };
	const { parameters = [] } = readParameter(node, section.pairs, index, {}) as {
		parameters?: readonly IDataObject[];
	};
	const pairs = parameters
		.map(({ name, value }) => ({ name: textOf(name), value }))
		// The editor starts each section with an empty row.
		.filter(({ name, value }) => name !== '' || (value !== '' && value !== undefined));
	return { kind: 'pairs', pairs };
}

function readBody(node: IExecuteFunctions, index: number): Body | Invalid {
	const sent = isSent(node, index, bodySection);
	if (sent.kind === 'invalid') return sent;
	if (!sent.isOn) return { kind: 'none' };
	const type = readChoice(readParameter(node, 'contentType', index, 'json'), contentTypeField);
	if (type.kind === 'invalid') return type;
	if (type.choice === 'raw')
		return {
			kind: 'raw',
			text: textOf(readParameter(node, 'body', index, '')),
			contentType: textOf(readParameter(node, 'rawContentType', index, '')) || 'text/plain',
		};
	const fields = readFields(node, index, bodySection);
	if (fields.kind === 'invalid') return fields;
	return { kind: type.choice === 'form-urlencoded' ? 'form' : 'json', fields };
}

const contentTypeField: ChoiceField<'json' | 'form-urlencoded' | 'raw'> = {
	label: 'Body Content Type',
	choices: ['json', 'form-urlencoded', 'raw'],
	otherwise: 'json',
};
