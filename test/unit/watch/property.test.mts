import fc from 'fast-check';

import { pollList } from '../../../lib/watch/list';
import { checkMerchant, listInFlight } from '../../../lib/watch/merchant';
import { overlapPages } from '../../../lib/watch/numbers';
import { begin, readState, type WatchState } from '../../../lib/watch/state';
import { subjects } from '../../support/subjects.mts';
import { runsPer } from '../../support/propertyRuns.mts';
import { type Held, type ListModel, listModels } from './support/lists.mts';
import { fakeContext, lost, type Reply } from '../../support/fakeContext.mts';
import { watchOptions } from './support/watcher.mts';

/**
 * A simulated provider, a simulated n8n and random days. What has to be emitted is computed from nothing but what the
 * provider gave and when n8n keeps its static data; the watch's own state is never looked at, except for the one question
 * whether the first reading, which is silent, has come to its end.
 */

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const pageMs = 200;

/** Rows of one moment whose order a provider may change from page to page; of more, no page would tell the same as another. */
const maxShuffled = 6;

type Event =
	| {
			readonly do: 'create';
			readonly count: number;
			readonly gapMs: number;
			readonly lagMs: number;
	  }
	| { readonly do: 'move'; readonly which: number; readonly to: number };

type Trouble = 'none' | 'blip' | 'http500' | 'network' | 'http429' | 'askedToWait' | 'html';

interface PollStep {
	readonly do: 'poll';
	/** From this request of the poll on, there is trouble; a blip is over at once. */
	readonly trouble: Trouble;
	readonly from: number;
	/** What happens after which page. */
	readonly meanwhile: readonly { readonly afterPage: number; readonly event: Event }[];
	/** Pages after which the time is up. */
	readonly pagesInTime: number;
	/** Rows of the same moment come in another order with each request. */
	readonly isShuffled: boolean;
	/** The process dies after it has emitted and before it has saved. */
	readonly dies: boolean;
}

type Step =
	| Event
	| PollStep
	| { readonly do: 'wait'; readonly ms: number }
	| { readonly do: 'restart' }
	/** The credential gets another Client ID of the same merchant. */
	| { readonly do: 'rotate' };

const move: fc.Arbitrary<Event> = fc.record({
	do: fc.constant('move' as const),
	which: fc.nat(40),
	to: fc.nat(20),
});

const creation = (most: number): fc.Arbitrary<Event> =>
	fc.record({
		do: fc.constant('create' as const),
		count: fc.oneof({ weight: 14, arbitrary: fc.integer({ min: 1, max: 4 }) }, fc.constant(most)),
		// Several in the same millisecond, too.
		gapMs: fc.constantFrom(0, 0, 1, 700, 9_000),
		lagMs: fc.constantFrom(0, 0, 0, 20_000, 55_000, 10 * minuteMs, 180 * minuteMs),
	});

const fewer = fc.oneof(creation(12), move);

const pollStep: fc.Arbitrary<PollStep> = fc.record({
	do: fc.constant('poll' as const),
	trouble: fc.oneof(
		{ weight: 6, arbitrary: fc.constant('none' as const) },
		fc.constantFrom<Trouble[]>('blip', 'http500', 'network', 'http429', 'askedToWait', 'html'),
	),
	from: fc.constantFrom(1, 1, 1, 2, 3, 5),
	meanwhile: fc.array(fc.record({ afterPage: fc.integer({ min: 1, max: 5 }), event: fewer }), {
		maxLength: 2,
	}),
	pagesInTime: fc.constantFrom(99, 99, 99, 1, 2, 3),
	isShuffled: fc.boolean(),
	dies: fc.integer({ min: 0, max: 9 }).map((drawn) => drawn === 9),
});

const restart = fc.constantFrom<Step>({ do: 'restart' }, { do: 'rotate' });

const wait = fc.record({
	do: fc.constant('wait' as const),
	ms: fc.constantFrom(minuteMs, minuteMs, 1_000, 4 * minuteMs, 7 * minuteMs, 90 * minuteMs),
});

