import fc from 'fast-check';

import { createSeenEvents, type SeenEvents } from '../../../lib/webhooks/seen';
import { type ConfirmedEvent } from '../../../lib/webhooks/event';
import { receive } from '../../../lib/webhooks/receive';
import {
	type ConfirmationLimits,
	createConfirmationLimits,
} from '../../../lib/webhooks/unconfirmed';
import { paySecurez } from '../../../lib/providers/paySecurez';
import { smartFastPay } from '../../../lib/providers/smartFastPay';
import { answer } from '../../support/fakeContext.mts';
import { runsPer } from '../../support/propertyRuns.mts';
import {
	allEvents,
	fetchedSecret,
	givesSecret,
	inbound,
	smartFastPaySigned,
	webhookContext,
} from '../../support/signed.mts';

/**
 * Notifications in any order, repeated, ahead of the provider's pages, with n8n failing to start, processes restarted, and
 * two processes of which each overwrites what the other has stored.
 */

/** One payment's course: it is reported once for each word, and sent again until it is answered 200. */
const courses = [['Pending'], ['Pending', 'Captured'], ['Declined']];
const lastWords = ['pending', 'succeeded', 'failed'];

interface Process {
	seen: SeenEvents;
	limits: ConfirmationLimits;
	/** What its latest request has read: n8n saves this object, whatever another process has saved since. */
	snapshot: Record<string, unknown>;
}

interface World {
	readonly processes: readonly Process[];
	database: Record<string, unknown>;
	/** What has started an execution. */
	readonly started: string[];
}

const newProcess = (): Process => ({
	seen: createSeenEvents(),
	limits: createConfirmationLimits(),
	snapshot: {},
});
const newWorld = (processes: number): World => ({
	processes: Array.from({ length: processes }, newProcess),
	database: {},
	started: [],
});

const nameOf = ({ payment }: ConfirmedEvent): string => `${payment.id} ${payment.status}`;

/** As the node does it. Whether n8n starts the execution is up to the run. */
function deliver(
	world: World,
	process: Process,
	wanted: readonly ConfirmedEvent[],
	now: number,
	{ isStale, canStart }: { readonly isStale: boolean; readonly canStart: boolean },
): 200 | 503 {
	// A request may have begun before another process has stored something.
	if (!isStale) process.snapshot = structuredClone(world.database);
	process.seen.merge(process.snapshot);
	const taken = wanted.map((event) => ({ event, one: process.seen.take(event, now) }));
	const fresh = taken.flatMap(({ event, one }) => (one.kind === 'new' ? [{ event, one }] : []));
	if (fresh.length > 0 && !canStart) {
		for (const { one } of fresh) one.notStarted();
		return 503;
	}
	for (const { event, one } of fresh) {
		one.started();
		world.started.push(nameOf(event));
	}
	if (process.seen.hasNews()) world.database = structuredClone({ ...process.seen.stored() });
	return 200;
}

const step = fc.record({
	notification: fc.nat(),
	process: fc.nat(),
	isStale: fc.boolean(),
	canStart: fc.integer({ min: 0, max: 3 }).map((drawn) => drawn > 0),
	isRepeat: fc.boolean(),
	restart: fc.integer({ min: 0, max: 9 }).map((drawn) => drawn === 0),
	lagLooks: fc.integer({ min: 0, max: 8 }),
});

type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

const steps = fc.array(step, { minLength: 1, maxLength: 40 });

/** Every notification is sent until it is answered 200: first as drawn, then by senders that have patience. */
async function sendAll(
	world: World,
	notifications: number,
	drawn: readonly Step[],
	send: (notification: number, process: Process, how: Step) => Promise<number>,
): Promise<void> {
	const accepted = new Set<number>();
	const patient: Step = {
		...{ notification: 0, process: 0, lagLooks: 0 },
		...{ isStale: false, canStart: true, isRepeat: true, restart: false },
	};
	const all = [
		...drawn,
		...Array.from({ length: notifications }, (_, notification) => ({ ...patient, notification })),
		// And once more, all of them.
		...Array.from({ length: notifications }, (_, notification) => ({ ...patient, notification })),
	];
	for (const how of all) {
		const notification = how.notification % notifications;
		if (accepted.has(notification) && !how.isRepeat) continue;
		const process = world.processes[how.process % world.processes.length] ?? newProcess();
		if (how.restart) {
			process.seen = createSeenEvents();
			process.snapshot = structuredClone(world.database);
		}
		if ((await send(notification, process, how)) === 200) accepted.add(notification);
	}
	expect(accepted.size).toBe(notifications);
}

