import type { INode, INodeTypes, IWorkflowBase } from 'n8n-workflow';
import type { WorkflowJson, WorkflowNodeJson } from './types.mts';

export type CompleteWorkflow = IWorkflowBase & { id: string };

/** Fills in what an export may leave out. A copy: n8n writes into the nodes it runs, and the caller may run them again. */
export function completeWorkflow(json: WorkflowJson, types: INodeTypes): CompleteWorkflow {
	const now = new Date();
	const copy = structuredClone(json);
	return {
		id: copy.id ?? copy.name ?? 'workflow',
		name: copy.name ?? 'Workflow',
		active: false,
		isArchived: false,
		activeVersionId: null,
		createdAt: now,
		updatedAt: now,
		nodes: copy.nodes.map((node) => completeNode(node, types)),
		connections: copy.connections ?? {},
		settings: { executionOrder: 'v1', ...copy.settings },
		pinData: copy.pinData,
		staticData: copy.staticData,
	};
}

function completeNode(node: WorkflowNodeJson, types: INodeTypes): INode {
	const [x = 0, y = 0] = node.position ?? [];
	return {
		...node,
		id: node.id ?? node.name,
		typeVersion: node.typeVersion ?? latestVersion(node.type, types),
		position: [x, y],
		parameters: node.parameters ?? {},
	};
}

function latestVersion(type: string, types: INodeTypes): number {
	const { version } = types.getByNameAndVersion(type).description;
	return Array.isArray(version) ? Math.max(...version) : version;
}
