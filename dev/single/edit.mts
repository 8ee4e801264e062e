import type { Provider } from '../../lib/providers/contract';
import { combinedName, nodeNames, singleName } from './names.mts';

/** What differs between the sources of the package with all providers and those of a package with one. Pure, text to text. */

/** The registry with one entry. */
export function registryWith(source: string, id: string): string {
	const imports = source.replaceAll(/^import \{ (\w+) \} from '\.\/\1';\n/gm, (line, found) =>
		found === id ? line : '',
	);
	const changed = imports.replace(
		/(export const providers\b[^=]*= \[)[^\]]*(\];)/,
		(_, before: string, after: string) => `${before}${id}${after}`,
	);
	if (!changed.includes(`from './${id}'`) || !changed.includes(`= [${id}];`))
		throw new Error(`The registry of providers has another form, or no '${id}'`);
	return changed;
}

/** Code and texts: the nodes and the package are called by their new names. */
export function renamed(text: string, provider: Provider): string {
	const named = nodeNames(provider).reduce((all, [from, to]) => all.replaceAll(from, to), text);
	return named.replaceAll(combinedName, singleName(provider));
}

/** A node's icon is the credential's, which lies in the package already. */
export function withServiceIcon(source: string, { id }: Provider): string {
	const changed = source.replace(
		/icon: \{ light: 'file:[^']*', dark: 'file:[^']*' \}/,
		`icon: {\n\t\t\tlight: 'file:../../credentials/icons/${id}.svg',\n\t\t\tdark: 'file:../../credentials/icons/${id}.dark.svg',\n\t\t}`,
	);
	if (changed === source) throw new Error('A node has its icons in another form');
	return changed;
}

/** What one finds the node by in n8n's panel. A word of other providers, by their sources, is none of this one. */
export function codexWith(
	source: string,
	provider: Provider,
	sourcesOf: Readonly<Record<string, string>>,
): string {
	const codex = JSON.parse(renamed(source, provider)) as { alias: string[] };
	const stands = (word: string, id: string): boolean =>
		`${id}\n${sourcesOf[id] ?? ''}`.toLowerCase().includes(word);
	const alias = codex.alias.filter(
		(word) => stands(word, provider.id) || !Object.keys(sourcesOf).some((id) => stands(word, id)),
	);
	return `${JSON.stringify({ ...codex, alias }, null, '\t')}\n`;
}
