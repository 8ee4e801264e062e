import type { IExecuteFunctions } from 'n8n-workflow';

import type { Explanation } from '../../../lib/providers/contract';
import { callError, detailsOf, settingError } from '../../shared/errors';
import type { Answered, CallInfo, Problem } from '../../../lib/client/messages';
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
		details: { outcome: 'refused', ...explanation },
	},
});

export const failed = (
	node: IExecuteFunctions,
	index: number,
	called: CallInfo,
	problem: Problem,
): ItemResult => ({
	kind: 'failed',
	failed: {
		error: callError(node.getNode(), index, called, problem),
		details: detailsOf(called, problem),
	},
});

/** The answer in the shape that the builder chose; `problem` where a failure is wanted as data. */
export async function succeeded(
	node: IExecuteFunctions,
	index: number,
	called: CallInfo,
	{ raw, response }: Answered,
	problem: Problem | undefined,
	output: OutputOptions,
): Promise<ItemResult> {
	const { provider, request } = called;
	const isFailure = problem !== undefined;
	const shaped = outputOf({ provider, url: request.url, raw, response, isFailure }, output);
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
			return failed(node, index, called, { ...notJson, status: raw.status });
	}
}

/** The request itself went through: only its answer is not what the builder asked for. */
const notJson: Problem = {
	message: 'The answer is not JSON',
	description:
		"The request was processed. Set 'Response Format' to Autodetect or Text to see the answer. Do not send a write again for this.",
	outcome: 'unknown',
	status: undefined,
	code: '',
};