const receivedBy = async (
	{ context }: Pick<ReturnType<typeof webhookContext>, 'context'>,
	request: ReturnType<typeof inbound>,
	process: Process,
) => {
	const received = await receive(context, request, allEvents, process.limits);
	return received.kind === 'genuine' && received.left.length === 0 ? received.wanted : undefined;
};

/** Signed, and each entry of a list with a course of its own. */
async function runSigned(processes: number, drawn: readonly Step[]): Promise<World> {
	const world = newWorld(processes);
	const fake = webhookContext(smartFastPay, givesSecret);
	const rows = ['a', 'b', 'c'].flatMap((id) =>
		['pending', 'paid'].map((payment_status) => ({ id, type: 'payment', payment_status })),
	);
	// Alone and in lists.
	const bodies = [...rows.map((row) => [row]), [rows[1], rows[3], rows[1]], rows.slice(2)];
	await sendAll(world, bodies.length, drawn, async (notification, process, how) => {
		fake.clock.now += 1_000;
		const body = JSON.stringify({ requestId: 'r', data: bodies[notification] });
		const request = smartFastPaySigned(body, fetchedSecret, fake.clock.now);
		const wanted = await receivedBy(fake, request, process);
		return wanted === undefined ? 503 : deliver(world, process, wanted, fake.clock.now, how);
	});
	expect(new Set(world.started)).toEqual(
		new Set(['a', 'b', 'c'].flatMap((id) => [`${id} pending`, `${id} succeeded`])),
	);
	return world;
}

/** Unsigned, and confirmed by a page that lags. */
async function runUnsigned(processes: number, drawn: readonly Step[]): Promise<World> {
	const world = newWorld(processes);
	/** What the provider has come to with each payment, and its page shows after so many more looks. */
	const reached = courses.map(() => -1);
	let lagLooks = 0;
	const fake = webhookContext(paySecurez, ({ target }) => {
		const index = Number(/txn_(\d+)/.exec(target)?.[1]);
		const course = courses[index] ?? [];
		const at = lagLooks > 0 ? (reached[index] ?? 0) - 1 : (reached[index] ?? 0);
		lagLooks -= 1;
		const Status = course[at];
		return Status === undefined
			? answer({ statusCode: 404, message: 'Transaction not found' }, 404)
			: answer({ TransactionId: `txn_${index}`, Status });
	});
	const told = courses.flatMap((course, index) =>
		course.map((Status, at) => ({ index, Status, at })),
	);
	await sendAll(world, told.length, drawn, async (notification, process, how) => {
		fake.clock.now += 120_000;
		const { index = 0, Status = '', at = 0 } = told[notification] ?? {};
		reached[index] = Math.max(reached[index] ?? -1, at);
		({ lagLooks } = how);
		const body = JSON.stringify({ TransactionId: `txn_${index}`, Status });
		const wanted = await receivedBy(fake, inbound(body), process);
		return wanted === undefined ? 503 : deliver(world, process, wanted, fake.clock.now, how);
	});
	// The last word of every course; one that was overtaken is told as what has overtaken it.
	for (const [index, word] of lastWords.entries())
		expect(world.started).toContain(`txn_${index} ${word}`);
	return world;
}

const once = (world: World): void => {
	expect(world.started).toHaveLength(new Set(world.started).size);
};

describe.each([
	['signed', runSigned],
	['unsigned', runUnsigned],
] as const)('%s notifications', (_what, run) => {
	it('start each event once where one process receives', async () => {
		await fc.assert(
			fc.asyncProperty(steps, async (drawn) => {
				once(await run(1, drawn));
			}),
			runsPer('day'),
		);
	});

	it('start each event at least once where two processes receive, with stale data as well', async () => {
		await fc.assert(
			fc.asyncProperty(steps, async (drawn) => {
				await run(2, drawn);
			}),
			runsPer('day'),
		);
	});

	it('start each event once where two processes receive one after the other', async () => {
		await fc.assert(
			fc.asyncProperty(steps, async (drawn) => {
				once(
					await run(
						2,
						drawn.map((one) => ({ ...one, isStale: false })),
					),
				);
			}),
			runsPer('day'),
		);
	});
});
