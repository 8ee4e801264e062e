/**
 * For whoever requires the package by its name. n8n itself finds nodes and credentials by the paths in package.json.
 */
const { n8n } = require('./package.json');

const built = [...n8n.nodes, ...n8n.credentials].map((path) => require(`./${path}`));

module.exports = Object.assign({}, ...built);