/** `rows`: in the list since long, and created at once. */
const dayOf = (rows: number, maxLength: number): fc.Arbitrary<Day> =>
	fc.record({
		old: fc.constantFrom(0, 0, 0, 5, rows),
		recent: fc.integer({ min: 0, max: 6 }),
		skewMs: fc.constantFrom(0, 0, -4 * minuteMs, 4 * minuteMs, 1_500, -1_500),
		first: fc.constantFrom('none', 'none', 'none', 'http500', 'html'),
		steps: fc.array(
			fc.oneof(
				{ weight: 3, arbitrary: creation(rows) },
				{ weight: 3, arbitrary: move },
				{ weight: 5, arbitrary: pollStep },
				{ weight: 3, arbitrary: wait },
				{ weight: 2, arbitrary: restart },
			),
			{ minLength: 2, maxLength },
		),
	});

interface Day {
	/** Rows that the list held long before, and shortly before the workflow was published. */
	readonly old: number;
	readonly recent: number;
	/** The provider's clock against n8n's. */
	readonly skewMs: number;
	/** What the poll meets with which n8n publishes the workflow. */
	readonly first: Trouble;
	readonly steps: readonly Step[];
}

interface Round {
	readonly created: number;
	readonly gapMs: number;
	readonly waitMs: number;
}

/** What the builder knows of one payment. */
type Told = Map<string, string>;

/** All that a process holds, and what is saved of it. */
interface Memory {
	state: WatchState | undefined;
	told: Told;
}

class SimulatedDay {
	readonly model: ListModel;
	readonly held: Held[] = [];
	/** Told to the workflow, by payment: `previous>status`. */
	readonly emitted = new Map<string, string[]>();
	readonly clock: { now: number };
	private readonly skewMs: number;
	private readonly context;
	private readonly first: Trouble;
	/** Given in polls that n8n has kept, with when they were created. */
	private readonly seen = new Map<string, number>();
	/** Came up so late that a watch need not notice them. */
	private readonly outOfReach = new Set<string>();
	private client = 'c';
	private memory: Memory = { state: undefined, told: new Map() };
	private saved: { state: string; told: Told } | undefined;
	private isActivating = true;
	private deaths = 0;
	private firstPollMs: number | undefined;
	private endedBaselineInOnePoll = false;
	private poll: {
		step: PollStep;
		requests: number;
		pages: number;
		given: Map<string, string>;
		/** The rows of the page before, how often they came again, and whether that was too often. */
		page: string;
		repeats: number;
		isStuck: boolean;
		/** The page asked for last, and whether it begins the short reading of the newest, which may fail unnoticed. */
		asked: number;
		isShort: boolean;
		hadTrouble: boolean;
	};
	private afterFirstPoll: string[] = [];

	constructor(model: ListModel, { old, recent, skewMs, first }: Day) {
		this.model = model;
		this.first = first;
		this.skewMs = skewMs;
		this.poll = this.startPoll(quiet);
		const { context, clock } = fakeContext(model.provider, ({ url }) => this.answer(new URL(url)), {
			settings: subjects[model.subject].settings,
		});
		this.context = context;
		this.clock = clock;
		for (let n = old; n > 0; n -= 1) this.add(this.now() - 30 * minuteMs - n * 17_000, 0, n);
		for (let n = recent; n > 0; n -= 1) this.add(this.now() - n * 77_000, 0, n);
	}

	async run(steps: readonly Step[]): Promise<void> {
		await this.pollOnce({ ...quiet, trouble: this.first });
		for (const one of steps) {
			if (one.do === 'wait') this.clock.now += one.ms;
			else if (one.do === 'rotate') this.client += "'";
			else if (one.do === 'poll') await this.pollOnce(one);
			else if (one.do === 'restart') this.restart();
			else this.happen(one);
			this.clock.now += 3;
		}
		// Whatever happened, a few quiet polls tell the rest.
		const lastMs = Math.max(0, ...this.held.map(({ visibleMs }) => visibleMs - this.skewMs));
		this.clock.now = Math.max(this.clock.now, lastMs) + 2 * minuteMs;
		const polls = 3 + 3 * Math.ceil(this.held.length / this.model.pageSize / 24);
		let quietPolls = 0;
		for (let n = 0; n < polls && quietPolls < 2; n += 1) {
			const isQuiet = await this.pollOnce(quiet);
			quietPolls = isQuiet ? quietPolls + 1 : 0;
			this.clock.now += minuteMs;
		}
		this.checkEnd();
	}

