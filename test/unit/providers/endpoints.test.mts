import { describeRequest, fillInFind, parametersOf } from '../../../lib/providers/endpoints';
import type { FindRequest } from '../../../lib/providers/contract';
import { subjects } from '../../support/subjects.mts';

type Kind = 'reads' | 'movesMoney' | 'changes';
/** Method, path as documented with its parameters filled in, what it does. */
type Row = readonly [method: string, path: string, kind: Kind];

const of =
	(id: keyof typeof subjects) =>
	(method: string, path: string, json: unknown = undefined) =>
		describeRequest(subjects[id].provider, { method, path, json });

describe('a documented SmartFastPay endpoint', () => {
	const effect = of('smartFastPay');
	const reads = [
		'/payment/pay-1',
		'/payments',
		'/payout/out-1',
		'/payouts',
		'/transaction/tx-1',
		'/transactions',
		'/balance',
		'/documents-type',
		'/webhook/secret',
	];
	const writes = [
		'/payment',
		'/payout',
		'/transaction/checkout',
		'/boleto',
		'/picpay',
		'/credit_card',
	];

	it.each(reads.flatMap((path) => [path, `/v1${path}`]))('GET %s reads', (path) => {
		expect(effect('GET', path)).toEqual({
			kind: 'reads',
			// Its answer holds a secret, so it is none that a builder calls.
			isDocumented: !path.endsWith('/webhook/secret'),
			reference: '',
			lookUp: 'GET /transactions',
			find: undefined,
			samePayment: [],
			endpoint: expect.stringMatching(/^GET \/[a-z1/-]+(\{\w+\})?$/),
			referenceScope: expect.any(String),
		});
	});

	it.each([
		...writes.flatMap((path) => [path, `/v1${path}`]),
		'/v2/payin',
		'/v2/payout',
		'/v2/transaction/checkout',
	])('POST %s moves money', (path) => {
		const inBody = path.startsWith('/v2') ? 'transaction.' : '';
		const body = {
			amount: 10,
			currency: 'USD',
			transaction: { id: 'order-1', amount: 10, currency: 'USD' },
		};
		expect(effect('POST', path, body)).toEqual({
			kind: 'movesMoney',
			isDocumented: true,
			reference: 'order-1',
			lookUp: 'GET /transactions?transaction_id=order-1',
			find: {
				method: 'GET',
				target: '/transactions?transaction_id=order-1',
				kind: path.endsWith('/payout') ? 'payout' : 'payment',
				readAs: 'transaction',
			},
			samePayment: [
				{ name: 'amount', inBody: `${inBody}amount`, inRecord: 'amount', as: 'amount', value: 10 },
				{
					name: 'currency',
					inBody: `${inBody}currency`,
					inRecord: 'currency',
					as: 'text',
					value: 'USD',
				},
				...(path.startsWith('/v2')
					? [
							{
								name: 'method',
								inBody: 'payment_method',
								inRecord: 'method',
								as: 'text',
								value: undefined,
							},
						]
					: []),
			],
			endpoint: `POST ${path}`,
			referenceScope: expect.any(String),
		});
	});
});

describe('a documented PaySecurez endpoint', () => {
	const effect = of('paySecurez');
	const lookUp =
		"the PaySecurez dashboard or the notification sent to 'callbackUrl': PaySecurez has no lookup by reference";

	it('creates a transaction', () => {
		expect(effect('POST', '/api/v1/transactions', { reference: 'ORDER-1' })).toEqual({
			kind: 'movesMoney',
			isDocumented: true,
			reference: 'ORDER-1',
			lookUp,
			find: undefined,
			samePayment: [],
			endpoint: 'POST /api/v1/transactions',
			referenceScope: expect.any(String),
		});
	});

	it('gets its status', () => {
		expect(effect('GET', '/api/v1/transactions/txn_1/status').kind).toBe('reads');
	});
});

