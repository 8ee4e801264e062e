import { arch, cpus, platform, release, totalmem } from 'node:os';
import { isDeepStrictEqual } from 'node:util';

import type { Runner } from './runner.mts';

export interface Machine {
	readonly cpu: string;
	readonly cores: number;
	readonly memoryBytes: number;
	readonly system: string;
	readonly n8n: string;
	readonly node: string;
	/** The days of the measurement, in UTC, the first one first. */
	readonly dates: readonly string[];
}

export const machineOf = ({ n8n, node }: Runner['versions']): Machine => ({
	cpu: cpus()[0]?.model.trim() ?? 'unknown',
	cores: cpus().length,
	memoryBytes: totalmem(),
	system: `${platform()} ${release()} ${arch()}`,
	n8n,
	node,
	dates: [new Date().toISOString().slice(0, 10)],
});

/** On one machine with one n8n, on one more day. Undefined for two of them: their numbers do not belong into one document. */
export function sameMachine(
	{ dates, ...known }: Machine,
	{ dates: newDates, ...now }: Machine,
): Machine | undefined {
	return isDeepStrictEqual(known, now)
		? { ...now, dates: [...new Set([...dates, ...newDates])] }
		: undefined;
}
