import type { INodeType } from 'n8n-workflow';
import { httpRequest } from './http-request.mts';
import { manualTrigger } from './manual-trigger.mts';

/**
 * Stand-ins for built-in nodes, for tests and the demo only: n8n-nodes-base is not a dependency. Each does only what its doc comment
 * says; any other built-in node is unknown to the engine.
 */
export const builtinNodes: ReadonlyMap<string, INodeType> = new Map(
	[manualTrigger, httpRequest].map((node) => [`n8n-nodes-base.${node.description.name}`, node]),
);
