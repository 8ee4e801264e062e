import type { Channel } from 'node:diagnostics_channel';
import type * as vm from 'node:vm';
import { clock } from './clock.mts';

declare const requireOutsideJest: {
	(id: 'node:vm'): typeof vm;
	(id: 'node:diagnostics_channel'): { channel(name: string): Channel };
};

/** n8n's `sleep` takes the timers of the realm outside Jest, where Jest's fake timers do not reach. */
const outer = requireOutsideJest('node:vm').runInThisContext('globalThis') as {
	setTimeout(callback: () => void, ms?: number, ...more: unknown[]): unknown;
};
const { channel } = requireOutsideJest('node:diagnostics_channel');

/** Requests of the package that have no answer yet. Time stands still for them, or the load of the machine would count. */
const open = new Set<unknown>();
let mostOpen = 0;
const requestOf = (message: unknown): unknown => (message as { request: unknown }).request;
channel('http.client.request.start').subscribe((message) => {
	open.add(requestOf(message));
	mostOpen = Math.max(mostOpen, open.size);
});
for (const end of ['http.client.response.finish', 'http.client.request.error'])
	channel(end).subscribe((message) => void open.delete(requestOf(message)));
afterEach(() => open.clear());

/** Of those that tests are about. What is shorter, e.g. until a noted payment is looked for, passes where time stands, too. */
const leastWaitMs = 200;

interface Sleeper {
	readonly until: number;
	readonly wake: () => void;
}

export interface PassingTime {
	/** Milliseconds that have passed for n8n and the providers. */
	elapsed(): number;
	/** How many sleep now. */
	sleepers(): number;
	/** How many requests were open at once. */
	mostOpen(): number;
	/** The sleeps so far, in milliseconds. */
	readonly sleeps: readonly number[];
}

export interface Passing {
	/** The clock never moves, and who sleeps sleeps on. */
	readonly isStanding?: boolean;
	/** The clock moves at least so far: who wakes within it wakes together with the others. */
	readonly stepMs?: number;
}

/** Sleeping takes no time until the test ends: whenever nothing is under way, the clock moves to where the next sleeper wakes. */
export function letTimePass({ isStanding = false, stepMs = 0 }: Passing = {}): PassingTime {
	const sleepers = new Set<Sleeper>();
	const sleeps: number[] = [];
	clock.stand();
	const begun = clock.now();
	mostOpen = 0;
	const real = outer.setTimeout;
	let isMoving = false;
	const move = async (): Promise<void> => {
		isMoving = true;
		while (sleepers.size > 0) {
			await quiet();
			const next = Math.min(...[...sleepers].map(({ until }) => until));
			clock.advance(Math.max(next - clock.now(), stepMs));
			for (const sleeper of [...sleepers].filter(({ until }) => until <= clock.now())) {
				sleepers.delete(sleeper);
				sleeper.wake();
			}
		}
		isMoving = false;
	};
	jest.spyOn(outer, 'setTimeout').mockImplementation((callback, ms = 0, ...more) => {
		if (!isSleep(callback) || (isStanding && ms < leastWaitMs)) return real(callback, ms, ...more);
		sleeps.push(ms);
		sleepers.add({ until: clock.now() + ms, wake: callback });
		if (!isStanding && !isMoving) void move();
		return undefined;
	});
	return {
		elapsed: () => clock.now() - begun,
		sleepers: () => sleepers.size,
		mostOpen: () => mostOpen,
		sleeps,
	};
}

/** Lets others have their turns until something holds. */
export async function until(holds: () => boolean): Promise<void> {
	const begun = Date.now();
	while (!holds()) {
		if (Date.now() - begun > 3_000) throw new Error('It has not come about in three seconds');
		await new Promise((resolve) => setImmediate(resolve));
	}
}

/** A sleep is a promise that a timer resolves; deadlines and the like have callbacks of their own. */
const isSleep = (callback: () => void): boolean =>
	callback.name === '' && Function.prototype.toString.call(callback).includes('[native code]');

/** Resolves when no request is open, and whoever could go on has had the turns for it. */
async function quiet(): Promise<void> {
	for (let turns = 0; turns < 8; turns += 1) {
		await new Promise((resolve) => setImmediate(resolve));
		if (open.size > 0) turns = 0;
	}
}
