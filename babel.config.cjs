/** For the tests only: what is published is compiled by tsc. */
module.exports = {
	presets: [['@babel/preset-env', { targets: { node: 'current' } }], '@babel/preset-typescript'],
};
