import { paySecurez } from '../../../lib/providers/paySecurez';
import { singapay } from '../../../lib/providers/singapay';
import { smartFastPay } from '../../../lib/providers/smartFastPay';
import { failure } from '../../../lib/client/result';
import {
	anotherPayment,
	neverSeen,
	noSuchPayment,
	notAPayment,
	notDetermined,
	notSearchedThrough,
	severalPayments,
	stillPending,
	tooManyRows,
	waitCanceled,
} from '../../../lib/payments/messages';
import { tooManyUndated } from '../../../lib/watch/messages';
import { readPayment } from '../../../lib/payments/payment';
import type { Lookup } from '../../../lib/payments/lookup';
import { infoOf, requestTo } from '../../support/fakeContext.mts';
import { lookupOf } from '../../support/subjects.mts';

const payout = lookupOf(smartFastPay, 'payout', 'id', 'P-1');
const qris = lookupOf(singapay, 'qris', 'reference', 'R-1');
const card = lookupOf(paySecurez, 'transaction', 'id', 'txn_1');
const pending = (status: string | undefined) =>
	readPayment(smartFastPay, payout.kind, { id: 'P-1', status }).payment;

const info = infoOf(smartFastPay, requestTo('GET', '/payout/P-1'));

describe('no such payment', () => {
	it.each<[string, Lookup, string[], string[]]>([
		['by ID', payout, ['The IDs of other kinds', 'check the kind'], ["'Account ID'"]],
		['of an account', qris, ['The references of other', "'Account ID'"], ['first']],
		['at a provider of one kind', card, ['environment.'], ['check the kind']],
	])('%s, says what to check', (_what, lookup, says, saysNot) => {
		const provider = lookup === card ? paySecurez : singapay;
		const said = noSuchPayment(provider, lookup);

		expect(said.message).toContain(`has no ${lookup.kind.name} with the`);
		for (const part of says) expect(said.description).toContain(part);
		for (const part of saysNot) expect(said.description).not.toContain(part);
	});
});

describe('a wait that ended', () => {
	it.each<[string, string | undefined, string]>([
		['onhold', 'onhold', 'calls it onhold.'],
		['a word of no page', 'invented', 'calls it invented.'],
	])('names the last status: %s', (_what, word, part) => {
		const said = stillPending(smartFastPay, payout, pending(word), 30_000);

		expect(said.message).toBe(
			`The payout P-1 is still ${word === 'onhold' ? 'pending' : 'unknown'} after 30 seconds`,
		);
		expect(said.description).toContain(part);
	});

	it('without a status names what stood in the way', () => {
		const last = failure(info, 'unavailable', {
			message: 'SmartFastPay answered HTTP 503',
			description: 'Try again later.',
		});

		expect(neverSeen(payout, last, 30_000)).toEqual({
			message: 'SmartFastPay answered HTTP 503',
			description: 'No status could be read in 30 seconds. Try again later.',
		});
	});

	it('without anything says that', () => {
		expect(neverSeen(payout, undefined, 30_000)).toMatchObject({
			message: 'The status of the payout P-1 could not be read',
			description: 'No status could be read in 30 seconds.',
		});
	});
});

describe('every sentence', () => {
	const long = { ...payout, value: 'x'.repeat(255) };
	const found = [1, 2].map((id) => readPayment(smartFastPay, payout.kind, { id }));
	it.each(
		[
			noSuchPayment(smartFastPay, long),
			severalPayments(smartFastPay, long, found),
			notDetermined(smartFastPay, long),
			notDetermined(smartFastPay, { ...long, by: 'reference' }),
			notSearchedThrough(smartFastPay, long, null),
			notAPayment(info),
			anotherPayment(info),
			stillPending(smartFastPay, long, pending(undefined), 300_000),
			neverSeen(long, undefined, 300_000),
			waitCanceled(long),
			tooManyRows(smartFastPay, 1_000),
			tooManyUndated(smartFastPay, payout.kind),
		].map((said) => [said.message, said] as const),
	)('"%s" says what happened and what to do', (_message, { message, description }) => {
		expect(message).toMatch(/^\S.*[^.]$/);
		expect(description).toMatch(/^'?[A-Z].*\.$/);
		expect(`${message} ${description}`).not.toMatch(/\b(error|problem|failure|mistake)\b/i);
		expect(message.length + description.length).toBeLessThan(700);
	});
});
