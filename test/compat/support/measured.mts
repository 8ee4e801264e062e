import { expectInDocument, markdownTable } from '../../support/markdown.mts';
import { differencesOf } from './differences.mts';
import { areAll, versions } from './versions.mts';

/** What each check has found, by its name and then by version. */
const found = new Map<string, Map<string, string>>();

const works = 'works';

/**
 * A test of one version, and a cell of the table.
 *
 * @param run throws where something is broken; what it returns is a difference that is known to exist between versions
 */
export function check(
	version: string,
	name: string,
	run: () => Promise<string | undefined>,
	timeoutMs?: number,
): void {
	const row = found.get(name) ?? new Map<string, string>();
	found.set(name, row);
	test(
		name,
		async () => {
			row.set(version, 'fails');
			const seen = (await run()) ?? works;
			row.set(version, seen);
			expect(seen).toBe(differencesOf(name)[version] ?? works);
		},
		timeoutMs,
	);
}

const marks = ['<!-- measured:begin -->', '<!-- measured:end -->'] as const;

/** The test that compares the table of the documentation with what all versions have shown. */
export function tableTest(): void {
	const compare = areAll ? test : test.skip;
	compare(
		'the table in docs/compatibility.md is what was measured (UPDATE_DOCS=1 rewrites it)',
		async () => {
			const rows = [...found].map(([name, row]) => [
				name,
				...versions.map((version) => row.get(version) ?? 'not measured'),
			]);
			await expectInDocument(
				'docs/compatibility.md',
				marks,
				markdownTable(['n8n', ...versions], rows),
			);
		},
	);
}
