import { waitFor } from '../../dev/n8n/wait-for.mts';
import {
	type Payout,
	paySecurez,
	payoutWorld,
	retryOf,
	singapay,
} from '../e2e/support/payouts.mts';
import { items } from '../e2e/support/workflow.mts';
import { useCluster } from './support/cluster.mts';
import { dumpOf, redisText } from './support/dump.mts';
import { post, published } from './support/load.mts';

const cluster = useCluster(dumpOf);

const payouts = 60;
const once = { received: 1, stored: 1 };

/** A payout whose reference comes with the item. */
const bodyOf = (payout: Payout, reference: string): string =>
	`={{ ${JSON.stringify(payout.body('REFERENCE')).replace('"REFERENCE"', reference)} }}`;

const nodeFor = (w: Awaited<ReturnType<typeof payoutWorld>>, reference: string) =>
	w.payNode({
		method: 'POST',
		path: w.payout.path,
		sendBody: true,
		contentType: 'json',
		specifyBody: 'json',
		jsonBody: bodyOf(w.payout, reference),
	});

describe.each([paySecurez, singapay])('payouts of $displayName over two workers', (payout) => {
	it('are each made once, with a token that the provider accepts', async () => {
		const w = await payoutWorld(cluster, payout);
		w.sim.control.configure({ newTokenKillsOld: false });
		const path = `payouts-${payout.provider}`;
		await published(cluster.rest, path, nodeFor(w, '$json.body.reference'));
		const references = Array.from({ length: payouts }, (_, index) => `Q-${index}`);

		const answers = await Promise.all(
			references.map(async (reference) => await post(cluster, path, { reference })),
		);

		expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
		expect(references.map((reference) => w.count(reference))).toEqual(references.map(() => once));
	});

	it('are not made again when a later execution brings the same references', async () => {
		const w = await payoutWorld(cluster, payout);
		const path = `again-${payout.provider}`;
		await published(cluster.rest, path, nodeFor(w, '$json.body.reference'));
		const references = Array.from({ length: 10 }, (_, index) => `A-${index}`);
		for (const reference of [...references, ...references])
			await post(cluster, path, { reference });

		expect(references.map((reference) => w.count(reference))).toEqual(references.map(() => once));
	});
});

describe('a worker that is killed in the middle of a run', () => {
	it('leaves payments that "Retry execution" does not double, and those that never began are made', async () => {
		const w = await payoutWorld(cluster, singapay);
		const references = Array.from({ length: 30 }, (_, index) => `K-${index}`);
		const id = await w.save(
			...items(references.map((reference) => ({ reference }))),
			nodeFor(w, '$json.reference'),
		);
		const executionId = await cluster.rest.workflows.start(id, 'Start');
		await w.untilReceived('K-5');
		// Whichever of the two runs it.
		await Promise.all([cluster.crashWorker(0), cluster.crashWorker(1)]);

		// n8n finds out by itself that nobody runs the execution any more.
		const ended = await cluster.rest.executions.waitForEnd(executionId, 240_000);
		expect(ended.status).not.toBe('success');
		await waitFor(
			async () => (await cluster.rest.executions.get(executionId)).status !== 'running',
			{
				what: 'n8n to give the execution up',
				timeoutMs: 60_000,
			},
		);
		const made = references.filter((reference) => w.count(reference).stored > 0).length;
		process.stdout.write(`killed: ${ended.status} after ${made} of ${references.length} payouts\n`);
		expect(made).toBeLessThan(references.length);

		const retried = await retryOf(cluster, executionId);
		process.stdout.write(`retried: ${retried.status}\n`);
		expect(references.map((reference) => w.count(reference).stored)).toEqual(
			references.map(() => 1),
		);
		expect(references.map((reference) => w.count(reference).received)).toEqual(
			references.map(() => 1),
		);
	});
});

it('leaves no secret in logs, database and Redis', async () => {
	const w = await payoutWorld(cluster, paySecurez);
	await published(cluster.rest, 'leaks', nodeFor(w, '$json.body.reference'));
	await post(cluster, 'leaks', { reference: 'L-1' });
	const places: Readonly<Record<string, string>> = {
		logs: cluster.output(),
		database: await cluster.dump(),
		redis: await redisText(cluster.redisPort),
	};

	expect(w.secrets().length).toBeGreaterThan(2);
	for (const [place, text] of Object.entries(places))
		for (const secret of w.secrets())
			expect([place, text.includes(secret)]).toEqual([place, false]);
});
