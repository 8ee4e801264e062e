import type { INodeType } from 'n8n-workflow';
import { filter, ifNode, switchNode } from './conditions.mts';
import { httpRequest } from './http-request.mts';
import { noOp, stickyNote } from './no-op.mts';
import { set } from './set.mts';
import { splitOut } from './split-out.mts';
import { manualTrigger, scheduleTrigger } from './triggers.mts';

/**
 * Stand-ins for the built-in nodes of the example workflows, for tests and the demo only: n8n-nodes-base is not a dependency. Each
 * does only what its doc comment says; any other built-in node is unknown to the engine.
 */
export const builtinNodes: ReadonlyMap<string, INodeType> = new Map(
	[
		manualTrigger,
		scheduleTrigger,
		noOp,
		stickyNote,
		httpRequest,
		set,
		splitOut,
		switchNode,
		filter,
		ifNode,
	].map((node) => [`n8n-nodes-base.${node.description.name}`, node]),
);
