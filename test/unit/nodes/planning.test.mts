import { setImmediate } from 'node:timers/promises';

import type { Planned } from '../../../nodes/PaymentApiRequest/operations/operation';
import { createPlanning } from '../../../nodes/PaymentApiRequest/planning';

const planOf = (index: number): Planned => ({
	kind: 'ready',
	isRead: true,
	uniqueAs: String(index),
	run: async () => await Promise.resolve({ kind: 'items', items: [] }),
});

function planned(count: number, ahead: number) {
	const log: string[] = [];
	const planning = createPlanning(count, ahead, async (index) => {
		log.push(`begin ${index}`);
		await setImmediate();
		log.push(`end ${index}`);
		return planOf(index);
	});
	const begun = (): number => log.filter((line) => line.startsWith('begin')).length;
	return { planning, log, begun };
}

describe('planning', () => {
	it('plans one item after the other, each once', async () => {
		const { planning, log } = planned(3, 1);
		await Promise.all([planning.at(0), planning.at(0), planning.rest()]);

		expect(log).toEqual(['begin 0', 'end 0', 'begin 1', 'end 1', 'begin 2', 'end 2']);
	});

	it.each([
		[1, 0, 0, 1],
		[100, 0, 0, 1],
		[100, 5, 0, 6],
		[100, 5, 20, 26],
		[100, 5, 97, 100],
		[100, Infinity, 0, 100],
	])(
		'of %i items with %d ahead has planned, when item %i was asked for, %i',
		async (count, ahead, index, expected) => {
			const { planning, begun } = planned(count, ahead);
			expect(await planning.at(index)).toMatchObject({ uniqueAs: String(index) });
			await planning.idle();

			expect(begun()).toBe(expected);
		},
	);

	it('plans nothing for which nobody has asked', async () => {
		const { planning, begun } = planned(9, 3);
		await planning.idle();

		expect(begun()).toBe(0);
	});

	it('forgets a plan that was taken', async () => {
		const { planning } = planned(4, 0);
		await planning.take(0);

		expect(await planning.rest()).toHaveLength(3);
		await expect(planning.take(0)).rejects.toThrow('Item 0 is not planned any more');
	});
});
