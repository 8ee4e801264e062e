/** The picture of docs/architecture.md: the rooms of the package, and which of them imports which. */

/** A room, and the rooms that its files import, with the number of imports. */
export interface Room {
	readonly name: string;
	readonly files: number;
	readonly imports: ReadonlyMap<string, number>;
}

/** From top to bottom: imports run downwards only. Rooms in one row do not import each other. */
const rows: readonly (readonly string[])[] = [
	['credentials', 'nodes'],
	['webhooks', 'watch'],
	['writes'],
	['payments'],
	['client'],
	['auth'],
	['redaction'],
	['http'],
	['providers'],
];

const does: Readonly<Record<string, string>> = {
	credentials: 'the fields a person fills in',
	nodes: 'parameters in, items out',
	webhooks: 'verify, read, deduplicate',
	watch: 'what the status trigger decides',
	writes: 'send once, recover what was lost',
	payments: 'look up, wait, list',
	client: 'build, call, judge, retry, page',
	auth: 'the life of a token',
	redaction: 'blank secrets in an answer',
	http: 'one bounded HTTP exchange',
	providers: 'the contract, one folder per provider',
};

/** In pixels of the picture. */
const size = { box: 250, height: 54, gapX: 110, gapY: 40, margin: 150 };
const width = 2 * size.box + size.gapX + 2 * size.margin;

interface Place {
	readonly x: number;
	readonly y: number;
	readonly row: number;
}

/** Draws the rooms as an SVG image. The same rooms give the same text. */
export function drawRooms(rooms: readonly Room[]): string {
	const places = placesOf();
	const unplaced = rooms.filter(({ name }) => !places.has(name)).map(({ name }) => name);
	if (unplaced.length > 0) throw new Error(`The picture has no place for ${unplaced.join(', ')}`);
	const height = rows.length * (size.height + size.gapY) + size.gapY;
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif">`,
		'<title>The rooms of the package, and their imports</title>',
		'<defs><marker id="end" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" fill="#667"/></marker></defs>',
		`<rect width="${width}" height="${height}" fill="#fff"/>`,
		...rooms.flatMap((room) => arrowsOf(room, places)),
		...rooms.map((room) => boxOf(room, places)),
		'</svg>',
		'',
	].join('\n');
}

function placesOf(): ReadonlyMap<string, Place> {
	return new Map(
		rows.flatMap((names, row) =>
			names.map((name, column) => {
				const all = names.length * size.box + (names.length - 1) * size.gapX;
				const x = (width - all) / 2 + column * (size.box + size.gapX);
				return [name, { x, y: size.gapY + row * (size.height + size.gapY), row }] as const;
			}),
		),
	);
}

function boxOf({ name, files }: Room, places: ReadonlyMap<string, Place>): string {
	const { x, y } = placeOf(name, places);
	const middle = x + size.box / 2;
	return [
		`<rect x="${x}" y="${y}" width="${size.box}" height="${size.height}" rx="8" fill="#eef3fb" stroke="#4a6fa5"/>`,
		`<text x="${middle}" y="${y + 22}" text-anchor="middle" font-size="15" font-weight="bold" fill="#223">${name} (${files} files)</text>`,
		`<text x="${middle}" y="${y + 41}" text-anchor="middle" font-size="12" fill="#445">${does[name] ?? ''}</text>`,
	].join('\n');
}

/** Straight down to the next row; around the boxes between to a room further below. */
function arrowsOf({ name, imports }: Room, places: ReadonlyMap<string, Place>): string[] {
	const from = placeOf(name, places);
	return [...imports].map(([target, count]) => {
		const to = placeOf(target, places);
		const path = to.row === from.row + 1 ? straight(from, to) : around(from, to);
		const isMain = to.row === from.row + 1;
		return `<path d="${path}" fill="none" stroke="${isMain ? '#667' : '#b8bfcc'}" stroke-width="${isMain ? 1.6 : 1.1}" marker-end="url(#end)"><title>${name} imports ${target} ${count} times</title></path>`;
	});
}

const straight = (from: Place, to: Place): string =>
	`M${from.x + size.box / 2} ${from.y + size.height} L${to.x + size.box / 2} ${to.y}`;

/** Leaves and enters at the side that is nearer to the edge; the further down, the wider the bow. */
function around(from: Place, to: Place): string {
	const isLeft = from.x + size.box / 2 < width / 2 || (from.x === to.x && from.row % 2 === 0);
	const side = (place: Place): number => place.x + (isLeft ? 0 : size.box);
	const bow = (isLeft ? -1 : 1) * (30 + 22 * (to.row - from.row - 1));
	const startY = from.y + size.height / 2 + 8;
	const endY = to.y + size.height / 2 - 4 * (to.row - from.row);
	return `M${side(from)} ${startY} C${side(from) + bow} ${startY} ${side(to) + bow} ${endY} ${side(to)} ${endY}`;
}

function placeOf(name: string, places: ReadonlyMap<string, Place>): Place {
	const place = places.get(name);
	if (place === undefined) throw new Error(`The picture has no place for ${name}`);
	return place;
}
