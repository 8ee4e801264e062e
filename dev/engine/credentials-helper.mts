import type {
	ICredentialDataDecryptedObject,
	ICredentials,
	ICredentialsHelper,
	ICredentialType,
	INode,
	INodeCredentialsDetails,
	INodeProperties,
} from 'n8n-workflow';
import { createCredentialReader } from './credential-reader.mts';
import type { CredentialTable } from './credential-store.mts';
import type { CredentialTypes } from './package-types.mts';
import type { Platform } from './platform.mts';
import { restrictToCredentialDomains } from './credential-domains.mts';

/**
 * n8n's CredentialsHelper (n8n 2.41.1, credentials-helper.js) over an in-memory table. Left out are the parts that need a licence
 * or a database of their own: overwrites, external secrets, dynamic (per-user) credentials, the AI gateway and usage policies.
 */
export function createCredentialsHelper(
	platform: Platform,
	types: CredentialTypes,
	table: CredentialTable,
): ICredentialsHelper {
	const { core, workflow: wf } = platform;

	const rowOf = async (ref: INodeCredentialsDetails, type: string) => {
		if (!ref.id) throw new wf.UnexpectedError('Found credential with no ID.');
		const row = await table.find(ref.id, type);
		if (row === undefined) {
			throw new wf.UserError(`Credential with ID "${ref.id}" does not exist for type "${type}".`);
		}
		return row;
	};
	const getCredentials = async (ref: INodeCredentialsDetails, type: string) => {
		const row = await rowOf(ref, type);
		return new core.Credentials({ id: row.id, name: row.name }, row.type, row.data);
	};
	const save = async ({ id, data }: ICredentials) => {
		if (id === undefined || data === undefined) throw new wf.UnexpectedError('Nothing to save');
		await table.save(id, data);
	};
	const updateCredentials: ICredentialsHelper['updateCredentials'] = async (ref, type, data) => {
		const credentials = await getCredentials(ref, type);
		await credentials.setData(data);
		await save(credentials);
	};
	const propertiesOf = (type: string): INodeProperties[] => {
		const { extends: parents, properties } = types.get(type);
		if (parents === undefined) return properties;
		const combined: INodeProperties[] = [];
		for (const parent of parents)
			wf.NodeHelpers.mergeNodeProperties(combined, propertiesOf(parent));
		wf.NodeHelpers.mergeNodeProperties(combined, properties);
		return combined;
	};
	const persist = async (
		type: ICredentialType,
		expirable: string,
		node: INode,
		output: ICredentialDataDecryptedObject,
	) => {
		const ref = node.credentials?.[type.name] ?? { id: null, name: '' };
		const stored = await (await getCredentials(ref, type.name)).getData();
		const merged = { ...stored };
		for (const [key, value] of Object.entries(output)) {
			if (key === expirable || !wf.isExpression(stored[key])) merged[key] = value;
		}
		await updateCredentials(ref, type.name, merged);
	};
	const read = createCredentialReader(platform, propertiesOf);

	return {
		getParentTypes: (type) => types.parentsOf(type),
		isCredentialUsableByNode: (type, nodeType) => types.isUsableBy(type, nodeType),
		getCredentialsProperties: propertiesOf,
		getCredentials,
		updateCredentials,

		async authenticate(credentials, typeName, options) {
			const { authenticate } = types.get(typeName);
			const request = options as Awaited<ReturnType<ICredentialsHelper['authenticate']>>;
			if (typeof authenticate === 'function') return await authenticate(credentials, request);
			if (authenticate === undefined) return request;
			throw new wf.UnexpectedError('Declarative authentication is not part of the embedded engine');
		},

		async preAuthentication(helpers, credentials, typeName, node, credentialsExpired) {
			const type = types.get(typeName);
			const expirable = type.properties.find(
				(property) => property.type === 'hidden' && property.typeOptions?.expirable === true,
			)?.name;
			if (expirable === undefined || typeof type.preAuthentication !== 'function') return undefined;
			const isTest = node.parameters?.temp === '' && node.type === 'n8n-nodes-base.noOp';
			if (credentials[expirable] !== '' && !credentialsExpired && !isTest) return undefined;

			table.countHookCall(node.credentials?.[typeName]?.id);
			const context = restrictToCredentialDomains(wf, helpers, credentials);
			const output = (await type.preAuthentication.call(
				context,
				credentials,
			)) as ICredentialDataDecryptedObject;
			if (output[expirable] === undefined || !node.credentials) return undefined;
			await persist(type, expirable, node, output);
			return Object.assign(credentials, output);
		},

		async runPreAuthentication(helpers, credentials, typeName) {
			const type = types.get(typeName);
			if (typeof type.preAuthentication !== 'function') return undefined;
			const context = restrictToCredentialDomains(wf, helpers, credentials);
			const output = await type.preAuthentication.call(context, credentials);
			return output as ICredentialDataDecryptedObject;
		},

		async getDecrypted(additionalData, ref, type, mode, executeData, raw, resolveValues) {
			const stored = await (await getCredentials(ref, type)).getData();
			if (raw === true) return stored;
			return read(stored, { additionalData, type, mode, executeData, resolveValues });
		},

		async updateCredentialsOauthTokenData(ref, type, data) {
			const credentials = await getCredentials(ref, type);
			await credentials.updateData({ oauthTokenData: data.oauthTokenData });
			await save(credentials);
		},
	};
}
