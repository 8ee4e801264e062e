import type { Workflow } from '../../dev/n8n/rest.mts';
import { itemsOf } from '../../dev/n8n/executions.mts';
import { waitFor } from '../../dev/n8n/wait-for.mts';
import { exampleFor } from './support/examples.mts';
import { filesHolding } from './support/leaks.mts';
import { restartTimeoutMs, useN8n } from './support/n8n.mts';
import { world, type World } from './support/world.mts';

/** The workflow of examples/status-trigger.json, published in a real n8n. n8n polls it at once and then every minute. */
const n8n = useN8n();

const trigger = 'Payment Changed';

const wrong = { clientSecret: 'not-the-one' };

/** Up to a minute until n8n's schedule comes round, and a poll. */
const nextPollMs = 90_000;

/** What the workflow was told of one payment, and the branch it took. */
interface Told {
	readonly id: unknown;
	readonly from: unknown;
	readonly to: unknown;
	readonly branch: string | undefined;
}

interface Watched extends World {
	readonly workflow: Workflow;
	/** Of the payments that were chosen. */
	readonly ids: readonly string[];
	/** A payment that is pending. */
	add(): string;
	publish(): Promise<void>;
	/** n8n's own way to a poll at this moment. */
	republish(): Promise<void>;
	/** The items of every execution that the trigger has started, oldest first. */
	told(): Promise<Told[]>;
	/** The same, once there are so many, and within so many milliseconds. */
	toldOf(count: number, timeoutMs?: number): Promise<Told[]>;
}

/** @param chosen how many payments are watched instead of all */
async function watched(changes = {}, chosen = 0): Promise<Watched> {
	const w = await world(n8n, 'smartFastPay', changes);
	// Long enough ago not to be taken for new by a clock that is late.
	const createdAt = Date.now() - 60 * 60_000;
	const old = { kind: 'payment', createdAt } as const;
	const ids = Array.from({ length: chosen }, () => w.sim.control.addPayment(old));
	const example = await exampleFor(w, 'StatusTriggerDemo');
	const more = { watch: 'ones', kind: 'payment', payments: ids.join(',') };
	const nodes = example.nodes.map((node) =>
		node.name === trigger && chosen > 0
			? { ...node, parameters: { ...node.parameters, ...more } }
			: node,
	);
	const workflow = await n8n.rest.workflows.create({ ...example, nodes });
	const publish = async (): Promise<void> => await n8n.rest.workflows.publish(workflow);
	const told = async () => await toldTo(workflow.id);
	return {
		...w,
		workflow,
		ids,
		publish,
		told,
		add: () => w.sim.control.addPayment({ kind: 'payment' }),
		republish: async () => {
			await n8n.rest.workflows.unpublish(workflow.id);
			await publish();
		},
		toldOf: async (count, timeoutMs = 10_000) => {
			let seen: Told[] = [];
			return await waitFor(
				async () => {
					seen = await told();
					return seen.length >= count && seen;
				},
				{
					what: `the workflow to be told of ${count} changes`,
					timeoutMs,
					everyMs: 250,
					lastSeen: () => JSON.stringify(seen),
				},
			);
		},
	};
}

async function toldTo(workflowId: string): Promise<Told[]> {
	const summaries = await n8n.rest.executions.list({ workflowId, status: ['success'] });
	const started = summaries.filter(({ mode }) => mode === 'trigger').toReversed();
	const executions = await Promise.all(started.map(({ id }) => n8n.rest.executions.get(id)));
	return executions.flatMap((execution) =>
		itemsOf(execution, trigger).map(({ json: { id, previousStatus, status } }) => ({
			id,
			from: previousStatus,
			to: status,
			branch: ['Paid', 'Still Open', 'Not Paid'].find((name) =>
				itemsOf(execution, name).some(({ json }) => json.id === id),
			),
		})),
	);
}

// Together, because it is the wait for n8n's schedule that takes the time.
describe('the poll of the next minute', () => {
	let working: Watched;
	let locked: Watched;
	let changed: string;
	let added: string;

	beforeAll(async () => {
		working = await watched();
		changed = working.add();
		await working.publish();
		working.sim.control.setStatus(changed, 'paid');
		added = working.add();

		locked = await watched();
		await locked.publish();
		await n8n.rest.credentials.update(locked.credential.id, await locked.form(wrong));
	});

	test(
		'brings what has changed and what is new',
		async () => {
			expect(await working.toldOf(2, nextPollMs)).toEqual([
				{ id: changed, from: 'pending', to: 'succeeded', branch: 'Paid' },
				{ id: added, from: null, to: 'pending', branch: 'Still Open' },
			]);
			expect(working.tokenCalls()).toBe(1);
		},
		nextPollMs + 10_000,
	);

	test(
		'that fails is an execution that says why, and what changes meanwhile is not lost',
		async () => {
			const workflowId = locked.workflow.id;
			const failed = await waitFor(
				async () => (await n8n.rest.executions.list({ workflowId, status: ['error'] }))[0],
				{ what: 'a failed execution', timeoutMs: nextPollMs, everyMs: 250 },
			);
			expect(failed.mode).toBe('trigger');
			const { error } = (await n8n.rest.executions.get(failed.id)).data.resultData;
			expect(error).toMatchObject({
				message: expect.stringContaining(
					'SmartFastPay did not accept the Client ID and Client Secret. Check',
				),
				description: expect.stringContaining("Check 'Client ID' and 'Client Secret'"),
			});

			const meanwhile = locked.add();
			const { clientSecret } = locked.sim.credentials;
			await n8n.rest.credentials.update(locked.credential.id, await locked.form({ clientSecret }));
			await locked.republish();
			expect(await locked.toldOf(1)).toEqual([
				{ id: meanwhile, from: null, to: 'pending', branch: 'Still Open' },
			]);
		},
		nextPollMs + 30_000,
	);
});

