import type { Fault, FaultMatch } from '../types.mts';

export interface FaultTarget {
	method: string;
	path: string;
	isToken: boolean;
}

export interface FaultQueue {
	add(fault: Fault): void;
	/** The first fault that fits, used up by one; null = handle normally. */
	take(target: FaultTarget): Fault | null;
	clear(): void;
}

export function createFaultQueue(): FaultQueue {
	let queue: { fault: Fault; left: number }[] = [];
	return {
		add(fault) {
			requireOneKind(fault);
			queue.push({ fault, left: fault.times ?? 1 });
		},
		take(target) {
			const found = queue.find(({ fault }) => fits(fault.match ?? {}, target));
			if (!found) return null;
			found.left -= 1;
			if (found.left <= 0) queue = queue.filter((entry) => entry !== found);
			return found.fault;
		},
		clear() {
			queue = [];
		},
	};
}

/** The token endpoint is hit only when it is meant: by `token`, or by its own exact path. */
function fits(match: FaultMatch, target: FaultTarget): boolean {
	if (match.method !== undefined && match.method.toUpperCase() !== target.method) return false;
	if (match.path !== undefined && !pathFits(match.path, target.path)) return false;
	if (match.token) return target.isToken;
	return !target.isToken || match.path === target.path;
}

function pathFits(pattern: string, path: string): boolean {
	return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : pattern === path;
}

function requireOneKind(fault: Fault): void {
	const kinds = (
		['status', 'reset', 'malformed', 'html', 'failureIn200', 'tokenRefused'] as const
	).filter((kind) => fault[kind] !== undefined && fault[kind] !== false);
	if (kinds.length > 1) throw new Error(`A fault has one kind, this one has ${kinds.join(', ')}`);
	const holds = fault.delayMs !== undefined || fault.together !== undefined;
	if (kinds.length === 0 && !holds) {
		throw new Error('A fault needs a kind, e.g. status, delayMs or reset');
	}
	if (fault.status === undefined && (fault.body !== undefined || fault.headers !== undefined)) {
		throw new Error('The body and headers of a fault need its status');
	}
}
