import type { Measurement } from '../../../../dev/bench/measurement.mts';
import { panelsOf, plot } from '../../../../dev/bench/plot.mts';
import { ownersOf } from '../../../../dev/bench/profile.mts';
import { ceilingsIn, report } from '../../../../dev/bench/report.mts';
import type { Block } from '../../../../dev/bench/results.mts';
import { short, spreadText, table } from '../../../../dev/bench/text.mts';

const measured = (wallMs: number): Measurement => ({
	wallMs,
	cpuMs: wallMs,
	peakBytes: 1,
	heldBytes: 1,
	seen: { requests: 10, tokenCalls: 1, connections: 11, atOnce: 5, payouts: 0 },
});

const block = (items: number, more: Partial<Block> = {}): Block => ({
	kind: 'get',
	items,
	latencyMs: 0,
	build: 'abc',
	rounds: [
		{ A: measured(2_000), 'B-get': measured(1_000) },
		{ A: measured(4_000), 'B-get': measured(3_000) },
	],
	...more,
});

describe('numbers', () => {
	it.each([
		[0, '0'],
		[1234.5, '1,230'],
		[0.01234, '0.0123'],
		[12, '12'],
	])('%d is written as %s', (value, text) => {
		expect(short(value)).toBe(text);
	});

	it('have their spread beside them, unless all rounds agree', () => {
		expect(spreadText({ median: 2, min: 1, max: 3 })).toBe('2 (1–3)');
		expect(spreadText({ median: 2, min: 2, max: 2 })).toBe('2');
	});
});

test('a table is one of Markdown', () => {
	expect(table(['a', 'b'], [['1', '2']])).toEqual(['| a | b |', '| --- | --- |', '| 1 | 2 |']);
});

describe('the document', () => {
	it('says nothing of what was not measured', () => {
		expect(report({})).not.toMatch(/undefined|NaN|## (Targets|GET|POST|Memory|Start-up)/);
	});

	it('holds medians, spreads, ratios of the same round, and how many rounds there were', () => {
		const row = report({ blocks: [block(10)] })
			.split('\n')
			.find((line) => line.includes('| 10 | B Get Payment Status |'));
		expect(row).toContain(
			'| 2 | 2 (1–3) | 0.625 (0.5–0.75) | 200 | 200 (100–300) | 11 | 10 | 1 | 5 |',
		);
	});

	it('says what a ratio may be in CI: twice its target, or twice what was measured for 100 GETs where that is more', () => {
		const ofBlock = (items: number, denominators: { A: number; D: number }): Block => ({
			...block(items),
			rounds: [
				{ A: measured(denominators.A), D: measured(denominators.D), 'B-get': measured(1_000) },
			],
		});
		const document = report({
			blocks: [ofBlock(100, { A: 4_000, D: 400 }), ofBlock(1_000, { A: 4_000, D: 100 })],
		});
		const ceilings = ceilingsIn(document);
		expect(ceilings.get('B Get Payment Status / A HTTP Request, CPU')).toBe(1.1);
		expect(ceilings.get('B Get Payment Status / D floor inside n8n, CPU')).toBe(5);
		expect(ceilings.has('B Get Payment Status / D floor inside n8n, wall')).toBe(false);
	});

	it('says which runs had others beside them', () => {
		const post = { kind: 'post', beside: 3 } as const;
		const text = report({ blocks: [block(100), block(1_000, post), block(5_000, post)] });
		expect(text).toMatch(
			/With 1,000 and 5,000 items, other programs .* up to 3 runs of this benchmark/,
		);
		expect(report({ blocks: [block(100)] })).not.toMatch('other programs');
	});

	it('names what was not measured, and not what was', () => {
		const text = report({ blocks: [block(1)] });
		expect(text).toMatch('- 5000 POST, 50 ms');
		expect(text).not.toMatch('- 1 GET, 0 ms');
	});
});

describe('the picture', () => {
	const coordinates = (svg: string): number[] =>
		[...svg.matchAll(/points="([^"]+)"/g)].flatMap(([, points = '']) =>
			points.split(/[ ,]/).map(Number),
		);

	it('has a line for each case in both panels, by GETs without latency', () => {
		const blocks = [block(1), block(10), block(10, { latencyMs: 50 }), block(5, { kind: 'post' })];
		const panels = panelsOf(blocks);
		expect(panels.map(({ lines }) => lines.map(({ label }) => label))).toEqual([
			['A HTTP Request', 'B Get Payment Status'],
			['A HTTP Request', 'B Get Payment Status'],
		]);
		expect(panels[0]?.lines[0]?.points).toEqual([
			{ x: 1, y: 3 },
			{ x: 10, y: 3 },
		]);
	});

	it('holds every point within its frame, as a number', () => {
		const svg = plot(panelsOf([block(1), block(1_000)]));
		const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
		const placed = coordinates(svg);
		expect(placed.every((at) => at >= 0 && at <= Math.max(Number(width), Number(height)))).toBe(
			true,
		);
		expect(placed.length).toBeGreaterThan(0);
		expect(svg).not.toMatch(/NaN|undefined/);
	});

	it('goes up and to the right as numbers grow, and is readable on a dark page', () => {
		const lines = [{ label: 'A', style: 0, points: [1, 10, 100].map((x) => ({ x, y: x })) }];
		const svg = plot([{ title: 'Wall', lines }]);
		const [x1 = 0, y1 = 0, x2 = 0, y2 = 0, x3 = 0] = coordinates(svg);
		expect(x2 - x1).toBeCloseTo(x3 - x2, 0);
		expect(y2).toBeLessThan(y1);
		expect(svg).toContain('prefers-color-scheme:dark');
	});
});

