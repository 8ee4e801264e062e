/**
 * Measures this process from one moment to another: used inside n8n by Bench.node.cjs and outside by limit.mts. Plain
 * JavaScript, because n8n loads it as it is.
 */
const { readFileSync, writeFileSync } = require('node:fs');
const { performance } = require('node:perf_hooks');
const { setImmediate: nextTurn } = require('node:timers/promises');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

/** Often enough to see a peak, seldom enough to cost nothing. */
const sampleEveryMs = 20;

/** @param {{ collect: boolean }} options whether garbage is collected first, so that every run begins alike */
function startMeter({ collect }) {
	if (collect) collectGarbage();
	const before = process.memoryUsage();
	const peak = { rss: before.rss, heap: before.heapUsed };
	const hasMark = resetHighWaterMark();
	const sample = () => {
		const { rss, heapUsed } = process.memoryUsage();
		peak.rss = Math.max(peak.rss, rss);
		peak.heap = Math.max(peak.heap, heapUsed);
	};
	const timer = setInterval(sample, sampleEveryMs);
	timer.unref();
	const cpuAtStart = cpuMs();
	const startedAt = now();

	/** Durations and times in milliseconds, memory in bytes; times are of the epoch, CPU is of the process so far. */
	return async function stopMeter() {
		const endedAt = now();
		const cpuAtEnd = cpuMs();
		clearInterval(timer);
		sample();
		if (hasMark) peak.rss = Math.max(peak.rss, highWaterMark());
		// What is left is what the run holds: its items.
		if (collect) await collectAll();
		const after = process.memoryUsage();
		return {
			startedAt,
			endedAt,
			cpuAtStart,
			cpuAtEnd,
			rssBefore: before.rss,
			rssPeak: peak.rss,
			heapBefore: before.heapUsed,
			heapPeak: peak.heap,
			heapAfter: after.heapUsed,
		};
	};
}

/** What is referred to weakly, or has a finalizer, goes with the second collection, in a later turn: each response of `fetch` has one. */
async function collectAll() {
	collectGarbage();
	await nextTurn();
	collectGarbage();
}

const now = () => performance.timeOrigin + performance.now();

/** User and system time of all threads. */
function cpuMs() {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
}

/** Linux counts the peak itself, and forgets it when told to. Elsewhere, and where that is not allowed, samples have to do. */
function resetHighWaterMark() {
	try {
		writeFileSync('/proc/self/clear_refs', '5');
		return highWaterMark() > 0;
	} catch {
		return false;
	}
}

function highWaterMark() {
	const [, kilobytes = '0'] = /^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'));
	return Number(kilobytes) * 1024;
}

module.exports = { startMeter };
