import { mapStatus, nothingTold } from '../../../lib/providers/paymentRecord';
import type { StatusMeaning, PaymentKind, PaymentStatus } from '../../../lib/providers/contract';
import { eachProvider, subjects } from '../../support/subjects.mts';

type ProviderId = keyof typeof subjects;

interface Row {
	readonly provider: ProviderId;
	readonly kind: string;
	readonly word: string;
	readonly status: PaymentStatus;
	readonly final: boolean;
	readonly mayBecome?: PaymentStatus;
}

type Words = readonly (readonly [
	word: string,
	status: PaymentStatus,
	final: 'final' | 'moving',
	mayBecome?: PaymentStatus,
])[];

const rows = (provider: ProviderId, kind: string, words: Words): Row[] =>
	words.map(([word, status, final, mayBecome]) => ({
		provider,
		kind,
		word,
		status,
		final: final === 'final',
		...(mayBecome === undefined ? {} : { mayBecome }),
	}));

/** Written out from the providers' pages, so that nothing of it follows from the code. */
const documented: readonly Row[] = [
	// Payments page and status flow of docs.smartfastpay.com.
	...rows('smartFastPay', 'payment', [
		['pending', 'pending', 'moving'],
		['paid', 'succeeded', 'final'],
		['denied', 'failed', 'final'],
		['expired', 'expired', 'final'],
	]),
	...rows('smartFastPay', 'payout', [
		['pending', 'pending', 'moving'],
		['onhold', 'pending', 'moving'],
		['success', 'succeeded', 'final', 'refunded'],
		['failed', 'failed', 'final'],
		['returned', 'refunded', 'final'],
		['refunded', 'refunded', 'final'],
	]),
	...rows('smartFastPay', 'transaction', [
		['open', 'pending', 'moving'],
		['pending', 'pending', 'moving'],
		['paid', 'succeeded', 'final', 'refunded'],
		['canceled', 'canceled', 'final'],
		['returned', 'refunded', 'final'],
		['refunded', 'refunded', 'final'],
	]),
	// Overview and notification pages of docs.zepopay.com.
	...rows('paySecurez', 'transaction', [
		['Pending', 'pending', 'moving'],
		['Captured', 'succeeded', 'final'],
		['Declined', 'failed', 'final'],
		['Failed', 'failed', 'final'],
	]),
	// Status table of docs.singapay.id; the words are those of version 1.
	...['disbursement', 'ewalletTopUp', 'qrisPayment'].flatMap((kind) =>
		rows('singapay', kind, [
			['00', 'succeeded', 'final', 'refunded'],
			['01', 'pending', 'moving'],
			['02', 'pending', 'moving'],
			['03', 'pending', 'moving'],
			['04', 'refunded', 'final'],
			['05', 'canceled', 'final'],
			['06', 'failed', 'final'],
			['07', 'unknown', 'final'],
			['pending', 'pending', 'moving'],
			['success', 'succeeded', 'final', 'refunded'],
			['failed', 'failed', 'final'],
		]),
	),
	...rows('singapay', 'virtualAccount', [
		['unpaid', 'pending', 'moving'],
		['pending', 'pending', 'moving'],
		['paid', 'succeeded', 'final'],
		['settled', 'succeeded', 'final'],
		['expired', 'expired', 'final'],
		['failed', 'failed', 'final'],
		// Of the account itself, which is what creating one answers with (section 2.1).
		['active', 'pending', 'moving'],
		['inactive', 'canceled', 'final'],
	]),
	...rows('singapay', 'qris', [
		['open', 'pending', 'moving'],
		['paid', 'succeeded', 'final'],
		['success', 'succeeded', 'final'],
		['settled', 'succeeded', 'final'],
		['expired', 'expired', 'final'],
	]),
	// Second sheet, sections 2.5, 2.7 and 2.9; the code is that of the answer that makes a withdrawal.
	...rows('singapay', 'paymentLink', [
		['pending', 'pending', 'moving'],
		['paid', 'succeeded', 'final'],
		['settled', 'succeeded', 'final'],
		['failed', 'failed', 'final'],
		['expired', 'expired', 'final'],
	]),
	...rows('singapay', 'accountTransfer', [
		['pending', 'pending', 'moving'],
		['success', 'succeeded', 'final'],
		['failed', 'failed', 'final'],
	]),
	...rows('singapay', 'cardlessWithdrawal', [
		['00', 'succeeded', 'final', 'refunded'],
		['01', 'pending', 'moving'],
		['02', 'pending', 'moving'],
		['03', 'pending', 'moving'],
		['04', 'refunded', 'final'],
		['05', 'canceled', 'final'],
		['06', 'failed', 'final'],
		['07', 'unknown', 'final'],
		['open', 'pending', 'moving'],
		['success', 'succeeded', 'final', 'refunded'],
		['expired', 'expired', 'final'],
		['failed', 'failed', 'final'],
		['refunded', 'refunded', 'final'],
		['canceled', 'canceled', 'final'],
	]),
	...rows('singapay', 'ewallet', [
		['open', 'pending', 'moving'],
		['success', 'succeeded', 'final'],
		['expired', 'expired', 'final'],
		['canceled', 'canceled', 'final'],
		['cancelled', 'canceled', 'final'],
		['failed', 'failed', 'final'],
	]),
	...rows('singapay', 'card', [
		['pending', 'pending', 'moving'],
		['processing', 'pending', 'moving'],
		['success', 'succeeded', 'final', 'refunded'],
		['failed', 'failed', 'final'],
		['canceled', 'canceled', 'final'],
		['cancelled', 'canceled', 'final'],
		['refunded', 'refunded', 'final'],
	]),
	// Second sheet, section 6.8.
	...rows('singapay', 'directDebit', [
		['PENDING', 'pending', 'moving'],
		['PENDING_OTP', 'pending', 'moving'],
		['SUCCESS', 'succeeded', 'final'],
		['FAILED', 'failed', 'final'],
		['EXPIRED', 'expired', 'final'],
	]),
];

