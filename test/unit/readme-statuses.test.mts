import { readFile, writeFile } from 'node:fs/promises';

import { providers } from '../../lib/providers';

const document = 'README.md';
const begin = '<!-- statuses:begin -->';
const end = '<!-- statuses:end -->';

const head = ['Provider', 'Kind', "Provider's word", '`status`', '`final`', 'Note'];

const rows = providers.flatMap(({ displayName, payments }) =>
	payments.kinds.flatMap(({ label, statusMap }) =>
		Object.entries(statusMap).map(([word, { status, final, mayBecome }]) => [
			displayName,
			label,
			`\`${word}\``,
			`\`${status}\``,
			`\`${final}\``,
			mayBecome === undefined ? '' : `may still become \`${mayBecome}\``,
		]),
	),
);

/** As Prettier would write it, so that formatting the document does not change it. */
function markdown(): string {
	const widths = head.map((title, column) =>
		Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
	);
	const line = (cells: readonly string[]): string =>
		`| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
	const rule = line(widths.map((width) => '-'.repeat(width)));
	return [line(head), rule, ...rows.map(line)].join('\n');
}

describe("the README's table of status words", () => {
	it('is the same as the code (UPDATE_DOCS=1 rewrites it)', async () => {
		const [before = '', rest = ''] = (await readFile(document, 'utf8')).split(begin);
		const [old = '', after] = rest.split(end);
		if (after === undefined) throw new Error(`${document} lacks ${begin} or ${end}`);
		if (process.env.UPDATE_DOCS === '1')
			await writeFile(document, `${before}${begin}\n\n${markdown()}\n\n${end}${after}`);
		else expect(old.trim()).toBe(markdown());
	});
});