describe('a profile', () => {
	const frame = (id: number, functionName: string, url: string, children: number[] = []) => ({
		id,
		callFrame: { functionName, url },
		children,
	});

	it("counts Node's own work for the nearest caller, and everything about a credential as one", () => {
		const n8n = '/x/node_modules/n8n-core/dist/execution-engine/b.js';
		const nodes = [
			frame(1, '(root)', '', [2, 5, 6, 11]),
			frame(2, 'execute', 'file:///x/node_modules/n8n-nodes-payment-api/dist/a.js', [3, 7, 9]),
			frame(3, 'request', n8n, [4]),
			frame(4, 'connect', 'node:tls'),
			frame(5, 'onread', 'node:internal/stream'),
			frame(6, '(garbage collector)', ''),
			frame(7, '_getCredentials', n8n, [8]),
			frame(8, 'resolve', '/x/node_modules/n8n-workflow/dist/cjs/expression.js'),
			frame(9, '_getNodeParameter', n8n, [10]),
			frame(10, 'resolve', '/x/node_modules/n8n-workflow/dist/cjs/expression.js'),
			frame(11, 'authenticate', '/x/node_modules/n8n/dist/credentials-helper.js', [12]),
			frame(12, 'authenticate', 'file:///x/node_modules/n8n-nodes-payment-api/dist/hooks.js'),
		];
		const samples = [2, 3, 4, 5, 6, 8, 9, 10, 12];
		const timeDeltas = [1_000, 2_000, 4_000, 500, 250, 8_000, 100, 16_000, 500];
		expect(ownersOf({ nodes, samples, timeDeltas })).toEqual([
			{ name: 'n8n evaluates an expression of a parameter', selfMs: 16 },
			{ name: 'n8n reads the credential: decryption, expressions', selfMs: 8 },
			{ name: 'HTTP and TLS', selfMs: 4 },
			{ name: 'n8n besides', selfMs: 2 },
			{ name: 'This package', selfMs: 1.5 },
			{ name: 'Node besides', selfMs: 0.5 },
			{ name: 'Garbage collection', selfMs: 0.25 },
			{ name: 'n8n reads parameters besides', selfMs: 0.1 },
		]);
	});
});
