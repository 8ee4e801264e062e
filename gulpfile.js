const { writeFile } = require('node:fs/promises');
const { parallel, src, dest } = require('gulp');

const { n8n } = require('./package.json');

/** What tsc does not emit: icons, and the codex files by which n8n finds the nodes in its panel. */
const assets = ['nodes/**/*.{svg,png}', 'nodes/**/*.node.json', 'credentials/**/*.{svg,png}'];

function copyAssets() {
	return src(assets, { base: '.', encoding: false }).pipe(dest('dist'));
}

/** For whoever requires the package by its name. n8n itself finds nodes and credentials by the paths in package.json. */
async function writeIndex() {
	const modules = [...n8n.nodes, ...n8n.credentials].map(
		(path) => `\t...require('${path.replace(/^dist/, '.')}'),\n`,
	);
	await writeFile('dist/index.js', `module.exports = {\n${modules.join('')}};\n`);
}

exports.default = parallel(copyAssets, writeIndex);
