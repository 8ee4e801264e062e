import { randomUUID } from 'node:crypto';
import type { IConnections, INode, NodeConnectionType } from 'n8n-workflow';

import type { WorkflowInput } from '../../../dev/n8n/rest.mts';

export const trigger = 'Start';

/** A node as a test writes it; ids and positions do not matter. */
export type NodeInput = Pick<INode, 'name' | 'type' | 'typeVersion'> & Partial<INode>;

/** The nodes one after the other, each with the first output of the one before it. */
export function chain(name: string, ...nodes: readonly NodeInput[]): WorkflowInput {
	const connections: IConnections = {};
	for (const [index, { name: from }] of nodes.entries()) {
		const next = nodes[index + 1];
		if (next !== undefined) {
			const type: NodeConnectionType = 'main';
			connections[from] = { main: [[{ node: next.name, type, index: 0 }]] };
		}
	}
	return { name, nodes: placed(nodes), connections, settings: { executionOrder: 'v1' } };
}

/** Each of the nodes behind the first, so that each can be executed without the others. */
export function fan(
	name: string,
	first: NodeInput,
	...others: readonly NodeInput[]
): WorkflowInput {
	const type: NodeConnectionType = 'main';
	const main = [others.map(({ name: node }) => ({ node, type, index: 0 }))];
	return {
		name,
		nodes: placed([first, ...others]),
		connections: { [first.name]: { main } },
		settings: { executionOrder: 'v1' },
	};
}

/** In rows, so that the editor can show all of them at once. */
const placed = (nodes: readonly NodeInput[]): INode[] =>
	nodes.map((node, index) => ({
		id: randomUUID(),
		position: [(index % nodesInRow) * 250, Math.floor(index / nodesInRow) * 200],
		parameters: {},
		...node,
	}));

const nodesInRow = 4;

export const start: NodeInput = {
	name: trigger,
	type: 'n8n-nodes-base.manualTrigger',
	typeVersion: 1,
};

/** Answers its caller with what the last node put out. */
export const webhook = (path: string): NodeInput => ({
	name: 'Webhook',
	type: 'n8n-nodes-base.webhook',
	typeVersion: 2,
	webhookId: randomUUID(),
	parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', responseData: 'allEntries' },
});

/** Two nodes that put out these items, as a list that came from elsewhere would. */
export const items = (values: readonly object[]): readonly NodeInput[] => [
	{
		name: 'List',
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		parameters: { mode: 'raw', jsonOutput: JSON.stringify({ list: values }) },
	},
	{
		name: 'Items',
		type: 'n8n-nodes-base.splitOut',
		typeVersion: 1,
		parameters: { fieldToSplitOut: 'list' },
	},
];
