import type { INodeProperties, NodeExecutionHint } from 'n8n-workflow';

/** The option by which reads go over connections that stay open, and when a run suggests it. */
export const keepConnectionsOpenProperty: INodeProperties = {
	displayName: 'Keep Connections Open',
	name: 'keepConnectionsOpen',
	type: 'boolean',
	default: false,
	description:
		"Whether reads use connections to the provider that stay open, instead of a new one for each request. This makes many reads much faster. Writes always use a new connection. n8n's proxy settings do not apply to connections that stay open.",
};

/** With fewer, the connections cost less than a second or two. */
export const minReadsForHint = 100;

/** Said after a run of many reads without the option. */
export const keepConnectionsOpenHint = (reads: number): NodeExecutionHint => ({
	message: `This run opened a new connection for each of its ${reads} reads, which took most of its time. Turn on 'Keep Connections Open' in the options, unless this n8n reaches the provider through a proxy.`,
	location: 'outputPane',
});
