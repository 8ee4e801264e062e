import { arch, cpus, platform, release, totalmem } from 'node:os';

import type { Runner } from './runner.mts';

export interface Machine {
	readonly cpu: string;
	readonly cores: number;
	readonly memoryBytes: number;
	readonly system: string;
	readonly n8n: string;
	readonly node: string;
	/** The day of the measurement, in UTC. */
	readonly date: string;
}

export const machineOf = ({ n8n, node }: Runner['versions']): Machine => ({
	cpu: cpus()[0]?.model.trim() ?? 'unknown',
	cores: cpus().length,
	memoryBytes: totalmem(),
	system: `${platform()} ${release()} ${arch()}`,
	n8n,
	node,
	date: new Date().toISOString().slice(0, 10),
});
