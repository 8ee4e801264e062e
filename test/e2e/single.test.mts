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
import { restartTimeoutMs, useN8n } from './support/n8n.mts';
import {
	once,
	type Payout,
	payouts,
	type PayoutWorld,
	payoutWorld,
	sentBefore,
} from './support/payouts.mts';
import { chain } from './support/workflow.mts';

/**
 * A user moves from the package with all providers to the package with one: the same n8n and the same database, the other package, and
 * workflows in which nothing but the package's name was replaced. Each provider's package in turn, in place of the one before.
 */
const n8n = useN8n();

/** Writing, compiling and packing three projects on a busy machine. */
const buildTimeoutMs = 15 * 60_000;

/** What was saved, and run once, while n8n had the package with all providers. */
interface Saved {
	readonly w: PayoutWorld;
	readonly workflowId: string;
	/** The package with this provider alone, unpacked. */
	readonly packageDir: string;
}

let folder = '';
const saved = new Map<string, Saved>();

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'single-'));
	for (const payout of payouts) saved.set(payout.provider, await save(payout));
}, buildTimeoutMs);

afterAll(async () => {
	await rm(folder, { recursive: true, force: true });
});

async function save(payout: Payout): Promise<Saved> {
	const w = await payoutWorld(n8n, payout);
	const workflowId = await w.save(w.pay('MOVED'));
	expect((await w.runAgain(workflowId)).status).toBe('success');

	const all = providers.map(({ id }) => id);
	const { provider } = subjects[payout.provider];
	const project = await writeProject(projectRoot(), folder, provider, all);
	await buildProject(project);
	const { packageDir } = await packPackage(project);
	return { w, workflowId, packageDir };
}

const nameOf = ({ provider }: Payout): string => singleName({ id: provider });

/** As the README of the package says, in place: the workflow keeps its ID. */
async function move(id: string, name: string): Promise<void> {
	const workflow = await n8n.rest.workflows.get(id);
	const text = JSON.stringify(workflow).replaceAll(`"${combinedName}.`, `"${name}.`);
	await n8n.rest.send('PATCH', `/rest/workflows/${id}`, JSON.parse(text) as Workflow);
}

describe.each(payouts)('the package with $displayName alone', (payout) => {
	const { displayName } = payout;
	const { provider } = subjects[payout.provider];
	const name = nameOf(payout);
	let w: PayoutWorld;
	let workflowId = '';

	beforeAll(async () => {
		const before = saved.get(payout.provider);
		if (before === undefined) throw new Error(`Nothing was saved for ${displayName}`);
		({ w, workflowId } = before);
		await n8n.replace(before.packageDir);
		await move(workflowId, name);
	}, restartTimeoutMs);

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
			.filter(
				(type) => type.name.startsWith('n8n-nodes-') && !type.name.startsWith('n8n-nodes-base'),
			)
			.map((type) => [type.name, type.displayName]);
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
		expect({
			message: again.data.resultData.error?.message,
			recovered: itemsOf(again, 'Pay').map(({ json }) => json.recovered),
		}).toEqual(
			payout.canBeAsked
				? { message: undefined, recovered: [true] }
				: { message: sentBefore, recovered: [] },
		);
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
		// A provider that cannot list its payments is asked for those that are named.
		const chosen = payout.canBeAsked ? {} : { watch: 'ones', payments: 'txn_demo0001' };
		const watched = { kind: kind?.id, accountId, ...chosen };
		const parameters = type === 'paymentStatusTrigger' ? watched : {};
		const workflow = await n8n.rest.workflows.create(chain(type, { ...node, parameters }));
		await n8n.rest.workflows.publish(workflow);
		await n8n.rest.workflows.unpublish(workflow.id);
	});

	test('the credential is tested by the same type as before', async () => {
		expect(await n8n.rest.credentials.test(await w.form())).toMatchObject({ status: 'OK' });
	});
});
