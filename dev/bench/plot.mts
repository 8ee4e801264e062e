import { type CaseId, cases } from './cases.mts';
import { type Block, metricOf } from './results.mts';

export interface Line {
	readonly label: string;
	/** Of the order of cases, so that a case has the same look in every panel. */
	readonly style: number;
	readonly points: ReadonlyArray<{ readonly x: number; readonly y: number }>;
}

export interface Panel {
	readonly title: string;
	readonly lines: readonly Line[];
}

const width = 460;
const height = 380;
const margin = { left: 62, right: 16, top: 44, bottom: 46 };
const legendHeight = 24;
const legendColumns = 3;

/** Two panels of cost against items, from the blocks of GETs without latency. */
export const panelsOf = (blocks: readonly Block[]): Panel[] => {
	const chosen = blocks.filter(
		({ kind, latencyMs, executions, concurrency }) =>
			kind === 'get' && latencyMs === 0 && executions === undefined && concurrency === undefined,
	);
	const lineOf = (id: CaseId, metric: 'wallMs' | 'cpuMs') =>
		chosen.flatMap((block) => {
			const spread = metricOf(block, id, metric);
			return spread === undefined ? [] : [{ x: block.items, y: spread.median / 1000 }];
		});
	return (
		[
			['Wall time of the node, in seconds', 'wallMs'],
			['CPU time of the process, in seconds', 'cpuMs'],
		] as const
	).map(([title, metric]) => ({
		title,
		lines: cases
			.map(({ id, title: label }, style) => ({ label, style, points: lineOf(id, metric) }))
			.filter(({ points }) => points.length > 0),
	}));
};

/** Both axes are logarithmic. Readable on a light and on a dark page. */
export function plot(panels: readonly Panel[]): string {
	const legend = [
		...new Map(panels.flatMap(({ lines }) => lines.map((line) => [line.style, line]))).values(),
	];
	const legendRows = Math.ceil(legend.length / legendColumns);
	const [fullWidth, fullHeight] = [
		width * Math.max(panels.length, 1),
		height + legendRows * legendHeight + 12,
	];
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${fullWidth} ${fullHeight}" width="${fullWidth}" height="${fullHeight}" role="img" aria-label="Cost against the number of items, one line for each case">`,
		`<style>${style}</style>`,
		`<rect class="page" width="${fullWidth}" height="${fullHeight}" rx="6"/>`,
		...panels.map((panel, index) => drawPanel(panel, index * width)),
		...legend.map((line, index) =>
			drawLegend(line, {
				x: (index % legendColumns) * (fullWidth / legendColumns) + 20,
				y: height + Math.floor(index / legendColumns) * legendHeight,
			}),
		),
		'</svg>',
		'',
	].join('\n');
}

/** Colours that people with any colour vision tell apart (Okabe and Ito), darker or lighter by the page; dashes help. */
const colours: ReadonlyArray<readonly [light: string, dark: string, dashes: string]> = [
	['#b34700', '#ff9a5c', ''],
	['#005a9c', '#6cb8f0', ''],
	['#005a9c', '#6cb8f0', '7 4'],
	['#00734f', '#4fd1a5', ''],
	['#00734f', '#4fd1a5', '7 4'],
	['#8a3b70', '#e39ccb', '2 4'],
	['#555555', '#bbbbbb', '2 4'],
];

const colourRules = (theme: 0 | 1): string =>
	colours
		.map((colour, index) => `.s${index}{stroke:${colour[theme]}}.f${index}{fill:${colour[theme]}}`)
		.join('');

const style = [
	'text{font:12px system-ui,sans-serif;fill:#24292f}.title{font-weight:600}',
	'.page{fill:#ffffff}.grid{stroke:#d0d7de;stroke-width:1}.line{fill:none;stroke-width:2}',
	colours.map(([, , dashes], index) => `.s${index}{stroke-dasharray:${dashes || 'none'}}`).join(''),
	colourRules(0),
	`@media (prefers-color-scheme:dark){text{fill:#e6edf3}.page{fill:#0d1117}.grid{stroke:#30363d}${colourRules(1)}}`,
].join('');

function drawPanel({ title, lines }: Panel, left: number): string {
	const points = lines.flatMap((line) => line.points);
	const x = axis(
		points.map((point) => point.x),
		[left + margin.left, left + width - margin.right],
	);
	const y = axis(
		points.map((point) => point.y),
		[height - margin.bottom, margin.top],
	);
	const [right, bottom] = [left + width - margin.right, height - margin.bottom];
	const grid = [
		...x.ticks.map(
			(at) =>
				`<line class="grid" x1="${x.place(at)}" x2="${x.place(at)}" y1="${margin.top}" y2="${bottom}"/><text x="${x.place(at)}" y="${bottom + 18}" text-anchor="middle">${tick(at)}</text>`,
		),
		...y.ticks.map(
			(at) =>
				`<line class="grid" x1="${left + margin.left}" x2="${right}" y1="${y.place(at)}" y2="${y.place(at)}"/><text x="${left + margin.left - 8}" y="${y.place(at) + 4}" text-anchor="end">${tick(at)}</text>`,
		),
	];
	const drawn = lines.map(({ style: look, points: own }) => {
		const placed = own.map((point) => [x.place(point.x), y.place(point.y)] as const);
		const path = placed.map((pair) => pair.join(',')).join(' ');
		const dots = placed.map(([cx, cy]) => `<circle class="f${look}" cx="${cx}" cy="${cy}" r="3"/>`);
		return `<polyline class="line s${look}" points="${path}"/>${dots.join('')}`;
	});
	return [
		`<text class="title" x="${left + margin.left}" y="24">${title}</text>`,
		...grid,
		...drawn,
		`<text x="${(left + margin.left + right) / 2}" y="${bottom + 38}" text-anchor="middle">items</text>`,
	].join('\n');
}

/** From the power of ten below the lowest value to the one above the highest. */
function axis(values: readonly number[], [from, to]: readonly [number, number]) {
	const low = Math.floor(Math.log10(Math.min(...values)));
	const high = Math.max(Math.ceil(Math.log10(Math.max(...values))), low + 1);
	const place = (value: number): number =>
		Math.round((from + ((Math.log10(value) - low) / (high - low)) * (to - from)) * 10) / 10;
	return {
		place,
		ticks: Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index)),
	};
}

const tick = (value: number): string =>
	value >= 1 ? value.toLocaleString('en') : String(Number(value.toPrecision(1)));

const drawLegend = (
	{ label, style: look }: Line,
	{ x, y }: { readonly x: number; readonly y: number },
): string =>
	`<polyline class="line s${look}" points="${x},${y + 8} ${x + 28},${y + 8}"/><text x="${x + 36}" y="${y + 12}">${label}</text>`;
