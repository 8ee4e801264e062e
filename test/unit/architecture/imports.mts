import { posix } from 'node:path';
import ts from 'typescript';

/** One import of a source file, whatever its form. */
export interface Import {
	/** Repository path of the file that imports, e.g. `lib/http/parse.ts`. */
	readonly from: string;
	/** Repository path without ending for a file of the package, else the module's name; '' where it is computed. */
	readonly to: string;
	readonly names: readonly string[];
	readonly isTypeOnly: boolean;
}

/** What is read by path: all sources of the package. */
export type Sources = Readonly<Record<string, string>>;

export const importsOf = (sources: Sources): readonly Import[] =>
	Object.entries(sources).flatMap(([path, text]) => importsIn(path, text));

function importsIn(path: string, text: string): readonly Import[] {
	const found: Import[] = [];
	const add = (
		module: ts.Node | undefined,
		names: readonly string[] = [],
		isTypeOnly = false,
	): void => {
		const name = module !== undefined && ts.isStringLiteralLike(module) ? module.text : '';
		found.push({ from: path, to: resolve(path, name), names, isTypeOnly });
	};
	const visit = (node: ts.Node): void => {
		if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, ...clauseOf(node.importClause));
		else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined)
			add(node.moduleSpecifier, exportedBy(node), node.isTypeOnly);
		else if (
			ts.isImportEqualsDeclaration(node) &&
			ts.isExternalModuleReference(node.moduleReference)
		)
			add(node.moduleReference.expression, [], node.isTypeOnly);
		else if (ts.isImportTypeNode(node))
			add(
				ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined,
				node.qualifier === undefined ? [] : [node.qualifier.getText()],
				true,
			);
		else if (ts.isCallExpression(node) && isImportCall(node)) add(node.arguments[0]);
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
	return found;
}

/** Names, and whether all of them are types. */
function clauseOf(clause: ts.ImportClause | undefined): [readonly string[], boolean] {
	if (clause === undefined) return [[], false];
	const { namedBindings: bindings } = clause;
	const named = bindings !== undefined && ts.isNamedImports(bindings) ? [...bindings.elements] : [];
	const others = [
		...(clause.name === undefined ? [] : ['default']),
		...(bindings !== undefined && ts.isNamespaceImport(bindings) ? ['*'] : []),
	];
	const names = [...others, ...named.map((each) => (each.propertyName ?? each.name).text)];
	const areTypes =
		others.length === 0 && named.length > 0 && named.every(({ isTypeOnly }) => isTypeOnly);
	return [names, clause.isTypeOnly || areTypes];
}

const exportedBy = ({ exportClause }: ts.ExportDeclaration): readonly string[] =>
	exportClause !== undefined && ts.isNamedExports(exportClause)
		? exportClause.elements.map((each) => (each.propertyName ?? each.name).text)
		: ['*'];

const isImportCall = ({ expression }: ts.CallExpression): boolean =>
	expression.kind === ts.SyntaxKind.ImportKeyword ||
	(ts.isIdentifier(expression) && expression.text === 'require');

const resolve = (from: string, module: string): string =>
	module.startsWith('.') ? posix.join(posix.dirname(from), module).replace(/\/$/, '') : module;
