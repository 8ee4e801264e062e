import { readFile, writeFile } from 'node:fs/promises';

/** A table as Prettier would write it, so that formatting the document does not change it. */
export function markdownTable(
	head: readonly string[],
	rows: readonly (readonly string[])[],
): string {
	const widths = head.map((title, column) =>
		Math.max(title.length, ...rows.map((row) => [...(row[column] ?? '')].length)),
	);
	const line = (cells: readonly string[]): string =>
		`| ${cells.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - [...cell].length)).join(' | ')} |`;
	return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** Compares a part of a document, between two marks, with what the code says; with UPDATE_DOCS=1 it is written anew. */
export async function expectInDocument(
	document: string,
	[begin, end]: readonly [begin: string, end: string],
	text: string,
): Promise<void> {
	const [before = '', rest = ''] = (await readFile(document, 'utf8')).split(begin);
	const [old = '', after] = rest.split(end);
	if (after === undefined) throw new Error(`${document} lacks ${begin} or ${end}`);
	if (process.env.UPDATE_DOCS === '1')
		await writeFile(document, `${before}${begin}\n\n${text}\n\n${end}${after}`);
	else expect(old.trim()).toBe(text);
}
