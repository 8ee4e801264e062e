import type * as vm from 'node:vm';

declare const requireOutsideJest: (id: 'node:vm') => typeof vm;

/** n8n and the package live outside Jest's realm, where its fake timers do not reach: their clock is moved instead. */
const outerDate = requireOutsideJest('node:vm').runInThisContext('Date') as DateConstructor;

const offsets = { ours: 0, theirs: 0 };
let onRead = (): void => undefined;
const realNow = outerDate.now.bind(outerDate);
let stoodAt: number | undefined;
const base = (): number => stoodAt ?? realNow();

beforeEach(() => {
	offsets.ours = 0;
	offsets.theirs = 0;
	onRead = () => undefined;
	stoodAt = undefined;
	jest.spyOn(outerDate, 'now').mockImplementation(clock.now);
});
afterEach(() => jest.restoreAllMocks());

export const clock = {
	/** What n8n and the package read. */
	now: () => base() + offsets.ours,
	/** What the simulators read. */
	provider: () => {
		onRead();
		return base() + offsets.theirs;
	},
	/** Calls back whenever a simulator looks at its clock, which it does at least once per request. */
	whenProviderLooks(callback: () => void): void {
		onRead = callback;
	},
	/** From now on until the test ends it moves by `advance` only, however long the machine takes. */
	stand(): void {
		stoodAt = realNow();
	},
	/** Time passes for everybody. */
	advance(ms: number): void {
		offsets.ours += ms;
		offsets.theirs += ms;
	},
	/** Time passes at the provider only: its tokens die before n8n expects it. */
	advanceProvider(ms: number): void {
		offsets.theirs += ms;
	},
};
