const { availableParallelism } = require('node:os');

/**
 * Suites: unit (pure functions and the token lifecycle), fuzz, engine (the real n8n-core in this process, real sockets), e2e (a
 * real n8n server), queue (n8n's queue mode: several of its processes) and compat (real servers of older versions). Tests and simulators are .mts so that the n8n linter, which forbids timers and the file system in
 * every .ts file, keeps its full strictness for what is published.
 */
const common = {
	testEnvironment: 'node',
	moduleFileExtensions: ['mts', 'ts', 'mjs', 'js', 'json', 'node'],
	transform: { '^.+\\.m?ts$': ['babel-jest', { configFile: './babel.config.cjs' }] },
	modulePathIgnorePatterns: [
		'<rootDir>/dist/package.json',
		'<rootDir>/test/e2e/n8n',
		'<rootDir>/test/compat/n8n',
	],
};
const suite = (name) => ({
	...common,
	displayName: name,
	rootDir: __dirname,
	testMatch: [`<rootDir>/test/${name}/**/*.test.mts`],
});

/** The embedded engine is loaded by Node, not by Jest; dev/engine/jest/environment.cjs says why. */
const engineOutsideJest = {
	testEnvironment: '<rootDir>/dev/engine/jest/environment.cjs',
	moduleNameMapper: { '(^|/)engine/index\\.mts$': '<rootDir>/dev/engine/jest/engine.cjs' },
};

/**
 * Of the end-to-end files, those called `*.alone.test.mts` have the machine to themselves: what they do to n8n depends on how fast it is.
 * The others run side by side. Jest lets one runner finish before the next begins.
 */
const sideBySide = {
	...suite('e2e'),
	testPathIgnorePatterns: ['/node_modules/', String.raw`\.alone\.test\.mts$`],
};
const alone = {
	...suite('e2e'),
	testMatch: ['<rootDir>/test/e2e/**/*.alone.test.mts'],
	runner: '<rootDir>/dev/jest/one-by-one.cjs',
};

module.exports = {
	watchman: false,
	/** The first engine test of a worker waits until n8n-core is loaded; on a busy machine that takes more than the usual 5 s. */
	testTimeout: 30_000,
	/** Jest's own choice is one fewer than there are cores: on two of them it would use one. */
	maxWorkers: Math.max(2, availableParallelism() - 1),
	projects: [
		suite('unit'),
		suite('fuzz'),
		{ ...suite('engine'), ...engineOutsideJest },
		sideBySide,
		alone,
		suite('queue'),
		suite('compat'),
	],
	/** Per cent. What is in lib/ decides what is sent; the rest is n8n's shape around it. */
	coverageThreshold: { './lib/': { branches: 95 } },
	collectCoverageFrom: ['lib/**/*.ts'],
};
