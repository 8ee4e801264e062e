import type { PackageDirectoryLoader } from 'n8n-core';
import type { ICredentialType, INodeType, INodeTypes } from 'n8n-workflow';
import { builtinNodes } from './builtin/index.mts';
import { forgetModules } from './fresh-modules.mts';
import type { Platform } from './platform.mts';

export interface CredentialTypes {
	get(type: string): ICredentialType;
	parentsOf(type: string): string[];
	isUsableBy(type: string, nodeType: string): boolean;
}

export interface PackageTypes {
	nodes: INodeTypes;
	credentials: CredentialTypes;
}

/** Loads the package as n8n does at start, with module state of its own, and sets the built-in nodes beside it. */
export async function loadPackageTypes(
	platform: Platform,
	packageDir: string,
): Promise<PackageTypes> {
	const loader = new platform.core.PackageDirectoryLoader(packageDir);
	forgetModules(loader, platform.moduleCache);
	await loader.loadAll();
	for (const { type } of Object.values(loader.credentialTypes)) {
		type.properties = platform.workflow.injectDomainRestrictionFields(type);
	}
	return { nodes: nodeTypes(platform, loader), credentials: credentialTypes(platform, loader) };
}

function nodeTypes({ core, workflow }: Platform, loader: PackageDirectoryLoader): INodeTypes {
	const find = (fullName: string) => {
		const builtin = builtinNodes.get(fullName);
		if (builtin !== undefined) return builtin;
		const dot = fullName.lastIndexOf('.');
		const [packageName, name] = [fullName.slice(0, dot), fullName.slice(dot + 1)];
		if (packageName !== loader.packageName) {
			throw new core.UnrecognizedNodeTypeError(packageName, name);
		}
		// n8n knows a node that an agent may use under a second name as well; its `execute` is the same.
		return loader.getNode(name.replace(/Tool$/, '')).type;
	};
	return {
		getByName: find,
		getByNameAndVersion: (fullName, version): INodeType =>
			workflow.NodeHelpers.getVersionedNodeType(find(fullName), version),
		getKnownTypes: () => ({}),
	};
}

function credentialTypes(
	{ core }: Platform,
	{ credentialTypes: loaded, packageName }: PackageDirectoryLoader,
): CredentialTypes {
	const get = (name: string) => {
		const found = loaded[name]?.type;
		if (found === undefined) throw new core.UnrecognizedCredentialTypeError(name);
		return found;
	};
	const parentsOf = (name: string): string[] =>
		(loaded[name]?.type.extends ?? []).flatMap((parent) => [parent, ...parentsOf(parent)]);
	return {
		get,
		parentsOf,
		isUsableBy(name, nodeType) {
			const type = loaded[name]?.type;
			if (type?.restrictToSupportedNodes !== true) return true;
			return (type.supportedNodes ?? []).some((node) => `${packageName}.${node}` === nodeType);
		},
	};
}
