import type { Span } from './reading';

const mark = Buffer.from('[hidden]');

/** What stands for a number of which a part is a secret: valid in JSON, where the mark without quotes is not. */
const noNumber = Buffer.from('null');

/** The bytes with a mark in place of each span. Spans are in order and do not overlap. */
export function marked(bytes: Buffer, spans: readonly Span[]): Buffer {
	const parts: Buffer[] = [];
	let end = 0;
	let token: Token = { start: 0, end: 0, isNumber: false };
	for (const span of spans) {
		if (span.start < end) continue;
		if (span.start >= token.end) token = tokenAt(span.start, bytes);
		const isNumber = token.isNumber && span.end <= token.end;
		const hidden = isNumber ? token : span;
		parts.push(bytes.subarray(end, hidden.start), isNumber ? noNumber : mark);
		end = hidden.end;
	}
	return Buffer.concat([...parts, bytes.subarray(end)]);
}

/** The bytes around a position that only numbers are made of; a number where JSON may have one there. */
interface Token extends Span {
	readonly isNumber: boolean;
}

function tokenAt(at: number, bytes: Buffer): Token {
	let start = at;
	while (ofNumber.has(bytes[start - 1])) start -= 1;
	let end = at;
	while (ofNumber.has(bytes[end])) end += 1;
	const before = bytes[skip(bytes, start - 1, -1)];
	const after = bytes[skip(bytes, end, 1)];
	const isNumber =
		mayPrecede.has(before) &&
		mayFollow.has(after) &&
		jsonNumber.test(bytes.toString('latin1', start, end));
	return { start, end, isNumber };
}

/** The next position with something else than JSON's white space. */
function skip(bytes: Buffer, from: number, step: 1 | -1): number {
	let at = from;
	while (whiteSpace.has(bytes[at])) at += step;
	return at;
}

const setOf = (characters: string): ReadonlySet<number | undefined> =>
	new Set(Buffer.from(characters));

const ofNumber = setOf('0123456789+-.eE');
const whiteSpace = setOf(' \t\r\n');
/** Undefined: nothing, at either end of the answer. */
const mayPrecede = new Set([...setOf('[,:'), undefined]);
const mayFollow = new Set([...setOf('],}'), undefined]);
const jsonNumber = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
