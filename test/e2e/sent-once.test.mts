import { allItemsOf, type Execution, itemsOf } from '../../dev/n8n/executions.mts';
import { useN8n } from './support/n8n.mts';
import {
	connected,
	once,
	type Payout,
	payouts,
	payoutWorld,
	sentBefore,
	paySecurez,
	retryOf,
	smartFastPay,
} from './support/payouts.mts';
import { chain, items, start, trigger } from './support/workflow.mts';
import { jsonBody } from './support/world.mts';

/**
 * A payout with a reference is sent once, whatever a real n8n does with the node: other executions, loops, sub-workflows and
 * retries. The simulator's count of what it received is the witness.
 */
const n8n = useN8n();

const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
/** In n8n's log. */
const notKept = 'n8n does not store the references that it has sent';
const lost = { reset: 'afterProcessing' } as const;

/** Execute Sub-workflow, and the trigger of what it calls. */
const caller = { name: 'Call', type: 'n8n-nodes-base.executeWorkflow', typeVersion: 1.2 };
const called = {
	name: 'Called',
	type: 'n8n-nodes-base.executeWorkflowTrigger',
	typeVersion: 1.1,
	parameters: { inputSource: 'passthrough' },
};

/** What a later execution ends with: the payout, found by its reference, or the sentence of a provider that cannot be asked. */
function expectKnown({ canBeAsked }: Payout, execution: Execution, node = 'Pay'): void {
	const { status } = execution;
	const { error } = execution.data.resultData;
	const recovered = itemsOf(execution, node).map(({ json }) => json.recovered);
	expect({ status, message: error?.message, recovered }).toEqual(
		canBeAsked
			? { status: 'success', message: undefined, recovered: [true] }
			: { status: 'error', message: sentBefore, recovered: [] },
	);
	if (!canBeAsked) expect(error?.description).toMatch("turn on 'Allow Repeated References'");
}

describe.each(payouts)('at $displayName', (payout) => {
	const { canBeAsked } = payout;

	test('two manual runs of a saved workflow', async () => {
		const w = await payoutWorld(n8n, payout);
		const id = await w.save(w.pay('TWICE'));
		const first = await w.runAgain(id);
		expect(first.status).toBe('success');
		expect(itemsOf(first, 'Pay').map(({ json }) => json.recovered)).toEqual([undefined]);
		expectKnown(payout, await w.runAgain(id));
		expect(w.count('TWICE')).toEqual(once);
	});

	test('two executions at the same time', async () => {
		const w = await payoutWorld(n8n, payout);
		const id = await w.save(w.pay('AT-ONCE'));
		w.next({ delayMs: 1_500 });
		const both = await Promise.all([w.runAgain(id), w.runAgain(id)]);
		expect(w.count('AT-ONCE')).toEqual(once);
		const marks = both.flatMap((run) => itemsOf(run, 'Pay').map(({ json }) => json.recovered));
		expect(marks.toSorted()).toEqual(canBeAsked ? [true, undefined] : [undefined]);
		expect(both.flatMap(({ data }) => data.resultData.error?.message ?? [])).toEqual(
			canBeAsked ? [] : [sentBefore],
		);
	});

	test('a loop over the same reference, which gets the first answer again', async () => {
		const w = await payoutWorld(n8n, payout);
		const loop = {
			name: 'Loop',
			type: 'n8n-nodes-base.splitInBatches',
			typeVersion: 3,
			parameters: { options: {} },
		};
		const nodes = [start, ...items([{ n: 1 }, { n: 2 }, { n: 3 }]), loop];
		const line = chain('Loop', ...nodes, w.pay('LOOP'));
		const { id } = await n8n.rest.workflows.create(
			connected(line, { Loop: [[], ['Pay']], Pay: [['Loop']] }),
		);
		const execution = await w.runAgain(id);
		expect(execution.status).toBe('success');
		const answers = allItemsOf(execution, 'Pay').map(({ json }) => json);
		expect(answers).toEqual([answers[0], answers[0], answers[0]]);
		expect(answers[0]).not.toHaveProperty('recovered');
		expect(w.count('LOOP')).toEqual(once);
	});

	test('a sub-workflow whose caller has Retry On Fail, and Retry execution of the caller', async () => {
		const w = await payoutWorld(n8n, payout);
		const sub = await n8n.rest.workflows.create(chain('Sub', called, w.pay('SAME-1')));
		await n8n.rest.workflows.publish(sub);
		const parameters = { workflowId: { __rl: true, mode: 'id', value: sub.id }, options: {} };
		const id = await w.save({ ...caller, parameters, ...retrying });
		w.next(lost);
		const first = await w.runAgain(id);
		expectKnown(payout, first, 'Call');
		expect(w.count('SAME-1')).toEqual(once);
		if (canBeAsked) return;
		expectKnown(payout, await retryOf(n8n, first.id), 'Call');
		expect(w.count('SAME-1')).toEqual(once);
	});

	test('a payout that was refused can be sent again', async () => {
		const w = await payoutWorld(n8n, payout);
		const id = await w.save(w.pay('REFUSED'));
		w.next({ status: 422 });
		expect((await w.runAgain(id)).status).toBe('error');
		const second = await w.runAgain(id);
		expect(second.status).toBe('success');
		expect(itemsOf(second, 'Pay').map(({ json }) => json.recovered)).toEqual([undefined]);
		expect(w.count('REFUSED')).toEqual({ received: 2, stored: 1 });
	});
});

