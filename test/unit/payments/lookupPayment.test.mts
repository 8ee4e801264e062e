import { paySecurez } from '../../../lib/providers/paySecurez';
import type { PaymentStatus, Provider } from '../../../lib/providers/contract';
import { singapay } from '../../../lib/providers/singapay';
import { smartFastPay } from '../../../lib/providers/smartFastPay';
import { maxSearchedPages } from '../../../lib/payments/numbers';
import { lookupInfo, lookupPayment, type LookupResult } from '../../../lib/payments/lookupPayment';
import {
	answer,
	fakeContext,
	lost,
	options,
	type Reply,
	type SentRequest,
} from '../../support/fakeContext.mts';
import { enveloped, lookupOf } from '../../support/subjects.mts';

const page = '<!doctype html><title>Not found</title>';

interface Case {
	readonly provider: Provider;
	readonly kind: string;
	readonly by: 'id' | 'reference';
	/** What is asked for. */
	readonly value: string;
	/** The question as the provider gets it. */
	readonly asked: string;
	readonly body?: string;
	/** Where only the list can be asked: the answer is a list. */
	readonly isSearch?: true;
	readonly record: unknown;
	readonly status: PaymentStatus;
	readonly final: boolean;
}

const fast = (kind: string, word: string, status: PaymentStatus, final: boolean): Case[] => {
	const record = { id: 'P-1', transaction_id: 'R-1', status: word };
	const known = { provider: smartFastPay, kind, record, status, final };
	const search =
		'transaction_id=R-1&sort=created_at%2Cdesc&order=created_at%2Cdesc&page=1&limit=40';
	return [
		{ ...known, by: 'id', value: 'P-1', asked: `GET /${kind}/P-1` },
		{
			...known,
			by: 'reference',
			value: 'R-1',
			asked: `GET /${kind}s?${search}`,
			isSearch: true,
		},
	];
};

const singa = (
	kind: string,
	value: string,
	asked: string,
	record: unknown,
	status: PaymentStatus,
	final: boolean,
): Case => ({ provider: singapay, kind, by: 'id', value, asked, record, status, final });

const inList = (kind: string, list: string, record: unknown, status: PaymentStatus): Case => ({
	...singa(kind, 'R-1', `GET /api/v1.0/${list}page=1`, record, status, true),
	by: 'reference',
	isSearch: true,
});

