import type { Endpoint, SameValue } from '../contract';

const lookUp = 'GET /transactions?transaction_id={reference}';

/** The same endpoint is documented with and without the prefix; both answer (section 0 of the provider's facts). */
const withAndWithoutV1 = (endpoint: Endpoint): readonly Endpoint[] => [
	endpoint,
	{ ...endpoint, path: `/v1${endpoint.path}`, isAlias: true },
];

const read = (path: string, name: string): Endpoint => ({
	method: 'GET',
	path,
	name,
	kind: 'reads',
});

const same = (amount: string, currency: string): readonly SameValue[] => [
	{ name: 'amount', inBody: amount, inRecord: 'amount', as: 'amount' },
	{ name: 'currency', inBody: currency, inRecord: 'currency', as: 'text' },
];

const sameInVersion1 = same('amount', 'currency');
const sameInVersion2: readonly SameValue[] = [
	...same('transaction.amount', 'transaction.currency'),
	{ name: 'method', inBody: 'payment_method', inRecord: 'method', as: 'text' },
];

const write = (
	path: string,
	name: string,
	kind: 'payment' | 'payout' = 'payment',
	samePayment = sameInVersion1,
): Endpoint => ({
	method: 'POST',
	path,
	name,
	kind: 'movesMoney',
	// The page of a hosted checkout is all that its answer contains; all others begin with their ID.
	namedBy: path.endsWith('/checkout') ? ['url'] : ['id'],
	reference: { path: 'transaction.id', maxLength: 255 },
	lookUp,
	find: {
		method: 'GET',
		target: '/transactions?transaction_id={reference}',
		kind,
		readAs: 'transaction',
	},
	samePayment,
});

export const endpoints: readonly Endpoint[] = [
	write('/v2/payin', 'Create a payment', 'payment', sameInVersion2),
	write('/v2/payout', 'Create a payout', 'payout', sameInVersion2),
	write('/v2/transaction/checkout', 'Create a hosted checkout', 'payment', sameInVersion2),
	...[
		read('/payment/{id}', 'Get a payment'),
		read('/payments', 'List payments'),
		read('/payout/{id}', 'Get a payout'),
		read('/payouts', 'List payouts'),
		read('/transaction/{id}', 'Get a transaction'),
		read('/transactions', 'List transactions'),
		read('/balance', 'Get the balance'),
		read('/documents-type', 'List the document types'),
		write('/payment', 'Create a payment (version 1)'),
		write('/payout', 'Create a payout (version 1)', 'payout'),
		write('/transaction/checkout', 'Create a hosted checkout (version 1)'),
		write('/boleto', 'Create a boleto (version 1)'),
		write('/picpay', 'Create a PicPay payment (version 1)'),
		write('/credit_card', 'Create a card payment (version 1)'),
	].flatMap(withAndWithoutV1),
];

/** By the portal's navigation. */
export function productOf(path: string): string {
	if (path.includes('/checkout')) return 'Checkout';
	if (/\/payouts?\b/.test(path)) return 'Payouts';
	if (path.includes('/transaction')) return 'Transactions';
	return /\/(balance|documents-type)/.test(path) ? 'Account' : 'Payments';
}
