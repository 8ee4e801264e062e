import type {
	ICredentialDataDecryptedObject,
	ICredentialsExpressionResolveValues,
	IExecuteData,
	INode,
	INodeParameters,
	INodeProperties,
	INodeTypes,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import type { Platform } from './platform.mts';

interface ReadContext {
	additionalData: IWorkflowExecuteAdditionalData;
	type: string;
	mode: WorkflowExecuteMode;
	executeData?: IExecuteData;
	resolveValues?: ICredentialsExpressionResolveValues;
}

type CredentialReader = (
	stored: ICredentialDataDecryptedObject,
	context: ReadContext,
) => ICredentialDataDecryptedObject;

/** What a node sees of a stored credential: declared fields only, defaults filled in, expressions resolved for its item. */
export function createCredentialReader(
	{ core, workflow: wf }: Platform,
	propertiesOf: (type: string) => INodeProperties[],
): CredentialReader {
	return (stored, { additionalData, type, mode, executeData, resolveValues }) => {
		const declared = (wf.NodeHelpers.getNodeParameters(
			propertiesOf(type),
			stored as INodeParameters,
			true,
			false,
			null,
			null,
		) ?? {}) as ICredentialDataDecryptedObject;
		for (const kept of ['oauthTokenData', 'allowedHttpRequestDomains', 'allowedDomains']) {
			if (stored[kept] !== undefined) declared[kept] ??= stored[kept];
		}
		const keys = core.getAdditionalKeys(additionalData, mode, null, { isCredential: true });
		const parameters = declared as INodeParameters;

		if (resolveValues === undefined) {
			const workflow = new wf.Workflow({
				nodes: [mockNode],
				connections: {},
				active: false,
				nodeTypes: mockNodeTypes,
			});
			return workflow.expression.getComplexParameterValue(
				mockNode,
				parameters,
				mode,
				keys,
				undefined,
				undefined,
				parameters,
			) as ICredentialDataDecryptedObject;
		}
		const { workflow, runExecutionData, runIndex, itemIndex, node, connectionInputData } =
			resolveValues;
		try {
			return workflow.expression.getParameterValue(
				parameters,
				runExecutionData,
				runIndex,
				itemIndex,
				node.name,
				connectionInputData,
				mode,
				keys,
				executeData,
				false,
				parameters,
			) as ICredentialDataDecryptedObject;
		} catch (error) {
			if (error instanceof Error) error.message += ' [Error resolving credentials]';
			throw error;
		}
	};
}

const mockNode: INode = {
	id: 'mock',
	name: '',
	typeVersion: 1,
	type: 'mock',
	position: [0, 0],
	parameters: {},
};

const mockNodeType: ReturnType<INodeTypes['getByNameAndVersion']> = {
	description: {
		displayName: 'Mock',
		name: 'mock',
		group: [],
		description: '',
		version: 1,
		defaults: {},
		inputs: [],
		outputs: [],
		properties: [],
	},
};

const mockNodeTypes: INodeTypes = {
	getKnownTypes: () => ({}),
	getByName: () => mockNodeType,
	getByNameAndVersion: () => mockNodeType,
};
