import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestMethods,
	INodeExecutionData,
	INodeProperties,
	INodeType,
	IRequestOptions,
	JsonObject,
} from 'n8n-workflow';
import { loadPlatform } from '../platform.mts';
import { describe } from './describe.mts';

/**
 * The sending part of the HTTP Request node (HttpRequestV3) with a predefined credential: all items at once, through the legacy
 * helper that authenticates again and resends after ANY failure. Reads `method`, `url`, `nodeCredentialType`, `sendBody` with
 * `jsonBody`, `options.timeout` and `options.response.response.{neverError,fullResponse}`.
 */
export const httpRequest: INodeType = {
	description: describe({
		name: 'httpRequest',
		displayName: 'HTTP Request',
		version: [3, 4, 4.1, 4.2, 4.3, 4.4, 4.5],
		properties: properties(),
	}),
	async execute() {
		const items = this.getInputData();
		const answers = await Promise.allSettled(
			items.map(async (_, index) => await send(this, index)),
		);
		const output: INodeExecutionData[] = [];
		for (const [item, answer] of answers.entries()) {
			if (answer.status === 'fulfilled') {
				output.push({ json: answer.value, pairedItem: { item } });
				continue;
			}
			const reason = answer.reason as JsonObject & Error;
			if (!this.continueOnFail()) {
				const { NodeApiError } = loadPlatform().workflow;
				throw new NodeApiError(this.getNode(), reason, { itemIndex: item });
			}
			output.push({ json: { error: reason.message }, pairedItem: { item } });
		}
		return [output];
	},
};

interface ResponseOptions {
	response?: { response?: { neverError?: boolean; fullResponse?: boolean } };
	timeout?: number;
}

async function send(node: IExecuteFunctions, item: number): Promise<IDataObject> {
	const options = node.getNodeParameter('options', item, {}) as ResponseOptions;
	const { neverError = false, fullResponse = false } = options.response?.response ?? {};
	const request: IRequestOptions = {
		method: node.getNodeParameter('method', item) as IHttpRequestMethods,
		uri: node.getNodeParameter('url', item) as string,
		headers: {},
		json: true,
		gzip: true,
		followRedirect: false,
		resolveWithFullResponse: true,
		simple: !neverError,
		timeout: options.timeout ?? 300_000,
	};
	if (node.getNodeParameter('sendBody', item) === true) {
		request.body = bodyOf(node.getNodeParameter('jsonBody', item));
	}
	const type = node.getNodeParameter('nodeCredentialType', item) as string;
	// Deprecated, and the point: this is the helper the built-in node still uses.
	const answer = (await node.helpers.requestWithAuthentication.call(
		node,
		type,
		request,
		undefined,
		item,
	)) as { body: unknown; headers: IDataObject; statusCode: number; statusMessage: string };
	const { body, headers, statusCode, statusMessage } = answer;
	if (fullResponse) return { body: body as IDataObject, headers, statusCode, statusMessage };
	return typeof body === 'object' && body !== null
		? (body as IDataObject)
		: { data: body as string };
}

function bodyOf(jsonBody: unknown): IDataObject {
	const value: unknown = typeof jsonBody === 'string' ? JSON.parse(jsonBody) : jsonBody;
	return value as IDataObject;
}

/** n8n drops parameters a node type does not declare. */
function properties(): INodeProperties[] {
	const text = (name: string, initial = ''): INodeProperties => ({
		displayName: name,
		name,
		type: 'string',
		default: initial,
	});
	return [
		text('method', 'GET'),
		text('url'),
		text('authentication', 'none'),
		text('nodeCredentialType'),
		{ displayName: 'sendBody', name: 'sendBody', type: 'boolean', default: false },
		text('specifyBody', 'json'),
		{ displayName: 'jsonBody', name: 'jsonBody', type: 'json', default: '' },
		{ displayName: 'options', name: 'options', type: 'json', default: {} },
	];
}