const cases: readonly Case[] = [
	...fast('payment', 'paid', 'succeeded', true),
	...fast('payout', 'onhold', 'pending', false),
	...fast('transaction', 'canceled', 'canceled', true),
	{
		provider: paySecurez,
		kind: 'transaction',
		by: 'id',
		value: 'txn_1',
		asked: 'GET /api/v1/transactions/txn_1/status',
		record: { TransactionId: 'txn_1', Reference: 'R-1', Status: 'Captured' },
		status: 'succeeded',
		final: true,
	},
	singa(
		'disbursement',
		'T-1',
		'GET /api/v1.0/disbursement/acc-1/T-1',
		{ transaction_id: 'T-1', reference_number: 'R-1', status: 'success' },
		'succeeded',
		true,
	),
	{
		...singa(
			'disbursement',
			'R-1',
			'POST /api/v2.0/disbursement/acc-1/inquiry-status',
			{ transaction_id: 'T-1', reference_number: 'R-1', transaction_status: { code: '03' } },
			'pending',
			false,
		),
		by: 'reference',
		body: '{"reference_number":"R-1"}',
	},
	...[
		['ewalletTopUp', 'ewallet/acc-1/inquiry-status'],
		['qrisPayment', 'qris/status/acc-1'],
	].map(([kind = '', path = '']): Case => ({
		...singa(
			kind,
			'R-1',
			`POST /api/v2.0/${path}`,
			{ transaction_id: 'T-1', reference_number: 'R-1', transaction_status: { code: '00' } },
			'succeeded',
			true,
		),
		by: 'reference',
		body: '{"reference_number":"R-1"}',
	})),
	singa(
		'virtualAccount',
		'V-1',
		'GET /api/v1.0/va-transactions/acc-1/V-1',
		{ transaction_id: 'V-1', status: 'unpaid' },
		'pending',
		false,
	),
	inList(
		'virtualAccount',
		'va-transactions/acc-1?merchant_reff_no=R-1&per_page=100&',
		{ transaction_id: 'V-1', merchant_reff_no: 'R-1', status: 'paid' },
		'succeeded',
	),
	singa(
		'qris',
		'1001',
		'GET /api/v1.0/qris-dynamic/acc-1/show/1001',
		{ id: 1001, status: 'open', status_computed: 'expired' },
		'expired',
		true,
	),
	inList(
		'qris',
		'qris-dynamic/acc-1?',
		{ id: 1001, merchant_reff_no: 'R-1', status: 'success' },
		'succeeded',
	),
	singa(
		'ewallet',
		'7',
		'GET /api/v1.0/ewallet-native/acc-1/inquiry-status/7',
		{ id: 7, status: 'open' },
		'pending',
		false,
	),
	inList(
		'ewallet',
		'ewallet-native-transactions/acc-1?per_page=100&',
		{ id: 7, merchant_reff_no: 'R-1', status: 'failed' },
		'failed',
	),
	singa(
		'paymentLink',
		'85',
		'GET /api/v1.0/payment-link-histories/acc-1/85',
		{ id: 85, payment_link_reff_no: 'R-1', status: 'pending' },
		'pending',
		false,
	),
	inList(
		'paymentLink',
		'payment-link-histories/acc-1?per_page=100&',
		{ id: 85, payment_link_reff_no: 'R-1', status: 'paid' },
		'succeeded',
	),
	singa(
		'accountTransfer',
		'T-1',
		'GET /api/v1.0/account-transfer/acc-1/T-1',
		{ transaction_id: 'T-1', merchant_ref_no: 'R-1', status: 'success' },
		'succeeded',
		true,
	),
	inList(
		'accountTransfer',
		'account-transfer/acc-1?',
		{ transaction_id: 'T-1', merchant_ref_no: 'R-1', status: 'success' },
		'succeeded',
	),
	{
		...inList(
			'cardlessWithdrawal',
			'cardless-withdrawals/transaction/acc-1?',
			{ id: 5, transaction_id: 'W-1', status: 'expired' },
			'expired',
		),
		by: 'id',
		value: 'W-1',
	},
	{
		...singa(
			'cardlessWithdrawal',
			'R-1',
			'GET /api/v1.0/cardless-withdrawals/transaction/acc-1/R-1',
			{ id: 5, transaction_id: 'W-1', status: 'open' },
			'pending',
			false,
		),
		by: 'reference',
	},
	singa(
		'card',
		'C-1',
		'GET /api/v2.0/card/acc-1/inquiry-status/C-1',
		{ transaction_id: 'C-1', status: 'processing' },
		'pending',
		false,
	),
	singa(
		'directDebit',
		'D-1',
		'GET /api/v2.0/direct-debit/transaction/D-1',
		{ transaction_id: 'D-1', status: 'PENDING_OTP' },
		'pending',
		false,
	),
];

const named = cases.map(
	(each) => [`${each.provider.displayName}, ${each.kind} by ${each.by}`, each] as const,
);

async function lookAt(
	{ provider, kind, by, value }: Case,
	reply: Reply,
	change: Parameters<typeof fakeContext>[2] = {},
): Promise<{ looked: LookupResult; asked: SentRequest[] }> {
	const { context, requests } = fakeContext(provider, reply, change);
	return {
		looked: await lookupPayment(context, lookupOf(provider, kind, by, value), options),
		asked: requests,
	};
}

const contentOf = ({ isSearch, record }: Case): unknown => (isSearch === true ? [record] : record);

