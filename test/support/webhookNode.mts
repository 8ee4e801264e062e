import { EventEmitter } from 'node:events';
import type {
	IDataObject,
	IHookFunctions,
	IHttpRequestOptions,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { receiveNotification } from '../../nodes/PaymentWebhookTrigger/receive';
import { inbound } from './signed.mts';

export type Parameters = Readonly<Record<string, unknown>>;

export interface Given {
	readonly parameters?: Parameters;
	readonly fields?: Readonly<Record<string, string>> | Error;
	readonly request?: ReturnType<typeof inbound>;
	readonly headers?: Readonly<Record<string, string | string[] | undefined>>;
	/** As it arrived. */
	readonly url?: string;
	/** The production URL, as n8n names it. */
	readonly own?: string;
	readonly mode?: string;
	/** Of the node; the memory of a process is by it, so another one is another process. */
	readonly id?: string;
	/** What n8n keeps with the workflow. It is changed when n8n saves. */
	readonly database?: { staticData: IDataObject };
	readonly readRawBody?: () => Promise<void>;
	/** What the provider answers to look-ups. */
	readonly answers?: (options: IHttpRequestOptions) => object;
	/** What becomes of the items: n8n starts an execution, or fails to and answers 500. */
	readonly start?: 'started' | 'failed';
	/** Whether the sender waits for the answer. */
	readonly sender?: 'waits' | 'hangsUp' | 'hangsUpDuringConfirmation';
}

export interface Delivered {
	readonly response: IWebhookResponseData;
	/** Of the execution that was started; none where none was. */
	readonly items: IDataObject[];
	/** The answer, by the node or by n8n. */
	readonly answer: { readonly status: number; readonly body: unknown };
	readonly logged: readonly string[];
	wasRead(): boolean;
}

let ids = 0;
export const newId = (): string => `node-${(ids += 1)}`;

/** An answer on its way, as Express has it. */
class Response extends EventEmitter {
	statusCode = 200;
	writableEnded = false;
	/** The sender has hung up. */
	destroyed = false;
	body: unknown;

	status(code: number): this {
		this.statusCode = code;
		return this;
	}

	json(body: unknown): this {
		this.body = body;
		this.writableEnded = true;
		// To nobody, nothing is finished.
		if (!this.destroyed) this.emit('finish');
		if (!this.destroyed) this.emit('close');
		return this;
	}

	hangUp(): void {
		this.destroyed = true;
		this.emit('close');
	}
}

/** As much of n8n as the node uses; n8n leaves the body to be read. */
export function n8nWith(given: Given, staticData: IDataObject = {}) {
	const {
		parameters = {},
		fields = {},
		request = inbound(''),
		url = '/webhook/a?x=1',
		own = 'https://n8n.example.com/webhook/a',
		mode = 'webhook',
		id = newId(),
	} = given;
	const logged: string[] = [];
	const log = (line: string) => void logged.push(line);
	const headers = given.headers ?? request.headers;
	const response = new Response();
	const read = {
		headers: { 'content-length': String(request.body.length), ...headers },
		originalUrl: url,
		unpipe: () => undefined,
		resume: () => undefined,
		rawBody: undefined as Buffer | undefined,
		readRawBody:
			given.readRawBody ??
			(async () => {
				await Promise.resolve();
				read.rawBody = request.body;
			}),
	};
	const all: Parameters = { provider: 'smartFastPay', tolerance: 300, ...parameters };
	const token = { access_token: 'token-0001', expires_in: 3600 };
	const written = (body: object): object => ({
		statusCode: 200,
		headers: {},
		body: Buffer.from(JSON.stringify(body)),
	});
	const node = {
		getNode: () => ({
			...{ id, name: 'Payments', type: 'x', typeVersion: 1 },
			...{ parameters: {}, credentials: {} },
		}),
		getNodeParameter: (name: string, fallback?: unknown) => all[name] ?? fallback,
		getCredentials: async () => {
			if (fields instanceof Error) throw fields;
			return await Promise.resolve(fields);
		},
		getNodeWebhookUrl: () => own,
		getHeaderData: () => headers,
		getRequestObject: () => read,
		getResponseObject: () => response,
		getWorkflow: () => ({ id: 'workflow-1' }),
		getWorkflowStaticData: () => staticData,
		getMode: () => mode,
		logger: { warn: log, info: log, error: log },
		helpers: {
			httpRequest: async () => await Promise.resolve(written({ ...token, data: token })),
			httpRequestWithAuthentication: async (_type: string, options: IHttpRequestOptions) => {
				if (given.sender === 'hangsUpDuringConfirmation') response.hangUp();
				return await Promise.resolve(given.answers?.(options) ?? written({}));
			},
		},
	};
	return {
		node: node as unknown as IWebhookFunctions,
		hooks: node as unknown as IHookFunctions,
		response,
		logged,
		wasRead: () => read.rawBody !== undefined,
	};
}

/**
 * One delivery, as n8n 2.41 handles it: static data is read from the database for each request; starting an execution makes
 * n8n take it for unchanged; then `webhookResponse` is read, and what was changed since is saved.
 */
export async function deliver(given: Given): Promise<Delivered> {
	const { database = { staticData: {} }, start = 'started', sender = 'waits' } = given;
	const staticData = structuredClone(database.staticData);
	let unchanged = JSON.stringify(staticData);
	const save = (): void => {
		if (JSON.stringify(staticData) !== unchanged) database.staticData = structuredClone(staticData);
	};
	const { node, response: sent, logged, wasRead } = n8nWith(given, staticData);
	const response = await receiveNotification(node);
	const { noWebhookResponse, workflowData } = response;
	if (sender === 'hangsUp') sent.hangUp();
	const items = (workflowData ?? []).flat().map(({ json }) => json);
	// Its own answer, whatever becomes of the items.
	if (noWebhookResponse === true) save();
	const isStarted = workflowData !== undefined && start === 'started';
	if (workflowData !== undefined) {
		unchanged = JSON.stringify(staticData);
		if (!isStarted && !sent.writableEnded) sent.status(500).json({ message: 'Internal' });
	}
	if (noWebhookResponse !== true && isStarted) {
		const body = response.webhookResponse as unknown;
		save();
		sent.status(200).json(body);
	}
	return {
		response,
		items: isStarted ? items : [],
		answer: { status: sent.statusCode, body: sent.body },
		logged,
		wasRead,
	};
}