test('Retry execution of a payout that the list shows only later (case 18)', async () => {
	const w = await payoutWorld(n8n, smartFastPay);
	const looks = { match: { method: 'GET', path: '/transactions' } };
	w.next(lost);
	w.sim.control.addFault({ ...looks, status: 503, times: 5 });
	const first = await w.runAgain(await w.save(w.pay('LATE', { onUnknownOutcome: 'lookUp' })));
	expect(first.data.resultData.error?.message).toMatch('Outcome unknown');

	w.sim.control.addFault({ ...looks, status: 200, body: { requestId: 'r', data: [] } });
	const second = await retryOf(n8n, first.id);
	expectKnown(smartFastPay, second);
	expect(w.count('LATE')).toEqual(once);
});

describe('a sub-workflow that stands in the node that calls it', () => {
	const inline = async (id?: string) => {
		const w = await payoutWorld(n8n, paySecurez);
		const workflow = { id, ...chain('Inline', called, w.pay('INLINE')) };
		const parameters = { source: 'parameter', workflowJson: JSON.stringify(workflow), options: {} };
		return { w, parent: await w.save({ ...caller, parameters }) };
	};

	test("is remembered with its caller's workflow", async () => {
		const { w, parent } = await inline();
		expect((await w.runAgain(parent)).status).toBe('success');
		expectKnown(paySecurez, await w.runAgain(parent), 'Call');
		expect(w.count('INLINE')).toEqual(once);
		expect(n8n.output()).not.toMatch(notKept);
	});

	test('does not start with an unknown workflow ID', async () => {
		const { w, parent } = await inline('no-such-workflow');
		const execution = await w.runAgain(parent);
		expect(execution.data.resultData.error?.message).toMatch('FOREIGN KEY');
		expect(w.count('INLINE')).toEqual({ received: 0, stored: 0 });
	});
});

test('a workflow that is deleted while it runs: this process remembers, and the log says so', async () => {
	const w = await payoutWorld(n8n, paySecurez);
	const wait = {
		name: 'Wait',
		type: 'n8n-nodes-base.wait',
		typeVersion: 1.1,
		parameters: { resume: 'timeInterval', amount: 10, unit: 'seconds' },
	};
	const id = await w.save(wait, w.pay('DELETED'));
	await n8n.rest.workflows.start(id, trigger);
	await n8n.rest.send('POST', `/rest/workflows/${id}/archive`, {});
	await n8n.rest.send('DELETE', `/rest/workflows/${id}`);
	await w.untilReceived('DELETED');
	expect(w.count('DELETED')).toEqual(once);
	expect(n8n.output().split(notKept)).toHaveLength(2);
});

test("an expression in 'Allow Repeated References' releases one item", async () => {
	const w = await payoutWorld(n8n, paySecurez);
	// Neither arrives, and n8n cannot know it.
	w.next({ reset: 'beforeProcessing', times: 2 });
	const references = items([{ reference: 'STUCK' }, { reference: 'OTHER' }]);
	// Indented, because two closing braces side by side would end the expression.
	const body = `={{ ${JSON.stringify(paySecurez.body('REFERENCE'), null, 1)} }}`;
	const node = w.payNode(
		{
			method: 'POST',
			path: paySecurez.path,
			...jsonBody(body.replace('"REFERENCE"', '$json.reference')),
			options: { repeatReferences: false },
		},
		{ onError: 'continueErrorOutput' },
	);
	const id = await w.save(...references, node);
	const messages = (execution: Execution): unknown[] =>
		itemsOf(execution, 'Pay', 1).map(({ json }) => (json.error as { message?: string }).message);
	await w.runAgain(id);
	expect(messages(await w.runAgain(id))).toEqual([sentBefore, sentBefore]);

	const saved = await n8n.rest.workflows.get(id);
	// As data say it: FALSE is a text, too.
	const options = { repeatReferences: "={{ $json.reference === 'STUCK' ? true : 'FALSE' }}" };
	await n8n.rest.send('PATCH', `/rest/workflows/${id}`, {
		...saved,
		nodes: saved.nodes.map((each) =>
			each.name === 'Pay' ? { ...each, parameters: { ...each.parameters, options } } : each,
		),
	});
	const released = await w.runAgain(id);
	expect(itemsOf(released, 'Pay')).toMatchObject([{ json: { reference: 'STUCK' } }]);
	expect(messages(released)).toEqual([sentBefore]);
	expect(w.count('STUCK')).toEqual({ received: 2, stored: 1 });
	expect(w.count('OTHER')).toEqual({ received: 1, stored: 0 });
});
