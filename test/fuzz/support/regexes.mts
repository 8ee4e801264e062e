import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';

export interface RegexInSource {
	/** File and line. */
	readonly where: string;
	readonly pattern: RegExp;
}

/** Every regular expression that stands in the sources of the package. */
export const regexesInSources = (): readonly RegexInSource[] =>
	['credentials', 'lib', 'nodes'].flatMap(tsFiles).flatMap(regexesIn);

/** Where one is made from text, with that text as it stands in the source. */
export const builtRegexes = (): readonly string[] =>
	['credentials', 'lib', 'nodes']
		.flatMap(tsFiles)
		.flatMap((path) =>
			nodesOf(path, (node, source) =>
				(ts.isNewExpression(node) || ts.isCallExpression(node)) &&
				node.expression.getText(source) === 'RegExp'
					? `${path}: ${node.getText(source)}`
					: undefined,
			),
		);

const tsFiles = (folder: string): readonly string[] =>
	readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((path) => path.endsWith('.ts'))
		.map((path) => `${folder}/${path}`)
		.toSorted();

const regexesIn = (path: string): readonly RegexInSource[] =>
	nodesOf(path, (node, source) => {
		if (!ts.isRegularExpressionLiteral(node)) return undefined;
		const [, pattern = '', flags = ''] = /^\/(.*)\/([a-z]*)$/s.exec(node.text) ?? [];
		const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
		return { where: `${path}:${line + 1}`, pattern: new RegExp(pattern, flags) };
	});

function nodesOf<T>(
	path: string,
	read: (node: ts.Node, source: ts.SourceFile) => T | undefined,
): readonly T[] {
	const text = readFileSync(path, 'utf8');
	const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
	const found: T[] = [];
	const visit = (node: ts.Node): void => {
		const value = read(node, source);
		if (value !== undefined) found.push(value);
		ts.forEachChild(node, visit);
	};
	visit(source);
	return found;
}