describe('a documented Singapay endpoint', () => {
	const effect = of('singapay');
	const account = { account_id: 'acc-1' };
	const inquiry = (target: string, readAs = 'disbursement') => ({
		method: 'POST',
		target,
		body: '{"reference_number":"REF-1"}',
		readAs,
	});
	const listed = (target: string, kind: string) => ({ method: 'GET', target, kind, readAs: kind });
	const ewalletPayments = '/api/v1.0/ewallet-native-transactions/acc-1?per_page=100';
	/** Where the inquiry takes the reference, or a list has it; the others can only be looked up by people. */
	const finds = new Map<string, object>([
		[
			'/api/v1.0/account-transfer/acc-1/transfer',
			{
				method: 'GET',
				target: '/api/v1.0/account-transfer/acc-1',
				kind: 'accountTransfer',
				readAs: 'accountTransfer',
			},
		],
		[
			'/api/v1.0/cardless-withdrawals/create',
			{
				method: 'GET',
				target: '/api/v1.0/cardless-withdrawals/transaction/acc-1/REF-1',
				kind: 'cardlessWithdrawal',
				readAs: 'cardlessWithdrawal',
			},
		],
		['/api/v2.0/disbursement/transfer', inquiry('/api/v2.0/disbursement/acc-1/inquiry-status')],
		[
			'/api/v2.0/ewallet/trigger-topup',
			inquiry('/api/v2.0/ewallet/acc-1/inquiry-status', 'ewalletTopUp'),
		],
		[
			'/api/v2.0/qris/issuer/mpm/payment-credit',
			inquiry('/api/v2.0/qris/status/acc-1', 'qrisPayment'),
		],
		[
			'/api/v1.0/disbursement/acc-1/transfer',
			inquiry('/api/v2.0/disbursement/acc-1/inquiry-status'),
		],
		[
			'/api/v1.0/virtual-accounts/acc-1',
			listed('/api/v1.0/virtual-accounts/acc-1?merchant_reff_no=REF-1', 'virtualAccount'),
		],
		['/api/v1.0/qris-dynamic/acc-1/generate-qr', listed('/api/v1.0/qris-dynamic/acc-1', 'qris')],
		['/api/v1.0/ewallet-native/acc-1/create-checkout', listed(ewalletPayments, 'ewallet')],
		['/api/v2.0/ewallet-native/create-order', listed(ewalletPayments, 'ewallet')],
		['/api/v2.0/payment-link/acc-1', listed('/api/v1.0/payment-link-manage/acc-1', 'link')],
	]);

	/** Who is paid: where the body names it, and where the record of the inquiry does. */
	const payees = new Map([
		['/api/v2.0/disbursement/transfer', ['bank_account_number', 'bank.account_number']],
		['/api/v1.0/disbursement/acc-1/transfer', ['bank_account_number', 'bank.account_number']],
		['/api/v2.0/ewallet/trigger-topup', ['customer_number', 'ewallet.customer_number']],
		['/api/v2.0/qris/issuer/mpm/payment-credit', ['qr_data', 'qr_data']],
		[
			'/api/v1.0/account-transfer/acc-1/transfer',
			['beneficiary_account_number', 'beneficiary.account_number'],
		],
	]);
	/** Where its record has the amount that was asked for. */
	const amounts = new Map([
		['/api/v1.0/virtual-accounts/acc-1', 'amount'],
		['/api/v1.0/qris-dynamic/acc-1/generate-qr', 'amount'],
		['/api/v1.0/ewallet-native/acc-1/create-checkout', 'total_amount'],
		['/api/v2.0/ewallet-native/create-order', 'total_amount'],
		['/api/v2.0/payment-link/acc-1', 'total_amount'],
		['/api/v1.0/account-transfer/acc-1/transfer', 'amount'],
		['/api/v1.0/cardless-withdrawals/create', 'amount'],
	]);
	/** What else of the request has to be in the record, by name, place in the body and in the record, and way to compare. */
	const bank = ['bank', 'bank_code', 'bank.code', 'code'];
	const vendor = ['e-wallet', 'ewallet_vendor', 'ewallet_vendor', 'code'];
	const others = new Map<string, readonly (readonly string[])[]>([
		['/api/v2.0/disbursement/transfer', [bank]],
		['/api/v1.0/disbursement/acc-1/transfer', [bank]],
		['/api/v2.0/ewallet/trigger-topup', [['e-wallet', 'ewallet_code', 'ewallet.code', 'text']]],
		['/api/v1.0/ewallet-native/acc-1/create-checkout', [vendor]],
		['/api/v2.0/ewallet-native/create-order', [vendor]],
		[
			'/api/v1.0/virtual-accounts/acc-1',
			[
				['amount', 'min_amount', 'min_amount', 'amount'],
				['amount', 'max_amount', 'max_amount', 'amount'],
				['bank', 'bank_code', 'bank.short_name', 'code'],
				['amount type', 'amount_type', 'amount_type', 'text'],
			],
		],
		['/api/v2.0/payment-link/acc-1', [['amount', 'items', 'total_amount', 'total']]],
	]);
	const samePayout = (path: string) => {
		if (!finds.has(path)) return [];
		const [inBody, inRecord] = payees.get(path) ?? [];
		return [
			{
				name: 'amount',
				inBody: path === '/api/v2.0/payment-link/acc-1' ? 'total_amount' : 'amount',
				inRecord: amounts.get(path) ?? 'net_amount',
				as: 'amount',
				value: 5,
			},
			...(inBody === undefined
				? []
				: [{ name: 'payee', inBody, inRecord, as: 'text', value: 'payee-1' }]),
			...(others.get(path) ?? []).map(([name, inRequest, place, as]) => ({
				name,
				inBody: inRequest,
				inRecord: place,
				as,
				value: undefined,
			})),
		];
	};

	it('asks about the account of the path, where the body names another', () => {
		const body = { account_id: 'acc-2', reference_number: 'REF-1' };
		const { find } = effect('POST', '/api/v1.0/disbursement/acc-1/transfer', body);
		expect(find?.target).toBe('/api/v2.0/disbursement/acc-1/inquiry-status');
	});

	it.each<[path: string, referenceField: string, lookUp: string]>([
		[
			'/api/v2.0/disbursement/transfer',
			'reference_number',
			'POST /api/v2.0/disbursement/acc-1/inquiry-status with {"reference_number":"REF-1"}',
		],
		[
			'/api/v1.0/disbursement/acc-1/transfer',
			'reference_number',
			'POST /api/v2.0/disbursement/acc-1/inquiry-status with {"reference_number":"REF-1"}',
		],
		[
			'/api/v2.0/ewallet/trigger-topup',
			'reference_number',
			'POST /api/v2.0/ewallet/acc-1/inquiry-status with {"reference_number":"REF-1"}',
		],
		[
			'/api/v2.0/qris/issuer/mpm/payment-credit',
			'reference_number',
			'POST /api/v2.0/qris/status/acc-1 with {"reference_number":"REF-1"}',
		],
		[
			'/api/v1.0/account-transfer/acc-1/transfer',
			'merchant_ref_no',
			'GET /api/v1.0/account-transfer/acc-1',
		],
		[
			'/api/v1.0/cardless-withdrawals/create',
			'reference_number',
			'GET /api/v1.0/cardless-withdrawals/transaction/acc-1/REF-1',
		],
		[
			'/api/v2.0/direct-debit/charge',
			'merchant_reference',
			'GET /api/v2.0/direct-debit/transaction/{id}',
		],
		[
			'/api/v2.0/card/acc-1/payment',
			'reference_no',
			'GET /api/v2.0/card/acc-1/inquiry-status/{id}',
		],
		[
			'/api/v1.0/ewallet-native/acc-1/create-checkout',
			'merchant_reff_no',
			'GET /api/v1.0/ewallet-native-transactions/acc-1',
		],
		[
			'/api/v2.0/ewallet-native/create-order',
			'merchant_reff_no',
			'GET /api/v1.0/ewallet-native-transactions/acc-1',
		],
		[
			'/api/v1.0/virtual-accounts/acc-1',
			'merchant_reff_no',
			'GET /api/v1.0/virtual-accounts/acc-1?merchant_reff_no=REF-1',
		],
		[
			'/api/v1.0/qris-dynamic/acc-1/generate-qr',
			'merchant_reff_no',
			'GET /api/v1.0/qris-dynamic/acc-1',
		],
		['/api/v2.0/payment-link/acc-1', 'reff_no', 'GET /api/v1.0/payment-link-manage/acc-1'],
		['/api/v2.0/recurring/plans', 'subscription_id', 'GET /api/v2.0/recurring/plans/{id}'],
	])('POST %s moves money and says how to look for it', (path, field, lookUp) => {
		const [payee = 'nobody'] = payees.get(path) ?? [];
		const asked = { amount: 5, total_amount: 5, [payee]: 'payee-1' };
		const body = { ...account, [field]: 'REF-1', ...asked };
		expect(effect('POST', path, body)).toEqual({
			kind: 'movesMoney',
			isDocumented: true,
			reference: 'REF-1',
			lookUp,
			find: finds.get(path),
			samePayment: samePayout(path),
			endpoint: `POST ${path.replace('acc-1', '{account_id}')}`,
			referenceScope: expect.any(String),
		});
	});

	it.each<[path: string, maxLength: number]>([
		['/api/v2.0/disbursement/transfer', 32],
		['/api/v1.0/disbursement/{account_id}/transfer', 32],
		['/api/v2.0/ewallet/trigger-topup', 64],
		['/api/v2.0/qris/issuer/mpm/payment-credit', 64],
		['/api/v1.0/account-transfer/{account_id}/transfer', 191],
		['/api/v1.0/cardless-withdrawals/create', 64],
		['/api/v2.0/direct-debit/charge', 100],
		['/api/v2.0/card/{account_id}/payment', 100],
		['/api/v2.0/recurring/plans', 100],
		['/api/v1.0/virtual-accounts/{account_id}', 255],
		['/api/v1.0/qris-dynamic/{account_id}/generate-qr', 255],
		['/api/v2.0/payment-link/{account_id}', 40],
	])('POST %s takes references of %d characters', (path, maxLength) => {
		const found = subjects.singapay.provider.api.endpoints.find((each) => each.path === path);
		expect(found?.reference?.maxLength).toBe(maxLength);
	});

	it('answers a transfer whose reference exists with its first record, and only a transfer', () => {
		const repeating = subjects.singapay.provider.api.endpoints.filter(({ isRepeat }) => isRepeat);
		expect(repeating.map(({ path }) => path)).toEqual([
			'/api/v1.0/account-transfer/{account_id}/transfer',
		]);
	});

	it.each<Row>([
		['POST', '/api/v2.0/disbursement/acc-1/inquiry-status', 'reads'],
		['POST', '/api/v1.0/disbursement/acc-1/check-fee', 'reads'],
		['POST', '/api/v1.0/disbursement/check-beneficiary', 'reads'],
		['POST', '/api/v2.0/disbursement/check-beneficiary', 'reads'],
		['POST', '/api/v2.0/ewallet/account-inquiry', 'reads'],
		['POST', '/api/v2.0/ewallet/acc-1/inquiry-status', 'reads'],
		['POST', '/api/v2.0/qris/issuer/mpm/inquiry-merchant', 'reads'],
		['POST', '/api/v2.0/qris/status/acc-1', 'reads'],
		['GET', '/api/v1.0/accounts', 'reads'],
		['GET', '/api/v1.0/accounts/acc-1', 'reads'],
		['GET', '/api/v1.0/balance-inquiry', 'reads'],
		['GET', '/api/v1.0/balance-inquiry/acc-1', 'reads'],
		['GET', '/api/v1.0/statements/acc-1', 'reads'],
		['GET', '/api/v1.0/statements/acc-1/st-1', 'reads'],
		['GET', '/api/v1.0/account-transfer/acc-1', 'reads'],
		['GET', '/api/v1.0/account-transfer/acc-1/tx-1', 'reads'],
		['GET', '/api/v1.0/virtual-accounts/acc-1', 'reads'],
		['GET', '/api/v1.0/virtual-accounts/acc-1/va-1', 'reads'],
		['GET', '/api/v1.0/va-transactions/acc-1', 'reads'],
		['GET', '/api/v1.0/va-transactions/acc-1/tx-1', 'reads'],
		['GET', '/api/v1.0/va-transactions/acc-1/detail-by-va-number/2621', 'reads'],
		['GET', '/api/v1.0/qris-dynamic/acc-1', 'reads'],
		['GET', '/api/v1.0/qris-dynamic/acc-1/show/7', 'reads'],
		['GET', '/api/v1.0/payment-link-manage/acc-1', 'reads'],
		['GET', '/api/v1.0/payment-link-manage/payment-methods', 'reads'],
		['GET', '/api/v2.0/payment-link/7', 'reads'],
		['GET', '/api/v1.0/payment-link-histories/acc-1', 'reads'],
		['GET', '/api/v1.0/payment-link-histories/acc-1/7', 'reads'],
		['GET', '/api/v1.0/ewallet-native-transactions/acc-1', 'reads'],
		['GET', '/api/v1.0/ewallet-native-transactions/acc-1/7', 'reads'],
		['GET', '/api/v1.0/ewallet-native/acc-1/inquiry-status/7', 'reads'],
		['GET', '/api/v2.0/card/acc-1/inquiry-status/7', 'reads'],
		['GET', '/api/v2.0/recurring/plans/7', 'reads'],
		['GET', '/api/v2.0/direct-debit/transaction/7', 'reads'],
		['GET', '/api/v1.0/disbursement/acc-1', 'reads'],
		['GET', '/api/v1.0/disbursement/acc-1/tx-1', 'reads'],
		['GET', '/api/v1.0/cardless-withdrawals/transaction/acc-1', 'reads'],
		['GET', '/api/v1.0/cardless-withdrawals/transaction/acc-1/REF-1', 'reads'],
		['POST', '/api/v1.0/accounts', 'changes'],
		['PATCH', '/api/v1.0/accounts/update/acc-1', 'changes'],
		['DELETE', '/api/v1.0/accounts/acc-1', 'changes'],
		['PUT', '/api/v1.0/virtual-accounts/acc-1/va-1', 'changes'],
		['PATCH', '/api/v1.0/virtual-accounts/acc-1/va-1', 'changes'],
		['DELETE', '/api/v1.0/virtual-accounts/acc-1/va-1', 'changes'],
		['PUT', '/api/v2.0/payment-link/update/7', 'changes'],
		['DELETE', '/api/v1.0/payment-link-manage/acc-1/7', 'changes'],
		['PATCH', '/api/v2.0/card/acc-1/cancel/7', 'changes'],
		['PATCH', '/api/v2.0/recurring/plans/7', 'changes'],
		['POST', '/api/v2.0/recurring/plans/cancel/7', 'changes'],
		['POST', '/api/v1.0/cardless-withdrawals/cancel', 'changes'],
	])('%s %s %s', (method, path, kind) => {
		expect(effect(method, path, account)).toMatchObject({ kind, reference: '' });
	});
});

