import { readFileSync } from 'node:fs';

import { drawRooms } from '../../../dev/architecture/draw.mts';
import { pictureFile, readRooms } from '../../../dev/architecture/rooms.mts';
import { importsOf } from './imports.mts';
import { sources } from './sources.mts';

describe('the picture of the architecture', () => {
	it('is the one that the sources give (npm run architecture draws it)', () => {
		expect(readFileSync(pictureFile, 'utf8')).toBe(drawRooms(readRooms('.')));
	});

	it('counts the files of all rooms, and the imports of one', () => {
		const rooms = readRooms('.');
		const files = Object.keys(sources());
		expect(rooms.reduce((sum, room) => sum + room.files, 0)).toBe(files.length);

		const fromHttp = importsOf(sources()).filter(
			({ from, to }) => from.startsWith('lib/http/') && to.startsWith('lib/providers/'),
		);
		const http = rooms.find(({ name }) => name === 'http');
		expect(fromHttp.length).toBeGreaterThan(0);
		expect(http?.imports).toEqual(new Map([['providers', fromHttp.length]]));
	});

	it('rejects a room without a place in the picture', () => {
		expect(() => drawRooms([{ name: 'attic', files: 1, imports: new Map() }])).toThrow(
			'no place for attic',
		);
	});
});
