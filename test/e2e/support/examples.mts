import { readExamples } from '../../../dev/local/examples.mts';
import type { WorkflowInput } from '../../../dev/n8n/rest.mts';
import type { World } from './world.mts';

/** A workflow of the examples folder, to be created anew, with the world's credential in its nodes of that provider. */
export async function exampleFor(
	{ credential, sample }: World,
	id: string,
): Promise<WorkflowInput> {
	const example = (await readExamples()).find((workflow) => workflow.id === id);
	if (example === undefined) throw new Error(`There is no example ${id}`);
	const type = sample.credentialType;
	const credentials = { [type]: { id: credential.id, name: credential.name } };
	const nodes = example.nodes.map((node) =>
		node.credentials?.[type] === undefined ? node : { ...node, credentials },
	);
	const { name, connections, settings } = example;
	return { name, nodes, connections, settings };
}
