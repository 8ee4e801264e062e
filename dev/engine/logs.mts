import { AsyncLocalStorage } from 'node:async_hooks';
import type { Logger } from 'n8n-workflow';
import type { LogEntry } from './types.mts';

/** n8n has one logger per process; the async context says which of several concurrent runs a line belongs to. */
const currentRun = new AsyncLocalStorage<LogEntry[]>();

export function captureLogs<T>(into: LogEntry[], run: () => T): T {
	return currentRun.run(into, run);
}

export interface ScopedLogger extends Logger {
	scoped(scopes: string | string[]): ScopedLogger;
}

export const capturingLogger: ScopedLogger = {
	error: (message, meta) => record('error', message, meta),
	warn: (message, meta) => record('warn', message, meta),
	info: (message, meta) => record('info', message, meta),
	debug: (message, meta) => record('debug', message, meta),
	scoped: () => capturingLogger,
};

function record(level: LogEntry['level'], message: string, meta: Record<string, unknown> = {}) {
	const plain = Object.entries(meta).map(([key, value]) => [key, plainError(value)]);
	currentRun.getStore()?.push({ level, message, meta: Object.fromEntries(plain) });
}

/** An Error has no enumerable fields: n8n's logger writes these four, so a search for secrets must see them. */
function plainError(value: unknown, seen = new Set<unknown>()): unknown {
	if (!(value instanceof Error) || seen.has(value)) return value;
	seen.add(value);
	const { name, message, stack, cause } = value;
	return { name, message, stack, cause: plainError(cause, seen) };
}
