/** Who is not complete by then goes on: a test that expects more requests then fails by what it counts and does not hang. */
const longestMs = 10_000;

export interface Gatherings {
	/** Resolves when `size` have joined with the same key; the next one begins a new group. */
	join(key: object, size: number): Promise<void>;
}

/** Lets requests wait for each other. */
export function createGatherings(): Gatherings {
	const waiting = new WeakMap<object, Array<() => void>>();
	return {
		async join(key, size) {
			await new Promise<void>((resolve) => {
				// Unreferenced: a simulator that is closed meanwhile does not keep the process waiting.
				setTimeout(resolve, longestMs).unref();
				const group = [...(waiting.get(key) ?? []), resolve];
				const isComplete = group.length >= size;
				waiting.set(key, isComplete ? [] : group);
				if (isComplete) for (const goOn of group) goOn();
			});
		},
	};
}