describe('a request that no page documents', () => {
	it.each<Row>([
		['GET', '/unknown', 'reads'],
		['HEAD', '/unknown', 'reads'],
		['HEAD', '/payments', 'reads'],
		['POST', '/unknown', 'movesMoney'],
		['PUT', '/payment', 'movesMoney'],
		['PATCH', '/payment/pay-1', 'movesMoney'],
		['DELETE', '/payment/pay-1', 'movesMoney'],
		['OPTIONS', '/payments', 'movesMoney'],
		['POST', '/payments', 'movesMoney'],
		['POST', '/v2/payin/', 'movesMoney'],
		['POST', '/V2/PAYIN', 'movesMoney'],
		['POST', '/v2/payin/extra', 'movesMoney'],
		['POST', 'v2/payin', 'movesMoney'],
	])('is taken by its method: %s %s %s', (method, path, kind) => {
		expect(of('smartFastPay')(method, path, { transaction: { id: 'order-1' } })).toEqual({
			kind,
			isDocumented: false,
			reference: '',
			lookUp: 'GET /transactions',
			find: undefined,
			samePayment: [],
			endpoint: `${method} ${path}`,
			referenceScope: expect.any(String),
		});
	});

	it.each([
		'/api/v2.0/disbursement/transfer/inquiry-status/extra',
		'/api/v2.0/disbursement/acc-1/inquiry-status/',
		'/api/v9.0/disbursement/acc-1/check-fee',
	])('is never a harmless POST because it resembles one: %s', (path) => {
		expect(of('singapay')('POST', path).kind).toBe('movesMoney');
	});
});

