/** Limits how many tasks run at once; the others wait for their turn, in order of arrival. */
export interface Limiter {
	run<Result>(task: () => Promise<Result>): Promise<Result>;
}

export function createLimiter(places: number): Limiter {
	let free = places;
	const waiting: (() => void)[] = [];
	const enter = async (): Promise<void> => {
		if (free > 0) {
			free -= 1;
			return;
		}
		// A task that ends hands its place over.
		await new Promise<void>((resolve) => waiting.push(resolve));
	};
	const leave = (): void => {
		const next = waiting.shift();
		if (next === undefined) free += 1;
		else next();
	};
	return {
		async run(task) {
			await enter();
			try {
				return await task();
			} finally {
				leave();
			}
		},
	};
}
