import type { NodeExecutionHint, NodeHint } from 'n8n-workflow';

/** Shown where a setting contradicts another, so that nobody relies on what will not happen. */
export const hints: NodeHint[] = [
	{
		message:
			'Max Retries repeats GET and HEAD only. This request is sent once: a repeated write could be a second payment.',
		displayCondition:
			'={{ $parameter["options"]["maxRetries"] > 0 && !["GET", "HEAD"].includes($parameter["method"]) }}',
		whenToDisplay: 'always',
		location: 'outputPane',
	},
	{
		message: 'Concurrency is for reads. Writes go one after the other.',
		displayCondition:
			'={{ $parameter["options"]["concurrency"] > 1 && !["GET", "HEAD"].includes($parameter["method"]) }}',
		whenToDisplay: 'always',
		location: 'outputPane',
	},
	{
		message: 'A HEAD answer has no body. Turn on Full Response to see its headers and status code.',
		displayCondition:
			'={{ $parameter["method"] === "HEAD" && !$parameter["options"]["fullResponse"] }}',
		whenToDisplay: 'always',
		location: 'outputPane',
	},
	{
		message: 'With Full Response a list stays one item. Turn it off to get one item per entry.',
		displayCondition: '={{ $parameter["simplify"] && $parameter["options"]["fullResponse"] }}',
		whenToDisplay: 'always',
		location: 'outputPane',
	},
	{
		message: 'Response Format is Text or File: Simplify has no effect.',
		displayCondition:
			'={{ $parameter["simplify"] && ["text", "file"].includes($parameter["options"]["responseFormat"]) }}',
		whenToDisplay: 'always',
		location: 'outputPane',
	},
];

/** Said after a run: only then is it known what the body holds. */
export const noReferenceHint: NodeExecutionHint = {
	message:
		"This request moves money without a reference of yours. If its answer is lost, it cannot be looked up: set 'Reference' in the options to a value of the payment itself, e.g. its order number.",
	location: 'outputPane',
};
