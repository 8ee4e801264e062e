import { readFileSync } from 'node:fs';

/** Whose code the processor was running, and for how long. Milliseconds. */
export interface Owner {
	readonly name: string;
	readonly selfMs: number;
}

/** The part of V8's format that is read. */
export interface CpuProfile {
	readonly nodes: readonly ProfileNode[];
	readonly samples: readonly number[];
	/** Microseconds since the sample before. */
	readonly timeDeltas: readonly number[];
}

interface ProfileNode {
	readonly id: number;
	readonly callFrame: { readonly functionName: string; readonly url: string };
	readonly children?: readonly number[];
}

export const readProfile = (path: string): CpuProfile =>
	JSON.parse(readFileSync(path, 'utf8')) as CpuProfile;

const specials = new Map([
	['(garbage collector)', 'Garbage collection'],
	['(program)', 'Native code (TLS, sockets)'],
	['(idle)', 'idle'],
]);

/**
 * Time by owner, longest first. What Node runs on behalf of a package counts as that package's: the nearest caller decides.
 * What an event of the operating system starts has no such caller, e.g. most of TLS.
 */
export function ownersOf({ nodes, samples, timeDeltas }: CpuProfile): Owner[] {
	const byId = new Map(nodes.map((node) => [node.id, node]));
	const parents = new Map(
		nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)),
	);
	const known = new Map<number, string>();
	const ownerOf = (id: number): string => {
		const found = known.get(id);
		if (found !== undefined) return found;
		const node = byId.get(id);
		const parent = parents.get(id);
		const own = node === undefined ? undefined : nameOf(node);
		const owner = own ?? (parent === undefined ? 'Node' : ownerOf(parent));
		known.set(id, owner);
		return owner;
	};
	const sums = new Map<string, number>();
	for (const [index, id] of samples.entries()) {
		const owner = ownerOf(id);
		sums.set(owner, (sums.get(owner) ?? 0) + (timeDeltas[index] ?? 0) / 1000);
	}
	sums.delete('idle');
	return [...sums]
		.map(([name, selfMs]) => ({ name, selfMs }))
		.toSorted((a, b) => b.selfMs - a.selfMs);
}

/** Undefined for what belongs to whoever called it. */
function nameOf({ callFrame: { functionName, url } }: ProfileNode): string | undefined {
	const special = specials.get(functionName);
	if (special !== undefined) return special;
	const name = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url.replaceAll('\\', '/'))?.[1];
	if (name === undefined) return undefined;
	if (name === 'n8n-nodes-payment-api') return 'This package';
	if (name === 'n8n-nodes-payment-api-bench') return 'The benchmark';
	if (/^(n8n|n8n-core|n8n-workflow|n8n-nodes-base)$|^@n8n\//.test(name)) return 'n8n';
	return `n8n's libraries: ${name}`;
}
