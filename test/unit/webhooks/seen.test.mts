import type { Payment } from '../../../lib/payments/payment';
import type { ConfirmedEvent } from '../../../lib/webhooks/event';
import { maxRememberedEvents } from '../../../lib/webhooks/numbers';
import { createSeenEvents, type SeenEvents } from '../../../lib/webhooks/seen';
import { noMoneyFields } from '../../support/moneyFields.mts';
import { now } from '../../support/signed.mts';

const told = (change: Partial<Payment> = {}, record: unknown = {}, more = {}): ConfirmedEvent => {
	const payment = { ...paid, ...change };
	const name = payment.id ?? payment.reference;
	return { event: 'payment', baseUrl, isNoPayment: false, name, payment, record, ...more };
};
const baseUrl = 'https://sandbox.provider.example';
const paid: Payment = {
	provider: 'smartFastPay',
	kind: 'payment',
	id: 'pay-1',
	reference: 'order-1',
	status: 'succeeded',
	final: true,
	providerStatus: 'paid',
	reason: null,
	amount: '25.00',
	currency: 'BRL',
	createdAt: null,
	updatedAt: null,
	...noMoneyFields,
};
const inStatus = (status: Payment['status'], record: unknown = { status }) =>
	told({ status, providerStatus: status }, record);

/** Starts an execution with it, if it is new. */
function starts(seen: SeenEvents, event: ConfirmedEvent, at = now): boolean {
	const taken = seen.take(event, at);
	if (taken.kind === 'starting') throw new Error('Nothing is being started here');
	if (taken.kind === 'new') taken.started();
	return taken.kind === 'new';
}
const kept = (seen: SeenEvents) =>
	JSON.parse(JSON.stringify(seen.stored())) as Record<string, unknown>;
function after(restartOf: SeenEvents): SeenEvents {
	const seen = createSeenEvents();
	seen.merge(kept(restartOf));
	return seen;
}
const year = 365 * 24 * 3_600_000;

describe('an event', () => {
	it('is new once, however late it comes again', () => {
		const seen = createSeenEvents();
		expect(starts(seen, told())).toBe(true);
		expect(starts(seen, told())).toBe(false);
		expect(starts(seen, told(), now + year)).toBe(false);
	});

	it('is the same however it is written, while the status is the same', () => {
		const seen = createSeenEvents();
		starts(seen, told({}, { a: 1 }));
		expect(starts(seen, told({ amount: '25', reason: 'x' }, { b: 2 }))).toBe(false);
	});

	it('is another one in another environment, whose IDs begin at 1 as well', () => {
		const seen = createSeenEvents();
		const live = { baseUrl: 'https://live.provider.example' };
		expect(starts(seen, told({ id: '512' }))).toBe(true);
		expect(starts(seen, told({ id: '512' }, {}, live))).toBe(true);
		expect(starts(seen, told({ id: '512' }))).toBe(false);
	});

	it('that is no payment is another one in another environment, too', () => {
		const seen = createSeenEvents();
		const settled = { isNoPayment: true };
		const live = { baseUrl: 'https://live.provider.example' };
		expect(starts(seen, told({}, { id: 1 }, settled))).toBe(true);
		expect(starts(seen, told({}, { id: 1 }, { ...settled, ...live }))).toBe(true);
		expect(starts(seen, told({}, { id: 1 }, settled))).toBe(false);
	});

	it('is another one with each change of the status, back to a former one as well', () => {
		const seen = createSeenEvents();
		const course = [
			inStatus('pending'),
			inStatus('succeeded', { status: 'paid', at: 1 }),
			inStatus('refunded'),
			inStatus('succeeded', { status: 'paid', at: 2 }),
		];
		for (const event of course) expect(starts(seen, event)).toBe(true);
		for (const event of [...course, ...course.toReversed()])
			expect(starts(seen, event)).toBe(false);
	});

	it('that was a repeat in other words stays one after the status has changed', () => {
		const seen = createSeenEvents();
		starts(seen, inStatus('succeeded', { at: 1 }));
		expect(starts(seen, inStatus('succeeded', { at: 2 }))).toBe(false);
		expect(starts(seen, inStatus('refunded'))).toBe(true);
		expect(starts(seen, inStatus('succeeded', { at: 2 }))).toBe(false);
		expect(starts(seen, inStatus('succeeded', { at: 3 }))).toBe(true);
	});

	it('that is filtered out still changes the status', () => {
		const seen = createSeenEvents();
		starts(seen, inStatus('succeeded', { at: 1 }));
		seen.note(inStatus('refunded'), now);
		expect(starts(seen, inStatus('succeeded', { at: 2 }))).toBe(true);
		expect(starts(seen, inStatus('refunded'))).toBe(false);
	});

	it.each<[string, Partial<Payment>]>([
		['status', { status: 'refunded', providerStatus: 'refunded' }],
		['unknown word', { status: 'unknown', providerStatus: 'odd' }],
		['ID', { id: 'pay-2' }],
		['kind', { kind: 'payout' }],
		['provider', { provider: 'singapay' }],
	])('with another %s is another', (_what, change) => {
		const seen = createSeenEvents();
		starts(seen, told());
		expect(starts(seen, told(change, { other: 1 }))).toBe(true);
		expect(starts(seen, told())).toBe(false);
	});

	it('without an ID is identified by its reference', () => {
		const seen = createSeenEvents();
		expect(starts(seen, told({ id: null }))).toBe(true);
		expect(starts(seen, told({ id: null, reference: 'order-2' }))).toBe(true);
		expect(starts(seen, told({ id: null }))).toBe(false);
	});

	it.each<[string, ConfirmedEvent, ConfirmedEvent]>([
		[
			'neither ID nor reference',
			told({ id: null, reference: null }, { n: 1 }),
			told({ id: null, reference: null }, { n: 2 }),
		],
		[
			'no status',
			told({ status: 'unknown', providerStatus: null }, { n: 1 }),
			told({ status: 'unknown', providerStatus: null }, { n: 2 }),
		],
		[
			'no payment, such as two cycles of a plan',
			told({ id: 'plan-1' }, { bill: 1 }, { isNoPayment: true }),
			told({ id: 'plan-1' }, { bill: 2 }, { isNoPayment: true }),
		],
		[
			'no payment, and another name',
			told({}, {}, { isNoPayment: true, event: 'settlement.completed' }),
			told({}, {}, { isNoPayment: true, event: 'settlement.refunded' }),
		],
	])('about %s is distinguished by its whole record', (_what, one, another) => {
		const seen = createSeenEvents();
		expect(starts(seen, one)).toBe(true);
		expect(starts(seen, another)).toBe(true);
		for (const event of [one, another]) expect(starts(seen, event)).toBe(false);
	});

	it('of two payers of one link are two', () => {
		const seen = createSeenEvents();
		for (const id of ['attempt-1', 'attempt-2'])
			expect(starts(seen, told({ kind: 'paymentLink', id, reference: 'INV-1' }))).toBe(true);
	});
});

