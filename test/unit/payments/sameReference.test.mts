import type { PaymentKind } from '../../../lib/providers/contract';
import { lookupPayment } from '../../../lib/payments/lookupPayment';
import { readPayment } from '../../../lib/payments/payment';
import { meantOf } from '../../../lib/payments/sameReference';
import { smartFastPay } from '../../../lib/providers/smartFastPay';
import { answer, fakeContext, options } from '../../support/fakeContext.mts';
import { kindOf, lookupOf, subjects } from '../../support/subjects.mts';

/** Several payments with one reference: which of them is meant is told, or an error names them all. */

const payment = kindOf(smartFastPay, 'payment');
const attempts: PaymentKind = { ...payment, isAttempt: true };

const row = (id: string, status: string, day: number | undefined) => ({
	id,
	transaction_id: 'R-1',
	status,
	...(day === undefined ? {} : { created_at: `2026-01-0${day}T00:00:00Z` }),
});
type Row = ReturnType<typeof row>;

const meant = (kind: PaymentKind, rows: readonly Row[]) =>
	meantOf(
		kind,
		rows.map((record) => readPayment(smartFastPay, kind, record)),
	).map(({ payment: { id } }) => id);

describe('of several attempts', () => {
	it.each<[string, Row[], string[]]>([
		['the one that succeeded', [row('new', 'denied', 3), row('paid', 'paid', 1)], ['paid']],
		['the newest where none did', [row('old', 'denied', 1), row('new', 'pending', 3)], ['new']],
		['the newest wherever it stands', [row('new', 'denied', 3), row('old', 'denied', 1)], ['new']],
		[
			'the first where no time tells, as lists have the newest first',
			[row('a', 'denied', undefined), row('b', 'denied', undefined)],
			['a'],
		],
		[
			'one with a time before one without',
			[row('undated', 'pending', undefined), row('dated', 'denied', 1)],
			['dated'],
		],
		['all that succeeded', [row('a', 'paid', 1), row('b', 'paid', 2)], ['a', 'b']],
	])('stands for the payment: %s', (_which, rows, ids) => {
		expect(meant(attempts, rows)).toEqual(ids);
	});
});

describe('of several payments that are no attempts', () => {
	it.each<[string, Row[]]>([
		['which both succeeded', [row('a', 'paid', 1), row('b', 'paid', 2)]],
		['of which the newer failed', [row('a', 'denied', 2), row('b', 'paid', 1)]],
		['of which one may still be paid', [row('a', 'pending', 2), row('b', 'denied', 1)]],
	])('none stands for the others: %s', (_which, rows) => {
		expect(meant(payment, rows)).toEqual(['a', 'b']);
	});
});

describe.each<[string, Partial<PaymentKind>]>([
	['searched for in the list', {}],
	[
		'asked for by its reference',
		{ byReference: { method: 'GET', target: '/transactions?transaction_id={reference}' } },
	],
])('a payment %s', (_how, change) => {
	const look = async (rows: readonly Row[], more: Partial<PaymentKind> = {}) => {
		const kind = { ...payment, ...change, ...more };
		const kinds = [kind, ...smartFastPay.payments.kinds.filter(({ id }) => id !== kind.id)];
		const provider = { ...smartFastPay, payments: { ...smartFastPay.payments, kinds } };
		const { context } = fakeContext(provider, answer({ requestId: 'r', data: rows }));
		const { settings } = subjects.smartFastPay;
		return await lookupPayment(
			context,
			lookupOf(provider, 'payment', 'reference', 'R-1', settings),
			options,
		);
	};

	it('is found where it is the only one', async () => {
		expect(await look([row('a', 'paid', 1)])).toMatchObject({
			kind: 'found',
			payment: { id: 'a', status: 'succeeded' },
		});
	});

	it('is an error that names the IDs where there are several', async () => {
		expect(await look([row('a', 'denied', 2), row('b', 'paid', 1)])).toMatchObject({
			kind: 'failed',
			cause: 'unusable',
			isPassing: false,
			message: 'SmartFastPay has 2 payments (payment) with the reference R-1',
			description: expect.stringContaining('by its ID: a, b.'),
		});
	});

	it('is the attempt that succeeded where they are attempts', async () => {
		expect(
			await look([row('a', 'denied', 2), row('b', 'paid', 1)], { isAttempt: true }),
		).toMatchObject({ kind: 'found', payment: { id: 'b' } });
	});
});
