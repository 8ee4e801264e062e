import fc from 'fast-check';
import { call } from '../../lib/client/call';
import { smartFastPay } from '../../lib/providers/smartFastPay';
import { createWriteMemory } from '../../lib/writes/memory';
import { recoverWrite } from '../../lib/writes/recover';
import { rememberReference } from '../../lib/writes/references';
import { sendOnce } from '../../lib/writes/sendOnce';
import {
	answer,
	fakeContext,
	infoOf,
	lost,
	type Reply,
	requestTo,
} from '../support/fakeContext.mts';
import { runsPer } from '../support/propertyRuns.mts';

/**
 * Random histories of payments, with a provider that takes every reference as often as it comes: nothing but this package keeps
 * it from paying twice.
 */

type Trouble =
	| 'none'
	| 'lost on the way'
	| 'answer lost'
	| 'server error'
	| 'refused'
	| 'killed before sending'
	| 'killed while sending';

interface Step {
	readonly reference: 'R-1' | 'R-2' | 'R-3';
	readonly trouble: Trouble;
	/** A new execution; n8n's Retry On Fail or a later round of a loop in the last one; or "Retry execution". */
	readonly as: 'execution' | 'try' | 'round' | 'retried execution';
	/** How long the provider's list does not show a new payment. */
	readonly lagMs: number;
	readonly looksUpLost: boolean;
	/** Time that passes before. */
	readonly pauseMs: number;
}

const step: fc.Arbitrary<Step> = fc.record({
	reference: fc.constantFrom('R-1', 'R-2', 'R-3'),
	trouble: fc.constantFrom<Trouble>(
		'none',
		'lost on the way',
		'answer lost',
		'server error',
		'refused',
		'killed before sending',
		'killed while sending',
	),
	as: fc.constantFrom('execution', 'try', 'round', 'retried execution'),
	lagMs: fc.constantFrom(0, 500, 5_000, 20_000, 600_000),
	looksUpLost: fc.boolean(),
	pauseMs: fc.constantFrom(0, 1_000, 60_000, 3_600_000),
});

interface Payment {
	readonly reference: string;
	readonly createdAt: number;
	readonly visibleFrom: number;
}

type Told = 'paid' | 'recovered' | 'refused' | 'not paid' | 'killed';

let worlds = 0;

/** One node, its database and the provider. */
function createWorld() {
	const payments: Payment[] = [];
	const stored = new Set<string>();
	const scope = `world ${(worlds += 1)}`;
	const referenceOf = (reference: string) =>
		rememberReference(reference, {
			store: {
				add: async (keys) => {
					const added = keys.filter((key) => !stored.has(key));
					for (const key of added) stored.add(key);
					return await Promise.resolve(added);
				},
				remove: async (keys) => {
					for (const key of keys) stored.delete(key);
					await Promise.resolve();
				},
			},
			scope: `${scope}, process ${deaths}`,
			troubleOf: () => 'failed',
			sleep: async () => await Promise.resolve(),
			random: () => 0.5,
			onNoStore: () => undefined,
		});
	/** Each leaves a process behind whose memory is gone. */
	let deaths = 0;
	let now: Step | undefined;
	const { context, clock } = fakeContext(smartFastPay, ({ method, target }) =>
		method === 'GET' ? listed(target) : received(),
	);
	const listed = (target: string): Reply => {
		const reference = new URL(target, 'https://x').searchParams.get('transaction_id');
		const rows = payments.filter(
			(payment) => payment.reference === reference && payment.visibleFrom <= clock.now,
		);
		return answer({ requestId: 'r', data: rows.map(recordOf) });
	};
	const received = (): Reply => {
		const { reference = '', trouble = 'none', lagMs = 0 } = now ?? {};
		if (trouble === 'refused') return answer({ requestId: 'r', moreInformation: 'No' }, 422);
		if (trouble === 'lost on the way') return lost();
		payments.push({ reference, createdAt: clock.now, visibleFrom: clock.now + lagMs });
		if (trouble === 'answer lost') return lost();
		if (trouble === 'server error') return answer({ requestId: 'r', moreInformation: 'Oops' }, 500);
		return answer({ requestId: 'r', data: { id: 'P', transaction_id: reference } });
	};

	let memory = createWriteMemory<Told>();
	let round = 0;
	/** One item of one run of the node. */
	const run = async (given: Step): Promise<Told> => {
		now = given;
		clock.now += given.pauseMs;
		if (given.as === 'execution' || given.as === 'retried execution') memory = createWriteMemory();
		if (given.as !== 'try') round += 1;
		const { reference, trouble, looksUpLost } = given;
		const request = requestTo('POST', '/v2/payin', {
			transaction: { id: reference, amount: 10, currency: 'BRL' },
		});
		const info = infoOf(smartFastPay, request);
		const options = { timeoutMs: 1_000, maxRetries: 0 };
		let die = (): void => undefined;
		const death = new Promise<Told>((resolve) => {
			die = () => resolve('killed');
		});
		const killed = async (): Promise<never> => {
			die();
			return await new Promise<never>(() => undefined);
		};
		const ended = sendOnce<Told>({
			memory,
			key: { slot: `${reference} in round ${round}`, payment: reference, request: reference },
			payment: { ...referenceOf(reference), allowsRepeats: false },
			now: () => clock.now,
			send: async () => {
				if (trouble === 'killed before sending') return await killed();
				const result = await call(context, request, options);
				if (trouble === 'killed while sending') return await killed();
				if (result.kind === 'answered') return { outcome: 'done', result: 'paid' };
				const isRefused = result.effect === 'none';
				return isRefused
					? { outcome: 'none', result: 'refused' }
					: { outcome: 'unknown', result: 'not paid' };
			},
			lookUp: async (since) => await recoverWrite(context, info, { ...options, since }),
			looksUpLost,
			before:
				given.as === 'retried execution'
					? async () => await recoverWrite(context, info, options)
					: undefined,
			as: {
				replayed: (result) => result,
				found: () => 'recovered',
				conflict: () => 'not paid',
				absent: () => 'not paid',
				open: () => 'not paid',
				otherRequest: () => 'not paid',
				notAgain: () => 'not paid',
				sentBefore: () => 'not paid',
				notNoted: () => 'not paid',
			},
		});
		const told = await Promise.race([ended, death]);
		// What the dead process held is gone with it.
		if (told === 'killed') {
			memory = createWriteMemory();
			deaths += 1;
		}
		return told;
	};
	return { run, payments };
}

