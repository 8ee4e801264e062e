import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { packPackage, type PackedPackage } from '../../dev/n8n/pack.mts';

/** What `npm publish` would send, without n8n. */

/** In bytes; on 2026-11-28 it was 247 kB. */
const maxPacked = 300_000;

/** Of packing on a busy machine. */
const packTimeoutMs = 120_000;

let packed: PackedPackage;
beforeAll(async () => {
	packed = await packPackage(process.cwd());
}, packTimeoutMs);

const entries = (): readonly string[] =>
	execFileSync('tar', ['-tzf', packed.tarball], { encoding: 'utf8' }).trim().split('\n');

test('it holds dist, README, licence and changelog, and nothing else', () => {
	const beside = entries().filter((path) => !path.startsWith('package/dist/'));
	expect(beside.toSorted()).toEqual([
		'package/CHANGELOG.md',
		'package/LICENSE.md',
		'package/README.md',
		'package/package.json',
	]);
});

test('dist holds code, codex files and icons, and nothing of the tests', () => {
	const odd = entries()
		.filter((path) => path.startsWith('package/dist/'))
		.filter(
			(path) =>
				!/^package\/dist\/(index\.js$|(credentials|lib|nodes)\/.*\.(js|node\.json|svg)$)/.test(
					path,
				) || /simulator|test|\.d\.|\.map$/.test(path.replaceAll(/credentials?Test/gi, '')),
		);
	expect(odd).toEqual([]);
});

test('it is small', () => {
	expect(statSync(packed.tarball).size).toBeLessThan(maxPacked);
});

test(
	'the same files make the same bytes, whenever and wherever they are packed',
	async () => {
		const elsewhere = mkdtempSync(join(tmpdir(), 'pack-'));
		try {
			// New files with new times.
			for (const path of ['dist', 'package.json', 'README.md', 'LICENSE.md', 'CHANGELOG.md'])
				cpSync(path, join(elsewhere, path), { recursive: true });
			const again = await packPackage(elsewhere);
			const bytes = [packed, again].map(({ tarball }) => readFileSync(tarball));
			expect(bytes[0]?.equals(bytes[1] ?? Buffer.alloc(0))).toBe(true);
			// Named by the sum of its content: another one would lie elsewhere, and the comparison would be of two files.
			expect(again.tarball).toBe(packed.tarball);
		} finally {
			rmSync(elsewhere, { recursive: true, force: true });
		}
	},
	packTimeoutMs,
);

test('whoever requires it gets its nodes and credentials', () => {
	const load = createRequire(join(process.cwd(), 'package.json'));
	const { n8n } = load('./package.json') as { n8n: { nodes: string[]; credentials: string[] } };
	const classes = [...n8n.nodes, ...n8n.credentials].map((path) =>
		path.replace(/^.*\//, '').replace(/\..*$/, ''),
	);
	const code = `console.log(JSON.stringify(Object.keys(require(${JSON.stringify(packed.packageDir)}))))`;
	const found = execFileSync(process.execPath, ['-e', code], { encoding: 'utf8' });
	expect((JSON.parse(found) as string[]).toSorted()).toEqual(classes.toSorted());
});
