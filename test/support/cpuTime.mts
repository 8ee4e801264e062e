/**
 * Milliseconds that this process spends on the processor, with all its threads. Unlike the time on a clock it says little of what else
 * the machine does meanwhile: a limit of it fails where the work has grown.
 */
export function cpuMs(work: () => void): number {
	const before = process.cpuUsage();
	work();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000;
}

/** Milliseconds of the processor. What takes no longer is not looked at more closely. */
const unnoticedMs = 200;

/** The best of so many counts: another may have been compiled, or have collected garbage. */
const tries = 3;

/**
 * How many times as long one piece of work takes as another; 1 where it takes next to nothing. An absolute limit would say how fast the
 * machine is: with coverage, on a shared one, the same work takes ten times as long at times.
 */
export function timesAsLong(large: () => void, small: () => void): number {
	if (cpuMs(large) < unnoticedMs) return 1;
	const measured = Array.from({ length: tries }, () => [cpuMs(large), cpuMs(small)] as const);
	const best = (at: 0 | 1): number => Math.min(...measured.map((pair) => pair[at]));
	return best(0) / best(1);
}