describe('an event that n8n is about to start an execution for', () => {
	it('is neither new nor known until that is certain', () => {
		const seen = createSeenEvents();
		const first = seen.take(told(), now);
		const second = seen.take(told({}, { other: 1 }), now);
		expect(second).toMatchObject({ kind: 'starting' });
		if (first.kind !== 'new' || second.kind !== 'starting') throw new Error('Not taken');
		expect(second.isOver()).toBe(false);
		first.started();
		expect(second.isOver()).toBe(true);
		expect(starts(seen, told())).toBe(false);
	});

	it('is new again where n8n has not, and in no memory', () => {
		const seen = createSeenEvents();
		const first = seen.take(told(), now);
		if (first.kind !== 'new') throw new Error('Not taken');
		expect(kept(seen)).toEqual({ version: 2, seen: [] });
		first.notStarted();
		expect(kept(seen)).toEqual({ version: 2, seen: [] });
		// Too late to say so.
		first.started();
		expect(kept(seen)).toEqual({ version: 2, seen: [] });
		expect(starts(seen, told())).toBe(true);
	});

	it('does not delay another status of the payment', () => {
		const seen = createSeenEvents();
		seen.take(inStatus('pending'), now);
		expect(seen.take(inStatus('succeeded'), now).kind).toBe('new');
	});
});

