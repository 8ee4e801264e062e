/** The entry of a built checkout. The published package begins at `dist/index.js`, which the build writes. */
module.exports = require('./dist');
