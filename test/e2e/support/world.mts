import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';

import type { Execution } from '../../../dev/n8n/executions.mts';
import type { Credential, CredentialReference, N8nRest } from '../../../dev/n8n/rest.mts';
import { startSimulator, type ProviderId, type Simulator } from '../../../simulators/index.mts';
import { sampleOf, type Sample } from '../../support/providerSamples.mts';
import type { N8nUnderTest } from './n8n.mts';
import { chain, start, trigger, type NodeInput } from './workflow.mts';

type Fields = ICredentialDataDecryptedObject;

/** One provider with a simulator of its own, so that no token of another test is known there, and a saved credential for it. */
export interface World {
	readonly sample: Sample;
	readonly sim: Simulator;
	readonly credential: CredentialReference;
	/** What a person types into the credential's form. */
	readonly fields: Fields;
	/** The Payment API Request node, called `Pay`. */
	payNode(parameters: INodeParameters, more?: Partial<NodeInput>): NodeInput;
	/** n8n's own HTTP Request node with the credential, called `Pay` too. */
	httpNode(parameters: INodeParameters, more?: Partial<NodeInput>): NodeInput;
	/** Runs nodes behind a manual trigger. */
	run(...nodes: readonly NodeInput[]): Promise<Execution>;
	/** The credential as the editor holds it, with secrets blanked, and changed. */
	form(changes?: Fields): Promise<Credential>;
	/** Token calls so far. */
	tokenCalls(): number;
	/** How often the sample's write has arrived. */
	writes(): number;
	/** References of what the provider has stored since the start, oldest first. */
	paid(): string[];
	/** Whatever must not be seen anywhere: tokens, the secret, and its HTTP Basic form. */
	secrets(): string[];
}

const simulators: Simulator[] = [];
afterAll(async () => {
	await Promise.all(simulators.map(async (simulator) => await simulator.close()));
});

/** A simulator that is closed after the tests of the file. */
export async function simulator(provider: ProviderId): Promise<Simulator> {
	const started = await startSimulator(provider);
	simulators.push(started);
	return started;
}

export const fieldsFor = ({ url, credentials }: Simulator): Fields => ({
	environment: 'custom',
	baseUrl: url,
	...credentials,
});

export async function world(
	n8n: Pick<N8nUnderTest, 'rest'>,
	provider: ProviderId,
	changes: Fields = {},
	name = sampleOf(provider).displayName,
): Promise<World> {
	const sample = sampleOf(provider);
	const sim = await simulator(provider);
	const fields = { ...fieldsFor(sim), ...changes };
	const { credentialType: type } = sample;
	const credential = await n8n.rest.credentials.create({
		name,
		type,
		data: fields,
	});
	const credentials = { [type]: { id: credential.id, name: credential.name } };
	const { clientId, clientSecret } = sim.credentials;
	const seeded = references(sim, sample).length;
	return {
		sample,
		sim,
		credential,
		fields,
		payNode: (parameters, more) => ({
			name: 'Pay',
			type: 'n8n-nodes-payment-api.paymentApiRequest',
			typeVersion: 1,
			parameters: { provider, ...parameters },
			credentials,
			...more,
		}),
		httpNode: ({ url, ...parameters }, more) => ({
			name: 'Pay',
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.5,
			parameters: {
				authentication: 'predefinedCredentialType',
				nodeCredentialType: type,
				url: `${sim.url}${String(url)}`,
				...parameters,
			},
			credentials,
			...more,
		}),
		run: async (...nodes) => await runNodes(n8n.rest, sample.displayName, nodes),
		form: async (changed = {}) => {
			const held = await n8n.rest.credentials.get(credential.id);
			return { ...held, data: { ...held.data, ...changed } };
		},
		tokenCalls: () => sim.control.counts()[sample.token] ?? 0,
		writes: () => sim.control.requests().filter(({ path }) => path === sample.write.path).length,
		paid: () => references(sim, sample).slice(seeded),
		secrets: () => [
			...sim.control.tokens().map(({ accessToken }) => accessToken),
			clientSecret,
			Buffer.from(`${clientId}:${clientSecret}`).toString('base64'),
		],
	};
}

async function runNodes(
	rest: N8nRest,
	name: string,
	nodes: readonly NodeInput[],
): Promise<Execution> {
	const { id } = await rest.workflows.create(chain(name, start, ...nodes));
	return await rest.workflows.run(id, trigger);
}

/** A JSON body as the parameters of either node. */
export const jsonBody = (body: object | string): INodeParameters => ({
	sendBody: true,
	contentType: 'json',
	specifyBody: 'json',
	jsonBody: typeof body === 'string' ? body : JSON.stringify(body),
});

/** The sample's create, as the parameters of either node. */
export const writeOf = ({ write }: Sample, reference: string): INodeParameters => ({
	method: 'POST',
	path: write.path,
	url: write.path,
	...jsonBody(write.body(reference)),
});

const references = (sim: Simulator, { stored }: Sample): string[] =>
	(sim.control.records()[stored.collection] ?? []).map((record) => String(record[stored.field]));
