import type { IDataObject } from 'n8n-workflow';

import { itemsOf, type Execution } from '../../../dev/n8n/executions.mts';
import type { N8nUnderTest } from '../../e2e/support/n8n.mts';
import { payouts, payoutWorld } from '../../e2e/support/payouts.mts';
import { items } from '../../e2e/support/workflow.mts';
import { world, writeOf, type World } from '../../e2e/support/world.mts';
import { samples, type Sample } from '../../support/providerSamples.mts';
import { check } from './measured.mts';

const onError = 'continueErrorOutput';

/** What stands under `error` of the only item on the error output. */
function errorOf(execution: Execution): IDataObject {
	expect(execution.status).toBe('success');
	const failed = itemsOf(execution, 'Pay', 1);
	expect(failed).toHaveLength(1);
	return failed[0]?.json.error as IDataObject;
}

/** Payment API Request. */
export function requestChecks(n8n: N8nUnderTest, version: string): void {
	/** One cell for all providers: the check passes when it passes for each. */
	const forEach = (name: string, run: (w: World, sample: Sample) => Promise<void>): void =>
		check(version, name, async () => {
			for (const sample of samples) await run(await world(n8n, sample.provider), sample);
			return undefined;
		});

	forEach('Payment API Request: a read and a write', async ({ run, payNode, paid }, sample) => {
		const reading = payNode({ method: 'GET', path: sample.read }, { name: 'Look' });
		const writing = payNode(writeOf(sample, 'shop-1'), { executeOnce: true });
		const execution = await run(reading, writing);
		expect(execution.status).toBe('success');
		expect(itemsOf(execution, 'Look')).not.toEqual([]);
		expect(itemsOf(execution, 'Pay')).toHaveLength(1);
		expect(paid()).toEqual(['shop-1']);
	});

	forEach('What failed leaves by the error output', async ({ run, payNode }, { read }) => {
		const node = payNode({ method: 'GET', path: '={{ $json.path }}' }, { onError });
		const execution = await run(...items([{ path: read }, { path: '/no/such/path' }]), node);
		expect(itemsOf(execution, 'Pay')).not.toEqual([]);
		expect(errorOf(execution)).toMatchObject({ httpCode: 404 });
	});

	forEach('A write that is refused a connection was not sent', async (w, sample) => {
		await w.run(w.payNode({ method: 'GET', path: sample.read }));
		await w.sim.close();
		const execution = await w.run(w.payNode(writeOf(sample, 'shop-1'), { onError }));
		expect(errorOf(execution)).toMatchObject({
			message: expect.stringContaining('could not be reached'),
			outcome: 'refused',
		});
	});

	check(version, 'A payout whose answer is lost is not sent again', async () => {
		for (const payout of payouts) {
			const w = await payoutWorld(n8n, payout);
			const id = await w.save(w.pay('compat-1'));
			w.next({ reset: 'afterProcessing' });
			await w.runAgain(id);
			await w.runAgain(id);
			expect(w.count('compat-1')).toEqual({ received: 1, stored: 1 });
		}
		return undefined;
	});
}
