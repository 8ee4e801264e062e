import { AsyncLocalStorage } from 'node:async_hooks';
import type { INodeExecutionData } from 'n8n-workflow';

/** What n8n does with the outcome of a poll. */
export interface Started {
	onEmission(emitted: INodeExecutionData[][]): Promise<void>;
	onError(error: Error): void;
}

/** One poll and all it starts; resolves with the first output of what was emitted. */
export type Ticker = (isActivation: boolean) => Promise<INodeExecutionData[] | null>;

/** n8n's executor reports to two callbacks, the same for all polls of a node; the async context says which poll is speaking. */
export function createTicker(
	{ onEmission, onError }: Started,
	createPoll: (
		emit: (emitted: INodeExecutionData[][]) => void,
		fail: (error: Error) => void,
	) => (isActivation: boolean) => Promise<void>,
): Ticker {
	interface Tick {
		emitted: INodeExecutionData[] | null;
		ended: Array<Promise<void>>;
		error?: Error;
	}
	const current = new AsyncLocalStorage<Tick>();

	const poll = createPoll(
		(emitted) => {
			const tick = current.getStore();
			if (tick === undefined) return;
			tick.emitted = emitted[0] ?? [];
			tick.ended.push(onEmission(emitted));
		},
		(error) => {
			const tick = current.getStore();
			if (tick === undefined) return;
			tick.error = error;
			onError(error);
		},
	);
	return async (isActivation) => {
		const tick: Tick = { emitted: null, ended: [] };
		await current.run(tick, async () => await poll(isActivation));
		await Promise.all(tick.ended);
		if (tick.error !== undefined) throw tick.error;
		return tick.emitted;
	};
}
