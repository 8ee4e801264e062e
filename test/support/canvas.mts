import type { INode } from 'n8n-workflow';

import type { WorkflowInput } from '../../dev/n8n/rest.mts';

/**
 * Where n8n 2.41 draws things on its canvas, in pixels, measured in pictures of it. Good enough to tell whether something lies on
 * the text of a note, and no better.
 */

export interface Box {
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
}

interface Point {
	readonly x: number;
	readonly y: number;
}

const nodeSize = 96;
/** An agent, with the names of what is attached to it. */
const agentWidth = 224;
/** What is attached to an agent is a circle, and an approval a wider pill. */
const attachedSize = 80;
const approvalWidth = 240;
/** Each further output makes a node higher. */
const outputHeight = 32;
/** Name and subtitle below a node. */
const captionHeight = 60;
/** Where the lines of attached nodes begin below an agent, from its left edge; the tools of an approval begin at `other`. */
const attachments: Readonly<Record<string, number>> = { ai_languageModel: 40, ai_tool: 184 };
const otherAttachment = 40;

const textMargin = 13;
const headingHeight = 30;
const headingLetter = 12;
const lineHeight = 19;
const letter = 6.8;
const paragraphGap = 9;

export const isNote = ({ type }: INode): boolean => type.endsWith('.stickyNote');
const isAgent = ({ type }: INode): boolean => type.endsWith('.agent');
const isApproval = ({ type }: INode): boolean => type.endsWith('HitlTool');

const at = ({ position: [x, y] }: INode): Point => ({ x, y });

/** What the text of a note covers. */
export function textOf(note: INode): Box {
	const { x, y } = at(note);
	const { width, content } = note.parameters as unknown as {
		readonly width: number;
		readonly content: string;
	};
	const inner = width - 2 * textMargin;
	const heights = content
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => {
			const shown = line.replace(/^## |[*`]/g, '');
			return line.startsWith('## ')
				? Math.ceil((shown.length * headingLetter) / inner) * headingHeight
				: Math.ceil((shown.length * letter) / inner) * lineHeight + paragraphGap;
		});
	const bottom = y + 2 * textMargin + heights.reduce((sum, height) => sum + height, 0);
	return { left: x, top: y, right: x + width, bottom };
}

/** What a node covers, with its name. */
export function boxOf(node: INode, { connections }: WorkflowInput): Box {
	const { x, y } = at(node);
	const { width, height } = sizeOf(node, connections);
	return { left: x, top: y, right: x + width, bottom: y + height + captionHeight };
}

function sizeOf(
	node: INode,
	connections: WorkflowInput['connections'],
): { readonly width: number; readonly height: number } {
	if (isAgent(node)) return { width: agentWidth, height: nodeSize };
	if (isApproval(node)) return { width: approvalWidth, height: attachedSize };
	if (isAttached(node, connections)) return { width: attachedSize, height: attachedSize };
	const outputs = connections[node.name]?.main?.length ?? 1;
	return { width: nodeSize, height: nodeSize + Math.max(outputs - 2, 0) * outputHeight };
}

const isAttached = ({ name }: INode, connections: WorkflowInput['connections']): boolean =>
	Object.keys(connections[name] ?? {}).some((type) => type !== 'main');

/** The points of each line between two nodes, by its name. */
export function linesOf(workflow: WorkflowInput): ReadonlyMap<string, readonly Point[]> {
	const byName = (name: string): INode => {
		const found = workflow.nodes.find((node) => node.name === name);
		if (found === undefined) throw new Error(`There is no node ${name}`);
		return found;
	};
	const lines = new Map<string, readonly Point[]>();
	for (const [from, outputs] of Object.entries(workflow.connections))
		for (const [type, targets] of Object.entries(outputs))
			for (const { node: to } of targets.flat().filter((target) => target !== null))
				lines.set(
					`${from} – ${to}`,
					type === 'main'
						? across(byName(from), byName(to), workflow)
						: down(byName(from), byName(to), type, workflow),
				);
	return lines;
}

/** From the right edge of one node to the left edge of the other. */
function across(from: INode, to: INode, { connections }: WorkflowInput): readonly Point[] {
	const one = sizeOf(from, connections);
	const other = sizeOf(to, connections);
	const begin = { x: at(from).x + one.width, y: at(from).y + one.height / 2 };
	const end = { x: at(to).x, y: at(to).y + other.height / 2 };
	const reach = { x: Math.abs(end.x - begin.x) / 2, y: 0 };
	return curve(begin, end, reach);
}

/** From below the node that uses it to the top of what is attached. */
function down(
	attached: INode,
	user: INode,
	type: string,
	{ connections }: WorkflowInput,
): readonly Point[] {
	const offset = isAgent(user) ? (attachments[type] ?? otherAttachment) : otherAttachment;
	const begin = { x: at(user).x + offset, y: at(user).y + sizeOf(user, connections).height };
	const end = { x: at(attached).x + sizeOf(attached, connections).width / 2, y: at(attached).y };
	return curve(begin, end, { x: 0, y: Math.abs(end.y - begin.y) / 2 });
}

const steps = 100;

/** A Bézier curve that leaves and arrives in the direction of `reach`. */
const curve = (begin: Point, end: Point, reach: Point): readonly Point[] =>
	Array.from({ length: steps + 1 }, (_, step) => {
		const t = step / steps;
		const along = (from: number, to: number, bend: number): number =>
			(1 - t) ** 3 * from +
			3 * (1 - t) ** 2 * t * (from + bend) +
			3 * (1 - t) * t ** 2 * (to - bend) +
			t ** 3 * to;
		return { x: along(begin.x, end.x, reach.x), y: along(begin.y, end.y, reach.y) };
	});

export const overlaps = (one: Box, other: Box): boolean =>
	one.left < other.right &&
	other.left < one.right &&
	one.top < other.bottom &&
	other.top < one.bottom;

export const contains = ({ left, top, right, bottom }: Box, { x, y }: Point): boolean =>
	x > left && x < right && y > top && y < bottom;