	/** One payment pending since long, after it more final and moving ones than a poll reads, and then a new one now and then. */
	async runBehindOld(pages: number, rounds: readonly Round[]): Promise<void> {
		const count = pages * this.model.pageSize;
		await this.pollOnce(quiet);
		for (const created of [1, count, 1]) {
			this.happen({ do: 'create', count: created, gapMs: 1, lagMs: 0 });
			for (let n = 0; n <= pages; n += 20) await this.pollOnce(quiet);
			this.clock.now += 90 * minuteMs;
		}
		for (const { created, gapMs, waitMs } of rounds) {
			const before = this.held.length;
			this.happen({ do: 'create', count: created, gapMs, lagMs: 0 });
			await this.pollOnce(quiet);
			for (const { id } of this.held.slice(before))
				expect([id, this.emitted.get(id)]).toEqual([id, [expect.stringMatching(/^>/)]]);
			this.clock.now += waitMs;
		}
		await this.run([]);
	}

	/** The provider's clock. */
	private now(): number {
		return this.clock.now + this.skewMs;
	}

	private add(createdMs: number, lagMs: number, word: number): Held {
		const words = Object.keys({ ...this.model.moving, ...this.model.final });
		const id = String(1001 + this.held.length);
		const held = {
			id,
			createdMs,
			visibleMs: createdMs + lagMs,
			word: words[word % words.length] ?? '',
		};
		this.held.push(held);
		return held;
	}

	private happen(one: Event): void {
		if (one.do === 'create') {
			for (let n = 0; n < one.count; n += 1) {
				const { id } = this.add(this.now(), one.lagMs, 0);
				if (this.firstPollMs !== undefined) this.afterFirstPoll.push(id);
				this.clock.now += one.gapMs;
			}
			return;
		}
		const movable = this.held.filter(({ word }) => Object.hasOwn(this.model.moving, word));
		const chosen = movable[movable.length - 1 - (one.which % Math.max(movable.length, 1))];
		const words = Object.keys({ ...this.model.final, ...this.model.moving });
		if (chosen !== undefined) chosen.word = words[one.to % words.length] ?? '';
	}

	private answer(url: URL): Reply {
		const { poll, model } = this;
		poll.requests += 1;
		this.clock.now += pageMs;
		if (!url.searchParams.has('page')) return this.troubleNow() ?? this.lookedUp(url);
		const page = Number(url.searchParams.get('page'));
		poll.isShort ||= page < poll.asked;
		poll.asked = page;
		const trouble = this.troubleNow();
		if (trouble !== undefined) {
			poll.hadTrouble ||= poll.step.trouble !== 'blip' && !poll.isShort;
			return trouble;
		}
		const visible = this.inOrder(this.held.filter(({ visibleMs }) => visibleMs <= this.now()));
		const narrowed = [...model.narrow(visible, url.searchParams)];
		if (model.order === 'newestFirst') narrowed.reverse();
		const shown = narrowed.slice((page - 1) * model.pageSize, page * model.pageSize);
		const reply: Reply = {
			status: 200,
			body: model.answer(
				shown.map((held) => model.row(held)),
				page,
				Math.max(Math.ceil(narrowed.length / model.pageSize), 1),
			),
		};
		for (const { id, word } of shown) poll.given.set(id, word);
		const rows = JSON.stringify(shown);
		poll.repeats = rows === poll.page ? poll.repeats + 1 : 0;
		poll.page = rows;
		poll.isStuck ||= poll.repeats === 2;
		poll.pages += 1;
		for (const { afterPage, event: one } of poll.step.meanwhile)
			if (afterPage === poll.pages) this.happen(one);
		return reply;
	}

