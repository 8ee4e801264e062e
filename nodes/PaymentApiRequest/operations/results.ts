import type { IExecuteFunctions } from 'n8n-workflow';

import { interrupted } from '../../../lib/client/call';
import { type Answered, type Failed, failure } from '../../../lib/client/result';
import type { Explanation } from '../../../lib/providers/contract';
import type { SendResult } from '../../../lib/writes/sendOnce';
import { callError, detailsOf, settingError, unsentDetails } from '../../shared/errors';
import { otherLettersHint } from '../description/hints';
import { outputOf, type OutputOptions } from '../output';
import type { ItemResult, Planned } from './operation';

/** An item that must not be sent, with the reason. */
export const unusable = (
	node: IExecuteFunctions,
	index: number,
	explanation: Explanation,
): Planned => ({
	kind: 'unusable',
	isRead: true,
	failed: {
		error: settingError(node.getNode(), index, explanation),
		details: unsentDetails(explanation),
	},
});

export const failedItem = (node: IExecuteFunctions, index: number, failed: Failed): ItemResult => ({
	kind: 'failed',
	failed: { error: callError(node.getNode(), index, failed), details: detailsOf(failed) },
});

/** The response in the shape that the builder chose. If n8n fails to shape it, the outcome of a write is unknown. */
export async function answeredItems(
	node: IExecuteFunctions,
	index: number,
	answered: Answered,
	output: OutputOptions,
): Promise<SendResult<ItemResult>> {
	try {
		return { outcome: 'done', result: await shapedItems(node, index, answered, output) };
	} catch (error) {
		// E.g. n8n could not store a file. If it were rethrown, the results of items that were sent before would be lost.
		const failed = interrupted(answered.call, error, true);
		return { outcome: failed.effect, result: failedItem(node, index, failed) };
	}
}

async function shapedItems(
	node: IExecuteFunctions,
	index: number,
	answered: Answered,
	output: OutputOptions,
): Promise<ItemResult> {
	const { call, raw, response } = answered;
	const { provider, request } = call;
	if (response.readAs !== undefined) node.addExecutionHints?.(otherLettersHint);
	const shaped = outputOf({ provider, url: request.url, raw, response, isFailure: false }, output);
	const pairedItem = { item: index };
	switch (shaped.kind) {
		case 'json':
			return { kind: 'items', items: shaped.items.map((json) => ({ json, pairedItem })) };
		case 'file': {
			const { bytes, name, mimeType } = shaped.file;
			const binary = await node.helpers.prepareBinaryData(bytes, name, mimeType);
			const item = {
				json: shaped.json,
				binary: { [output.outputPropertyName]: binary },
				pairedItem,
			};
			return { kind: 'items', items: [item] };
		}
		case 'notJson':
			return failedItem(node, index, notJson(answered));
	}
}

/** With Never Error, the answer of a failure as data; undefined where there was none. */
export function failureAsItems(
	index: number,
	{ call, answer }: Failed,
	output: OutputOptions,
): ItemResult | undefined {
	if (answer === undefined) return undefined;
	const { provider, request } = call;
	const shaped = outputOf(
		{ provider, url: request.url, ...answer, isFailure: true },
		{ ...output, format: output.format === 'json' ? 'autodetect' : output.format },
	);
	return shaped.kind === 'json'
		? {
				kind: 'items',
				items: shaped.items.map((json) => ({ json, pairedItem: { item: index } })),
			}
		: undefined;
}

/** The request itself succeeded: only its response is not what the builder asked for. */
function notJson({ call, raw, response }: Answered): Failed {
	const isRead = call.kind === 'reads';
	const description =
		"The request was processed. Set 'Response Format' to Autodetect or Text to see the response.";
	return failure(
		call,
		'unusable',
		{
			message: 'The response is not JSON',
			description: isRead ? description : `${description} Do not send it again because of this.`,
		},
		{ effect: isRead ? 'none' : 'unknown', status: raw.status, answer: { raw, response } },
	);
}
