import type { ICredentialType, INodeTypeDescription } from 'n8n-workflow';

import { n8nCli, type StoredCredential } from '../../dev/n8n/cli.mts';
import type { Simulator } from '../../simulators/index.mts';
import { samples, type Sample } from '../support/providerSamples.mts';
import { useN8n } from './support/n8n.mts';
import { chain, start, type NodeInput } from './support/workflow.mts';
import { fieldsFor, simulator } from './support/world.mts';

/** What n8n makes of the packed package: the types it offers, and its command line. */
const n8n = useN8n();

const nodeName = 'n8n-nodes-payment-api.paymentApiRequest';
const triggerName = 'n8n-nodes-payment-api.paymentStatusTrigger';
const webhookName = 'n8n-nodes-payment-api.paymentWebhookTrigger';

async function nodeType(name: string): Promise<INodeTypeDescription | undefined> {
	return (await n8n.rest.types.nodes()).find((type) => type.name === name);
}

test('the n8n under test is the version that the package names', async () => {
	const { versionCli } = await n8n.rest.send<{ versionCli: string }>('GET', '/rest/settings');
	expect(versionCli).toBe('2.41.1');
});

test.each([
	[nodeName, 'Payment API Request'],
	[triggerName, 'Payment Status Trigger'],
	[webhookName, 'Payment Webhook Trigger'],
])('%s is offered with its three credentials', async (name, displayName) => {
	const type = await nodeType(name);
	expect(type?.displayName).toBe(displayName);
	const names = type?.credentials?.map(({ name }) => name);
	expect(names?.toSorted()).toEqual(['paySecurezApi', 'singapayApi', 'smartFastPayApi']);
});

test('an AI agent is offered it as a tool that warns of real money', async () => {
	const tool = await nodeType(`${nodeName}Tool`);
	expect(tool?.description).toMatch('GET requests only read');
	expect(tool?.description).toMatch('can move real money');
	expect(tool?.outputs).toEqual(['ai_tool']);
});

test('the trigger polls, at times that n8n asks for, and is no tool for an agent', async () => {
	const type = await nodeType(triggerName);
	expect(type).toMatchObject({ group: ['trigger'], polling: true, inputs: [], outputs: ['main'] });
	expect(type?.properties.map(({ name }) => name)).toContain('pollTimes');
	expect(await nodeType(`${triggerName}Tool`)).toBeUndefined();
});

test('the webhook trigger takes POST, answers at once, and is no tool for an agent', async () => {
	const type = await nodeType(webhookName);
	expect(type).toMatchObject({
		group: ['trigger'],
		inputs: [],
		outputs: ['main'],
		webhooks: [{ httpMethod: 'POST', responseMode: 'onReceived' }],
	});
	expect(await nodeType(`${webhookName}Tool`)).toBeUndefined();
});

test.each([nodeName, triggerName, webhookName])(
	"%s is found in the editor's panel",
	async (name) => {
		const type = await nodeType(name);
		expect(type?.codex?.categories).toContain('Finance & Accounting');
		expect(type?.codex?.alias).toEqual(expect.arrayContaining(['pix', 'payout']));
	},
);

test.each(samples)('the editor gets the fields and icons of $displayName', async (sample) => {
	const type = (await n8n.rest.types.credentials()).find(
		({ name }) => name === sample.credentialType,
	);
	const names = type?.properties.map(({ name }) => name);
	expect(names).toEqual(expect.arrayContaining(['environment', 'clientId', 'clientSecret']));
	const token = type?.properties.find(({ name }) => name === 'accessToken');
	expect(token).toMatchObject({ type: 'hidden', typeOptions: { expirable: true, password: true } });
	await expectIcons(type?.iconUrl);
});

test.each([nodeName, triggerName, webhookName])('the editor gets the icons of %s', async (name) => {
	await expectIcons((await nodeType(name))?.iconUrl);
});

describe('through the command line', () => {
	let stands: Stand[];

	// Imported together: every command loads all of n8n.
	beforeAll(async () => {
		stands = await Promise.all(samples.map((sample) => stand(sample, `cli-${sample.provider}`)));
		const cli = n8nCli({ userFolder: n8n.userFolder });
		await cli.importCredentials(stands.map(({ credential }) => credential));
		await cli.importWorkflows([
			{ id: 'CliRun', ...chain('Three reads', start, ...stands.map(readOf)) },
		]);
	});

	test('a second process uses the tokens that the first has stored', async () => {
		const cli = n8nCli({ userFolder: n8n.userFolder });
		const runs = [await cli.execute('CliRun'), await cli.execute('CliRun')];
		expect(runs.map(({ status }) => status)).toEqual(['success', 'success']);
		expect(Object.keys(runs[1]?.data.resultData.runData ?? {})).toHaveLength(1 + samples.length);
		const uses = stands.map(({ sim }) => sim.control.tokens().map((token) => token.uses));
		expect(uses).toEqual([[2], [2], [2]]);
	});
});

/** A simulator, and a credential for it with an id that a file can name. */
interface Stand {
	readonly sample: Sample;
	readonly sim: Simulator;
	readonly credential: StoredCredential;
}

async function stand(sample: Sample, id: string): Promise<Stand> {
	const sim = await simulator(sample.provider);
	const { credentialType: type, displayName: name } = sample;
	return { sample, sim, credential: { id, name, type, data: fieldsFor(sim) } };
}

const readOf = ({ sample, credential: { id, name } }: Stand): NodeInput => ({
	name: sample.displayName,
	type: nodeName,
	typeVersion: 1,
	parameters: { provider: sample.provider, method: 'GET', path: sample.read },
	credentials: { [sample.credentialType]: { id, name } },
	// A list of balances is several items for the node that follows.
	executeOnce: true,
});

/** n8n answers an unknown path with the editor's page and 200, so the content counts. */
async function expectIcons(iconUrl: ICredentialType['iconUrl']): Promise<void> {
	const { light, dark } = iconUrl as { light: string; dark: string };
	for (const path of [light, dark]) {
		const icon = await fetch(`${n8n.url}/${path}`);
		expect(await icon.text()).toMatch(/^<svg/);
	}
	expect(light).not.toBe(dark);
}