test('what changes while the workflow is not published comes as soon as it is', async () => {
	const { add, publish, sim, toldOf, workflow } = await watched();
	const [one, other] = [add(), add()];
	await publish();
	await n8n.rest.workflows.unpublish(workflow.id);
	sim.control.setStatus(one, 'paid');
	sim.control.setStatus(other, 'expired');
	await publish();
	expect(await toldOf(2)).toEqual([
		{ id: one, from: 'pending', to: 'succeeded', branch: 'Paid' },
		{ id: other, from: 'pending', to: 'expired', branch: 'Not Paid' },
	]);
});

test(
	'a restart of n8n loses no change and doubles none',
	async () => {
		const { add, publish, republish, sim, toldOf, workflow } = await watched();
		const [before, around, after] = [add(), add(), add()];
		await publish();
		sim.control.setStatus(before, 'paid');
		await republish();
		expect(await toldOf(1)).toHaveLength(1);

		sim.control.setStatus(around, 'paid');
		await n8n.restart();
		await n8n.rest.workflows.waitUntilLive(workflow.id);
		expect(await toldOf(2)).toHaveLength(2);

		sim.control.setStatus(after, 'paid');
		await republish();
		expect(await toldOf(3)).toEqual(
			[before, around, after].map((id) => ({
				id,
				from: 'pending',
				to: 'succeeded',
				branch: 'Paid',
			})),
		);
	},
	restartTimeoutMs,
);

test('a new Client ID and secret of the same merchant keep what is pending', async () => {
	const { add, credential, form, publish, republish, sim, toldOf } = await watched();
	const pending = add();
	await publish();
	const rotated = { clientId: 'rotated-client', clientSecret: 'rotated-secret-0001' };
	sim.control.rotate(rotated);
	await n8n.rest.credentials.update(credential.id, await form(rotated));
	sim.control.setStatus(pending, 'paid');
	await republish();
	expect(await toldOf(1)).toEqual([
		{ id: pending, from: 'pending', to: 'succeeded', branch: 'Paid' },
	]);
});

test(
	'a restart loses no change of a chosen payment that only the second poll has asked for',
	async () => {
		const { ids, sim, workflow, publish, toldOf } = await watched({}, 60);
		await publish();
		const asked = (): Set<string> =>
			new Set(
				sim.control
					.requests()
					.map(({ path }) => path.split('/').at(-1) ?? '')
					.filter((id) => ids.includes(id)),
			);
		expect(asked().size).toBe(50);
		await waitFor(() => asked().size === 60, {
			what: 'the second poll',
			timeoutMs: nextPollMs,
			everyMs: 250,
		});
		const changed = ids[54] ?? '';
		sim.control.setStatus(changed, 'paid');
		await n8n.restart();
		await n8n.rest.workflows.waitUntilLive(workflow.id);
		expect(await toldOf(1, nextPollMs)).toEqual([
			{ id: changed, from: null, to: 'succeeded', branch: 'Paid' },
		]);
	},
	restartTimeoutMs,
);

test('a wrong secret is named by n8n instead of publishing', async () => {
	const { add, credential, form, tokenCalls, publish, republish, sim, toldOf } =
		await watched(wrong);
	await expect(publish()).rejects.toThrow(
		'SmartFastPay did not accept the Client ID and Client Secret',
	);
	// n8n tries five times within 15 seconds.
	expect(tokenCalls()).toBeLessThan(5);
	expect(sim.control.counts()['GET /payments']).toBeUndefined();

	const { clientSecret } = sim.credentials;
	await n8n.rest.credentials.update(credential.id, await form({ clientSecret }));
	await republish();
	const id = add();
	await republish();
	expect(await toldOf(1)).toEqual([{ id, from: null, to: 'pending', branch: 'Still Open' }]);
});

test('trying the trigger out shows one payment, and the watch goes on undisturbed', async () => {
	const { add, publish, republish, sim, told, toldOf, workflow } = await watched();
	const changed = add();
	await publish();
	sim.control.setStatus(changed, 'paid');
	const newest = add();
	const execution = await n8n.rest.workflows.run(workflow.id, trigger);
	expect(execution.status).toBe('success');
	expect(itemsOf(execution, trigger).map(({ json }) => json)).toEqual([
		expect.objectContaining({ id: newest, previousStatus: null, status: 'pending' }),
	]);
	expect(await told()).toEqual([]);

	await republish();
	expect(await toldOf(2)).toEqual([
		{ id: changed, from: 'pending', to: 'succeeded', branch: 'Paid' },
		{ id: newest, from: null, to: 'pending', branch: 'Still Open' },
	]);
});

test('what n8n stores of a watch contains neither token nor secret', async () => {
	const { add, publish, republish, secrets, sim, toldOf } = await watched();
	const id = add();
	await publish();
	sim.control.setStatus(id, 'paid');
	await republish();
	await toldOf(1);
	expect(secrets()).toHaveLength(3);
	expect(await filesHolding(n8n.userFolder, secrets())).toEqual([]);
	expect(secrets().filter((secret) => n8n.output().includes(secret))).toEqual([]);
	// The search finds what is there.
	expect(await filesHolding(n8n.userFolder, [id])).not.toEqual([]);
});
