import type { Spread } from './statistics.mts';

/** Three digits tell all that such a measurement knows. */
export const short = (value: number): string =>
	value === 0
		? '0'
		: Number(value.toPrecision(3)).toLocaleString('en', { maximumFractionDigits: 4 });

/** e.g. `1.2 (1.1–1.4)`; what was measured once has no spread. */
export const spreadText = ({ median, min, max }: Spread, scale = 1, unit = ''): string => {
	const middle = `${short(median / scale)}${unit}`;
	return min === max ? middle : `${middle} (${short(min / scale)}–${short(max / scale)})`;
};

export const table = (
	head: readonly string[],
	rows: ReadonlyArray<readonly string[]>,
): string[] => [
	`| ${head.join(' | ')} |`,
	`|${head.map(() => ' --- ').join('|')}|`,
	...rows.map((row) => `| ${row.join(' | ')} |`),
];

export const megabytes = 2 ** 20;