describe('one reference is one payment', () => {
	const scope = (provider: Parameters<typeof of>[0], path: string) =>
		of(provider)('POST', path).referenceScope;

	it.each<[Parameters<typeof of>[0], string, string]>([
		['smartFastPay', '/payout', '/v1/payout'],
		['smartFastPay', '/payout', '/v2/payout'],
		['smartFastPay', '/payment', '/v2/payin'],
		['smartFastPay', '/boleto', '/v2/transaction/checkout'],
		['singapay', '/api/v1.0/disbursement/acc-1/transfer', '/api/v2.0/disbursement/transfer'],
		['singapay', '/api/v1.0/disbursement/acc-1/transfer', '/api/v1.0/disbursement/acc-2/transfer'],
		[
			'singapay',
			'/api/v1.0/ewallet-native/acc-1/create-checkout',
			'/api/v2.0/ewallet-native/create-order',
		],
	])('at %s: %s and %s are looked up in the same place', (provider, one, other) => {
		expect(scope(provider, one)).toBe(scope(provider, other));
	});

	it.each<[Parameters<typeof of>[0], string, string]>([
		['smartFastPay', '/v2/payin', '/v2/payout'],
		['smartFastPay', '/v2/payin', '/v2/payin-new'],
		['singapay', '/api/v2.0/disbursement/transfer', '/api/v2.0/ewallet/trigger-topup'],
		['singapay', '/api/v2.0/card/acc-1/payment', '/api/v2.0/direct-debit/charge'],
		['singapay', '/api/v1.0/virtual-accounts/acc-1', '/api/v1.0/qris-dynamic/acc-1/generate-qr'],
	])('at %s it is two at %s and %s', (provider, one, other) => {
		expect(scope(provider, one)).not.toBe(scope(provider, other));
	});
});