const recordOf = ({ reference, createdAt }: Payment): object => ({
	id: `P-${reference}`,
	transaction_id: reference,
	type: 'payment',
	status: 'pending',
	amount: '10.00',
	currency: 'BRL',
	created_at: new Date(createdAt).toISOString(),
});

describe('for any course of a payment with a reference', () => {
	it('it is paid once at most, and is said to be paid only if it is', async () => {
		const seen = new Set<Told>();
		await fc.assert(
			fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
				const { run, payments } = createWorld();
				for (const each of steps) {
					const told = await run(each);
					seen.add(told);
					const existing = payments.filter(({ reference }) => reference === each.reference);

					expect(existing.length).toBeLessThanOrEqual(1);
					if (told === 'paid' || told === 'recovered') expect(existing).toHaveLength(1);
					if (told === 'refused') expect(existing).toHaveLength(0);
				}
			}),
			runsPer('history'),
		);

		expect([...seen].toSorted()).toEqual(['killed', 'not paid', 'paid', 'recovered', 'refused']);
	});

	it('one that was only ever refused can be sent again', async () => {
		const refusals = fc.array(
			step.map((each): Step => ({ ...each, trouble: 'refused' })),
			{ minLength: 1, maxLength: 5 },
		);
		await fc.assert(
			fc.asyncProperty(refusals, step, async (steps, last) => {
				const { run, payments } = createWorld();
				for (const each of steps) await run(each);

				expect(await run({ ...last, trouble: 'none' })).toBe('paid');
				expect(payments).toHaveLength(1);
			}),
			runsPer('history'),
		);
	});

	it('the payment becomes the item of a later execution as soon as the provider shows it', async () => {
		await fc.assert(
			fc.asyncProperty(step, step, async (first, second) => {
				const { run, payments } = createWorld();
				await run({ ...first, as: 'execution' });
				const later: Step = {
					...second,
					reference: first.reference,
					as: 'execution',
					trouble: 'none',
					pauseMs: first.lagMs,
				};
				const told = await run(later);
				const wasNeverRefused = first.trouble !== 'refused';

				if (payments.length === 1 && wasNeverRefused) expect(told).toBe('recovered');
				else expect(told).toBe(wasNeverRefused ? 'not paid' : 'paid');
			}),
			runsPer('history'),
		);
	});
});
