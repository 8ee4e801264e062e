import { crc32, deflateSync } from 'node:zlib';
import { PNG } from 'pngjs';

import { indexesOf, paletteOf } from './palette.mts';

/** Makes a screenshot small: 256 colours are enough for the editor, and take less than half the bytes. */

const maxColors = 256;
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const bitDepth = 8;
const indexedColor = 3;

/** @param png as the browser takes it, in true colours; pngjs reads such files, but writes none with a palette */
export function withPalette(png: Buffer): Buffer {
	const { width, height, data } = PNG.sync.read(png);
	const palette = paletteOf(data, maxColors);
	const indexes = indexesOf(data, palette);
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header[8] = bitDepth;
	header[9] = indexedColor;
	return Buffer.concat([
		signature,
		chunk('IHDR', header),
		chunk('PLTE', Buffer.from(palette.flat())),
		chunk('IDAT', deflateSync(rowsOf(indexes, width, height), { level: 9 })),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

/** Each row begins with its filter: 0 for none, which suits a palette best. */
function rowsOf(indexes: Uint8Array, width: number, height: number): Buffer {
	const rows = Buffer.alloc((width + 1) * height);
	for (let row = 0; row < height; row += 1)
		rows.set(indexes.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
	return rows;
}

function chunk(type: string, data: Buffer): Buffer {
	const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const length = Buffer.alloc(4);
	length.writeUInt32BE(data.length);
	const checksum = Buffer.alloc(4);
	checksum.writeUInt32BE(crc32(named));
	return Buffer.concat([length, named, checksum]);
}
