import type { IExecuteFunctions } from 'n8n-workflow';

import { findProvider } from '../../../providers';
import { call, type CallContext } from '../../../request/call';
import { callError, detailsOf, settingError } from '../../../request/errors';
import {
	type Called,
	interrupted,
	type Problem,
	problemIn,
	problemWithout,
} from '../../../request/messages';
import { contextOf } from '../../../request/n8nContext';
import { outputOf } from '../../../request/output';
import { type Prepared, prepare } from '../../../request/prepare';
import { type ItemParameters, readItemParameters } from '../parameters';
import type { ItemResult, Operation, Planned } from './operation';

/** "Send Request": one request per item, to any endpoint. */
export const sendRequest: Operation = { plan };

async function plan(node: IExecuteFunctions, index: number): Promise<Planned> {
	const parameters = readItemParameters(node, index);
	const provider = findProvider(String(node.getNodeParameter('provider', index)));
	if (provider === undefined) return unusable(node, index, unknownProvider);
	const read = await contextOf(node, provider, index, parameters.wanted.sign);
	if (read.kind === 'invalid') return unusable(node, index, read.explanation);
	const prepared = prepare(provider, read.context.settings, parameters.wanted);
	if (prepared.kind === 'invalid') return unusable(node, index, prepared.explanation);
	return {
		kind: 'ready',
		isRead: prepared.effect.kind === 'reads',
		run: async () => await run(node, index, read.context, prepared, parameters),
	};
}

const unknownProvider = {
	message: "'Provider' is not one of its choices",
	description: 'Choose the provider from the list.',
};

const unusable = (
	node: IExecuteFunctions,
	index: number,
	explanation: { readonly message: string; readonly description: string },
): Planned => ({
	kind: 'unusable',
	isRead: true,
	failed: {
		error: settingError(node.getNode(), index, explanation),
		details: { outcome: 'refused', ...explanation },
	},
});

async function run(
	node: IExecuteFunctions,
	index: number,
	context: CallContext,
	{ request, effect }: Extract<Prepared, { kind: 'prepared' }>,
	parameters: ItemParameters,
): Promise<ItemResult> {
	const { timeoutMs } = parameters;
	const called: Called = { provider: context.provider, request, effect, timeoutMs };
	try {
		return await send(node, index, context, called, parameters);
	} catch (error) {
		// Thrown on, it would take the items with it that were sent before, and a workflow might send those again.
		const reason = error instanceof Error ? error.message : '';
		return failed(node, index, called, interrupted(called, reason));
	}
}

async function send(
	node: IExecuteFunctions,
	index: number,
	context: CallContext,
	called: Called,
	{ output, neverError, timeoutMs, maxRetries }: ItemParameters,
): Promise<ItemResult> {
	const { provider, request, effect } = called;
	const result = await call(context, request, effect, { timeoutMs, maxRetries });
	if (result.kind !== 'answered')
		return failed(node, index, called, problemWithout(called, result));
	const problem = problemIn(called, result);
	if (problem !== undefined && !neverError) return failed(node, index, called, problem);

	const { raw, response } = result;
	const isFailure = problem !== undefined;
	const shaped = outputOf({ provider, url: request.url, raw, response, isFailure }, output);
	switch (shaped.kind) {
		case 'json':
			return {
				kind: 'items',
				items: shaped.items.map((json) => ({ json, pairedItem: { item: index } })),
			};
		case 'file': {
			const { bytes, name, mimeType } = shaped.file;
			const binary = await node.helpers.prepareBinaryData(bytes, name, mimeType);
			return {
				kind: 'items',
				items: [
					{
						json: shaped.json,
						binary: { [output.outputPropertyName]: binary },
						pairedItem: { item: index },
					},
				],
			};
		}
		case 'notJson':
			return failed(node, index, called, { ...notJson, status: raw.status });
	}
}

const failed = (
	node: IExecuteFunctions,
	index: number,
	called: Called,
	problem: Problem,
): ItemResult => ({
	kind: 'failed',
	failed: {
		error: callError(node.getNode(), index, called, problem),
		details: detailsOf(called, problem),
	},
});

/** The request itself went through: only its answer is not what the builder asked for. */
const notJson: Problem = {
	message: 'The answer is not JSON',
	description:
		"The request was processed. Set 'Response Format' to Autodetect or Text to see the answer. Do not send a write again for this.",
	outcome: 'unknown',
	status: undefined,
	code: '',
};
