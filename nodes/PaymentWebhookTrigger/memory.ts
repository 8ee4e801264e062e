import { type IDataObject, type IWebhookFunctions, sleep } from 'n8n-workflow';

import type { ConfirmedEvent } from '../../lib/webhooks/event';
import { maxStartWaitMs, startPollMs } from '../../lib/webhooks/numbers';
import { createSeenEvents, type SeenEvents, type Taken } from '../../lib/webhooks/seen';
import { type ConfirmationLimits, createConfirmationLimits } from '../../lib/webhooks/unconfirmed';

/** What one node knows in this process: n8n reads what it has kept anew for every request, and several may come at once. */
export interface NodeMemory {
	readonly seen: SeenEvents;
	readonly limits: ConfirmationLimits;
}

const memories = new Map<string, NodeMemory>();

export function memoryOf(node: IWebhookFunctions): NodeMemory {
	const { id, name } = node.getNode();
	const key = JSON.stringify([node.getWorkflow().id, id, name]);
	const memory = memories.get(key) ?? {
		seen: createSeenEvents(),
		limits: createConfirmationLimits(),
	};
	memories.set(key, memory);
	return memory;
}

/** The events of one notification that may start an execution. */
export interface TakenEvents {
	readonly fresh: readonly ConfirmedEvent[];
	/** Whether it is not certain yet that n8n starts an execution for another one. */
	readonly isOpen: boolean;
	started(): void;
	notStarted(): void;
}

/** Takes the new events. A repeat waits for the outcome of the first, because n8n may fail to start its execution. */
export async function takeNew(
	{ seen }: NodeMemory,
	events: readonly ConfirmedEvent[],
	now: () => number,
): Promise<TakenEvents> {
	const until = now() + maxStartWaitMs;
	const fresh: ConfirmedEvent[] = [];
	const taken: Extract<Taken, { kind: 'new' }>[] = [];
	const onStart: (() => void)[] = [];
	let isOpen = false;
	for (const event of events) {
		let one = seen.take(event, now());
		while (isOfAnother(one, taken) && now() < until) {
			await sleep(startPollMs);
			if (one.isOver()) one = seen.take(event, now());
		}
		if (one.kind === 'starting') {
			if (isOfAnother(one, taken)) isOpen = true;
			// The same once more, perhaps in other words: known by those as well.
			else onStart.push(() => seen.note(event, now()));
		}
		if (one.kind !== 'new') continue;
		onStart.push(one.started);
		fresh.push(event);
		taken.push(one);
	}
	return {
		fresh,
		isOpen,
		started: () => {
			for (const step of onStart) step();
		},
		notStarted: () => {
			for (const { notStarted } of taken) notStarted();
		},
	};
}

/** Whether another notification is starting it; one may name the same event twice. */
const isOfAnother = (
	one: Taken,
	own: readonly Extract<Taken, { kind: 'new' }>[],
): one is Extract<Taken, { kind: 'starting' }> =>
	one.kind === 'starting' && !own.some(({ start }) => start === one.start);

/** For n8n to keep. It saves the object where a property of it was set. */
export function store({ seen }: NodeMemory, staticData: IDataObject): void {
	Object.assign(staticData, seen.stored());
}
