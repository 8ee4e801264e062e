import gifenc, { type Palette } from 'gifenc';

/** The colours of screenshots: large areas keep theirs to the bit, text and icons the nearest. */

/** Of the palette: areas and lines of the editor, which stand side by side and would show any difference. */
const exactShare = 0.6;

/** @param rgba four bytes for each pixel */
export function paletteOf(rgba: Uint8Array, maxColors: number): Palette {
	const counts = new Map<number, number>();
	for (const color of colorsOf(rgba)) counts.set(color, (counts.get(color) ?? 0) + 1);
	const frequent = [...counts].toSorted(([, one], [, other]) => other - one);
	const exact = frequent.slice(0, counts.size <= maxColors ? maxColors : maxColors * exactShare);
	const rest = maxColors - exact.length;
	return [
		...exact.map(([color]) => channelsOf(color)),
		...(exact.length === counts.size ? [] : gifenc.quantize(rgba, rest)),
	];
}

/** The index of the nearest colour, for each pixel. */
export function indexesOf(rgba: Uint8Array, palette: Palette): Uint8Array {
	const known = new Map<number, number>();
	const indexes = new Uint8Array(rgba.length / 4);
	let pixel = 0;
	for (const color of colorsOf(rgba)) {
		let index = known.get(color);
		if (index === undefined) {
			index = nearest(channelsOf(color), palette);
			known.set(color, index);
		}
		indexes[pixel] = index;
		pixel += 1;
	}
	return indexes;
}

/** Each pixel as one number; screenshots are opaque. */
function* colorsOf(rgba: Uint8Array): Generator<number> {
	for (let at = 0; at < rgba.length; at += 4)
		yield ((rgba[at] ?? 0) << 16) | ((rgba[at + 1] ?? 0) << 8) | (rgba[at + 2] ?? 0);
}

const channelsOf = (color: number): number[] => [color >> 16, (color >> 8) & 0xff, color & 0xff];

function nearest(channels: readonly number[], palette: Palette): number {
	const distances = palette.map((other) =>
		channels.reduce((sum, channel, at) => sum + (channel - (other[at] ?? 0)) ** 2, 0),
	);
	return distances.indexOf(Math.min(...distances));
}
