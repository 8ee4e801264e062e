import { type Payout, paySecurez, payoutWorld, singapay } from '../e2e/support/payouts.mts';
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

async function errorsOf(workflowId: string): Promise<readonly string[]> {
	const failed = await cluster.rest.executions.list({ workflowId, status: ['error', 'crashed'] });
	return await Promise.all(
		failed.map(async ({ id }) => {
			const { error } = (await cluster.rest.executions.get(id)).data.resultData;
			return `${error?.message ?? ''} ${error?.description ?? ''}`;
		}),
	);
}

describe.each([paySecurez, singapay])('payouts of $displayName over two workers', (payout) => {
	it('are each made once, with a token that the provider accepts', async () => {
		const w = await payoutWorld(cluster, payout);
		w.sim.control.configure({ newTokenKillsOld: false });
		const path = `payouts-${payout.provider}`;
		const workflow = await published(cluster.rest, path, nodeFor(w, '$json.body.reference'));
		const references = Array.from({ length: payouts }, (_, index) => `Q-${index}`);

		const answers = await Promise.all(
			references.map(async (reference) => await post(cluster, path, { reference })),
		);

		// What went wrong, by the executions' own words.
		expect(await errorsOf(workflow.id)).toEqual([]);
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
	/** n8n itself does not offer "Retry execution" for one that crashed: it has saved nothing of it. */
	it('leaves payments that another run finds instead of doubling them, and that run makes the others', async () => {
		const w = await payoutWorld(cluster, singapay);
		const references = Array.from({ length: 30 }, (_, index) => `K-${index}`);
		const id = await w.save(...items(references.map((reference) => ({ reference }))), {
			...nodeFor(w, '$json.reference'),
			onError: 'continueErrorOutput',
		});
		const executionId = await cluster.rest.workflows.start(id, 'Start');
		await w.untilReceived('K-5');
		// Whichever of the two runs it.
		await Promise.all([cluster.crashWorker(0), cluster.crashWorker(1)]);
		const ended = await cluster.rest.executions.waitForEnd(executionId, 240_000);
		const made = references.filter((reference) => w.count(reference).stored > 0).length;
		process.stdout.write(`killed: ${ended.status} after ${made} of ${references.length} payouts\n`);
		expect(ended.status).toBe('crashed');
		expect(made).toBeLessThan(references.length);

		const again = await w.runAgain(id);
		const counts = references.map((reference) => w.count(reference));
		const open = counts.filter(({ stored }) => stored === 0).length;
		process.stdout.write(`run again: ${again.status}, ${open} to be released by a person\n`);
		expect(counts.filter(({ received, stored }) => received > 1 || stored > 1)).toEqual([]);
		// The one that was noted and perhaps not sent when the worker died.
		expect(open).toBeLessThanOrEqual(1);
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
	expect(Object.values(places).map((text) => text.includes('bull'))).toContain(true);
	for (const [place, text] of Object.entries(places))
		for (const secret of w.secrets())
			expect([place, text.includes(secret)]).toEqual([place, false]);
});