	/** By when they were created; of the same moment, in the order of their IDs or in none. */
	private inOrder(rows: readonly Held[]): readonly Held[] {
		const { step: one, requests } = this.poll;
		const perMoment = new Map<number, number>();
		for (const { createdMs } of rows) perMoment.set(createdMs, (perMoment.get(createdMs) ?? 0) + 1);
		const rankOf = ({ id, createdMs }: Held): number =>
			one.isShuffled && (perMoment.get(createdMs) ?? 0) <= maxShuffled
				? (Number(id) * 7919 * (requests + 1)) % 101
				: Number(id);
		return rows.toSorted(
			(one, other) => one.createdMs - other.createdMs || rankOf(one) - rankOf(other),
		);
	}

	private lookedUp(url: URL): Reply {
		const held = this.find(url.pathname.split('/').at(-1) ?? '');
		return { status: 200, body: this.model.answer([this.model.row(held)], 1, 1) };
	}

	private troubleNow(): Reply | undefined {
		const { step: one, requests } = this.poll;
		if (one.trouble === 'none' || requests < one.from) return undefined;
		switch (one.trouble) {
			case 'blip':
				return requests === one.from ? { status: 503, body: 'busy' } : undefined;
			case 'http500':
				return { status: 500, body: { message: 'oops' } };
			case 'network':
				return lost();
			case 'http429':
				return { status: 429, body: '', headers: { 'retry-after': '1' } };
			case 'askedToWait':
				return { status: 429, body: '', headers: { 'retry-after': '3600' } };
			case 'html':
				return { status: 200, body: '<html>Be right back</html>' };
		}
	}

	private startPoll(one: PollStep): SimulatedDay['poll'] {
		return {
			step: one,
			requests: 0,
			pages: 0,
			given: new Map(),
			page: '',
			repeats: 0,
			isStuck: false,
			asked: 0,
			isShort: false,
			hadTrouble: false,
		};
	}

	/** Whether it had nothing to tell, and nothing to go on with. */
	private async pollOnce(one: PollStep): Promise<boolean> {
		const { model, clock, memory } = this;
		this.poll = this.startPoll(one);
		const startedMs = clock.now;
		const known = memory.state ?? begin('w', this.client, startedMs - 5 * minuteMs);
		const list = { kind: model.kind, accountId: model.accountId, options: watchOptions };
		const state = await this.underClient(known);
		if (state === undefined) return false;
		// A watch that reads the newest first may never come to see them.
		for (const { id, createdMs, visibleMs } of this.held)
			if (visibleMs <= this.now() && !this.seen.has(id) && !this.isWithinReach(createdMs))
				this.outOfReach.add(id);
		const endsAt = startedMs + one.pagesInTime * pageMs;
		const polled = await pollList(this.context, { ...list, endsAt }, structuredClone(state));
		const { hadTrouble } = this.poll;
		// What was read before a trouble that passes is kept, and read on from.
		const isKept = this.poll.pages > 1;
		if (polled.kind === 'failed') {
			this.memory = { ...memory, state: polled.state ?? memory.state };
			// n8n has published the workflow all the same: what is created from now on is new.
			this.firstPollMs ??= startedMs;
			this.isActivating = false;
			// Twice in one reading, as many new rows as a page holds: nobody can tell that from a list without pages.
			if (this.poll.isStuck) return false;
			if (!hadTrouble) throw new Error('A poll failed without a reason');
			if (isKept) throw new Error('A poll threw away what it had read');
			return false;
		}
		if (hadTrouble && !isKept) throw new Error('A poll went on over trouble');
		if (hadTrouble && polled.state.sweep === null) throw new Error('A poll ended in trouble');
		const isFirst = this.firstPollMs === undefined;
		this.firstPollMs ??= startedMs;
		if (isFirst) this.endedBaselineInOnePoll = !polled.state.isBaseline;
		const told = new Map(memory.told);
		const got = polled.changes.map(({ payment, previousStatus }) =>
			[payment.id, previousStatus, payment.status].join(' '),
		);
		const expected = this.expected(told, state.isBaseline, isFirst, got);
		expect([...got].sort()).toEqual([...expected].sort());

		for (const { payment, previousStatus } of polled.changes) {
			const id = payment.id ?? '';
			this.emitted.set(id, [
				...(this.emitted.get(id) ?? []),
				`${previousStatus ?? ''}>${payment.status}:${payment.providerStatus ?? ''}`,
			]);
		}
		if (one.dies && polled.changes.length > 0 && !this.isActivating) {
			this.deaths += 1;
			this.restart();
			return false;
		}
		for (const id of this.poll.given.keys()) this.seen.set(id, this.find(id).createdMs);
		this.memory = { state: polled.state, told };
		if (polled.changes.length > 0 || this.isActivating) this.save();
		this.isActivating = false;
		return got.length === 0 && polled.warnings.length === 0;
	}

