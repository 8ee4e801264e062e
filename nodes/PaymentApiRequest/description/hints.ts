import type { NodeExecutionHint, NodeHint } from 'n8n-workflow';

/** The method of Request, Send, typed or that of the chosen endpoint. */
const method = '($parameter["endpoint"] || $parameter["method"]).split(" ")[0]';
const isSent = '$parameter["resource"] === "request"';
const isWrite = `${isSent} && !["GET", "HEAD"].includes(${method})`;

/** Shown if one setting contradicts another, so that nobody relies on what will not happen. */
export const hints: NodeHint[] = [
	{
		message:
			'Max Retries applies to GET and HEAD only. This request is sent once: a retried write could be a second payment.',
		displayCondition: `={{ $parameter["options"]["maxRetries"] > 0 && ${isWrite} }}`,
		whenToDisplay: 'always',
		location: 'outputPane',
	},
	{
		message: 'Concurrency applies to reads. Writes are sent one after another.',
		displayCondition: `={{ $parameter["options"]["concurrency"] > 1 && ${isWrite} }}`,
		whenToDisplay: 'always',
		location: 'outputPane',
	},
	{
		message:
			'A HEAD response has no body. Turn on Full Response to see its headers and status code.',
		displayCondition: `={{ ${isSent} && ${method} === "HEAD" && !$parameter["options"]["fullResponse"] }}`,
		whenToDisplay: 'always',
		location: 'outputPane',
	},
	{
		message: 'With Full Response a list stays one item. Turn it off to get one item per entry.',
		displayCondition: `={{ ${isSent} && $parameter["simplify"] && $parameter["options"]["fullResponse"] }}`,
		whenToDisplay: 'always',
		location: 'outputPane',
	},
	{
		message: 'Response Format is Text or File: Simplify has no effect.',
		displayCondition: `={{ ${isSent} && $parameter["simplify"] && ["text", "file"].includes($parameter["options"]["responseFormat"]) }}`,
		whenToDisplay: 'always',
		location: 'outputPane',
	},
];

/** Shown after a run: only then is the content of the body known. */
export const noReferenceHint: NodeExecutionHint = {
	message:
		"This request moves money without a reference. If its response is lost, it cannot be looked up, and another execution, e.g. a sub-workflow that is called again, pays again: set 'Reference' in the options to a value of the payment itself, e.g. its order number.",
	location: 'outputPane',
};

/** Shown after a run: what was read looks like the whole list. */
export const listGoesOnHint = (pages: number): NodeExecutionHint => ({
	message: `The list has more than ${pages} ${pages === 1 ? 'page' : 'pages'}. Raise 'Max Pages' in the options to read more.`,
	location: 'outputPane',
});

/** Shown if a response names no character set and is not UTF-8. */
export const otherLettersHint: NodeExecutionHint = {
	message:
		'The response is not UTF-8 and names no other character set: it was decoded as Windows-1252. Check accented letters before you rely on them.',
	location: 'outputPane',
};

/** Shown after a run: the name could not be compared. */
export const hiddenBeneficiaryHint: NodeExecutionHint = {
	message:
		"The provider hides a beneficiary's name or parts of it, so it could not be compared with 'Beneficiary Name'. The item says which name was shown, if any.",
	location: 'outputPane',
};
