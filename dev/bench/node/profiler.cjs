/** A CPU profile of this process, from one moment to another. */
const { writeFileSync } = require('node:fs');
const { Session } = require('node:inspector/promises');

/** @param {string} path where the profile is written to, in the format of `--cpu-prof` */
async function startProfiler(path) {
	const session = new Session();
	session.connect();
	await session.post('Profiler.enable');
	await session.post('Profiler.start');
	return async function stopProfiler() {
		const { profile } = await session.post('Profiler.stop');
		session.disconnect();
		writeFileSync(path, JSON.stringify(profile));
	};
}

module.exports = { startProfiler };
