/**
 * Milliseconds that this process spends on the processor, with all its threads. Unlike the time on a clock it does not
 * count the turns of other processes, though a shared machine makes it longer, too.
 */
export function cpuMs(work: () => void): number {
	const before = process.cpuUsage();
	work();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000;
}

/** Milliseconds of the processor. What takes no longer is not looked at more closely. */
const unnoticedMs = 500;

/**
 * Nothing may hold a process longer, on whichever machine. With coverage, the slowest of what is measured takes 2 s, and took 7 s beside
 * other processes.
 */
const mostMs = 10_000;

/** So often, at most: what is measured may be compiled meanwhile, or collect garbage. */
const tries = 3;

/**
 * How many times as long one piece of work takes as another; 1 where it takes next to nothing, infinite where it takes too long. A
 * closer limit in milliseconds would say how fast the machine is.
 *
 * @param enough a result below it needs no further try
 */
export function timesAsLong(large: () => void, small: () => void, enough: number): number {
	let longMs = Infinity;
	let shortMs = Infinity;
	for (let attempt = 0; attempt < tries; attempt += 1) {
		longMs = Math.min(longMs, cpuMs(large));
		if (longMs < unnoticedMs) return 1;
		shortMs = Math.min(shortMs, cpuMs(small));
		if (longMs < mostMs && longMs / shortMs < enough) break;
	}
	return longMs > mostMs ? Infinity : longMs / shortMs;
}
