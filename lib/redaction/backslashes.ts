import { backslash, isBackslash, quote } from './ascii';
import type { Next, Span } from './reading';

/** The part of a run of backslashes that is behind its first. */
export interface RestOfRun {
	readonly behind: number;
	/** The positions of the last few: with one of them, the escape of the next character may begin. */
	readonly starts: readonly number[];
	/** Behind the last. */
	readonly end: number;
}

/** Runs of backslashes: every JSON within JSON doubles them. */
export interface Backslashes {
	/** The whole run of backslashes that this position is in. */
	readonly runAt: (at: number) => Span;
	/** Where it ends, without a span for a backslash with none behind it. */
	readonly runEnd: (at: number) => number;
	/** What follows the first backslash of a run, whether its others are written as they are or spelled out. */
	readonly restOfRun: (behind: number, depth: number) => RestOfRun;
	/** Whether this position is in a run of spelled out backslashes, of this depth, that `restOfRun` has passed already. */
	readonly isInKnownRun: (at: number, depth: number) => boolean;
	/** A quote behind an even number of backslashes ends a JSON string: to take it for a part of the string breaks the JSON. */
	readonly isStructural: (at: number) => boolean;
}

export function backslashesIn(bytes: Buffer, next: Next, maxStarts: number): Backslashes {
	let run: Span = { start: 0, end: 0 };
	/** The last run of backslashes of any spelling, by depth. */
	const spelledRuns: RestOfRun[] = [];

	const runAt = (at: number): Span => {
		if (at >= run.start && at < run.end) return run;
		let start = at;
		while (bytes[start - 1] === backslash) start -= 1;
		let end = at;
		while (bytes[end] === backslash) end += 1;
		run = { start, end };
		return run;
	};

	const runEnd = (at: number): number => (bytes[at + 1] === backslash ? runAt(at).end : at + 1);

	const restOfRun = (behind: number, depth: number): RestOfRun => {
		let another = next(behind, depth, isBackslash);
		if (another === undefined) {
			const isOneOfMany = bytes[behind - 1] === backslash && bytes[behind - 2] === backslash;
			return { behind, starts: isOneOfMany ? [behind - 1] : [], end: behind };
		}
		const known = spelledRuns[depth];
		if (known !== undefined && behind >= known.behind && behind < known.end) return known;
		const starts: number[] = [];
		let end = behind;
		for (; another !== undefined; another = next(end, depth, isBackslash)) {
			starts.push(bytes[another.end - 1] === backslash ? another.end - 1 : end);
			if (starts.length > maxStarts) starts.shift();
			end = another.end;
		}
		const rest = { behind, starts, end };
		spelledRuns[depth] = rest;
		return rest;
	};

	const isInKnownRun = (at: number, depth: number): boolean => {
		const known = spelledRuns[depth];
		return known !== undefined && at >= known.behind && at < known.end;
	};

	const isStructural = (at: number): boolean => {
		if (bytes[at] !== quote || bytes[at - 1] !== backslash) return false;
		const { start, end } = runAt(at - 1);
		return (end - start) % 2 === 0;
	};

	return { runAt, runEnd, restOfRun, isInKnownRun, isStructural };
}