describe('the reference of a payment', () => {
	it.each<[string, unknown, string]>([
		['text', { transaction: { id: 'order-1' } }, 'order-1'],
		['a number', { transaction: { id: 42 } }, '42'],
		['missing', { transaction: {} }, ''],
		['in no object', { transaction: 'order-1' }, ''],
		['an object', { transaction: { id: {} } }, ''],
		['in no body', undefined, ''],
		['in a list', [{ transaction: { id: 'order-1' } }], ''],
	])('may be %s', (_name, body, reference) => {
		expect(of('smartFastPay')('POST', '/v2/payin', body)).toMatchObject({
			reference,
			lookUp: `GET /transactions?transaction_id=${reference || '{reference}'}`,
		});
	});

	it('is put into the lookup unchanged', () => {
		const { lookUp } = of('smartFastPay')('POST', '/v2/payin', { transaction: { id: '$&{id}' } });
		expect(lookUp).toBe('GET /transactions?transaction_id=$&{id}');
	});

	it('leaves the parameters that the body does not name', () => {
		const path = '/api/v1.0/cardless-withdrawals/create';
		expect(of('singapay')('POST', path, {}).lookUp).toBe(
			'GET /api/v1.0/cardless-withdrawals/transaction/{account_id}/{reference}',
		);
	});
});

