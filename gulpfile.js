const { src, dest } = require('gulp');

/** What tsc does not emit: icons, and the codex files by which n8n finds the nodes in its panel. */
const assets = ['nodes/**/*.{svg,png}', 'nodes/**/*.node.json', 'credentials/**/*.{svg,png}'];

function copyAssets() {
	return src(assets, { base: '.', encoding: false }).pipe(dest('dist'));
}

exports.default = copyAssets;
