import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IConnections,
	IDataObject,
	INode,
	INodeTypeDescription,
	ITaskData,
	IWorkflowSettings,
} from 'n8n-workflow';
import { dialectReader } from './dialect.mts';
import { executionsApi, type Execution, type ExecutionsApi } from './executions.mts';
import { waitForPublication } from './publication.mts';
import { isRestError, restSession, type RestSession } from './rest-session.mts';

/** Signs in to the throw-away server that listens on 127.0.0.1 only. */
export const owner = {
	email: 'owner@example.com',
	firstName: 'Owner',
	lastName: 'Local',
	password: 'Local-owner-1',
};

export interface CredentialInput {
	readonly name: string;
	readonly type: string;
	readonly data: ICredentialDataDecryptedObject;
}

/** What n8n answers to a write: without the data. */
export interface CredentialReference {
	readonly id: string;
	readonly name: string;
	readonly type: string;
}

export interface Credential extends CredentialInput, CredentialReference {}

export interface CredentialTestResult {
	readonly status: 'OK' | 'Error';
	readonly message: string;
}

export interface WorkflowInput {
	readonly name: string;
	readonly nodes: readonly INode[];
	readonly connections: IConnections;
	readonly settings?: IWorkflowSettings;
}

export interface Workflow extends WorkflowInput {
	readonly id: string;
	readonly versionId: string;
	readonly active: boolean;
}

export interface N8nRest {
	/** Creates the owner on a new server, signs in on a known one. */
	signIn(): Promise<void>;
	readonly credentials: {
		create(credential: CredentialInput): Promise<CredentialReference>;
		/** Replaces all fields: one left out is lost; one sent as it was read (secrets are blanked) keeps its stored value. */
		update(id: string, credential: CredentialInput): Promise<CredentialReference>;
		/** With its data; secrets are blanked by n8n. */
		get(id: string): Promise<Credential>;
		/** What the "Test" button does: n8n 2.41 tests stored credentials only, with the form's data. */
		test(credential: Credential): Promise<CredentialTestResult>;
	};
	readonly workflows: {
		create(workflow: WorkflowInput): Promise<Workflow>;
		get(id: string): Promise<Workflow>;
		/** What the "Publish" button does; its triggers and webhooks are live when this resolves. */
		publish(workflow: Workflow): Promise<void>;
		/** Its triggers and webhooks are gone when this resolves. */
		unpublish(id: string): Promise<void>;
		/** For a published workflow after a restart, when n8n brings its triggers back in the background. */
		waitUntilLive(id: string): Promise<void>;
		/** Runs the saved workflow from the given trigger and waits for its end, be it good or bad. */
		run(id: string, trigger: string, timeoutMs?: number): Promise<Execution>;
		/**
		 * The same without waiting; returns the execution's id.
		 * @param json what the trigger puts out, for one that would wait for somebody
		 */
		start(id: string, trigger: string, json?: IDataObject): Promise<string>;
	};
	readonly executions: ExecutionsApi;
	readonly types: {
		nodes(): Promise<INodeTypeDescription[]>;
		credentials(): Promise<ICredentialType[]>;
	};
	/** For whatever has no name here. */
	readonly send: RestSession['send'];
}

export function restClient(url: string): N8nRest {
	const session = restSession(url);
	const executions = executionsApi(session);
	return {
		send: session.send,
		executions,
		signIn: () => signIn(session),
		credentials: credentialsApi(session),
		workflows: workflowsApi(session, executions),
		types: {
			nodes: () => session.send('GET', '/types/nodes.json'),
			credentials: () => session.send('GET', '/types/credentials.json'),
		},
	};
}

async function signIn({ send }: RestSession): Promise<void> {
	try {
		await send('POST', '/rest/owner/setup', owner);
	} catch (error) {
		// 400: the owner of this user folder was set up by an earlier run.
		if (!isRestError(error) || error.status !== 400) throw error;
		await send('POST', '/rest/login', {
			emailOrLdapLoginId: owner.email,
			password: owner.password,
		});
	}
}

function credentialsApi({ send }: RestSession): N8nRest['credentials'] {
	return {
		create: (credential) => send('POST', '/rest/credentials', credential),
		update: (id, credential) => send('PATCH', `/rest/credentials/${id}`, credential),
		get: (id) => send('GET', `/rest/credentials/${id}?includeData=true`),
		test: ({ id, name, type, data }) =>
			send('POST', '/rest/credentials/test', { credentials: { id, name, type, data } }),
	};
}

/** A run of a trigger that has put out one item. */
const triggered = (json: IDataObject): ITaskData => ({
	startTime: Date.now(),
	executionIndex: 0,
	executionTime: 0,
	executionStatus: 'success',
	source: [],
	data: { main: [[{ json }]] },
});

function workflowsApi(session: RestSession, executions: ExecutionsApi): N8nRest['workflows'] {
	const { send } = session;
	const dialect = dialectReader(session);
	const get = async (id: string): Promise<Workflow> => await send('GET', `/rest/workflows/${id}`);
	const settle = async (id: string, wanted: 'published' | 'not_published'): Promise<void> => {
		if ((await dialect()).tellsPublication) await waitForPublication(session, id, wanted);
	};
	const start = async (id: string, trigger: string, json?: IDataObject): Promise<string> => {
		const workflow = (await dialect()).runsSaved ? {} : { workflowData: await get(id) };
		const { executionId } = await send<{ executionId: string }>(
			'POST',
			`/rest/workflows/${id}/run`,
			{
				...workflow,
				triggerToStartFrom: {
					name: trigger,
					...(json === undefined ? {} : { data: triggered(json) }),
				},
			},
		);
		return executionId;
	};
	return {
		start,
		create: async (workflow) => {
			// The same versions store the workflow as it comes, and their database has no default here.
			const more = (await dialect()).runsSaved ? {} : { active: false };
			return await send('POST', '/rest/workflows', { ...more, ...workflow });
		},
		get,
		publish: async ({ id, versionId }) => {
			await send('POST', `/rest/workflows/${id}/activate`, { versionId });
			await settle(id, 'published');
		},
		unpublish: async (id) => {
			await send('POST', `/rest/workflows/${id}/deactivate`, {});
			await settle(id, 'not_published');
		},
		waitUntilLive: (id) => settle(id, 'published'),
		run: async (id, trigger, timeoutMs) =>
			await executions.waitForEnd(await start(id, trigger), timeoutMs),
	};
}
