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
import { type Backslashes, backslashesIn, type RestOfRun } from './backslashes';
import { glanceAt, severalMeanings } from './glance';
import { add, type Next, type Reading } from './reading';
import { referencesIn } from './references';

/** What the bytes of an answer may stand for. */
export interface Spellings extends Pick<Backslashes, 'runAt' | 'runEnd'> {
	/**
	 * Every character that the bytes at a position may stand for: the byte itself, and what JSON, HTML and URL escapes make of
	 * it and of each other, up to `depth` of them within one another. A run of backslashes reads as one, because every JSON
	 * within JSON doubles them.
	 */
	readonly read: (at: number, depth?: number) => readonly Reading[];
	/** What the escape at a position stands for, at a glance, and where it ends: see `Glance`. */
	readonly plain: (at: number) => number;
	readonly plainEnd: (at: number) => number;
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

/** `glanceIn` spares lists, and changes nothing of what is read. */
export function spellingsIn(bytes: Buffer, glanceIn = glanceAt): Spellings {
	const positions = new Int32Array((maxDepth + 1) * memoSize).fill(-1);
	/** Filled, because an array with holes is slow. */
	const memo = new Array<readonly Reading[]>((maxDepth + 1) * memoSize).fill([]);

	/** What stands behind the run of backslashes that was read last, by depth. */
	const meantBy: Array<{ readonly rest: RestOfRun; readonly found: readonly Reading[] }> = [];

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
		const own = { code: byte, end: ownEnd(at, byte) };
		const code = glance.plain(at, depth);
		if (code !== severalMeanings) {
			const end = glance.plainEnd(at, depth);
			return end === own.end ? [own] : [own, { code, end }];
		}
		const found: Reading[] = [own];
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

	/** Behind what introduces an escape: one byte, or a run of backslashes. */
	const ownEnd = (at: number, byte: number): number => (byte === backslash ? runEnd(at) : at + 1);

	/** Adds what an escape stands for whose first character has been read already. */
	const addEscaped = (found: Reading[], { code, end }: Reading, depth: number): void => {
		if (code === percent) addHex(found, end, 2, depth);
		else if (code === ampersand) addEntity(found, end, depth);
		else if (code === backslash) addAfterBackslash(found, end, depth);
	};

	const addAfterBackslash = (found: Reading[], behind: number, depth: number): void => {
		const byte = bytes[behind] ?? 0;
		if (introduces[byte] === 0 && bytes[behind - 2] !== backslash) {
			addMeant(found, byte, behind + 1, depth);
			return;
		}
		const rest = restOfRun(behind, depth);
		if (rest.end > behind) {
			for (const { code, end } of meantBehind(rest, depth)) add(found, code, end);
			return;
		}
		addMeantAt(found, behind, depth, isStructural(behind));
		for (const start of rest.starts) addMeantAt(found, start, depth, false);
	};

	/** Once for all the backslashes of a run, because what stands behind a long one is not remembered otherwise. */
	const meantBehind = (rest: RestOfRun, depth: number): readonly Reading[] => {
		const known = meantBy[depth];
		if (known?.rest === rest) return known.found;
		const found: Reading[] = [];
		addMeantAt(found, rest.end, depth, false);
		for (const start of rest.starts) addMeantAt(found, start, depth, false);
		meantBy[depth] = { rest, found };
		return found;
	};

	const addMeantAt = (found: Reading[], at: number, depth: number, isClosing: boolean): void => {
		const byte = bytes[at] ?? 0;
		if (introduces[byte] === 0) {
			if (!isClosing) addMeant(found, byte, at + 1, depth);
			return;
		}
		for (const { code, end } of read(at, depth)) addMeant(found, code, end, depth);
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
		const plain = glance.plain(at, depth);
		if (plain !== severalMeanings) {
			if (isMeant(plain)) return { code: plain, end: glance.plainEnd(at, depth) };
			return isMeant(byte) ? { code: byte, end: ownEnd(at, byte) } : undefined;
		}
		let longest: Reading | undefined;
		for (const reading of read(at, depth))
			if (isMeant(reading.code) && reading.end > (longest?.end ?? 0)) longest = reading;
		return longest;
	};

	const backslashes = backslashesIn(bytes, next, maxDepth);
	const { runAt, runEnd, restOfRun, isStructural } = backslashes;
	const { addHex, addEntity } = referencesIn(bytes, next);
	const glance = glanceIn(bytes, backslashes, maxDepth + 1);

	return {
		read,
		runAt,
		runEnd,
		isInKnownRun: (at) => backslashes.isInKnownRun(at, maxDepth - 1),
		plain: (at) => glance.plain(at, maxDepth),
		plainEnd: (at) => glance.plainEnd(at, maxDepth),
	};
}
