import { paySecurez } from '../../../lib/providers/paySecurez';
import { paymentStatuses, type Provider } from '../../../lib/providers/contract';
import { singapay } from '../../../lib/providers/singapay';
import { smartFastPay } from '../../../lib/providers/smartFastPay';
import { type ListForm, readListForm, readStatuses } from '../../../nodes/shared/forms/list';

const meant: ListForm = {
	kind: 'payment',
	accountId: '',
	limit: { given: 50 },
	filters: {},
	timezone: 'Asia/Jakarta',
};

const read = (change: Partial<ListForm> = {}, provider: Provider = smartFastPay) =>
	readListForm(provider, { ...meant, ...change });

const saidOf = (answer: ReturnType<typeof readListForm>): string =>
	answer.kind === 'invalid' ? answer.explanation.message : 'nothing';

describe('what a builder wants to see', () => {
	it('is without filters everything, the newest first', () => {
		expect(read()).toEqual({
			kind: 'listing',
			listing: {
				kind: smartFastPay.payments.kinds[0],
				accountId: '',
				limit: 50,
				filter: { order: 'newestFirst', from: undefined, to: undefined },
			},
		});
	});

	it('is with all filters a part of it, by the clock of the workflow', () => {
		const filters = {
			dateFrom: '2026-01-01',
			dateTo: '2026-01-31',
			reference: 1001,
			status: ['failed', 'expired', 'failed'],
		};

		expect(read({ filters })).toMatchObject({
			listing: {
				filter: {
					from: Date.parse('2026-01-01T00:00:00+07:00'),
					to: Date.parse('2026-01-31T23:59:59.999+07:00'),
					reference: '1001',
					statuses: new Set(['failed', 'expired']),
				},
			},
		});
	});

	it.each<[string, Provider, string]>([
		['virtualAccount', singapay, 'acc-1'],
		['disbursement', singapay, 'acc-1'],
		['payout', smartFastPay, ''],
	])('is of an account where the provider has some: %s', (kind, provider, accountId) => {
		expect(read({ kind, accountId: ' acc-1 ' }, provider)).toMatchObject({
			listing: { accountId },
		});
	});

	it('may be a single moment', () => {
		const filters = { dateFrom: '2026-01-01T12:00:00', dateTo: '2026-01-01T12:00:00' };

		expect(read({ filters }).kind).toBe('listing');
	});
});

describe('the limit', () => {
	it.each<[unknown, number]>([
		[1, 1],
		[50, 50],
		['25', 25],
		[1e9, 1e9],
		// Left empty, it is what the editor would have filled in.
		['', 50],
		[undefined, 50],
		[null, 50],
	])('%p is %d', (given, count) => {
		expect(read({ limit: { given } })).toMatchObject({ listing: { limit: count } });
	});

	it('is none where all are wanted', () => {
		expect(read({ limit: 'all' })).toMatchObject({ listing: { limit: Infinity } });
	});

	it.each<[unknown]>([[0], [-1], ['-1']])('%p is out of range', (given) => {
		expect(saidOf(read({ limit: { given } }))).toBe("'Limit' is out of range");
	});

	it('that is no number is said to be none', () => {
		expect(saidOf(read({ limit: { given: 'many' } }))).toBe("'Limit' is not a whole number");
	});
});

describe('bad input', () => {
	const filters = (given: ListForm['filters']) => ({ filters: given });

	it.each<[string, Partial<ListForm>, Provider, string]>([
		[
			'a kind that is none',
			{ kind: 'x' },
			smartFastPay,
			"'Kind' is not one of SmartFastPay's choices",
		],
		[
			"another provider's kind",
			{ kind: 'qris' },
			smartFastPay,
			"'Kind' is not one of SmartFastPay's choices",
		],
		['a kind that is empty', { kind: '' }, singapay, "'Kind' is not one of Singapay's choices"],
		['a kind without a list', { kind: 'card' }, singapay, 'Singapay cannot list its card payments'],
		[
			'a provider without lists',
			{ kind: 'transaction' },
			paySecurez,
			'PaySecurez cannot list its transactions',
		],
		['no account', { kind: 'qris' }, singapay, "'Account ID' is empty"],
		[
			'an account in two lines',
			{ kind: 'qris', accountId: 'a\nb' },
			singapay,
			"'Account ID' contains a line break at position 2",
		],
		[
			'a begin that is no date',
			filters({ dateFrom: 'x' }),
			smartFastPay,
			"'Date From' is not a date",
		],
		['a begin that is empty', filters({ dateFrom: '' }), smartFastPay, "'Date From' is not a date"],
		[
			'a begin from nowhere',
			filters({ dateFrom: undefined }),
			smartFastPay,
			"'Date From' is not a date",
		],
		[
			'an end that is no date',
			filters({ dateTo: '2026-02-30' }),
			smartFastPay,
			"'Date To' is not a date",
		],
		[
			'an end before the begin',
			filters({ dateFrom: '2026-01-02', dateTo: '2026-01-01' }),
			smartFastPay,
			"'Date To' is before 'Date From'",
		],
		[
			'an end a second before it',
			filters({ dateFrom: '2026-01-02T12:00:01', dateTo: '2026-01-02T12:00:00' }),
			smartFastPay,
			"'Date To' is before 'Date From'",
		],
		[
			'a status that is none',
			filters({ status: ['paid'] }),
			smartFastPay,
			"'Status' contains an unknown status",
		],
		[
			'one among others',
			filters({ status: ['failed', 7] }),
			smartFastPay,
			"'Status' contains an unknown status",
		],
		['a status from nowhere', filters({ status: undefined }), smartFastPay, "'Status' is empty"],
		['a status that is null', filters({ status: null }), smartFastPay, "'Status' is empty"],
		['a status of no letters', filters({ status: '' }), smartFastPay, "'Status' is empty"],
		['no status at all', filters({ status: [] }), smartFastPay, "'Status' is empty"],
		['statuses from nowhere', filters({ status: [null, ''] }), smartFastPay, "'Status' is empty"],
		[
			'a reference that is blank',
			filters({ reference: ' ' }),
			smartFastPay,
			"'Reference' is empty",
		],
		[
			'a reference from nowhere',
			filters({ reference: undefined }),
			smartFastPay,
			"'Reference' is empty",
		],
		[
			'a reference that is a list',
			filters({ reference: ['R-1'] }),
			smartFastPay,
			"'Reference' is a list",
		],
	])('%s gets a sentence', (_what, change, provider, message) => {
		const answer = read(change, provider);

		expect(saidOf(answer)).toBe(message);
		expect(answer).toMatchObject({ explanation: { description: expect.stringMatching(/\.$/) } });
	});
});

