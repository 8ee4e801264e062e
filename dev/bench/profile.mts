import { readFileSync } from 'node:fs';

/** What the processor was doing, and for how long. Milliseconds. */
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

/** What V8 names itself. */
const specials = new Map([
	['(garbage collector)', 'Garbage collection'],
	['(program)', 'Native code outside of JavaScript'],
	['(idle)', 'idle'],
]);

/** By function and file of whoever is on the stack. */
type Rule = readonly [name: string, pattern: RegExp];

const ofThisPackage = /\/n8n-nodes-payment-api\//;

/** Whatever is called from here belongs here. */
const wholes: readonly Rule[] = [
	['The benchmark itself', /n8n-nodes-payment-api-bench\//],
	['n8n reads the credential: database', /\/(sqlite3|typeorm)\//],
	[
		'n8n reads the credential: decryption, expressions',
		/\/credentials-helper|\/n8n-core\/dist\/(encryption|credentials)|^_getCredentials |\/policy\//,
	],
];

/** The nearest one on the stack decides. */
const nearest: readonly Rule[] = [
	[
		'n8n evaluates an expression of a parameter',
		/\/expression-runtime\/|\/n8n-workflow\/dist\/cjs\/(expression|workflow-data-proxy|extensions)|\/isolated-vm\//,
	],
	[
		'n8n reads parameters besides',
		/^_getNodeParameter |\/(validate-value-against-schema|cleanup-parameter-data|node-helpers)\./,
	],
	[
		'HTTP and TLS',
		/node:internal\/deps\/undici|node:(_?tls|net|_?http|https)|\/(axios|follow-redirects|backend-network|undici|agent-base|https?-proxy-agent)\//,
	],
	['This package', ofThisPackage],
	['n8n besides', /\/node_modules\//],
];

/**
 * Time by what it was for, longest first. What Node runs on behalf of somebody counts as that one's; what an event of the operating
 * system starts has no such caller.
 */
export function ownersOf({ nodes, samples, timeDeltas }: CpuProfile): Owner[] {
	const byId = new Map(nodes.map((node) => [node.id, node]));
	const parents = new Map(
		nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)),
	);
	const stackOf = (id: number): readonly string[] => {
		const frames: string[] = [];
		for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
			const { functionName = '', url = '' } = byId.get(at)?.callFrame ?? {};
			frames.push(`${functionName} ${url.replaceAll('\\', '/')}`);
		}
		return frames;
	};
	const known = new Map<number, string>();
	const ownerOf = (id: number): string => {
		const owner =
			known.get(id) ??
			specials.get(byId.get(id)?.callFrame.functionName ?? '') ??
			ownerIn(stackOf(id));
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

/** @param stack the innermost first */
function ownerIn(stack: readonly string[]): string {
	const own = stack.findIndex((frame) => ofThisPackage.test(frame));
	// The credential's own hook is called by n8n, and is this package's all the same.
	const within = own === -1 ? stack : stack.slice(0, own);
	const whole = wholes.find(([, pattern]) => within.some((frame) => pattern.test(frame)));
	if (whole !== undefined) return whole[0];
	for (const frame of stack)
		for (const [name, pattern] of nearest) if (pattern.test(frame)) return name;
	return 'Node besides';
}