describe('the request that asks by reference', () => {
	const payin = (id: unknown) => of('smartFastPay')('POST', '/v2/payin', { transaction: { id } });
	const transfer = (body: object) =>
		of('singapay')('POST', '/api/v2.0/disbursement/transfer', body);
	/** Whatever a shop may call an order. */
	const awkward = [
		'a/b',
		'a?b',
		'a&b=c',
		'a#b',
		'a"b',
		"a'b",
		'a\\b',
		'a%2fb',
		'../b',
		'..',
		'{reference}',
		'{account_id}',
		'$&',
		'Größe-日本-😀',
		'","amount":"1',
	];

	it.each(awkward)('by GET asks for exactly %j', (reference) => {
		const url = new URL(payin(reference).find?.target ?? '', 'https://api.example.com');

		expect(url.pathname).toBe('/transactions');
		expect([...url.searchParams]).toEqual([['transaction_id', reference]]);
		expect(url.hash).toBe('');
	});

	it.each(awkward)('by POST asks for exactly %j', (reference) => {
		const { find } = transfer({ account_id: 'acc-1', reference_number: reference });

		expect(find?.target).toBe('/api/v2.0/disbursement/acc-1/inquiry-status');
		expect(JSON.parse(find?.body ?? '')).toEqual({ reference_number: reference });
	});

	it.each([
		['a/../b', 'a%2F..%2Fb'],
		['a?b#c', 'a%3Fb%23c'],
		['acc 1', 'acc%201'],
		[7, '7'],
	])('keeps the account %j in its part of the path', (account_id, part) => {
		expect(transfer({ account_id, reference_number: 'R' }).find?.target).toBe(
			`/api/v2.0/disbursement/${part}/inquiry-status`,
		);
	});

	it.each<[string, object]>([
		['no reference', { account_id: 'acc-1' }],
		['no account', { reference_number: 'R' }],
		['an empty account', { account_id: '', reference_number: 'R' }],
		['an account that is no text', { account_id: {}, reference_number: 'R' }],
		['an account that is a step up', { account_id: '..', reference_number: 'R' }],
		['an account that is a step to itself', { account_id: '.', reference_number: 'R' }],
		['an account with half a character', { account_id: 'a\ud800', reference_number: 'R' }],
	])('does not exist where the body has %s', (_what, body) => {
		expect(transfer(body).find).toBeUndefined();
	});

	it('does not exist for a reference with half a character', () => {
		expect(payin('order-\ud800').find).toBeUndefined();
		expect(payin('order-\udc00-1').find).toBeUndefined();
	});
});

