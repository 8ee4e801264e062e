import type { FoundPayment, Payment } from '../../../lib/payments/payment';
import { maxRememberedEvents, rememberEventsMs } from '../../../lib/webhooks/numbers';
import { createSeenEvents } from '../../../lib/webhooks/seen';
import { noMoneyFields } from '../../support/moneyFields.mts';
import { now } from '../../support/signed.mts';

const found = (change: Partial<Payment> = {}, record: unknown = {}): FoundPayment => ({
	payment: {
		provider: 'smartFastPay',
		kind: 'payment',
		id: 'pay-1',
		reference: 'order-1',
		status: 'succeeded',
		final: true,
		providerStatus: 'paid',
		...noMoneyFields,
		reason: null,
		amount: '25.00',
		currency: 'BRL',
		createdAt: null,
		updatedAt: null,
		...change,
	},
	record,
});

const kept = (seen: ReturnType<typeof createSeenEvents>) =>
	JSON.parse(JSON.stringify(seen.stored())) as Record<string, unknown>;

describe('an event', () => {
	it('is new once, for 24 hours', () => {
		const seen = createSeenEvents({});
		expect(seen.add('payment', found(), now)).toBe(true);
		expect(seen.add('payment', found(), now)).toBe(false);
		expect(seen.add('payment', found(), now + rememberEventsMs - 1)).toBe(false);
		expect(seen.add('payment', found(), now + rememberEventsMs)).toBe(true);
	});

	it('is the same however it is written', () => {
		const seen = createSeenEvents({});
		seen.add('payment', found({}, { a: 1 }), now);
		expect(seen.add('payment', found({ amount: '25', reason: 'x' }, { b: 2 }), now)).toBe(false);
	});

	it.each<[string, Partial<Payment>]>([
		['status', { status: 'refunded', providerStatus: 'refunded' }],
		['unknown word', { status: 'unknown', providerStatus: 'odd' }],
		['ID', { id: 'pay-2' }],
		['kind', { kind: 'payout' }],
		['provider', { provider: 'singapay' }],
	])('with another %s is another', (_what, change) => {
		const seen = createSeenEvents({});
		seen.add('payment', found(), now);
		expect(seen.add('payment', found(change), now)).toBe(true);
		expect(seen.add('payment', found(), now)).toBe(false);
	});

	it('of another name is another', () => {
		const seen = createSeenEvents({});
		seen.add('payment', found(), now);
		expect(seen.add('payout', found(), now)).toBe(true);
	});

	it('without an ID is told apart by its reference', () => {
		const seen = createSeenEvents({});
		expect(seen.add('payment', found({ id: null }), now)).toBe(true);
		expect(seen.add('payment', found({ id: null, reference: 'order-2' }), now)).toBe(true);
		expect(seen.add('payment', found({ id: null }), now)).toBe(false);
	});

	it.each<Partial<Payment>>([
		{ id: null, reference: null },
		{ status: 'unknown', providerStatus: null },
	])('with nothing but its record is told apart by that: %j', (change) => {
		const seen = createSeenEvents({});
		expect(seen.add('x', found(change, { n: 1 }), now)).toBe(true);
		expect(seen.add('x', found(change, { n: 2 }), now)).toBe(true);
		expect(seen.add('x', found(change, { n: 1 }), now)).toBe(false);
		expect(seen.add('x', found(change, undefined), now)).toBe(true);
	});
});

describe('what is known', () => {
	it('survives being stored as JSON', () => {
		const seen = createSeenEvents({});
		seen.add('payment', found(), now);
		seen.add('payment', found({ id: 'pay-2' }), now + 1);
		const again = createSeenEvents(kept(seen));
		expect(again.add('payment', found(), now + 2)).toBe(false);
		expect(again.add('payment', found({ id: 'pay-2' }), now + 2)).toBe(false);
		expect(again.add('payment', found({ id: 'pay-3' }), now + 2)).toBe(true);
	});

	it('is bounded: the oldest are forgotten', () => {
		const seen = createSeenEvents({});
		const extra = 10;
		for (let at = 0; at < maxRememberedEvents + extra; at += 1)
			expect(seen.add('payment', found({ id: `pay-${at}` }), now + at)).toBe(true);
		expect(seen.stored().seen).toHaveLength(maxRememberedEvents);
		// A repeat costs nobody else its place.
		expect(seen.add('payment', found({ id: `pay-${extra}` }), now)).toBe(false);
		expect(seen.add('payment', found({ id: `pay-${extra}` }), now)).toBe(false);
		expect(seen.add('payment', found({ id: 'pay-0' }), now)).toBe(true);
		expect(JSON.stringify(seen.stored()).length).toBeLessThan(250_000);
	});

	it('shrinks to its bound where more was stored', () => {
		const seen = createSeenEvents({
			seen: Array.from({ length: maxRememberedEvents + 500 }, (_, at) => [`k${at}`, now]),
		});
		seen.add('payment', found(), now);
		expect(seen.stored().seen).toHaveLength(maxRememberedEvents);
	});

	it('tells nobody anything', () => {
		const seen = createSeenEvents({});
		seen.add('payment', found({}, { customer: 'Budi Example' }), now);
		const stored = JSON.stringify(kept(seen));
		for (const readable of ['pay-1', 'order-1', 'succeeded', 'paid', '25.00', 'Budi', 'payment'])
			expect(stored).not.toContain(readable);
		expect(stored).toMatch(/^\{"version":1,"seen":\[\["[\w-]{16}",\d+\]\]\}$/);
	});

	it.each<[string, Record<string, unknown>]>([
		['nothing', {}],
		['no list', { version: 1, seen: 'x' }],
		['null', { version: 1, seen: null }],
		[
			'rows of another shape',
			{ seen: [null, 1, 'x', [], ['a'], [1, 2], ['a', 'b'], ['a', null], {}] },
		],
		[
			'times that are none',
			{
				seen: [
					['a', Number.NaN],
					['b', Infinity],
				],
			},
		],
		['times far ahead', { seen: [['a', now + 10 * rememberEventsMs]] }],
	])('may be broken: %s', (_what, stored) => {
		const seen = createSeenEvents(stored);
		expect(seen.add('payment', found(), now)).toBe(true);
		expect(seen.add('payment', found(), now)).toBe(false);
		expect(seen.stored().seen).toHaveLength(1);
	});
});
