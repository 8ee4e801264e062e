import { readFileSync } from 'node:fs';

/** What the project is made of, by its lock file. Nothing of it but `n8n-workflow`, which n8n brings, runs at a user's. */

interface Locked {
	readonly license?: string;
	readonly dev?: boolean;
	readonly peer?: boolean;
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
	readonly packages: Readonly<Record<string, Locked>>;
};
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, unknown>;

/** Of tools: nothing made with them inherits the licence. */
const allowed = new Set([
	'(AFL-2.1 OR BSD-3-Clause)',
	'(MIT OR CC0-1.0)',
	'0BSD',
	'Apache-2.0',
	'BSD-2-Clause',
	'BSD-3-Clause',
	'BlueOak-1.0.0',
	'CC-BY-4.0',
	'ISC',
	'MIT',
	'Python-2.0',
	'Unlicense',
]);

/** n8n's own: its Sustainable Use License allows use for development and tests; the enterprise parts are not turned on. */
const ofN8n = /(^|\/)(n8n-[\w-]+|@n8n(_io)?\/[\w-]+)$/;
const licencesOfN8n = new Set(['SEE LICENSE IN LICENSE.md', 'LicenseRef-n8n-enterprise']);

/** Under MIT by an older field of package.json, which a lock file does not repeat. */
const underMit = /(^|\/)(buildcheck|cpu-features|ssh2)$/;

const isAllowed = (path: string, { license = '' }: Locked): boolean =>
	allowed.has(license) ||
	(license === '' && underMit.test(path)) ||
	(licencesOfN8n.has(license) && ofN8n.test(path));

const installed = Object.entries(packages).filter(([path]) => path !== '');

test('every development dependency has a licence that allows this use', () => {
	expect(installed.length).toBeGreaterThan(100);
	const others = installed.filter(([path, locked]) => !isAllowed(path, locked));
	expect(others.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
});

test.each([
	['node_modules/left-pad', { license: 'GPL-3.0' }],
	['node_modules/left-pad', {}],
	['node_modules/left-pad', { license: 'SEE LICENSE IN LICENSE.md' }],
])('%s with %j would be noticed', (path, locked) => {
	expect(isAllowed(path, locked)).toBe(false);
});

test('the package has no runtime dependency and no install script', () => {
	for (const field of ['dependencies', 'optionalDependencies', 'bundleDependencies'])
		expect(manifest).not.toHaveProperty(field);
	expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	const scripts = Object.keys(manifest.scripts as object);
	// The names that npm runs by itself.
	const byItself = /^(pre|post)?(install|prepare|publish|pack|prepublishOnly|dependencies)$/;
	expect(scripts.filter((name) => byItself.test(name))).toEqual([]);
});
