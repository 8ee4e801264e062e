import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

interface Step {
	readonly uses?: string;
	readonly run?: string;
	readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
	readonly steps: readonly Step[];
	readonly needs?: string;
	readonly permissions?: Readonly<Record<string, string>>;
	readonly 'timeout-minutes'?: number;
}

interface Workflow {
	readonly on: Readonly<Record<string, unknown>>;
	readonly permissions?: Readonly<Record<string, string>>;
	readonly concurrency?: { readonly group: string };
	readonly jobs: Readonly<Record<string, Job>>;
}

const folder = '.github/workflows';
const files = readdirSync(folder).toSorted();
const textOf = (file: string): string => readFileSync(`${folder}/${file}`, 'utf8');
const workflow = (file: string): Workflow => parse(textOf(file)) as Workflow;
const jobsOf = (file: string): ReadonlyArray<readonly [string, Job]> =>
	Object.entries(workflow(file).jobs);
const stepsOf = (file: string): readonly Step[] => jobsOf(file).flatMap(([, { steps }]) => steps);
const runsOf = ({ steps }: Job | { readonly steps: readonly Step[] }): readonly string[] =>
	steps.flatMap(({ run }) => run ?? []);

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
	readonly scripts: Readonly<Record<string, string>>;
};
/** Of `npm run x` and `npm test`: the names of the scripts. */
const scriptsIn = (text: string): readonly string[] =>
	[...text.matchAll(/\bnpm (?:run ([\w:-]+)|(test)\b)/g)].map(([, run, test]) => run ?? test ?? '');

test('there are these workflows', () => {
	expect(files).toEqual(['ci.yml', 'nightly.yml', 'publish.yml']);
});

describe.each(files)('%s', (file) => {
	test('uses only actions pinned by commit, with the version beside it', () => {
		const lines = textOf(file)
			.split('\n')
			.filter((line) => /\buses:/.test(line));
		expect(lines).not.toHaveLength(0);
		const unpinned = lines.filter(
			(line) => !/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line),
		);
		expect(unpinned).toEqual([]);
	});

	test('leaves no token of GitHub in a checkout', () => {
		const checkouts = stepsOf(file).filter(({ uses }) => uses?.startsWith('actions/checkout@'));
		expect(checkouts.map((step) => step.with?.['persist-credentials'])).toEqual(
			checkouts.map(() => false),
		);
	});

	test('may write nothing, and mints a token only to publish', () => {
		const { permissions } = workflow(file);
		const granted = jobsOf(file).flatMap(([job, given]) =>
			Object.entries(given.permissions ?? permissions ?? { everything: 'write' })
				.filter(([, level]) => level !== 'read')
				.map(([scope, level]) => `${job}: ${scope} ${level}`),
		);
		expect(permissions).toBeDefined();
		expect(granted).toEqual(file === 'publish.yml' ? ['publish: id-token write'] : []);
	});

	test('uses no stored secret, and no text of others in a command', () => {
		expect(textOf(file)).not.toMatch(/\bsecrets\./);
		expect(Object.keys(workflow(file).on)).not.toContain('pull_request_target');
		for (const run of runsOf({ steps: stepsOf(file) }))
			expect(run).not.toMatch(/\$\{\{\s*github\./);
	});

	test('does not run twice at once, nor for ever', () => {
		expect(workflow(file).concurrency?.group).toBeTruthy();
		const endless = jobsOf(file).filter(([, job]) => !((job['timeout-minutes'] ?? 0) > 0));
		expect(endless.map(([job]) => job)).toEqual([]);
	});

	test('runs scripts that package.json has', () => {
		const called = runsOf({ steps: stepsOf(file) }).flatMap(scriptsIn);
		expect(called.filter((script) => scripts[script] === undefined)).toEqual([]);
	});
});

test('.ci/run runs scripts that package.json has', () => {
	const called = scriptsIn(readFileSync('.ci/run', 'utf8'));
	expect(called).toEqual(expect.arrayContaining(['lint', 'scan', 'test', 'test:e2e']));
	expect(called.filter((script) => scripts[script] === undefined)).toEqual([]);
});

test('CI runs what .ci/run does', () => {
	expect(jobsOf('ci.yml').map(([, job]) => runsOf(job))).toEqual([['bash .ci/run']]);
});

test('what is published is the tarball of the job in which all tests passed', () => {
	const { test: tested, publish, scan } = workflow('publish.yml').jobs;
	const commands = runsOf(tested ?? { steps: [] });
	expect(commands.slice(-2)).toEqual(['bash .ci/run', 'npm pack']);
	expect(tested?.steps.at(-1)?.uses).toMatch(/^actions\/upload-artifact@/);
	expect(publish?.needs).toBe('test');
	expect(publish?.steps.map(({ uses }) => uses?.replace(/@.*/, ''))).not.toContain(
		'actions/checkout',
	);
	expect(runsOf(publish ?? { steps: [] })).toEqual([
		'npm publish ./*.tgz --provenance --access public',
	]);
	expect(scan?.needs).toBe('publish');
	expect(runsOf(scan ?? { steps: [] }).join('\n')).toMatch('npx scan-community-package');
});

test('nightly measures the known versions of n8n and the newest, and builds the package of each provider', () => {
	const { compat, single } = workflow('nightly.yml').jobs;
	expect(runsOf(compat ?? { steps: [] }).map((run) => run.trim())).toEqual([
		'npm run test:compat',
		// A look-up that fails ends the step; in front of a command it would not.
		'newest="$(npm view n8n@latest version)"\nCOMPAT_VERSIONS="$newest" npm run test:compat',
	]);
	expect(runsOf(single ?? { steps: [] })).toEqual([
		'npm run build:single -- ${{ matrix.provider }}',
	]);
});

test.each([
	'dependabot.yml',
	...readdirSync('.github/ISSUE_TEMPLATE').map((name) => `ISSUE_TEMPLATE/${name}`),
])('%s is YAML', (file) => {
	expect(Object.keys(parse(readFileSync(`.github/${file}`, 'utf8')) as object)).not.toEqual([]);
});