const without = (looked: LookupResult): string =>
	looked.kind === 'found' ? 'found' : looked.message;

it('is about every kind of every provider, by ID and, where it can be, by reference', () => {
	const expected = [smartFastPay, paySecurez, singapay].flatMap((provider) =>
		provider.payments.kinds.flatMap(({ id, byId, byReference, list }) => [
			...((byId ?? list) ? [`${provider.displayName}, ${id} by id`] : []),
			...((byReference ?? list) ? [`${provider.displayName}, ${id} by reference`] : []),
		]),
	);

	expect(named.map(([name]) => name).toSorted()).toEqual(expected.toSorted());
});

describe.each(named)('a lookup of %s', (_name, each) => {
	const { provider, asked: target, body } = each;
	const found = answer(enveloped(provider, contentOf(each)));

	it('asks the documented question, and nothing else', async () => {
		const { asked } = await lookAt(each, found);
		// A final answer by ID may hide a refund, so the payment is asked for by its reference as well.
		const isAskedTwice = each.kind === 'disbursement' && each.by === 'id';
		const exact = named.flatMap(([, { kind, by, asked: inquiry }]) =>
			isAskedTwice && kind === 'disbursement' && by === 'reference' ? [inquiry] : [],
		);

		expect(asked.map(({ method, target: at }) => `${method} ${at}`)).toEqual([target, ...exact]);
		expect(asked[0]?.body).toBe(body);
	});

	it('finds it', async () => {
		const { looked } = await lookAt(each, found);

		expect(looked).toMatchObject({
			kind: 'found',
			payment: {
				provider: provider.id,
				kind: each.kind,
				status: each.status,
				final: each.final,
				[each.by]: each.value,
			},
			record: each.record,
		});
	});

	// Without an envelope nothing shows that the request succeeded.
	const hasEnvelope = provider !== paySecurez;
	const nothing: [string, Reply][] = [
		...(hasEnvelope ? ([['nothing', answer(enveloped(provider, null))]] as [string, Reply][]) : []),
		...(hasEnvelope && (each.isSearch === true || each.by === 'id')
			? ([['an empty list', answer(enveloped(provider, []))]] as [string, Reply][])
			: []),
		...(each.isSearch === true ? [] : ([['HTTP 404', answer({}, 404)]] as [string, Reply][])),
		...(provider === singapay && each.isSearch !== true
			? ([
					['SP009 in HTTP 200', answer({ response_code: 'SP009' })],
					['SP014', answer({ response_code: 'SP014' }, 404)],
				] as [string, Reply][])
			: []),
		...(each.isSearch === true
			? ([
					[
						'payments with other references only',
						answer(enveloped(provider, [{ id: 9, transaction_id: 'R-10', reff_no: 'R-10' }])),
					],
				] as [string, Reply][])
			: []),
	];
	// An inquiry by reference that answers without a record is not one of the documented ways to say that there is none.
	const isInquiry = each.by === 'reference' && each.isSearch !== true;
	const noRecord = enveloped(provider, null) ?? {};
	it.each(nothing.filter(([what]) => !(isInquiry && what === 'nothing')))(
		'finds none in %s',
		async (_what, reply) => {
			const { looked } = await lookAt(each, reply);

			expect(looked).toMatchObject({ kind: 'failed', cause: 'notFound', effect: 'none' });
			expect(without(looked)).toMatch(
				new RegExp(`^${provider.displayName} has no .* with the .* ${each.value}$`),
			);
		},
	);

	it.each<[string, unknown]>([
		['a number', 12],
		['text', '"done"'],
		['null', 'null'],
		['an empty list without an envelope', '[]'],
		['null without an envelope that succeeded', { data: null }],
		['nothing, beside a message', { ...noRecord, data: null, message: 'Internal error' }],
		['no rows, beside a message', { ...noRecord, data: [], message: 'Internal error' }],
		['a list of something else', enveloped(provider, ['a', 'b'])],
		['a number in the envelope', enveloped(provider, 12)],
		[
			'two records, or one in two lists',
			enveloped(provider, each.isSearch === true ? [[each.record]] : [each.record, each.record]),
		],
		['a notice', enveloped(provider, { notice: 'Maintenance' })],
		...['failed', 'expired', 'closed', 'paid', 'Captured'].flatMap((word): [string, unknown][] => [
			[`the word ${word}`, enveloped(provider, { status: word, message: 'Busy' })],
			[`the word ${word} alone`, { requestId: 'r', Status: word, status: word }],
		]),
		['the wrong one of record and list', enveloped(provider, each.isSearch ? {} : [{}, {}])],
	])('says so when the answer is %s', async (_what, given) => {
		const { looked } = await lookAt(each, answer(given));

		// It may be a notice that goes away.
		expect(looked).toMatchObject({ kind: 'failed', cause: 'unusable', isPassing: true });
		expect(without(looked)).toBe(
			`${provider.displayName} returned something other than ${each.isSearch === true ? 'a list of payments' : 'a payment'}`,
		);
	});

	it.each<[string, Reply, number, RegExp]>([
		['a web page', answer('<html>Login</html>'), 200, /^Something other than .*: a web page/],
		['a web page as if nothing were there', answer(page, 404), 404, /: a web page \(HTTP 404\)$/],
		['text as if nothing were there', answer('Not found', 404), 404, /: text that is not JSON/],
		['a web page of a firewall', answer(page, 403), 403, /: a web page \(HTTP 403\)$/],
		['a web page of a gateway', answer(page, 502), 502, /: a web page \(HTTP 502\)$/],
		['a redirect to a login', answer(page, 302), 302, /redirects this request/],
		['half of its JSON', answer('{"data":{"id":'), 200, /: JSON that is cut off or broken/],
		['nothing at all', answer(''), 200, /: an empty response/],
	])('takes %s for no word about the payment', async (_what, reply, status, said) => {
		const { looked } = await lookAt(each, reply);

		expect(looked).toMatchObject({ kind: 'failed', isPassing: true, status });
		expect(looked).not.toMatchObject({ cause: 'notFound' });
		expect(without(looked)).toMatch(said);
	});

	it.each<[string, Reply, boolean, number | undefined]>([
		['HTTP 500', answer({}, 500), true, undefined],
		['503 inside HTTP 404', answer({ success: false, statusCode: 503 }, 404), true, undefined],
		['HTTP 503 that asks to wait', answer({}, 503, { 'retry-after': '7' }), true, 7_000],
		['HTTP 429 that asks to wait long', answer({}, 429, { 'retry-after': '900' }), true, 900_000],
		[
			'HTTP 429 that names a date',
			answer({}, 429, { 'retry-after': 'Mon, 05 Jan 2026 12:00:20 GMT' }),
			true,
			20_000,
		],
		['a connection that ends', lost(), true, undefined],
		['HTTP 400', answer({}, 400), false, undefined],
		['HTTP 403', answer({}, 403), false, undefined],
		['HTTP 302', answer('', 302), true, undefined],
		['HTTP 301', answer('', 301), false, undefined],
		['a token that is refused for good', answer({}, 401), false, undefined],
	])('judges %s', async (_what, reply, isPassing, retryAfterMs) => {
		const { looked } = await lookAt(each, reply);

		expect(looked).toMatchObject({ kind: 'failed', isPassing, retryAfterMs });
		expect(without(looked)).not.toBe('');
	});

	it.each([
		[true, 503],
		[false, 401],
	])(
		'knows whether it may pass (%s) that there is no token (HTTP %d)',
		async (isPassing, status) => {
			const send = async () =>
				await Promise.resolve({ statusCode: status, headers: {}, body: Buffer.from('{}') });
			const { looked, asked } = await lookAt(each, answer(''), { send });

			expect(looked).toMatchObject({ kind: 'failed', isPassing });
			expect(asked).toEqual([]);
		},
	);

	it('survives that n8n cannot read the credential', async () => {
		const stored = async () => await Promise.reject(new Error('Credential is locked'));
		const { looked } = await lookAt(each, found, { stored });

		expect(looked).toMatchObject({
			kind: 'failed',
			isPassing: true,
			message: 'n8n could not finish this item',
			description: 'Nothing was sent. n8n says: Credential is locked.',
		});
	});

	it('names what it asked for errors', () => {
		const { context } = fakeContext(provider, found);
		const lookup = lookupOf(provider, each.kind, each.by, each.value);
		const info = lookupInfo(context, lookup, options);

		expect(info.kind).toBe('reads');
		expect(`${info.request.method} ${new URL(info.request.url).pathname}`).toBe(
			target.split('?')[0],
		);
		expect(info.timeoutMs).toBe(options.timeoutMs);
	});
});

