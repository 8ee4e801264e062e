import type { INodeType, INodeTypes } from 'n8n-workflow';

/** n8n reports the last try of a node only; this counts every call of `execute`. */
export function countingTries(types: INodeTypes, tries: Map<string, number>): INodeTypes {
	return {
		getKnownTypes: () => types.getKnownTypes(),
		getByName: (name) => types.getByName(name),
		getByNameAndVersion: (name, version) =>
			counted(types.getByNameAndVersion(name, version), tries),
	};
}

function counted(type: INodeType, tries: Map<string, number>): INodeType {
	const { execute } = type;
	if (execute === undefined) return type;
	const counting: NonNullable<INodeType['execute']> = async function (...args) {
		const { name } = this.getNode();
		tries.set(name, (tries.get(name) ?? 0) + 1);
		return await execute.apply(this, args);
	};
	// The prototype keeps the type's other methods and fields; only `execute` is ours.
	return Object.assign(Object.create(type) as INodeType, { execute: counting });
}
