import {
	ampersand,
	asByte,
	backslash,
	controls,
	introduces,
	letterU,
	percent,
	quote,
	slash,
} from './ascii';
import { type Backslashes, backslashesIn } from './backslashes';
import { type Glance, glanceAt } from './glance';
import { plainEscape } from './plainEscape';
import { add, type Next, type Reading } from './reading';
import { referencesIn } from './references';

/** What the bytes of an answer may stand for. */
export interface Spellings extends Pick<Glance, 'unitEnd'>, Pick<Backslashes, 'runAt'> {
	/**
	 * Every character that the bytes at a position may stand for: the byte itself, and what JSON, HTML and URL escapes make of
	 * it and of each other, up to `depth` of them within one another. A run of backslashes reads as one, because every JSON
	 * within JSON doubles them.
	 */
	readonly read: (at: number, depth?: number) => readonly Reading[];
	/** What the escape at a position stands for, at a glance: see `Glance`. */
	readonly plain: (at: number) => number | undefined;
	/** Whether this position is in a run of spelled out backslashes that `read` has passed already. */
	readonly isInKnownRun: (at: number) => boolean;
}

/**
 * JSON within a URL on a web page; JSON within JSON counts once. Deeper ones occur only where somebody makes them on purpose,
 * and every level costs time.
 */
const maxDepth = 3;

/** Positions whose readings are remembered: an escape looks ahead no further than a few escaped characters. */
const memoSize = 256;

export function spellingsIn(bytes: Buffer): Spellings {
	const positions = new Int32Array((maxDepth + 1) * memoSize).fill(-1);
	/** Filled, because an array with holes is slow. */
	const memo = new Array<readonly Reading[]>((maxDepth + 1) * memoSize).fill([]);

	const read = (at: number, depth = maxDepth): readonly Reading[] => {
		const byte = bytes[at];
		if (byte === undefined) return [];
		if (introduces[byte] === 0) return [{ code: asByte(byte), end: at + 1 }];
		const slot = depth * memoSize + (at % memoSize);
		const known = memo[slot];
		if (known !== undefined && positions[slot] === at) return known;
		const found = readAnew(at, byte, depth);
		positions[slot] = at;
		memo[slot] = found;
		return found;
	};

	const readAnew = (at: number, byte: number, depth: number): readonly Reading[] => {
		const run = byte === backslash ? runAt(at) : undefined;
		const found = [{ code: byte, end: run?.end ?? at + 1 }];
		if (isOnlyItself(at, depth)) return found;
		const isAlone = run === undefined || run.end - run.start === 1;
		const plain = isAlone ? plainEscape(bytes, at) : undefined;
		if (plain !== undefined) return plain;
		let from = 0;
		for (let level = 0; level < depth && from < found.length; level += 1) {
			const to = found.length;
			for (; from < to; from += 1) {
				const reading = found[from];
				if (reading !== undefined) addEscaped(found, reading, depth - 1);
			}
		}
		return found;
	};

	/** Whether so many of what may begin an escape follow that the last would be deeper than any escape is read. */
	const isOnlyItself = (at: number, depth: number): boolean => {
		let end = at;
		for (let passed = 0; passed <= depth; passed += 1) {
			const byte = bytes[end] ?? 0;
			if (introduces[byte] === 0) return false;
			end = byte === backslash ? runAt(end).end : end + 1;
		}
		return true;
	};

	/** Adds what an escape stands for whose first character has been read already. */
	const addEscaped = (found: Reading[], { code, end }: Reading, depth: number): void => {
		if (code === percent) addHex(found, end, 2, depth);
		else if (code === ampersand) addEntity(found, end, depth);
		else if (code === backslash) addAfterBackslash(found, end, depth);
	};

	const addAfterBackslash = (found: Reading[], behind: number, depth: number): void => {
		const { starts, end } = restOfRun(behind, depth);
		const isClosing = behind === end && isStructural(end);
		for (const { code, end: next } of read(end, depth))
			if (code !== quote || !isClosing) addMeant(found, code, next, depth);
		for (const start of starts)
			for (const { code, end: next } of read(start, depth)) addMeant(found, code, next, depth);
	};

	/** What a backslash makes of the character behind it. */
	const addMeant = (found: Reading[], code: number, end: number, depth: number): void => {
		const control = controls.get(code);
		if (code === letterU) addHex(found, end, 4, depth);
		else if (control !== undefined) add(found, control, end);
		else if (code === slash || code === quote) add(found, code, end);
	};

	const next: Next = (at, depth, isMeant) => {
		const byte = bytes[at];
		if (byte === undefined) return undefined;
		if (introduces[byte] === 0) return isMeant(byte) ? { code: byte, end: at + 1 } : undefined;
		if (isOther(at, byte, depth, isMeant)) return undefined;
		let longest: Reading | undefined;
		for (const reading of read(at, depth))
			if (isMeant(reading.code) && reading.end > (longest?.end ?? 0)) longest = reading;
		return longest;
	};

	/** Whether a glance shows that none of these characters is meant. */
	const isOther = (
		at: number,
		byte: number,
		depth: number,
		isMeant: (code: number) => boolean,
	): boolean => {
		if (isMeant(byte)) return false;
		const code = plain(at, depth);
		return code !== undefined && !isMeant(code);
	};

	const backslashes = backslashesIn(bytes, next, maxDepth);
	const { runAt, restOfRun, isStructural } = backslashes;
	const { addHex, addEntity } = referencesIn(bytes, next);
	const glance = glanceAt(bytes, backslashes);
	const { plain } = glance;

	return {
		read,
		runAt,
		isInKnownRun: (at) => backslashes.isInKnownRun(at, maxDepth - 1),
		unitEnd: glance.unitEnd,
		plain: (at) => plain(at, maxDepth),
	};
}