describe('a failure inside HTTP 200', () => {
	const asked = (kind: string, by: 'id' | 'reference'): Case => {
		const found = cases.find((each) => each.kind === kind && each.by === by);
		if (found === undefined) throw new Error(`No ${kind}`);
		return found;
	};

	it.each<[string, Case, unknown, boolean, string]>([
		[
			'SP001, after which Singapay itself does not know',
			asked('disbursement', 'reference'),
			{ response_code: 'SP001', response_message: 'General' },
			true,
			'Singapay answered SP001 (HTTP 200)',
		],
		[
			'SP001 at a question by ID',
			asked('card', 'id'),
			{ response_code: 'SP001' },
			true,
			'Singapay answered SP001 (HTTP 200)',
		],
		[
			'SP020, an account that is not there',
			asked('disbursement', 'reference'),
			{ response_code: 'SP020' },
			false,
			'Singapay answered SP020 (HTTP 200)',
		],
		[
			'success: false',
			asked('qris', 'id'),
			{ success: false, error: { code: 422, message: 'No' } },
			false,
			'Singapay answered 422 (HTTP 200)',
		],
		[
			'moreInformation',
			asked('payout', 'id'),
			{ requestId: 'r', moreInformation: 'No' },
			false,
			'SmartFastPay answered HTTP 200',
		],
		[
			'moreInformation instead of a list',
			asked('payout', 'reference'),
			{ requestId: 'r', moreInformation: 'No' },
			false,
			'SmartFastPay answered HTTP 200',
		],
		[
			'moreInformation beside an empty list',
			asked('payout', 'reference'),
			{ requestId: 'r', data: [], moreInformation: { message: 'Internal error' } },
			true,
			'SmartFastPay answered HTTP 200',
		],
		[
			'the word error beside nothing',
			asked('payout', 'id'),
			{ requestId: 'r', data: null, status: 'error' },
			true,
			'SmartFastPay answered HTTP 200',
		],
	])('%s, is no payment', async (_what, each, body, isPassing, message) => {
		const { looked } = await lookAt(each, answer(body));

		expect(looked).toMatchObject({ kind: 'failed', isPassing, message });
	});

	it('SP009 of a server that broke down, is no absence', async () => {
		const { looked } = await lookAt(
			asked('disbursement', 'reference'),
			answer({ response_code: 'SP009' }, 500),
		);

		expect(looked).toMatchObject({ kind: 'failed', isPassing: true });
	});

	it.each<[string, Case, unknown]>([
		[
			'the reference, beside SP005: its outcome is unknown',
			asked('disbursement', 'reference'),
			{
				response_code: 'SP005',
				data: { reference_number: 'R-1', transaction_status: { code: '07' } },
			},
		],
		[
			'the reference, beside SP001',
			asked('disbursement', 'reference'),
			{
				response_code: 'SP001',
				data: { reference_number: 'R-1', transaction_status: { code: '07' } },
			},
		],
		[
			'another reference',
			asked('disbursement', 'reference'),
			{
				response_code: 'SP000',
				data: { reference_number: 'OTHER', transaction_status: { code: '07' } },
			},
		],
		[
			'no reference',
			asked('ewalletTopUp', 'reference'),
			{ response_code: 'SP000', data: { transaction_status: { code: '07' } } },
		],
	])('code 07 for %s, is no absence', async (_what, each, body) => {
		const { looked } = await lookAt(each, answer(body));

		expect(looked).toMatchObject({ kind: 'failed', isPassing: true });
		expect(looked).not.toMatchObject({ cause: 'notFound' });
	});

	it('code 07 for another ID, is that of another payment', async () => {
		const record = { transaction_id: 'T-2', transaction_status: { code: '07' } };
		const { looked } = await lookAt(
			asked('disbursement', 'id'),
			answer({ response_code: 'SP000', data: record }),
		);

		expect(without(looked)).toBe('Singapay returned a different payment than the one requested');
	});

	it.each<[string, Case, unknown]>([
		[
			'a reference',
			asked('disbursement', 'reference'),
			{
				response_code: 'SP000',
				data: { reference_number: 'R-1', transaction_status: { code: '07' } },
			},
		],
		[
			'an ID',
			asked('disbursement', 'id'),
			{
				response_code: 'SP000',
				data: { transaction_id: 'T-1', transaction_status: { code: '07' } },
			},
		],
		[
			'an ID, in one digit and without the ID',
			asked('card', 'id'),
			{ success: true, data: { transaction_status: { code: 7 } } },
		],
	])('code 07 for %s, is an absence: Singapay knows no such payment', async (_what, each, body) => {
		const { looked } = await lookAt(each, answer(body));

		expect(looked).toMatchObject({ kind: 'failed', cause: 'notFound', effect: 'none' });
		expect(without(looked)).toMatch(/^Singapay has no /);
	});

	/** How Singapay tells of a payout that failed, in a notification and in an inquiry. */
	it.each<[string, string, number, unknown, object]>([
		[
			'that failed, is found',
			'SP001',
			200,
			{ reference_number: 'R-1', transaction_id: 'T-1', transaction_status: { code: '06' } },
			{ kind: 'found', payment: { id: 'T-1', reference: 'R-1', status: 'failed', final: true } },
		],
		[
			'that failed, is found in HTTP 500, too',
			'SP001',
			500,
			{ reference_number: 'R-1', transaction_status: { code: '06' } },
			{ kind: 'found', payment: { status: 'failed', final: true } },
		],
		[
			'without its status, is not',
			'SP001',
			200,
			{ reference_number: 'R-1' },
			{ kind: 'failed', isPassing: true, code: 'SP001' },
		],
		[
			'with another reference, is not',
			'SP001',
			200,
			{ reference_number: 'R-2', transaction_status: { code: '06' } },
			{ kind: 'failed', isPassing: true, code: 'SP001' },
		],
		[
			'of which any other failure is reported, is not',
			'SP005',
			200,
			{ reference_number: 'R-1', transaction_status: { code: '06' } },
			{ kind: 'failed', isPassing: true, code: 'SP005' },
		],
	])('a record beside it %s', async (_what, response_code, status, data, expected) => {
		const { looked } = await lookAt(
			asked('disbursement', 'reference'),
			answer({ response_code, data }, status),
		);

		expect(looked).toMatchObject(expected);
	});

	it('is not accepted as the payment of an ID, whatever else it contains', async () => {
		const data = { transaction_id: 'T-1', status: 'success' };
		const { looked } = await lookAt(
			asked('disbursement', 'id'),
			answer({ response_code: 'SP001', data }),
		);

		expect(looked).toMatchObject({ kind: 'failed', code: 'SP001' });
	});

	it('another disbursement does not count as the requested one', async () => {
		const record = { reference_number: 'R-2', transaction_status: { code: '00' } };
		const { looked } = await lookAt(
			asked('disbursement', 'reference'),
			answer({ response_code: 'SP000', data: record }),
		);

		expect(without(looked)).toBe('Singapay returned something other than a payment');
	});
});