describe('a request by template', () => {
	const byId: FindRequest = { method: 'GET', target: '/card/{account_id}/inquiry-status/{id}' };
	const fill = (values: Record<string, string>, find = byId) =>
		fillInFind(find, (name) => values[name] ?? '');

	it('is filled in by name, and keeps everything else', () => {
		const find: FindRequest = { ...byId, kind: 'payment' };
		expect(fill({ id: '7', account_id: 'acc-1', other: 'x' }, find)).toEqual({
			method: 'GET',
			target: '/card/acc-1/inquiry-status/7',
			kind: 'payment',
		});
	});

	it('may hold nothing to fill in', () => {
		expect(fill({}, { method: 'GET', target: '/payments' })).toEqual({
			method: 'GET',
			target: '/payments',
		});
	});

	it.each([
		['a/../b', 'a%2F..%2Fb'],
		['a?b#c', 'a%3Fb%23c'],
		['a&b=c', 'a%26b%3Dc'],
		['...', '...'],
		['%2e%2e', '%252e%252e'],
		['{id}', '%7Bid%7D'],
		['{account_id}', '%7Baccount_id%7D'],
		['$&', '%24%26'],
		['Größe-😀', 'Gr%C3%B6%C3%9Fe-%F0%9F%98%80'],
		['\\..\\b', '%5C..%5Cb'],
	])('keeps the ID %j in its part of the path', (id, part) => {
		expect(fill({ id, account_id: 'acc-1' })?.target).toBe(`/card/acc-1/inquiry-status/${part}`);
	});

	it.each<[string, Record<string, string>]>([
		['without an ID', { account_id: 'acc-1' }],
		['without an account', { id: '7' }],
		['with an empty ID', { account_id: 'acc-1', id: '' }],
		['with an ID that is a step up', { account_id: 'acc-1', id: '..' }],
		['with an ID that is a step to itself', { account_id: 'acc-1', id: '.' }],
		['with an account that is a step up', { account_id: '..', id: '7' }],
		['with half a character', { account_id: 'acc-1', id: '7\ud800' }],
	])('does not exist %s', (_what, values) => {
		expect(fill(values)).toBeUndefined();
	});

	it.each(['REF-1', 'a"b', 'a\\b', '","amount":"1', 'a\nb', '{reference}', 'Größe-😀'])(
		'holds exactly %j in its body',
		(reference) => {
			const find: FindRequest = {
				method: 'POST',
				target: '/{account_id}/inquiry-status',
				body: '{"reference_number":"{reference}"}',
			};
			const filled = fill({ account_id: 'acc-1', reference }, find);
			expect(JSON.parse(filled?.body ?? '')).toEqual({ reference_number: reference });
		},
	);

	it.each([
		['/card/{account_id}/inquiry-status/{id}', ['account_id', 'id']],
		['/transactions?transaction_id={reference}', ['reference']],
		['{"reference_number":"{reference}"}', ['reference']],
		['/payments', []],
		['', []],
	])('%s names its parameters in order: %j', (template, names) => {
		expect(parametersOf(template)).toEqual(names);
	});
});

it.each<[keyof typeof subjects, string, string]>([
	['smartFastPay', '/v2/pay%6Fut', 'POST /v2/payout'],
	['paySecurez', '/api/v1/%74ransactions', 'POST /api/v1/transactions'],
	['singapay', '/api/v2%2e0/disbursement/transfer', 'POST /api/v2.0/disbursement/transfer'],
])('an equivalent spelling of a path is the same endpoint: %s %s', (id, path, endpoint) => {
	expect(of(id)('POST', path)).toMatchObject({ isDocumented: true, endpoint });
});
