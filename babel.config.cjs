/** The preset as a whole takes half a second to load, in every worker, and Node needs no more of it than these. */
const fromPresetEnv = (name) =>
	require.resolve(`@babel/plugin-transform-${name}`, {
		paths: [require.resolve('@babel/preset-env')],
	});

/** For the tests only: what is published is compiled by tsc. */
module.exports = {
	presets: ['@babel/preset-typescript'],
	plugins: [fromPresetEnv('dynamic-import'), fromPresetEnv('modules-commonjs')],
};
