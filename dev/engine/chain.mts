import type { WorkflowJson, WorkflowNodeJson } from './types.mts';

/** A workflow whose nodes follow one another, first output to first input. */
export function chain(...nodes: WorkflowNodeJson[]): WorkflowJson {
	const connections: NonNullable<WorkflowJson['connections']> = {};
	for (const [index, { name }] of nodes.entries()) {
		const next = nodes[index + 1];
		if (next) connections[name] = { main: [[{ node: next.name, type: 'main', index: 0 }]] };
	}
	return { nodes, connections };
}
