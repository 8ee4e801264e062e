/** What tests get for `dev/engine/index.mts` (see jest.config.cjs). The path is relative to the environment, which sits beside it. */
module.exports = globalThis.requireOutsideJest('../index.mts');
