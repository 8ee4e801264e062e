import {
	type IDataObject,
	type INode,
	type JsonObject,
	NodeApiError,
	NodeOperationError,
} from 'n8n-workflow';

import type { Failed, FailureCause } from '../../lib/client/result';
import type { Explanation } from '../../lib/providers/contract';

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
	failed: Failed,
): NodeApiError {
	const { message, status } = failed;
	const description = forItem(failed.description, itemIndex);
	const error = new NodeApiError(node, { message } as JsonObject, {
		message,
		description,
		...(itemIndex === undefined ? {} : { itemIndex }),
		...(status === undefined ? {} : { httpCode: String(status) }),
	});
	// The constructor rewords messages that seem to contain a system error code; ours say what to do.
	error.message = message;
	error.description = description;
	Object.assign(error.context, { details: detailsOf(failed) });
	return error;
}

/** The same for the error branch: an object that a workflow can switch on. `cause` stays the same when a sentence is reworded. */
export const detailsOf = ({ call, ...failed }: Failed) => ({
	message: failed.message,
	description: failed.description,
	cause: failed.cause satisfies ItemCause,
	outcome: failed.effect === 'unknown' ? 'unknown' : 'refused',
	provider: call.provider.id,
	method: call.request.method,
	path: new URL(call.request.url).pathname,
	httpCode: failed.status ?? null,
	code: failed.code === '' ? null : failed.code,
	reference: call.reference === '' ? null : call.reference,
	lookUp: call.kind === 'reads' ? null : call.lookUp,
});

/** Why an item failed; `setting`: something that it was made of cannot be used. */
export type ItemCause = FailureCause | 'setting';

/** The same for an item that was not sent, because something that it was made of cannot be used. */
export const unsentDetails = ({ message, description }: Explanation) => ({
	message,
	description,
	cause: 'setting' satisfies ItemCause,
	outcome: 'refused',
});

/**
 * What was thrown for one item: the error as it is, because n8n's own say which node and parameter they are about, and its
 * text for the error branch.
 */
export function thrownError(
	thrown: unknown,
	outcome: 'refused' | 'unknown',
): { readonly error: Error; readonly details: IDataObject } {
	const error = thrown instanceof Error ? thrown : new Error(String(thrown));
	const description =
		'description' in error && typeof error.description === 'string' ? error.description : '';
	const cause: ItemCause = 'interrupted';
	return { error, details: { message: error.message, description, cause, outcome } };
}

/** A trigger has no items. */
const forItem = (description: string, itemIndex: number | undefined): string =>
	itemIndex === undefined ? description : `${description} (Item ${itemIndex})`;
