/** A character that the bytes at some place may stand for, and the position behind its spelling. */
export interface Reading {
	/** A code point, a UTF-16 half of one (`\ud83d`), or a byte beyond ASCII marked by `asByte`. */
	readonly code: number;
	readonly end: number;
}

/** A stretch of bytes, `end` behind the last. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

/** The longest spelling of one of the characters that are meant, at a position. */
export type Next = (
	at: number,
	depth: number,
	isMeant: (code: number) => boolean,
) => Reading | undefined;

/** Most places have a few readings: looking through them is quicker than a set. */
export function add(found: Reading[], code: number, end: number): void {
	for (const old of found) if (old.code === code && old.end === end) return;
	found.push({ code, end });
}
