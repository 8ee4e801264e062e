/** The node's options for either transport, for tests that hold for both. */
export const transports = [
	{ transport: 'a new connection for each', over: {} },
	{ transport: 'connections that stay open', over: { keepConnectionsOpen: true } },
] as const;
