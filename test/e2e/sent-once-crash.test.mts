import { type Execution, itemsOf } from '../../dev/n8n/executions.mts';
import { waitFor } from '../../dev/n8n/wait-for.mts';
import { useN8n } from './support/n8n.mts';
import { once, payouts, payoutWorld } from './support/payouts.mts';
import { trigger } from './support/workflow.mts';

/** What is sent once outlives n8n: it is stopped, or killed while it sends, and runs the same workflow again. */
const n8n = useN8n();
/** Each starts n8n again, which takes most of a minute on a busy machine. */
jest.setTimeout(300_000);

const sentBefore = 'A payment with this reference was sent before';
/** Long enough for n8n to be killed before the simulator goes on. */
const heldUp = { delayMs: 3_000 };

describe.each(payouts)('at $displayName', (payout) => {
	const { canBeAsked, displayName } = payout;
	const known = (execution: Execution): void => {
		const recovered = itemsOf(execution, 'Pay').map(({ json }) => json.recovered);
		expect([execution.data.resultData.error?.message, recovered]).toEqual(
			canBeAsked ? [undefined, [true]] : [sentBefore, []],
		);
	};

	test('a restart between two executions', async () => {
		const w = await payoutWorld(n8n, payout);
		const id = await w.save(w.pay('RESTART'));
		expect((await w.runAgain(id)).status).toBe('success');
		await n8n.restart();
		known(await w.runAgain(id));
		expect(w.count('RESTART')).toEqual(once);
	});

	test('kill -9 while the payout is sent', async () => {
		const w = await payoutWorld(n8n, payout);
		const id = await w.save(w.pay('KILLED'));
		w.next(heldUp);
		await n8n.rest.workflows.start(id, trigger);
		await w.untilReceived('KILLED');
		await n8n.crash();
		known(await w.runAgain(id));
		expect(w.count('KILLED')).toEqual(once);
	});

	test('kill -9 after it was noted and before it was sent', async () => {
		const w = await payoutWorld(n8n, payout);
		const stuck = { repeatReferences: '={{ $json.isStuck ?? false }}' };
		const id = await w.save(w.pay('NOTED', stuck));
		// A token is fetched in between.
		w.sim.control.addFault({ match: { token: true }, ...heldUp });
		await n8n.rest.workflows.start(id, trigger);
		await waitFor(() => w.tokenCalls() > 0, { what: 'the token call', timeoutMs: 30_000 });
		await n8n.crash();
		expect(w.count('NOTED')).toEqual({ received: 0, stored: 0 });

		const { error } = (await w.runAgain(id)).data.resultData;
		expect(error?.message).toBe(sentBefore);
		expect(error?.description).toMatch(
			canBeAsked
				? `${displayName} was asked for 15 seconds and does not show it: either n8n was stopped just before it was sent`
				: `${displayName} cannot be asked for it by reference`,
		);
		expect(w.count('NOTED')).toEqual({ received: 0, stored: 0 });
	});
});
