import { type Execution, itemsOf } from '../../dev/n8n/executions.mts';
import { waitFor } from '../../dev/n8n/wait-for.mts';
import type { N8nUnderTest } from './support/n8n.mts';
import { restartTimeoutMs, useN8n } from './support/n8n.mts';
import {
	once,
	type Payout,
	payouts,
	payoutWorld,
	type PayoutWorld,
	sentBefore,
} from './support/payouts.mts';
import { trigger } from './support/workflow.mts';

/** What is sent once outlives n8n: it is stopped, or killed while it sends, and runs the same workflows again. */
const n8n = useN8n();
jest.setTimeout(restartTimeoutMs);

const never = { received: 0, stored: 0 };
/** Longer than n8n takes to be killed. */
const heldUp = { delayMs: 5_000 };

interface Saved {
	readonly payout: Payout;
	readonly w: PayoutWorld;
	readonly id: string;
}

/** A saved workflow for each provider: n8n starts again once for all of them. */
const saveEach = async (reference: string, under: N8nUnderTest): Promise<readonly Saved[]> =>
	await Promise.all(
		payouts.map(async (payout) => {
			const w = await payoutWorld(under, payout);
			return { payout, w, id: await w.save(w.pay(reference)) };
		}),
	);

const onEach = async <Value,>(
	saved: readonly Saved[],
	what: (each: Saved) => Promise<Value>,
): Promise<Value[]> => await Promise.all(saved.map(what));

/** What is known of each payout afterwards: it is found, or was sent before. */
function expectKnown(saved: readonly Saved[], executions: readonly Execution[]): void {
	expect(
		executions.map((execution) => ({
			message: execution.data.resultData.error?.message,
			recovered: itemsOf(execution, 'Pay').map(({ json }) => json.recovered),
		})),
	).toEqual(
		saved.map(({ payout }) =>
			payout.canBeAsked
				? { message: undefined, recovered: [true] }
				: { message: sentBefore, recovered: [] },
		),
	);
}

const counts = (saved: readonly Saved[], reference: string): unknown[] =>
	saved.map(({ w }) => w.count(reference));

test('a restart between two executions', async () => {
	const saved = await saveEach('RESTART', n8n);
	const first = await onEach(saved, async ({ w, id }) => await w.runAgain(id));
	expect(first.map(({ status }) => status)).toEqual(['success', 'success', 'success']);
	await n8n.restart();
	expectKnown(saved, await onEach(saved, async ({ w, id }) => await w.runAgain(id)));
	expect(counts(saved, 'RESTART')).toEqual([once, once, once]);
});

test('kill -9 while the payout is sent', async () => {
	const saved = await saveEach('KILLED', n8n);
	await onEach(saved, async ({ w, id }) => {
		w.next(heldUp);
		await n8n.rest.workflows.start(id, trigger);
		await w.untilReceived('KILLED');
	});
	await n8n.crash();
	expectKnown(saved, await onEach(saved, async ({ w, id }) => await w.runAgain(id)));
	expect(counts(saved, 'KILLED')).toEqual([once, once, once]);
});

test('kill -9 after the payout was noted and before it was sent', async () => {
	const saved = await saveEach('NOTED', n8n);
	await onEach(saved, async ({ w, id }) => {
		// A token is fetched in between.
		w.sim.control.addFault({ match: { token: true }, ...heldUp });
		await n8n.rest.workflows.start(id, trigger);
		await waitFor(() => w.tokenCalls() > 0, { what: 'the token call', timeoutMs: 30_000 });
	});
	await n8n.crash();
	const executions = await onEach(saved, async ({ w, id }) => await w.runAgain(id));
	expect(counts(saved, 'NOTED')).toEqual([never, never, never]);
	for (const [index, { payout }] of saved.entries()) {
		const { displayName, canBeAsked } = payout;
		const error = executions[index]?.data.resultData.error;
		expect(error?.message).toBe(sentBefore);
		expect(error?.description).toMatch(
			canBeAsked
				? `${displayName} was asked for it for 15 seconds and did not find it: either it never arrived (n8n was stopped, or the connection broke)`
				: `${displayName} has no lookup by reference`,
		);
	}
});
