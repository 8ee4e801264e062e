/** Lets so many tasks run at once; the others wait for their turn, in the order in which they came. */
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
		// Whoever leaves hands the place over.
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