	/** What a new Client ID of the same merchant leaves of what is known: all of it. Undefined where nothing could be asked. */
	private async underClient(state: WatchState): Promise<WatchState | undefined> {
		if (state.client === this.client) return state;
		const inFlight = listInFlight(this.context, this.model, state);
		const checked = await checkMerchant(this.context, inFlight, state, this.client, {
			endsAt: Infinity,
			options: watchOptions,
		});
		if (checked.kind === 'checked') {
			expect(checked).toEqual({ kind: 'checked', state: { ...state, client: this.client } });
			return checked.state;
		}
		if (this.poll.step.trouble === 'none') throw new Error('A look-up failed without a reason');
		return undefined;
	}

	/** Whether a watch has to notice a row that comes up now: it is young, or among the newest pages of a day. */
	private isWithinReach(createdMs: number): boolean {
		if (!this.model.isDated) return true;
		const newer = [...this.seen.values()].filter((ms) => ms > createdMs);
		const behindMs = Math.max(createdMs, ...newer) - createdMs;
		if (behindMs <= 5 * minuteMs) return true;
		return behindMs <= dayMs && newer.length < overlapPages * this.model.pageSize;
	}

	/** Exactly what the rows that the provider gave differ by from what was told. Notes them as told. */
	private expected(
		told: Told,
		isBaseline: boolean,
		isFirst: boolean,
		got: readonly string[],
	): string[] {
		const firstPollMs = this.firstPollMs ?? 0;
		const expected: string[] = [];
		for (const [id, word] of this.poll.given) {
			const { createdMs } = this.find(id);
			const before = told.get(id);
			const isDated = this.model.isDated;
			// Older than the watch, by the provider's date and n8n's clock.
			if (isDated && createdMs < firstPollMs - 5 * minuteMs) continue;
			if (before === undefined && this.outOfReach.has(id)) {
				const more = got.filter((change) => change.startsWith(`${id} `));
				expected.push(...more);
				if (more.length > 0) told.set(id, word);
				continue;
			}
			const isNew = !isBaseline || (!isFirst && isDated && createdMs >= firstPollMs);
			if (before === undefined ? isNew : this.isOther(before, word))
				expected.push(
					[id, before === undefined ? '' : this.common(before), this.common(word)].join(' '),
				);
			told.set(id, word);
		}
		return expected;
	}

	private isOther(before: string, word: string): boolean {
		const [one, other] = [this.common(before), this.common(word)];
		return one !== other || (one === 'unknown' && before.toLowerCase() !== word.toLowerCase());
	}

	private common(word: string): string {
		return { ...this.model.moving, ...this.model.final }[word] ?? 'unknown';
	}

	private find(id: string): Held {
		const held = this.held.find((one) => one.id === id);
		if (held === undefined) throw new Error(`Nobody has created ${id}`);
		return held;
	}

	private save(): void {
		this.saved = { state: JSON.stringify(this.memory.state), told: new Map(this.memory.told) };
	}

	/** n8n goes on from what it saved last, and saves again once the workflow is active. */
	private restart(): void {
		this.isActivating = true;
		if (this.saved === undefined) return;
		const read = readState(JSON.parse(this.saved.state) as WatchState & object as never, 'w');
		if (read.kind !== 'state') throw new Error('The state was not read back');
		this.memory = { state: read.state, told: new Map(this.saved.told) };
	}

