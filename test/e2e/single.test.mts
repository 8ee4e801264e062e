import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { itemsOf } from '../../dev/n8n/executions.mts';
import { packPackage } from '../../dev/n8n/pack.mts';
import { projectRoot } from '../../dev/n8n/paths.mts';
import type { Workflow } from '../../dev/n8n/rest.mts';
import { buildProject } from '../../dev/single/build.mts';
import { combinedName, singleName } from '../../dev/single/names.mts';
import { writeProject } from '../../dev/single/project.mts';
import { providers } from '../../lib/providers';
import { subjects } from '../support/subjects.mts';
import { useN8n } from './support/n8n.mts';
import { once, type PayoutWorld, payoutWorld, singapay as payout } from './support/payouts.mts';
import { chain } from './support/workflow.mts';

/**
 * A user moves from the package with all providers to the package with one: the same n8n and the same database, the other package, and
 * workflows in which nothing but the package's name was replaced.
 */
const n8n = useN8n();

const { provider } = subjects[payout.provider];
const name = singleName(provider);

/** Writing, compiling and packing on a busy machine, and a restart of n8n. */
const moveTimeoutMs = 10 * 60_000;

let folder = '';
let w: PayoutWorld;
let workflowId = '';

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'single-'));
	w = await payoutWorld(n8n, payout);
	workflowId = await w.save(w.pay('MOVED'));
	const before = await w.runAgain(workflowId);
	expect(before.status).toBe('success');

	const all = providers.map(({ id }) => id);
	const project = await writeProject(projectRoot(), folder, provider, all);
	await buildProject(project);
	await n8n.replace((await packPackage(project)).packageDir);
	await move(workflowId);
}, moveTimeoutMs);

afterAll(async () => {
	await rm(folder, { recursive: true, force: true });
});

/** As the README of the package says, in place: the workflow keeps its ID. */
async function move(id: string): Promise<void> {
	const workflow = await n8n.rest.workflows.get(id);
	const text = JSON.stringify(workflow).replaceAll(`"${combinedName}.`, `"${name}.`);
	await n8n.rest.send('PATCH', `/rest/workflows/${id}`, JSON.parse(text) as Workflow);
}

/** A node of the package as a new workflow has it: n8n stores no value that is the default. */
const newNode = (type: string, parameters = {}) => ({
	name: 'Pay',
	type: `${name}.${type}`,
	typeVersion: 1,
	parameters,
	credentials: { [w.sample.credentialType]: { id: w.credential.id, name: w.credential.name } },
});

test('n8n lists the nodes under the name of the service, and no longer those of the other package', async () => {
	const types = await n8n.rest.types.nodes();
	const shown = types
		.filter((type) => type.name.startsWith('n8n-nodes-') && !type.name.startsWith('n8n-nodes-base'))
		.map((type) => [type.name, type.displayName]);
	const { displayName } = provider;
	expect(shown.toSorted()).toEqual([
		[`${name}.paymentApiRequest`, displayName],
		[`${name}.paymentApiRequestTool`, `${displayName} Tool`],
		[`${name}.paymentStatusTrigger`, `${displayName} Status Trigger`],
		[`${name}.paymentWebhookTrigger`, `${displayName} Webhook Trigger`],
	]);
});

test('the nodes have the icon of the service', async () => {
	const types = await n8n.rest.types.nodes();
	const { iconUrl } = types.find((type) => type.name === `${name}.paymentApiRequest`) ?? {};
	const { light, dark } = iconUrl as { light: string; dark: string };
	for (const path of [light, dark])
		expect(await (await fetch(`${n8n.url}/${path}`)).text()).toMatch(/^<svg/);
});

test('a workflow that was moved does not send its payment again, and uses the same token', async () => {
	const calls = w.tokenCalls();
	const again = await w.runAgain(workflowId);
	expect(again.data.resultData.error?.message).toBeUndefined();
	expect(itemsOf(again, 'Pay').map(({ json }) => json.recovered)).toEqual([true]);
	expect(w.count('MOVED')).toEqual(once);
	expect(w.tokenCalls()).toBe(calls);
});

test('a new workflow reads', async () => {
	const read = await w.run(newNode('paymentApiRequest', { method: 'GET', path: w.sample.read }));
	expect(read.data.resultData.error?.message).toBeUndefined();
	expect(itemsOf(read, 'Pay')).not.toHaveLength(0);
});

test('a new workflow writes', async () => {
	const { parameters: { provider: _default, ...parameters } = {} } = w.pay('NEW');
	const written = await w.run(newNode('paymentApiRequest', parameters));
	expect(written.data.resultData.error?.message).toBeUndefined();
	expect(w.count('NEW')).toEqual(once);
});

test.each(['paymentStatusTrigger', 'paymentWebhookTrigger'])('%s is published', async (type) => {
	const node = { ...newNode(type), name: 'Trigger' };
	const [kind] = provider.payments.kinds;
	const accountId = { __rl: true, mode: 'id', value: '01J5XW8LD0R6M9CJEXAMPLE01' };
	const watched = { kind: kind?.id, accountId };
	const parameters = type === 'paymentStatusTrigger' ? watched : {};
	const workflow = await n8n.rest.workflows.create(chain(type, { ...node, parameters }));
	await n8n.rest.workflows.publish(workflow);
	await n8n.rest.workflows.unpublish(workflow.id);
});

test('the credential is tested by the same type as before', async () => {
	expect(await n8n.rest.credentials.test(await w.form())).toMatchObject({ status: 'OK' });
});
