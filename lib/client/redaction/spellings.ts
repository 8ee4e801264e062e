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
export interface Spellings extends Pick<Backslashes, 'runAt'> {
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

export function spellingsIn(bytes: Buffer): Spellings {
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
		const found = [{ code: byte, end: byte === backslash ? runAt(at).end : at + 1 }];
		const code = glance.plain(at, depth);
		if (code !== severalMeanings) {
			add(found, code, glance.plainEnd(at, depth));
			return found;
		}
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

	/** Adds what an escape stands for whose first character has been read already. */
	const addEscaped = (found: Reading[], { code, end }: Reading, depth: number): void => {
		if (code === percent) addHex(found, end, 2, depth);
		else if (code === ampersand) addEntity(found, end, depth);
		else if (code === backslash) addAfterBackslash(found, end, depth);
	};

	const addAfterBackslash = (found: Reading[], behind: number, depth: number): void => {
		const rest = restOfRun(behind, depth);
		const isClosing = behind === rest.end && isStructural(behind);
		for (const { code, end } of meantBehind(rest, depth))
			if (code !== quote || !isClosing) add(found, code, end);
	};

	/** Once for all the backslashes of a run, because the end of a long one is not remembered otherwise. */
	const meantBehind = (rest: RestOfRun, depth: number): readonly Reading[] => {
		if (meantBy[depth]?.rest === rest) return meantBy[depth].found;
		const found: Reading[] = [];
		for (const at of [rest.end, ...rest.starts])
			for (const { code, end } of read(at, depth)) addMeant(found, code, end, depth);
		meantBy[depth] = { rest, found };
		return found;
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
			return isMeant(byte)
				? { code: byte, end: byte === backslash ? runAt(at).end : at + 1 }
				: undefined;
		}
		let longest: Reading | undefined;
		for (const reading of read(at, depth))
			if (isMeant(reading.code) && reading.end > (longest?.end ?? 0)) longest = reading;
		return longest;
	};

	const backslashes = backslashesIn(bytes, next, maxDepth);
	const { runAt, restOfRun, isStructural } = backslashes;
	const { addHex, addEntity } = referencesIn(bytes, next);
	const glance = glanceAt(bytes, backslashes, maxDepth + 1);

	return {
		read,
		runAt,
		isInKnownRun: (at) => backslashes.isInKnownRun(at, maxDepth - 1),
		plain: (at) => glance.plain(at, maxDepth),
		plainEnd: (at) => glance.plainEnd(at, maxDepth),
	};
}
