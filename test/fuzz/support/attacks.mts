import { cpuMs } from '../../support/cpuTime.mts';

/** What makes a regular expression slow: a text that nearly matches, and in which a part is repeated. */

/** In characters. A quadratic pattern takes 100 ms and more, a linear one a tenth of a millisecond. */
export const attackLength = 12_000;
/** Shortest first: an exponential pattern takes 100 ms and more at the first, a cubic one at the third, and neither would end at the last. */
const attackLengths = [24, 200, 1_000, attackLength];

/** Milliseconds of the processor. */
export const timeOf = (pattern: RegExp, text: string): number => cpuMs(() => text.match(pattern));

/** Texts made of the characters that the pattern names. Always the same for one pattern. */
export function* attacksOn(pattern: RegExp): Generator<string> {
	for (const [before, pumped] of partsOf(pattern.source))
		for (const suffix of suffixes)
			for (const length of attackLengths)
				yield `${before}${pumped.repeat(Math.ceil(length / pumped.length))}${suffix}`;
}

/** What no pattern ends with: a text that matches as a whole is not slow. Two line breaks, because a dot matches none. */
const suffixes = ['\u0000', '\n\n'];

type Part = readonly [before: string, pumped: string];

/** Each character that stands in the pattern, and one of each class: alone, after one or two others, and in turn with another. */
function partsOf(source: string): readonly Part[] {
	const classes = { '\\d': '0', '\\s': ' ', '\\w': 'a', '\\S': '.', '\\D': 'a', '.': 'a' };
	const named = Object.entries(classes).flatMap(([name, one]) =>
		source.includes(name) ? [one] : [],
	);
	const unescaped = source.replaceAll(/\\(.)|[[\]^$*+?(){}|.:=!<-]/g, (_, escaped?: string) =>
		escaped === undefined || /\w/.test(escaped) ? '' : escaped,
	);
	const all = [...new Set([...unescaped.slice(0, maxLiterals), ...named, 'a', '0', ' '])];
	const partners = ['', ...all.slice(0, maxPartners)];
	return all.flatMap((one) =>
		partners.flatMap((first): readonly Part[] => [
			...partners.map((second): Part => [`${first}${second}`, one]),
			['', `${first}${one}`],
		]),
	);
}

const maxLiterals = 4;
const maxPartners = 4;
