import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { PaymentWebhookTrigger } from '../../../nodes/PaymentWebhookTrigger/PaymentWebhookTrigger.node';
import { deliver, newId } from '../../support/webhookNode.mts';
import { paidPix, smartFastPaySigned } from '../../support/signed.mts';
import { subjects } from '../../support/subjects.mts';

/** No wait takes time. */
jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async () => {
		await Promise.resolve();
	},
}));

const secret = 'typed-secret';
const fields = { ...subjects.smartFastPay.fields, webhookSecret: secret };

/** What n8n keeps for one node, shared by all its processes. */
type Row = Set<string>;

interface Given {
	readonly row?: Row;
	readonly executionId?: string;
	readonly mode?: string;
	/** Of the trigger. */
	readonly name?: string;
	/** Of n8n's database. */
	readonly failure?: Error;
	/** An n8n that has no such memory. */
	readonly isOld?: boolean;
}

/** What a process that knows of no earlier notification hands to an execution. */
async function received(...changes: readonly object[]): Promise<INodeExecutionData[]> {
	const all: INodeExecutionData[] = [];
	for (const change of changes) {
		const request = smartFastPaySigned(paidPix(change), secret, Date.now());
		const { response } = await deliver({ request, fields });
		all.push(...(response.workflowData ?? []).flat());
	}
	return all;
}

/** Runs the execution as n8n does: the items go through its database. */
async function execute(items: readonly INodeExecutionData[], given: Given = {}) {
	const { row = new Set(), executionId = newId(), mode = 'webhook', failure, isOld } = given;
	const { name = 'Payments' } = given;
	const hints: string[] = [];
	const logged: string[] = [];
	let uses = 0;
	const use = async (): Promise<void> => {
		uses += 1;
		await Promise.resolve();
		if (failure !== undefined) throw failure;
	};
	const helpers = {
		checkProcessedAndRecord: async (keys: readonly string[]) => {
			await use();
			const added = keys.filter((key) => !row.has(key));
			for (const key of added) row.add(key);
			return { new: added, processed: keys.filter((key) => !added.includes(key)) };
		},
		removeProcessed: async (keys: readonly string[]) => {
			await use();
			for (const key of keys) row.delete(key);
		},
	};
	const node = {
		getInputData: () => structuredClone(items),
		getMode: () => mode,
		getWorkflow: () => ({ id: 'workflow-1' }),
		getNode: () => ({ id: 'node-1', name }),
		getExecutionId: () => executionId,
		addExecutionHints: (...told: readonly { message: string }[]) =>
			void hints.push(...told.map(({ message }) => message)),
		logger: { warn: (line: string) => void logged.push(line) },
		helpers: isOld === true ? {} : helpers,
	};
	const trigger = new PaymentWebhookTrigger();
	const [passed = []] = await trigger.execute.call(node as unknown as IExecuteFunctions);
	return { passed, ids: passed.map(({ json }) => json.id), hints, logged, uses: () => uses };
}

describe('the execution that a notification starts', () => {
	it('passes on what the webhook has received, and nothing more', async () => {
		const items = await received({ id: 'a' });
		const { passed, hints } = await execute(items);
		expect(passed).toEqual(items.map(({ json }) => ({ json })));
		expect(items[0]?.json).toMatchObject({ id: 'a', status: 'succeeded' });
		expect(hints).toEqual([]);
	});

	it('ends at the trigger where another process has started one with the same record', async () => {
		const row: Row = new Set();
		const [first, second] = [await received({ id: 'a' }), await received({ id: 'a' })];
		expect((await execute(first, { row })).ids).toEqual(['a']);
		const { ids, hints } = await execute(second, { row });
		expect(ids).toEqual([]);
		expect(hints).toEqual([expect.stringMatching(/already started with an event/)]);
	});

	it('passes on another record of the same payment', async () => {
		const row: Row = new Set();
		await execute(await received({ id: 'a', amount: '25.00' }), { row });
		const other = await received({ id: 'a', amount: '25.00', paid_at: '2026-01-01' });
		expect((await execute(other, { row })).ids).toEqual(['a']);
	});

	it('passes on of several events those that are new', async () => {
		const row: Row = new Set();
		await execute(await received({ id: 'b' }), { row });
		const { ids, hints } = await execute(await received({ id: 'a' }, { id: 'b' }, { id: 'c' }), {
			row,
		});
		expect(ids).toEqual(['a', 'c']);
		expect(hints).toHaveLength(1);
	});

	it('passes on what another trigger of the workflow has passed on, whatever their IDs', async () => {
		const row: Row = new Set();
		await execute(await received({ id: 'a' }), { row });
		const { ids } = await execute(await received({ id: 'a' }), { row, name: 'Second account' });
		expect(ids).toEqual(['a']);
	});

	it('gets its events again where n8n runs the node again', async () => {
		const given: Given = { row: new Set(), executionId: 'same' };
		const items = await received({ id: 'a' });
		expect((await execute(items, given)).ids).toEqual(['a']);
		expect((await execute(items, given)).ids).toEqual(['a']);
	});

	it.each(['manual', 'retry', 'trigger', 'evaluation'])(
		'asks nothing and passes on all in mode %s',
		async (mode) => {
			const row: Row = new Set();
			const items = await received({ id: 'a' });
			await execute(items, { row });
			const { ids, uses } = await execute(items, { row, mode });
			expect([ids, uses()]).toEqual([['a'], 0]);
		},
	);

	it('passes on all where n8n has no such memory', async () => {
		expect((await execute(await received({ id: 'a' }), { isOld: true })).ids).toEqual(['a']);
	});

	it('passes on all, with a warning, where the database does not answer', async () => {
		const failure = new Error('connection lost');
		const { ids, logged } = await execute(await received({ id: 'a' }), { failure });
		expect(ids).toEqual(['a']);
		expect(logged).toEqual([
			expect.stringMatching(/^Payments: .*\(connection lost\).* may be a repeat\.$/),
		]);
	});

	it('passes on items of an earlier version, which name no event', async () => {
		const items = [{ json: { id: 'a' } }];
		const { passed, uses } = await execute(items);
		expect([passed, uses()]).toEqual([items, 0]);
	});

	it('keeps nothing readable', async () => {
		const row: Row = new Set();
		await execute(await received({ id: 'pay-secret-1' }), { row });
		expect([...row].join(' ')).not.toMatch(/pay-secret-1|25\.00|order-1/);
	});
});
