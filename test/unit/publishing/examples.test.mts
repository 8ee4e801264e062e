import { readdirSync, readFileSync } from 'node:fs';

import type { WorkflowInput } from '../../../dev/n8n/rest.mts';
import { boxOf, contains, isNote, linesOf, overlaps, textOf } from '../../support/canvas.mts';

/** How the example workflows look when they are opened. */

const example = (file: string): WorkflowInput =>
	JSON.parse(readFileSync(`examples/${file}`, 'utf8')) as WorkflowInput;

/** What lies on the text of a note, by name. */
function onText(workflow: WorkflowInput): string[] {
	const notes = workflow.nodes.filter(isNote);
	const others = workflow.nodes.filter((node) => !isNote(node));
	return notes.flatMap((note) => {
		const text = textOf(note);
		const covering = others.filter((node) => overlaps(boxOf(node, workflow), text));
		const crossing = [...linesOf(workflow)].filter(([, points]) =>
			points.some((point) => contains(text, point)),
		);
		return [...covering.map(({ name }) => name), ...crossing.map(([name]) => name)].map(
			(name) => `${name} on '${note.name}'`,
		);
	});
}

const files = readdirSync('examples').filter((name) => name.endsWith('.json'));

describe.each(files)('%s', (file) => {
	const workflow = example(file);

	test('has notes, and nothing lies on their text', () => {
		expect(workflow.nodes.filter(isNote)).not.toEqual([]);
		expect(onText(workflow)).toEqual([]);
	});

	test('has notes that are high enough for their text and beside each other', () => {
		const boxes = workflow.nodes.filter(isNote).map((note) => {
			const text = textOf(note);
			const { height } = note.parameters as unknown as { readonly height: number };
			return { name: note.name, text, box: { ...text, bottom: text.top + height } };
		});
		for (const { name, text, box } of boxes) {
			expect({ name, isHighEnough: text.bottom <= box.bottom }).toEqual({
				name,
				isHighEnough: true,
			});
			const under = boxes.filter((other) => other.box !== box && overlaps(other.box, box));
			expect(under).toEqual([]);
		}
	});
});

describe('what lies on a text is found', () => {
	const workflow = example('agent-with-approval.json');
	const moved = (name: string, position: [number, number]): WorkflowInput => ({
		...workflow,
		nodes: workflow.nodes.map((node) => (node.name === name ? { ...node, position } : node)),
	});

	test.each<[string, WorkflowInput, string]>([
		['a node', moved('Reply', [608, -240]), "Reply on 'Note: Chat'"],
		[
			'a line',
			moved('Note: Read', [816, 224]),
			"Approval by a Person – Payment Agent on 'Note: Read'",
		],
	])('%s', (_what, given, found) => {
		expect(onText(given)).toContain(found);
	});
});
