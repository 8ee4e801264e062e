import { world, type World } from '../e2e/support/world.mts';
import { useCluster } from './support/cluster.mts';
import { dumpOf } from './support/dump.mts';
import { type Answered, atPace, post, published } from './support/load.mts';

const cluster = useCluster(dumpOf);

/** Reads over two workers for so long, and how many there are in all. */
const durationMs = 40_000;
const everyMs = 200;
const reads = durationMs / everyMs;

interface Run {
	readonly w: World;
	readonly answers: readonly Answered[];
	/** How many lives of a token it took: on a busy machine the last answers come late. */
	readonly lifetimes: number;
}

async function readFor(lifetimeSeconds: number, newTokenKillsOld: boolean): Promise<Run> {
	const w = await world(cluster, 'singapay');
	w.sim.control.configure({ tokenLifetimeSeconds: lifetimeSeconds, newTokenKillsOld });
	const path = `reads-${lifetimeSeconds}-${newTokenKillsOld}`;
	await published(cluster.rest, path, w.payNode({ path: '/api/v1.0/balance-inquiry' }));
	const startedAt = Date.now();
	const answers = await atPace(reads, everyMs, async () => await post(cluster, path, {}));
	const seconds = (Date.now() - startedAt) / 1000;
	return { w, answers, lifetimes: Math.ceil(seconds / lifetimeSeconds) };
}

const failed = (answers: readonly Answered[]): readonly Answered[] =>
	answers.filter(({ status }) => status !== 200);

describe.each([20, 60, 3600])('tokens of %i s, over two workers', (lifetimeSeconds) => {
	it('are asked for twice in their life at most, and no read fails', async () => {
		const { w, answers, lifetimes } = await readFor(lifetimeSeconds, false);
		process.stdout.write(
			`${lifetimeSeconds} s: ${w.tokenCalls()} token calls for ${reads} reads in ${lifetimes} lifetimes\n`,
		);

		expect(failed(answers)).toEqual([]);
		expect(w.tokenCalls()).toBeLessThanOrEqual(2 * (lifetimes + 1));
	});

	it('work where each new one ends the one before it', async () => {
		const { w, answers, lifetimes } = await readFor(lifetimeSeconds, true);
		const failures = failed(answers);
		process.stdout.write(
			`${lifetimeSeconds} s, one live token: ${w.tokenCalls()} token calls, ${failures.length} of ${reads} reads failed\n`,
		);

		expect(failures.length / reads).toBeLessThan(lifetimeSeconds < 60 ? 0.01 : 0.001);
		expect(w.tokenCalls()).toBeLessThanOrEqual(3 * (lifetimes + 1));
	});
});
