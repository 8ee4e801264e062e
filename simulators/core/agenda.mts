import { pause } from './pause.mts';

/** How often the clock is looked at: it may be moved by hand, so that no timer knows when it will be time. */
const lookMs = 100;

export interface Agenda {
	add(at: number, run: () => void): void;
	/** Nothing is run, and the clock not looked at, before. What is due by now never will be run. */
	open(): void;
	/** Keeps what is not done yet for the next time it is opened. */
	shut(): void;
	clear(): void;
}

/** Things to do when the simulator's clock has come so far. */
export function createAgenda(now: () => number): Agenda {
	let entries: { at: number; run: () => void }[] = [];
	let looking: AbortController | null = null;

	const takeDue = () => {
		const time = now();
		const due = entries.filter(({ at }) => at <= time);
		entries = entries.filter(({ at }) => at > time);
		return due;
	};
	const look = async (signal: AbortSignal) => {
		while (!signal.aborted) {
			if (entries.length > 0) for (const { run } of takeDue()) run();
			await pause(lookMs, signal);
		}
	};
	const shut = () => {
		looking?.abort();
		looking = null;
	};

	return {
		add(at, run) {
			entries.push({ at, run });
		},
		open() {
			if (looking) return;
			if (entries.length > 0) takeDue();
			looking = new AbortController();
			void look(looking.signal);
		},
		shut,
		clear() {
			shut();
			entries = [];
		},
	};
}
