const { TestEnvironment } = require('jest-environment-node');

/**
 * Jest gives every test file its own modules and its own globals. n8n-core would be loaded again for each, `instanceof Error` would
 * fail inside it, and `require.cache`, with which a restart is played, would be Jest's. This file is loaded by Node itself, so what
 * it requires is too: the engine lives outside, once per process, and tests get it through `engine.cjs`.
 */
module.exports = class extends TestEnvironment {
	async setup() {
		await super.setup();
		this.global.requireOutsideJest = require;
	}
};
