import type { SimulatorSettings } from '../types.mts';

/** Pages that show a change later than it is told of. */
export interface Lag {
	/** Changes a row, as far as the merchant is told at once; its pages show it when the lag of the settings is over. */
	change(row: object, change: () => void): void;
	/** Shows what has become due. */
	catchUp(): void;
	clear(): void;
}

export function createLag(now: () => number, settings: SimulatorSettings): Lag {
	let held: { at: number; row: object; changed: object }[] = [];
	const catchUp = () => {
		const due = held.filter(({ at }) => at <= now());
		held = held.filter((entry) => !due.includes(entry));
		for (const { row, changed } of due) Object.assign(row, changed);
	};
	return {
		change(row, change) {
			catchUp();
			const lagMs = settings.pagesLagMs ?? 0;
			const shown = { ...row };
			change();
			if (lagMs <= 0) {
				held = held.filter((entry) => entry.row !== row);
				return;
			}
			held.push({ at: now() + lagMs, row, changed: { ...row } });
			Object.assign(row, shown);
		},
		catchUp,
		clear() {
			held = [];
		},
	};
}
