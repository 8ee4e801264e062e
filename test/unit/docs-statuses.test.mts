import { providers } from '../../lib/providers';
import { expectInDocument, markdownTable } from '../support/markdown.mts';

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

describe('the table of status words', () => {
	it('is the same as the code (UPDATE_DOCS=1 rewrites it)', async () => {
		await expectInDocument('docs/statuses.md', [begin, end], markdownTable(head, rows));
	});
});
