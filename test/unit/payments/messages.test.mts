import { paySecurez } from '../../../lib/providers/paySecurez';
import { singapay } from '../../../lib/providers/singapay';
import { smartFastPay } from '../../../lib/providers/smartFastPay';
import { type CallInfo, problem } from '../../../lib/client/messages';
import {
	anotherPayment,
	neverSeen,
	noSuchPayment,
	notAPayment,
	notSearchedThrough,
	severalPayments,
	stillPending,
	tooManyRows,
	waitCanceled,
} from '../../../lib/payments/messages';
import { readPayment } from '../../../lib/payments/payment';
import { tooManyUndated } from '../../../lib/watch/messages';
import type { Lookup } from '../../../lib/payments/lookup';
import { questionOf } from '../../support/paymentStage.mts';

const payout = questionOf(smartFastPay, 'payout', 'id', 'P-1');
const qris = questionOf(singapay, 'qris', 'reference', 'R-1');
const card = questionOf(paySecurez, 'transaction', 'id', 'txn_1');
const pending = (status: string | undefined) =>
	readPayment(smartFastPay, payout.kind, { id: 'P-1', status }).payment;

describe('no such payment', () => {
	it.each<[string, Lookup, number | undefined, boolean, string[], string[]]>([
		['by ID', payout, 404, true, ['The IDs of other kinds', 'check the kind'], ["'Account ID'"]],
		[
			'of an account',
			qris,
			undefined,
			true,
			['The references of other', "'Account ID'"],
			['first'],
		],
		['in part of a list', qris, undefined, false, ['Only the first pages'], []],
		['at a provider of one kind', card, 404, true, ['environment.'], ['check the kind']],
	])('%s, says what to check', (_what, question, status, isComplete, says, saysNot) => {
		const provider = question === card ? paySecurez : singapay;
		const said = noSuchPayment(provider, question, status, isComplete);

		expect(said).toMatchObject({ outcome: 'refused', status, code: '' });
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
		const last = problem(
			{ message: 'SmartFastPay answered HTTP 503', description: 'Try again later.' },
			{ status: 503, code: 'X' },
		);

		expect(neverSeen(payout, last, 30_000)).toEqual({
			message: 'SmartFastPay answered HTTP 503',
			description: 'No status could be read in 30 seconds. Try again later.',
			status: 503,
			code: 'X',
			outcome: 'refused',
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
	const called: CallInfo = {
		provider: smartFastPay,
		request: { method: 'GET', url: 'https://api.example.com/payout/P-1', headers: {} },
		effect: {
			kind: 'reads',
			reference: '',
			lookUp: 'GET /payout/{id}',
			find: undefined,
			endpoint: 'GET /payout/{id}',
		},
		timeoutMs: 1_000,
	};
	const found = [1, 2].map((id) => readPayment(smartFastPay, payout.kind, { id }));
	it.each(
		[
			noSuchPayment(smartFastPay, long, 404),
			severalPayments(smartFastPay, long, found),
			notSearchedThrough(smartFastPay, long, pending(undefined)),
			notAPayment(called),
			anotherPayment(called),
			stillPending(smartFastPay, long, pending(undefined), 300_000),
			neverSeen(long, undefined, 300_000),
			waitCanceled(long),
			tooManyRows(smartFastPay, 1_000),
			tooManyUndated(smartFastPay, payout.kind),
		].map((said) => [said.message, said] as const),
	)('"%s" says what happened and what to do', (_message, { message, description, outcome }) => {
		expect(message).toMatch(/^\S.*[^.]$/);
		expect(description).toMatch(/^'?[A-Z].*\.$/);
		expect(`${message} ${description}`).not.toMatch(/\b(error|problem|failure|mistake)\b/i);
		expect(message.length + description.length).toBeLessThan(700);
		// Looking changes nothing.
		expect(outcome).toBe('refused');
	});
});