const kindOf = (provider: ProviderId, id: string): PaymentKind => {
	const kind = subjects[provider].provider.payments.kinds.find((each) => each.id === id);
	if (kind === undefined) throw new Error(`${provider} has no ${id}`);
	return kind;
};

/** What a status word means where a provider's record holds it. */
const meaningIn = (provider: ProviderId, id: string, word: unknown): StatusMeaning => {
	const kind = kindOf(provider, id);
	const record = provider === 'paySecurez' ? { Status: word } : { status: word };
	return mapStatus(kind.statusMap, kind.read(record).providerStatus);
};

const spellings = (word: string): string[] => [
	word,
	word.toLowerCase(),
	word.toUpperCase(),
	word.charAt(0).toUpperCase() + word.slice(1),
	`  ${word}`,
	`${word}\t\r\n`,
];

describe('a documented status word', () => {
	it.each(documented)('$provider $kind $word is $status, final: $final', (row) => {
		const { provider, kind, word, ...meaning } = row;
		for (const spelling of spellings(word))
			expect(meaningIn(provider, kind, spelling)).toEqual(meaning);
	});
});

const eachKind = eachProvider.flatMap(([id, { provider }]) =>
	provider.payments.kinds.map((kind) => [id as ProviderId, kind.id, kind] as const),
);

describe.each(eachKind)('the words of %s %s', (provider, id, { statusMap }) => {
	it('are the documented ones, and no other', () => {
		const known = documented.filter((row) => row.provider === provider && row.kind === id);
		expect(Object.keys(statusMap).toSorted()).toEqual(
			known.map(({ word }) => word.toLowerCase()).toSorted(),
		);
	});

	it.each([
		'authorized',
		'partially_paid',
		'SP000',
		'200',
		'true',
		'',
		' ',
		'__proto__',
		'constructor',
		'toString',
	])('leave %j unknown and not final', (word) => {
		expect(meaningIn(provider, id, word)).toEqual({ status: 'unknown', final: false });
	});

	it.each<[string, unknown]>([
		['missing', undefined],
		['null', null],
		['true', true],
		['a list', ['paid']],
		['an object', { word: 'paid' }],
	])('leave a status that is %s unknown and not final', (_what, word) => {
		expect(meaningIn(provider, id, word)).toEqual({ status: 'unknown', final: false });
	});

	it.each<[unknown]>([[undefined], [null], ['paid'], [[]], [[{ status: 'paid' }]], [7]])(
		'say nothing of %j, which is no record',
		(record) => {
			expect(kindOf(provider, id).read(record)).toEqual({
				...nothingTold,
				id: '',
				reference: '',
				providerStatus: '',
				reason: '',
				amount: null,
				currency: '',
				createdAt: null,
				updatedAt: null,
			});
		},
	);
});
