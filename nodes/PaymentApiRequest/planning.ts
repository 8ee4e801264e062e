import type { Planned } from './operations/operation';

/** The plans of a run's items: made in order, and no more of them ahead of time than are needed. */
export interface Planning {
	/** Also begins to plan the items that follow, so that they are ready when this one's request is answered. */
	at(index: number): Promise<Planned>;
	/** The same, and forgets it: what a plan holds need not outlive its item. */
	take(index: number): Promise<Planned>;
	/** All that are left. */
	rest(): Promise<readonly Planned[]>;
	/** Resolves when no plan is being made any more. */
	idle(): Promise<void>;
}

/**
 * @param ahead items that are planned beside those that run
 * @param plan called for each item once, one call after the other; never rejects
 */
export function createPlanning(
	count: number,
	ahead: number,
	plan: (index: number) => Promise<Planned>,
): Planning {
	const plans = new Map<number, Promise<Planned>>();
	let begun = 0;
	let last: Promise<unknown> = Promise.resolve();
	const planTo = (end: number): void => {
		for (; begun < Math.min(end, count); begun += 1) {
			const index = begun;
			const planned = last.then(async () => await plan(index));
			plans.set(index, planned);
			last = planned;
		}
	};
	const at = async (index: number): Promise<Planned> => {
		planTo(index + 1 + ahead);
		const planned = plans.get(index);
		if (planned === undefined) throw new Error(`Item ${index} is not planned any more`);
		return await planned;
	};
	return {
		at,
		async take(index) {
			const planned = await at(index);
			plans.delete(index);
			return planned;
		},
		async rest() {
			planTo(count);
			return await Promise.all(plans.values());
		},
		async idle() {
			await last;
		},
	};
}