describe('an answer by ID', () => {
	it('may be a list of one', async () => {
		const [each] = cases;
		if (each === undefined) throw new Error('There is no case');
		const { looked } = await lookAt(each, answer(enveloped(each.provider, [each.record])));

		expect(looked).toMatchObject({ kind: 'found', record: each.record });
	});

	it('that does not repeat the ID, but names the reference, gets it', async () => {
		const { context } = fakeContext(
			smartFastPay,
			answer({ requestId: 'r', data: { transaction_id: 'R-7', status: 'success' } }),
		);
		const looked = await lookupPayment(
			context,
			lookupOf(smartFastPay, 'payout', 'id', 'P-7'),
			options,
		);

		expect(looked).toMatchObject({ payment: { id: 'P-7', reference: 'R-7', status: 'succeeded' } });
	});

	const byId = named.filter(([, { by, isSearch }]) => by === 'id' && isSearch !== true);
	describe.each(byId)('%s', (_name, each) => {
		const { provider } = each;
		const record = each.record as Record<string, unknown>;
		const idField = Object.keys(record).find((name) => String(record[name]) === each.value) ?? '';
		const other = typeof record[idField] === 'number' ? 999_999 : 'other-1';

		it.each<[string, object, boolean]>([
			['with another ID', { ...record, [idField]: other }, false],
			['with an ID of which the one asked for is a part', { [idField]: `${each.value}0` }, false],
			['with the ID in another field only', { ...record, [idField]: other, ref: each.value }, true],
			[
				'with the digits of the ID as its amount',
				{ ...record, [idField]: other, amount: each.value, gross_amount: { value: each.value } },
				false,
			],
			[
				'with the ID as text, where it is a number',
				{ ...record, [idField]: String(each.value) },
				true,
			],
			[
				'with the ID deeper down only',
				{ ...record, [idField]: other, parent: { id: each.value } },
				false,
			],
		])('that comes %s', async (_what, given, isFound) => {
			const { looked } = await lookAt(each, answer(enveloped(provider, given)));

			if (isFound) expect(looked).toMatchObject({ kind: 'found', record: given });
			else
				expect(looked).toMatchObject({
					kind: 'failed',
					isPassing: false,
					message: `${provider.displayName} returned a different payment than the one requested`,
					effect: 'none',
				});
		});

		it('that comes with a status, without an ID and a reference, is no payment', async () => {
			const { Status, status, status_computed, transaction_status } = record;
			const told = { Status, status, status_computed, transaction_status };
			const { looked } = await lookAt(each, answer(enveloped(provider, told)));

			expect(looked).toMatchObject({
				kind: 'failed',
				isPassing: true,
				message: `${provider.displayName} returned something other than a payment`,
			});
		});
	});
});

