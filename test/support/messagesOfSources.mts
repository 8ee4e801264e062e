import ts from 'typescript';

/**
 * The messages in a source file: the first argument of `invalid(…)`, and `message` beside a `description`. What a template
 * inserts is shown by each of some samples, because it may be a quoted field, a phrase or nothing.
 *
 * @returns for each message, the sentences that it may become
 */
export function messagesIn(path: string, text: string): readonly (readonly string[])[] {
	const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
	const found: string[][] = [];
	const visit = (node: ts.Node): void => {
		const message = messageOf(node);
		if (message !== undefined) found.push(...sentencesOf(message));
		node.forEachChild(visit);
	};
	visit(source);
	return found;
}

function messageOf(node: ts.Node): ts.Expression | undefined {
	if (ts.isCallExpression(node) && node.expression.getText() === 'invalid')
		return node.arguments[0];
	if (!ts.isObjectLiteralExpression(node) || member(node, 'description') === undefined)
		return undefined;
	return member(node, 'message');
}

const member = (object: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined =>
	object.properties
		.filter((each) => ts.isPropertyAssignment(each))
		.find((each) => each.name.getText() === name)?.initializer;

/** Both branches of a choice are messages; anything but text is made elsewhere. */
function sentencesOf(message: ts.Expression): string[][] {
	if (ts.isConditionalExpression(message))
		return [...sentencesOf(message.whenTrue), ...sentencesOf(message.whenFalse)];
	if (ts.isStringLiteralLike(message)) return [[message.text]];
	if (!ts.isTemplateExpression(message)) return [];
	const sentences = message.templateSpans.reduce(
		(begun, { expression, literal }) =>
			begun.flatMap((start) => samplesOf(expression).map((each) => start + each + literal.text)),
		[message.head.text],
	);
	return [sentences];
}

const samples = ['', 'X', "'X'", "'JSON' of 'X'", "'Client ID' and 'X'", 'NaN', ' (HTTP X)'];

function samplesOf(inserted: ts.Expression): readonly string[] {
	if (!ts.isConditionalExpression(inserted)) return samples;
	return [inserted.whenTrue, inserted.whenFalse].flatMap(samplesOfBranch);
}

const samplesOfBranch = (branch: ts.Expression): readonly string[] =>
	ts.isStringLiteralLike(branch) ? [branch.text] : samplesOf(branch);
