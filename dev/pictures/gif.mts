import gifenc from 'gifenc';
import { PNG } from 'pngjs';

import { indexesOf, paletteOf } from './palette.mts';

/** A screenshot, and for how many milliseconds it is shown. */
export interface Frame {
	readonly png: Buffer;
	readonly delayMs: number;
}

/** One index is left for "as in the frame before". */
const maxColors = 255;

/** All frames share a palette, and each one holds only what is new in it: that keeps the file small. */
export function animationOf(frames: readonly Frame[]): Buffer {
	const images = frames.map(({ png }) => PNG.sync.read(png));
	const palette = paletteOf(Buffer.concat(images.map(({ data }) => data)), maxColors);
	const transparentIndex = palette.length;
	const encoder = gifenc.GIFEncoder();
	let before: Uint8Array | undefined;
	for (const [at, { width, height, data }] of images.entries()) {
		const indexes = indexesOf(data, palette);
		const last = before;
		const news =
			last === undefined
				? indexes
				: indexes.map((index, pixel) => (index === last[pixel] ? transparentIndex : index));
		encoder.writeFrame(news, width, height, {
			...(last === undefined ? { palette: [...palette, [0, 0, 0]] } : {}),
			delay: frames[at]?.delayMs ?? 0,
			transparent: last !== undefined,
			transparentIndex,
			dispose: 1,
		});
		before = indexes;
	}
	encoder.finish();
	return Buffer.from(encoder.bytes());
}