describe('a search for a reference', () => {
	const lookup = lookupOf(singapay, 'virtualAccount', 'reference', 'R-1');
	const row = (id: number, merchant_reff_no: string) => ({
		transaction_id: `V-${id}`,
		merchant_reff_no,
	});
	const page = (rows: unknown[], currentPage: number, totalPages: number): Reply =>
		answer({ success: true, data: rows, pagination: { currentPage, totalPages } });
	const search = async (reply: (at: number) => Reply) => {
		const { context, requests } = fakeContext(singapay, (_request, at) => reply(at + 1));
		return { looked: await lookupPayment(context, lookup, options), asked: requests };
	};

	it('goes through the pages', async () => {
		const { looked, asked } = await search((at) =>
			page([row(at, at === 3 ? 'R-1' : 'R-0')], at, 3),
		);

		expect(looked).toMatchObject({ kind: 'found', payment: { id: 'V-3' } });
		expect(asked.map(({ target }) => /&(page=\d)$/.exec(target)?.[1])).toEqual([
			'page=1',
			'page=2',
			'page=3',
		]);
	});

	it('finds two on different pages, and does not choose', async () => {
		const { looked } = await search((at) => page([row(at, at === 2 ? 'R-0' : 'R-1')], at, 3));

		expect(looked).toMatchObject({
			kind: 'failed',
			isPassing: false,
			message: 'Singapay has 2 payments (virtual account payment) with the reference R-1',
			description: expect.stringContaining('V-1, V-3.'),
		});
	});

	it('takes a row that comes twice for one payment', async () => {
		const { looked } = await search((at) => page([row(1, 'R-1'), row(at + 5, 'R-0')], at, 2));

		expect(looked).toMatchObject({ kind: 'found', payment: { id: 'V-1' } });
	});

	it('names five IDs of many', async () => {
		const rows = Array.from({ length: 7 }, (_, index) => row(index, 'R-1'));
		const { looked } = await search(() => page(rows, 1, 1));

		expect(looked).toMatchObject({
			description: expect.stringContaining('V-0, V-1, V-2, V-3, V-4, …. '),
		});
	});

	it('ends after the maximum of pages, and says so', async () => {
		const { looked, asked } = await search((at) => page([row(at, 'R-0')], at, 999));

		expect(asked).toHaveLength(maxSearchedPages);
		expect(looked).toMatchObject({
			kind: 'failed',
			cause: 'unusable',
			isPassing: true,
			message:
				'Whether Singapay has a virtual account payment with the reference R-1 could not be determined',
			description: expect.stringContaining('20 pages of the list'),
		});
	});

	it.each<[string, (at: number) => unknown, string]>([
		[
			'at the beginning',
			(at) => row(at, at === 1 ? 'R-1' : 'R-0'),
			'There is one with the ID V-1, ',
		],
		[
			'on the last page searched',
			(at) => row(at, at === maxSearchedPages ? 'R-1' : 'R-0'),
			`There is one with the ID V-${maxSearchedPages}, `,
		],
		[
			'without an ID',
			(at) => (at === 2 ? { merchant_reff_no: 'R-1' } : row(at, 'R-0')),
			'There is one, and there may be others.',
		],
	])('does not believe in one found %s of a list without an end', async (_where, rowAt, part) => {
		const { looked, asked } = await search((at) => page([rowAt(at)], at, 999));

		expect(asked).toHaveLength(maxSearchedPages);
		expect(looked).toMatchObject({
			kind: 'failed',
			isPassing: false,
			retryAfterMs: undefined,
			message:
				'Singapay lists too many payments (virtual account payment) to search them all for the reference R-1',
			description: expect.stringContaining(part),
		});
	});

	it('names several of a list without an end as of any other', async () => {
		const { looked } = await search((at) => page([row(at, at < 3 ? 'R-1' : 'R-0')], at, 999));

		expect(looked).toMatchObject({
			kind: 'failed',
			message: expect.stringMatching(/^Singapay has 2 payments /),
		});
	});

	it('reads a list to its end that is exactly as long as may be searched', async () => {
		const { looked } = await search((at) =>
			page([row(at, at === 1 ? 'R-1' : 'R-0')], at, maxSearchedPages),
		);

		expect(looked).toMatchObject({ kind: 'found', payment: { id: 'V-1' } });
	});

	it('does not say so of a list that was read to its end', async () => {
		const { looked } = await search((at) => page([row(at, 'R-0')], at, 2));

		expect(looked).not.toMatchObject({
			description: expect.stringContaining('Only the first pages'),
		});
	});

	it.each<[string, Reply, boolean]>([
		['HTTP 503', answer({}, 503), true],
		['a web page', answer('<html>'), true],
		['HTTP 403', answer({}, 403), false],
	])('fails as a whole when a later page is %s', async (_what, reply, isPassing) => {
		const { looked } = await search((at) => (at === 1 ? page([row(1, 'R-1')], 1, 3) : reply));

		expect(looked).toMatchObject({ kind: 'failed', isPassing });
	});
});
