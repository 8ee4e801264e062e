import type { ICredentialType, IExecuteFunctions, IHttpRequestOptions, INode } from 'n8n-workflow';
import { additionalDataFor } from './additional-data.mts';
import { httpRequest } from './builtin/http-request.mts';
import type { CredentialTable } from './credential-store.mts';
import { createCredentialsHelper } from './credentials-helper.mts';
import { loadPlatform } from './platform.mts';
import type { CredentialRef, CredentialStore } from './types.mts';

export interface CredentialInUse {
	readonly type: ICredentialType;
	readonly credential: CredentialRef;
	readonly credentials: CredentialStore;
}

/**
 * Sends one request by n8n-core's own code, with a credential type that need not be in a package. The HTTP Request node takes the
 * legacy helper, which sends again after ANY failure for which the hook gives it a token; other nodes take the one that asks the
 * hook after 401 only, and then sends again whatever it says.
 * @throws What n8n-core throws: a NodeApiError also for a status of 400 and above.
 */
export async function sendWithCredential(
	sender: 'httpRequestNode' | 'otherNodes',
	request: IHttpRequestOptions,
	inUse: CredentialInUse,
): Promise<unknown> {
	const node = executing(inUse);
	const { name } = inUse.type;
	const { helpers } = node;
	if (sender === 'otherNodes')
		return await helpers.httpRequestWithAuthentication.call(node, name, { ...request, json: true });
	const { url, ...rest } = request;
	const legacy = { ...rest, uri: url, json: true } as Legacy;
	return await helpers.requestWithAuthentication.call(node, name, legacy, undefined, 0);
}

type Legacy = Parameters<IExecuteFunctions['helpers']['requestWithAuthentication']>[1];

/** A node of the one type that may use any credential. */
function executing({ type, credential, credentials }: CredentialInUse): IExecuteFunctions {
	const platform = loadPlatform();
	const { core, workflow: wf } = platform;
	const types = { get: () => type, parentsOf: () => [], isUsableBy: () => true };
	const node: INode = {
		id: 'sender',
		name: 'Sender',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 3,
		position: [0, 0],
		parameters: {},
		credentials: { [type.name]: credential },
	};
	const workflow = new wf.Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: {
			getKnownTypes: () => ({}),
			getByName: () => httpRequest,
			getByNameAndVersion: () => httpRequest,
		},
	});
	const additionalData = additionalDataFor(platform, {
		workflowId: 'sender',
		credentialsHelper: createCredentialsHelper(platform, types, credentials as CredentialTable),
	});
	const data = { main: [[{ json: {} }]] };
	return new core.ExecuteContext(
		workflow,
		node,
		additionalData,
		'manual',
		wf.createRunExecutionData({}),
		0,
		data.main[0] ?? [],
		data,
		{ node, data, source: null },
		[],
	);
}
