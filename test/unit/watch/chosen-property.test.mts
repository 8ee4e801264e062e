import fc from 'fast-check';
import { pollChosen } from '../../../lib/watch/chosen';
import { checkMerchant, chosenInFlight } from '../../../lib/watch/merchant';
import { begin, readState, type WatchState } from '../../../lib/watch/state';
import { isSearch, type ChosenModel, onesModels } from './support/chosen.mts';
import { runsPer } from '../../support/propertyRuns.mts';
import {
	fakeContext,
	lost,
	type Reply,
	type SentRequest,
	startMs,
} from '../../support/fakeContext.mts';
import { watchOptions } from './support/watcher.mts';

/** Chosen payments on random days. What has to be emitted is computed from what the provider answered, and from nothing else. */

type Step =
	| { readonly do: 'set'; readonly which: number; readonly to: number }
	| { readonly do: 'restart' }
	/** The credential gets another Client ID of the same merchant. */
	| { readonly do: 'rotate' }
	| PollStep;

interface PollStep {
	readonly do: 'poll';
	/** Of the payments, every so many-th cannot be asked for; 1 for all, 0 for none. */
	readonly failing: number;
	readonly trouble: 'http500' | 'network' | 'garbage';
	/** Answers after which the time is up. */
	readonly answersInTime: number;
	/** The process dies after it has emitted and before it has saved. */
	readonly dies: boolean;
}

const quiet: PollStep = {
	do: 'poll',
	failing: 0,
	trouble: 'http500',
	answersInTime: 1_000,
	dies: false,
};

const step: fc.Arbitrary<Step> = fc.oneof(
	{
		weight: 5,
		arbitrary: fc.record({
			do: fc.constant('set' as const),
			which: fc.nat(100),
			to: fc.nat(20),
		}),
	},
	{
		weight: 5,
		arbitrary: fc.record({
			do: fc.constant('poll' as const),
			failing: fc.constantFrom(0, 0, 1, 2, 3),
			trouble: fc.constantFrom('http500' as const, 'network' as const, 'garbage' as const),
			answersInTime: fc.constantFrom(1_000, 1_000, 0, 1, 7),
			dies: fc.integer({ min: 0, max: 9 }).map((drawn) => drawn === 9),
		}),
	},
	{ weight: 2, arbitrary: fc.constantFrom<Step>({ do: 'restart' }, { do: 'rotate' }) },
);

const minuteMs = 60_000;

/** `absent`: the provider said that there is none. */
type Told = Map<string, string>;

class SimulatedDays {
	private readonly model: ChosenModel;
	private readonly values: readonly string[];
	private readonly held = new Map<string, { readonly word: string; readonly updatedMs: number }>();
	private readonly clock: { now: number };
	private readonly context;
	private client = 'c';
	private state: WatchState = begin('w', 'c', 0);
	private told: Told = new Map();
	/** When the payments were named, which is when n8n has published the workflow. */
	private namedMs: number | undefined;
	private isChecking = false;
	private saved = {
		state: JSON.stringify(this.state),
		told: new Map<string, string>(),
		namedMs: undefined as number | undefined,
	};
	private isActivating = true;
	private poll: PollStep = quiet;
	private given = new Map<string, string>();
	private failed = new Set<string>();
	/** Whose list was searched in this poll. */
	private searched = new Set<string>();

	constructor(model: ChosenModel, count: number, there: number) {
		this.model = model;
		this.values = Array.from({ length: count }, (_, n) => `pay-${n}`);
		for (const value of this.values.slice(0, there))
			this.set(value, 0, startMs - 24 * 60 * minuteMs);
		const { context, clock } = fakeContext(
			model.provider,
			(request) => {
				clock.now += 100;
				return this.answer(model.askedFor(request), request);
			},
			{ settings: model.settings },
		);
		this.context = context;
		this.clock = clock;
	}

	async run(steps: readonly Step[]): Promise<void> {
		for (const one of steps) {
			if (one.do === 'poll') await this.pollOnce(one);
			else if (one.do === 'restart') this.restart();
			else if (one.do === 'rotate') this.client += "'";
			else {
				const value = this.values[one.which % this.values.length] ?? '';
				if (!this.isSettled(this.wordOf(value))) this.set(value, one.to, this.clock.now);
			}
			this.clock.now += minuteMs;
		}
		const rounds = 2 * Math.ceil(this.values.length / this.model.mostAtFirst);
		for (let n = 0; n < rounds; n += 1) await this.pollOnce(quiet);
		for (const value of this.values)
			if (!this.isOlder(this.told.get(value), this.wordOf(value)))
				expect([value, this.told.get(value)]).toEqual([value, this.wordOf(value) ?? 'absent']);
	}

	/** A page that shows a payment as pending which was final lags. */
	private isOlder(before: string | undefined, word: string | undefined): boolean {
		const was = this.common(before);
		return this.common(word) === 'pending' && !['', 'pending', 'unknown'].includes(was);
	}

	private set(value: string, to: number, updatedMs: number): void {
		const words = Object.keys(this.model.words);
		this.held.set(value, { word: words[to % words.length] ?? '', updatedMs });
	}

	private wordOf(value: string): string | undefined {
		return this.held.get(value)?.word;
	}