describe('what is known', () => {
	it('survives being stored as JSON', () => {
		const seen = createSeenEvents();
		starts(seen, inStatus('pending'));
		starts(seen, inStatus('succeeded'), now + 1);
		const again = after(seen);
		expect(starts(again, inStatus('pending'))).toBe(false);
		expect(starts(again, inStatus('succeeded', { other: 1 }))).toBe(false);
		expect(starts(again, inStatus('pending', { other: 2 }))).toBe(true);
		expect(starts(again, told({ id: 'pay-3' }))).toBe(true);
	});

	it('is the union of what two processes know', () => {
		const [one, other] = [createSeenEvents(), createSeenEvents()];
		starts(one, told({ id: 'pay-1' }));
		starts(other, told({ id: 'pay-2' }), now + 1);
		// The second has replaced what the first had stored.
		one.merge(kept(other));
		for (const id of ['pay-1', 'pay-2']) expect(starts(one, told({ id }))).toBe(false);
		other.merge(kept(one));
		for (const id of ['pay-1', 'pay-2']) expect(starts(other, told({ id }))).toBe(false);
		expect(other.stored().seen).toHaveLength(2);
	});

	it('is stored again where another process has replaced it', () => {
		const [one, other] = [createSeenEvents(), createSeenEvents()];
		starts(one, told({ id: 'pay-1' }));
		const first = kept(one);
		starts(other, told({ id: 'pay-2' }), now + 1);
		one.merge(first);
		expect(one.hasNews()).toBe(false);
		one.merge(kept(other));
		expect(one.hasNews()).toBe(true);
		expect(one.stored().seen).toHaveLength(2);
		one.merge(kept(one));
		expect(one.hasNews()).toBe(false);
	});

	it('knows the later status, whichever process has seen it', () => {
		const [one, other] = [createSeenEvents(), createSeenEvents()];
		starts(one, inStatus('pending'), now);
		starts(other, inStatus('succeeded'), now + 5);
		other.merge(kept(one));
		expect(starts(other, inStatus('succeeded', { again: 1 }), now + 6)).toBe(false);
		one.merge(kept(other));
		expect(starts(one, inStatus('succeeded', { again: 2 }), now + 7)).toBe(false);
	});

	it('does not mind a clock that goes back', () => {
		const seen = createSeenEvents();
		starts(seen, inStatus('pending'), now);
		starts(seen, inStatus('succeeded'), now - 60_000);
		expect(starts(after(seen), inStatus('succeeded', { again: 1 }), now - 50_000)).toBe(false);
	});

	it('says whether there is anything to store', () => {
		const seen = createSeenEvents();
		expect(seen.hasNews()).toBe(false);
		starts(seen, told());
		expect(seen.hasNews()).toBe(true);
		const stored = kept(seen);
		expect(seen.hasNews()).toBe(false);
		starts(seen, told());
		seen.merge(stored);
		expect(seen.hasNews()).toBe(false);
		starts(seen, told({}, { other: 1 }));
		expect(seen.hasNews()).toBe(true);
	});

	it('is bounded by number: the oldest are forgotten', () => {
		const seen = createSeenEvents();
		const extra = 10;
		for (let at = 0; at < maxRememberedEvents + extra; at += 1)
			expect(starts(seen, told({ id: `pay-${at}` }, { at }), now + at)).toBe(true);
		expect(seen.stored().seen).toHaveLength(maxRememberedEvents);
		// A repeat costs nobody else its place.
		for (let time = 0; time < 2; time += 1)
			expect(starts(seen, told({ id: `pay-${extra}` }, { at: extra }))).toBe(false);
		expect(starts(seen, told({ id: 'pay-0' }, { at: 0 }))).toBe(true);
		expect(JSON.stringify(seen.stored()).length).toBeLessThan(420_000);
	});

	it('is bounded where two processes have more', () => {
		const [one, other] = [createSeenEvents(), createSeenEvents()];
		for (let at = 0; at < maxRememberedEvents; at += 1) {
			starts(one, told({ id: `one-${at}` }, at), now + 2 * at);
			starts(other, told({ id: `other-${at}` }, at), now + 2 * at + 1);
		}
		one.merge(kept(other));
		expect(one.stored().seen).toHaveLength(maxRememberedEvents);
		const last = maxRememberedEvents - 1;
		for (const id of [`one-${last}`, `other-${last}`])
			expect(starts(one, told({ id }, last))).toBe(false);
		expect(starts(one, told({ id: 'one-0' }, 0))).toBe(true);
	});

	it('reveals nothing about the payments', () => {
		const seen = createSeenEvents();
		starts(seen, told({}, { customer: 'Budi Example' }));
		const stored = JSON.stringify(kept(seen));
		for (const readable of ['pay-1', 'order-1', 'succeeded', 'paid', '25.00', 'Budi', 'payment'])
			expect(stored).not.toContain(readable);
		expect(stored).toMatch(/^\{"version":2,"seen":\["[\w-]{28}[0-9a-z]{8}"\]\}$/);
	});

	const entry = `${'a'.repeat(28)}${now.toString(36)}`;
	it.each<[string, Record<string, unknown>]>([
		['nothing', {}],
		['no list', { version: 2, seen: 'x' }],
		['null', { version: 2, seen: null }],
		['of an older version', { version: 1, seen: [['aaaaaaaaaaaaaaaa', now]] }],
		[
			'rows of another shape',
			{ seen: [null, 1, 'x', '', [], {}, entry.slice(0, 28), `${entry}!`] },
		],
		['times that are none', { seen: [`${'a'.repeat(28)}zzzzzzzzzzz`] }],
	])('may be broken: %s', (_what, stored) => {
		const seen = createSeenEvents();
		seen.merge(stored);
		expect(starts(seen, told())).toBe(true);
		expect(starts(seen, told())).toBe(false);
		expect(seen.stored().seen).toHaveLength(1);
	});
});
