import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * A parameter's value for one item. One that holds no expression is the same for all items, so n8n evaluates and checks it once
 * per run of the node. The value is shared: nobody may change it.
 *
 * Throws what n8n throws, e.g. for an expression that fails.
 *
 * @param otherwise Where the node has no such parameter.
 */
export function readParameter(
	node: IExecuteFunctions,
	name: string,
	index: number,
	otherwise?: unknown,
): unknown {
	const run = runOf(node);
	if (run.constants.has(name)) return run.constants.get(name);
	const value: unknown = node.getNodeParameter(name, index, otherwise);
	if (isConstant(run.parameters[name])) run.constants.set(name, value);
	return value;
}

interface Run {
	/** As they stand in the workflow: not evaluated. */
	readonly parameters: Readonly<Record<string, unknown>>;
	/** Values that hold for all items. */
	readonly constants: Map<string, unknown>;
}

/** n8n hands out another object for each run of a node. */
const runs = new WeakMap<IExecuteFunctions, Run>();

function runOf(node: IExecuteFunctions): Run {
	const run = runs.get(node) ?? { parameters: node.getNode().parameters, constants: new Map() };
	runs.set(node, run);
	return run;
}

/** What the workflow does not name may be filled in by n8n, so only what it names is known to hold no expression. */
const isConstant = (given: unknown): boolean => given !== undefined && !holdsExpression(given);

/** Anywhere within it, e.g. in a row of a collection. To n8n a text that begins with `=` is one (n8n-workflow, `isExpression`). */
function holdsExpression(given: unknown): boolean {
	if (typeof given === 'string') return given.startsWith('=');
	return typeof given === 'object' && given !== null && Object.values(given).some(holdsExpression);
}