	private isSettled(word: string | undefined): boolean {
		return this.model.words[word ?? '']?.settled === true;
	}

	private answer(value: string, request: SentRequest): Reply {
		const given = (): Reply =>
			this.model.answer(value, this.wordOf(value), request, this.held.get(value)?.updatedMs);
		if (this.isChecking) return given();
		if (isSearch(request)) this.searched.add(value);
		if (this.isSettled(this.told.get(value))) throw new Error(`${value} is settled`);
		const { failing, trouble } = this.poll;
		if (failing > 0 && this.values.indexOf(value) % failing === 0) {
			this.failed.add(value);
			if (trouble === 'network') return lost();
			return trouble === 'garbage'
				? { status: 200, body: '<html>' }
				: { status: 500, body: { message: 'oops' } };
		}
		this.given.set(value, this.wordOf(value) ?? 'absent');
		return given();
	}

	private async pollOnce(one: PollStep): Promise<void> {
		this.poll = one;
		this.given = new Map();
		this.failed = new Set();
		this.searched = new Set();
		await this.checkClient();
		const startedMs = this.clock.now;
		const polled = await pollChosen(
			this.context,
			{
				lookups: this.values.map((value) => this.model.lookup(value)),
				endsAt: this.clock.now + one.answersInTime * 100,
				options: watchOptions,
			},
			structuredClone(this.state),
		);
		expect(polled.kind === 'failed').toBe(this.failed.size > 0 && this.given.size === 0);
		expect(this.failed.size + this.given.size).toBeLessThanOrEqual(50);
		expect(this.searched.size).toBeLessThanOrEqual(5);
		if (polled.kind === 'failed') {
			this.state = polled.state ?? this.state;
			this.namedMs ??= startedMs;
			if (this.isActivating) this.save();
			this.isActivating = false;
			return;
		}
		const told = new Map(this.told);
		const expected: string[] = [];
		for (const [value, word] of this.given) {
			const before = told.get(value);
			if (word === 'absent') {
				if (before === undefined) told.set(value, word);
				continue;
			}
			if (this.isOlder(before, word)) continue;
			const [was, is] = [this.common(before), this.common(word)];
			const isNews =
				before === undefined
					? this.hasChangedSinceNamed(value, is)
					: was !== is || (is === 'unknown' && before !== word);
			if (isNews) expected.push([value, was, is].join(' '));
			told.set(value, word);
		}
		const got = polled.changes.map(({ payment, previousStatus }) =>
			[payment.reference ?? payment.id, previousStatus, payment.status].join(' '),
		);
		expect([...got].sort()).toEqual([...expected].sort());
		if (one.dies && got.length > 0 && !this.isActivating) {
			this.restart();
			return;
		}
		this.state = polled.state;
		this.namedMs ??= startedMs;
		this.told = told;
		if (got.length > 0 || this.isActivating) this.save();
		this.isActivating = false;
	}

	/** Of a first answer: where no time tells, all but the beginning may be a change. */
	private hasChangedSinceNamed(value: string, is: string): boolean {
		if (this.namedMs === undefined) return false;
		if (!this.model.tellsUpdate) return is !== 'pending';
		return (this.held.get(value)?.updatedMs ?? 0) >= this.namedMs - 5 * minuteMs;
	}

	private async checkClient(): Promise<void> {
		if (this.state.client === this.client) return;
		this.isChecking = true;
		const lookups = this.values.map((value) => this.model.lookup(value));
		const inFlight = chosenInFlight(this.context, lookups, this.state);
		const checked = await checkMerchant(this.context, inFlight, this.state, this.client, {
			endsAt: Infinity,
			options: watchOptions,
		});
		expect(checked).toEqual({ kind: 'checked', state: { ...this.state, client: this.client } });
		this.state = { ...this.state, client: this.client };
		this.isChecking = false;
	}

	private common(word: string | undefined): string {
		return word === undefined || word === 'absent'
			? ''
			: (this.model.words[word]?.status ?? 'unknown');
	}

	private save(): void {
		this.saved = {
			state: JSON.stringify(this.state),
			told: new Map(this.told),
			namedMs: this.namedMs,
		};
	}

	private restart(): void {
		this.isActivating = true;
		const read = readState(JSON.parse(this.saved.state) as Record<string, unknown>, 'w');
		if (read.kind !== 'state') throw new Error('The state was not read back');
		this.state = read.state;
		this.told = new Map(this.saved.told);
		this.namedMs = this.saved.namedMs;
	}
}

describe.each(onesModels.map((model) => [model.name, model] as const))('%s', (_name, model) => {
	it.each([
		['', [1, 2, 3, 6], 'day'],
		['more than one poll asks for ', [70], 'longChoice'],
	] as const)(
		'%stell each change once, on random days',
		async (_what, counts, tried) => {
			await fc.assert(
				fc.asyncProperty(
					fc.constantFrom(...counts),
					fc.nat(6),
					fc.array(step, { minLength: 1, maxLength: 20 }),
					async (count, there, steps) => {
						await new SimulatedDays(model, count, there).run(steps);
					},
				),
				runsPer(tried),
			);
		},
		120_000,
	);
});
