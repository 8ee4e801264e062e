import { type INode, type JsonObject, NodeApiError, NodeOperationError } from 'n8n-workflow';

import type { Explanation } from '../../lib/providers/contract';
import type { CallInfo, Problem } from '../../lib/client/messages';

/** A setting that cannot be used: nothing was sent. */
export function settingError(
	node: INode,
	itemIndex: number | undefined,
	explanation: Explanation,
): NodeOperationError {
	const { message, description } = explanation;
	const error = new NodeOperationError(node, message, {
		description: forItem(description, itemIndex),
		...(itemIndex === undefined ? {} : { itemIndex }),
	});
	error.message = message;
	return error;
}

/** A call that did not succeed, with what a workflow needs to act on it in `context`. */
export function callError(
	node: INode,
	itemIndex: number | undefined,
	called: CallInfo,
	problem: Problem,
): NodeApiError {
	const description = forItem(problem.description, itemIndex);
	const details = detailsOf(called, problem);
	const error = new NodeApiError(node, { message: problem.message } as JsonObject, {
		message: problem.message,
		description,
		...(itemIndex === undefined ? {} : { itemIndex }),
		...(problem.status === undefined ? {} : { httpCode: String(problem.status) }),
	});
	// The constructor rewords messages in which it believes to see a system error code; ours say what to do.
	error.message = problem.message;
	error.description = description;
	Object.assign(error.context, { details });
	return error;
}

/** The same for the error branch: an object that a workflow can switch on. */
export const detailsOf = ({ provider, request, effect }: CallInfo, problem: Problem) => ({
	outcome: problem.outcome,
	provider: provider.id,
	method: request.method,
	path: new URL(request.url).pathname,
	httpCode: problem.status ?? null,
	code: problem.code === '' ? null : problem.code,
	reference: effect.reference === '' ? null : effect.reference,
	lookUp: effect.kind === 'reads' ? null : effect.lookUp,
	description: problem.description,
});

/** A trigger has no items. */
const forItem = (description: string, itemIndex: number | undefined): string =>
	itemIndex === undefined ? description : `${description} (Item ${itemIndex})`;
