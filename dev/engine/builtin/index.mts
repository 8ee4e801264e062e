import type { INodeType } from 'n8n-workflow';
import { httpRequest } from './http-request.mts';
import { noOp, stickyNote } from './no-op.mts';
import { manualTrigger, scheduleTrigger } from './triggers.mts';

/**
 * Stand-ins for the built-in nodes of the example workflows: n8n-nodes-base is not a dependency. Each does only what its doc
 * comment says; any other built-in node is unknown to the engine.
 */
export const builtinNodes: ReadonlyMap<string, INodeType> = new Map(
	[manualTrigger, scheduleTrigger, noOp, stickyNote, httpRequest].map((node) => [
		`n8n-nodes-base.${node.description.name}`,
		node,
	]),
);