describe('words of the common vocabulary', () => {
	it.each<[unknown, string[] | undefined]>([
		[undefined, undefined],
		[[], undefined],
		[[null, '', undefined], undefined],
		['failed', ['failed']],
		[
			['pending', 'unknown'],
			['pending', 'unknown'],
		],
		[[...paymentStatuses], [...paymentStatuses]],
	])('%p', (given, words) => {
		expect(readStatuses(given)).toEqual(words && new Set(words));
	});

	it.each<[unknown]>([['Failed'], ['failed,expired'], [['failed', 'x']], [[{}]], [7]])(
		'do not include %p',
		(given) => {
			expect(readStatuses(given)).toBe('invalid');
		},
	);
});

describe('filters of settlement', () => {
	const ofSingapay = (filters: Readonly<Record<string, unknown>>, kind = 'virtualAccount') =>
		read({ kind, accountId: 'acc-1', filters }, singapay);

	it('mean succeeded payments whose money is still to come', () => {
		expect(ofSingapay({ onlyUnsettled: true })).toMatchObject({
			listing: { filter: { onlyUnsettled: true, statuses: new Set(['succeeded']) } },
		});
	});

	it('leave the statuses to a builder who chooses them', () => {
		expect(ofSingapay({ onlyUnsettled: true, status: ['pending'] })).toMatchObject({
			listing: { filter: { onlyUnsettled: true, statuses: new Set(['pending']) } },
		});
	});

	it('take days whole, by the clock of the workflow', () => {
		expect(ofSingapay({ settledFrom: '2026-01-01', settledTo: '2026-01-31' })).toMatchObject({
			listing: {
				filter: {
					settledFrom: Date.parse('2026-01-01T00:00:00+07:00'),
					settledTo: Date.parse('2026-01-31T23:59:59.999+07:00'),
				},
			},
		});
	});

	it('change nothing when they are false, for every list', () => {
		expect(read({ filters: { onlyUnsettled: false } })).toEqual(read());
	});

	it.each<[string, object, string]>([
		[
			'both are asked for',
			{ onlyUnsettled: true, settledTo: '2026-01-01' },
			"'Only Unsettled' excludes everything that 'Settled From' and 'Settled To' select",
		],
		['it is text', { onlyUnsettled: 'yes' }, "'Only Unsettled' is neither true nor false"],
		['an end is empty', { settledFrom: '' }, "'Settled From' is not a date"],
		[
			'the ends are exchanged',
			{ settledFrom: '2026-02-01', settledTo: '2026-01-01' },
			"'Settled To' is before 'Settled From'",
		],
	])('are refused where %s', (_what, filters, message) => {
		expect(saidOf(ofSingapay(filters as Record<string, unknown>))).toBe(message);
	});

	it.each<[string, object]>([
		['unsettled', { onlyUnsettled: true }],
		['settled', { settledFrom: '2026-01-01' }],
	])('are refused for lists that do not report it: %s', (_what, filters) => {
		const given = filters as Record<string, unknown>;
		expect(ofSingapay(given, 'disbursement')).toMatchObject({
			explanation: {
				message: 'Singapay does not say in its lists when the money of a disbursement was settled',
				description: expect.stringContaining(
					'for Virtual Account Payment, QRIS Code, E-Wallet Payment, Payment Link Payment.',
				),
			},
		});
		expect(saidOf(read({ filters: given }))).toMatch(/^SmartFastPay does not say/);
	});
});
