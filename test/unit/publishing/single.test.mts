import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { codexWith, registryWith, withServiceIcon } from '../../../dev/single/edit.mts';
import type { Manifest } from '../../../dev/single/manifest.mts';
import { combinedName, credentialClass, singleName } from '../../../dev/single/names.mts';
import { writeProject } from '../../../dev/single/project.mts';
import { providers } from '../../../lib/providers';

/** The project that `npm run build:single` writes for each provider; test/e2e/single.test.mts runs one of them in n8n. */

const all = providers.map(({ id }) => id);
const combined = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;

describe.each(providers)('the package with $displayName alone', (provider) => {
	let into = '';
	let folder = '';
	beforeAll(async () => {
		into = mkdtempSync(join(tmpdir(), 'single-'));
		folder = await writeProject(process.cwd(), into, provider, all);
	});
	afterAll(() => {
		rmSync(into, { recursive: true, force: true });
	});

	const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
	const manifest = (): Manifest => JSON.parse(read('package.json')) as Manifest;
	const files = (): readonly string[] =>
		['credentials', 'lib', 'nodes'].flatMap((top) =>
			readdirSync(join(folder, top), { recursive: true, withFileTypes: true })
				.filter((entry) => entry.isFile())
				.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1)),
		);
	const others = providers.filter(({ id }) => id !== provider.id);

	test('is called after the provider, and stays at the version of the whole', () => {
		expect(manifest().name).toBe(`n8n-nodes-${provider.id.toLowerCase()}`);
		expect(manifest().version).toBe(combined.version);
		expect(manifest()).not.toHaveProperty('dependencies');
	});

	test('has one entry in the registry', () => {
		const registry = read('lib/providers/index.ts');
		expect(registry).toMatch(`= [${provider.id}];`);
		for (const { id } of others) expect(registry).not.toMatch(new RegExp(`\\b${id}\\b`));
	});

	test('names no other provider, in code, texts and package.json', () => {
		const words = others.flatMap(({ id, displayName }) => [id, displayName.toLowerCase()]);
		const naming = [...files(), 'package.json', 'README.md'].filter((path) => {
			const text = `${path}\n${read(path)}`.toLowerCase();
			return words.some((word) => text.includes(word.toLowerCase()));
		});
		expect(naming).toEqual([]);
	});

	test('has the credential under the same type, and the nodes under the same names', () => {
		const { n8n } = manifest();
		expect(n8n.credentials).toEqual([
			`dist/credentials/${credentialClass(provider)}.credentials.js`,
		]);
		expect(n8n.nodes).toEqual(combined.n8n.nodes);
		const credential = read(`credentials/${credentialClass(provider)}.credentials.ts`);
		expect(credential).toMatch(`name = '${provider.credentialType}'`);
		for (const path of n8n.nodes) {
			const source = path.replace(/^dist\//, '').replace(/js$/, 'ts');
			const nameIn = (text: string): string | undefined => /\bname: '(\w+)',/.exec(text)?.[1];
			expect(nameIn(read(source))).toBe(nameIn(readFileSync(source, 'utf8')));
		}
	});

	test('shows the nodes by the name of the service, in every text', () => {
		const { displayName } = provider;
		const titles = manifest().n8n.nodes.map(
			(path) =>
				/displayName: '([^']+)'/.exec(read(path.replace(/^dist\//, '').replace(/js$/, 'ts')))?.[1],
		);
		expect(titles).toEqual([
			displayName,
			`${displayName} Status Trigger`,
			`${displayName} Webhook Trigger`,
		]);
		const left = files().filter((path) =>
			/Payment (API Request|Status Trigger|Webhook Trigger)/.test(read(path)),
		);
		expect(left).toEqual([]);
	});

	test('has icons of the service where the nodes look for them', () => {
		for (const path of manifest().n8n.nodes) {
			const source = path.replace(/^dist\//, '').replace(/js$/, 'ts');
			const icons = [...read(source).matchAll(/'file:([^']+)'/g)].map(([, icon]) => icon ?? '');
			expect(icons).toHaveLength(2);
			for (const icon of icons) expect(existsSync(join(folder, source, '..', icon))).toBe(true);
		}
	});

	test('is found in the panel by its own words', () => {
		const codexes = files().filter((path) => path.endsWith('.node.json'));
		expect(codexes).toHaveLength(3);
		for (const path of codexes) {
			const codex = JSON.parse(read(path)) as { node: string; alias: string[] };
			expect(codex.node).toMatch(new RegExp(`^${singleName(provider)}\\.payment`));
			expect(codex.alias).toEqual(
				expect.arrayContaining(['payment', provider.displayName.toLowerCase()]),
			);
		}
	});

	test('has a README with its fields, its moving and its one condition', () => {
		const readme = read('README.md');
		for (const { label } of provider.auth.fields) expect(readme).toMatch(`| ${label} |`);
		expect(readme).toMatch(`replace \`"${combinedName}.\` with \`"${singleName(provider)}.\``);
		expect(readme).toMatch(`Do not install this package and \`${combinedName}\` in the same n8n`);
	});
});

/** What does not fit is an error: a silent miss would publish another provider, or a wrong name. */
describe('sources in another form', () => {
	const [provider] = providers;

	test.each(['', "import { a } from './a';\nexport const providers = [a];\n"])(
		'a registry without the provider: %j',
		(source) => {
			expect(() => registryWith(source, 'nobody')).toThrow('The registry of providers');
		},
	);

	test('a node without its icons', () => {
		expect(() => withServiceIcon("icon: 'file:a.svg'", provider)).toThrow('icons in another form');
	});

	test('a word that belongs to no provider stays in the codex', () => {
		const codex = JSON.stringify({ alias: ['payment', 'mine', 'theirs', 'both'] });
		const sources = { [provider.id]: 'mine both', other: 'theirs both' };
		expect(JSON.parse(codexWith(codex, provider, sources))).toEqual({
			alias: ['payment', 'mine', 'both'],
		});
	});
});
