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