	/** Of every payment the last word was told, in a chain without gaps; each once unless the process died. */
	private checkEnd(): void {
		for (const id of this.afterFirstPoll) {
			const { createdMs, word } = this.find(id);
			const chain = this.emitted.get(id) ?? [];
			if (this.outOfReach.has(id)) continue;
			// While the first reading goes on, only the date can tell what is new, and clocks differ.
			const isSurelyNew =
				this.endedBaselineInOnePoll || (this.model.isDated && createdMs >= (this.firstPollMs ?? 0));
			if (!isSurelyNew) continue;
			const statuses = chain.map((link) => link.split('>')[1]?.split(':')[0]);
			// What was emitted and not saved is unknown to n8n: a word that is taken back at this very moment is no change to it.
			if (this.deaths === 0) expect([id, statuses.at(-1)]).toEqual([id, this.common(word)]);
			else expect([id, statuses]).toEqual([id, expect.arrayContaining([this.common(word)])]);
			expect([id, chain[0]]).toEqual([id, expect.stringMatching(/^>/)]);
			for (const [n, link] of chain.slice(1).entries()) {
				const earlier = statuses.slice(0, n + 1);
				const previous = link.split('>')[0] ?? '';
				if (this.deaths === 0) expect([id, previous]).toEqual([id, earlier.at(-1)]);
				else expect(['', ...earlier]).toContain(previous);
			}
		}
	}
}

const quiet: PollStep = {
	do: 'poll',
	trouble: 'none',
	from: 1,
	meanwhile: [],
	pagesInTime: 99,
	isShuffled: false,
	dies: false,
};

describe.each(listModels(true).map((model) => [model.name, model] as const))(
	'%s',
	(_name, model) => {
		it.each([
			['on random days', 12, 'day'],
			['on random days with more rows than one poll reads', 90, 'busyDay'],
		] as const)(
			'tells each change of each payment once, %s',
			async (_what, rows, tried) => {
				await fc.assert(
					fc.asyncProperty(dayOf(rows, 20), async (one) => {
						await new SimulatedDay(model, one).run(one.steps);
					}),
					runsPer(tried),
				);
			},
			120_000,
		);
	},
);

/** One of the lists with pages as long as they are, by its name. */
const oneOf = (models: readonly ListModel[]): fc.Arbitrary<string> =>
	fc.constantFrom(...models.map(({ name }) => name));

const named = (wanted: string): ListModel => {
	const found = listModels(false).find(({ name }) => name === wanted);
	if (found === undefined) throw new Error(`There is no list ${wanted}`);
	return found;
};

describe('lists with pages as long as they are', () => {
	it('report each change of each payment once, on days with more rows than one poll reads', async () => {
		const day = oneOf(listModels(false)).chain((name) => {
			const count = named(name).pageSize * 27;
			return fc.record({
				name: fc.constant(name),
				count: fc.constant(count),
				day: dayOf(count, 8),
			});
		});
		await fc.assert(
			fc.asyncProperty(day, async ({ name, count, day: one }) => {
				const rush = { do: 'create', count, gapMs: 1, lagMs: 0 } as const;
				await new SimulatedDay(named(name), one).run([rush, ...one.steps]);
			}),
			runsPer('longDay'),
		);
	}, 300_000);
});

/** Where neither the provider filters nor the newest come first, a list has to be read through to know. */
const tellsAtOnce = ({ isDated, order, subject }: ListModel): boolean =>
	isDated && (order === 'newestFirst' || subject === 'smartFastPay');

describe('behind a payment that is pending since long', () => {
	it('a new payment is reported by the very next poll, on days with more rows than one poll reads', async () => {
		const round = fc.record({
			created: fc.constantFrom(0, 1, 1, 4, 30),
			gapMs: fc.constantFrom(0, 1, 700),
			waitMs: fc.constantFrom(minuteMs, minuteMs, 7 * minuteMs),
		});
		await fc.assert(
			fc.asyncProperty(
				oneOf(listModels(false).filter(tellsAtOnce)),
				dayOf(0, 2),
				fc.integer({ min: 26, max: 45 }),
				fc.array(round, { minLength: 3, maxLength: 5 }),
				async (name, one, pages, rounds) => {
					await new SimulatedDay(named(name), one).runBehindOld(pages, rounds);
				},
			),
			runsPer('longDay'),
		);
	}, 300_000);
});
