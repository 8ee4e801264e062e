import type { PaymentKind, ProviderId } from '../../../simulators/index.mts';
import { type MoneyFields, noMoneyFields } from '../../support/moneyFields.mts';
import { clock } from './clock.mts';
import type { World } from './world.mts';
import { account } from './writes.mts';

/** A kind of payment, with one of the simulator's own that has succeeded. */
export interface KindSample {
	readonly provider: ProviderId;
	readonly kind: string;
	/** In sentences. */
	readonly name: string;
	/** As the simulator is to add one; a transaction of SmartFastPay comes with its payment. */
	readonly added: PaymentKind;
	readonly id: string;
	readonly reference: string;
	/** The provider's words. */
	readonly begun: string;
	readonly succeeded: string;
	/** Whether the provider lists this kind, and so can be asked by reference. */
	readonly isListed: boolean;
	/** Of what is asked when the ID is known. */
	readonly path: (id: string) => string;
	/** In the common vocabulary. */
	readonly seen: MoneyFields & {
		readonly amount: string;
		readonly currency: string;
		readonly createdAt: string | null;
		readonly updatedAt: string | null;
	};
}

const at = (path: string) => (id: string) => path.replace('{id}', id);

export const kindSamples: readonly KindSample[] = [
	{
		provider: 'smartFastPay',
		kind: 'payment',
		name: 'payment',
		added: 'payment',
		id: 'pay-0001',
		reference: 'order-1',
		begun: 'pending',
		succeeded: 'paid',
		isListed: true,
		path: at('/payment/{id}'),
		seen: {
			...noMoneyFields,
			amount: '25.00',
			method: 'pix',
			currency: 'BRL',
			createdAt: '2026-01-05T12:00:00.123Z',
			updatedAt: '2026-01-05T12:04:00.123Z',
		},
	},
	{
		provider: 'smartFastPay',
		kind: 'payout',
		name: 'payout',
		added: 'payout',
		id: 'out-0001',
		reference: 'payout-1',
		begun: 'pending',
		succeeded: 'success',
		isListed: true,
		path: at('/payout/{id}'),
		seen: {
			...noMoneyFields,
			amount: '25.00',
			method: 'pix',
			currency: 'BRL',
			createdAt: '2026-01-05T12:00:00.123Z',
			updatedAt: '2026-01-05T12:04:00.123Z',
		},
	},
	{
		provider: 'smartFastPay',
		kind: 'transaction',
		name: 'transaction',
		added: 'payment',
		id: 'pay-0001',
		reference: 'order-1',
		begun: 'pending',
		succeeded: 'paid',
		isListed: true,
		path: at('/transaction/{id}'),
		seen: {
			...noMoneyFields,
			amount: '25.00',
			method: 'pix',
			currency: 'BRL',
			createdAt: '2026-01-05T12:00:00.123Z',
			updatedAt: '2026-01-05T12:04:00.123Z',
		},
	},
	{
		provider: 'paySecurez',
		kind: 'transaction',
		name: 'transaction',
		added: 'transaction',
		id: 'txn_demo0001',
		reference: 'ORDER-1',
		begun: 'Pending',
		succeeded: 'Captured',
		isListed: false,
		path: at('/api/v1/transactions/{id}/status'),
		seen: {
			...noMoneyFields,
			amount: '25',
			currency: 'USD',
			createdAt: '2026-01-15T03:00:00.123Z',
			updatedAt: null,
		},
	},
	{
		provider: 'singapay',
		kind: 'disbursement',
		name: 'disbursement',
		added: 'disbursement',
		id: '3312000000000000001',
		reference: 'REF-0001',
		begun: 'pending',
		succeeded: 'success',
		isListed: true,
		path: at(`/api/v1.0/disbursement/${account}/{id}`),
		seen: {
			...noMoneyFields,
			amount: '50000.00',
			fee: '3000.00',
			gross: '53000.00',
			currency: 'IDR',
			createdAt: '2026-01-05T02:00:00.000Z',
			updatedAt: '2026-01-05T02:00:02.000Z',
		},
	},
	{
		provider: 'singapay',
		kind: 'virtualAccount',
		name: 'virtual account payment',
		added: 'virtualAccount',
		id: 'VA-0001',
		reference: 'INV-1',
		begun: 'unpaid',
		succeeded: 'paid',
		isListed: true,
		path: at(`/api/v1.0/va-transactions/${account}/{id}`),
		seen: {
			...noMoneyFields,
			amount: '25000.00',
			fee: '1500',
			net: '23500.00',
			currency: 'IDR',
			method: 'BRI',
			createdAt: '2026-01-05T02:00:00.000Z',
			updatedAt: '2026-01-05T02:01:00.000Z',
			settledAt: '2026-01-06T02:01:00.000Z',
		},
	},
	{
		provider: 'singapay',
		kind: 'qris',
		name: 'QRIS code',
		added: 'qris',
		id: '1002',
		reference: 'QR-2',
		begun: 'open',
		succeeded: 'success',
		isListed: true,
		path: at(`/api/v1.0/qris-dynamic/${account}/show/{id}`),
		seen: {
			...noMoneyFields,
			amount: '15000',
			fee: '105',
			net: '14895',
			currency: 'IDR',
			method: 'Example Wallet',
			createdAt: '2026-01-05T03:37:00.000Z',
			updatedAt: '2026-01-05T03:38:00.000Z',
			settledAt: '2026-01-06T03:38:00.000Z',
		},
	},
	{
		provider: 'singapay',
		kind: 'ewallet',
		name: 'e-wallet payment',
		added: 'ewallet',
		id: '2002',
		reference: 'EW-2',
		begun: 'open',
		succeeded: 'success',
		isListed: true,
		path: at(`/api/v1.0/ewallet-native/${account}/inquiry-status/{id}`),
		seen: {
			...noMoneyFields,
			amount: '20000.00',
			fee: '500.00',
			net: '19500.00',
			currency: 'IDR',
			method: 'GOPAY',
			paymentUrl: 'https://checkout.example/2002',
			createdAt: '2026-01-05T03:37:00.000Z',
			updatedAt: '2026-01-05T03:38:00.000Z',
			settledAt: '2026-01-06T03:38:00.000Z',
		},
	},
	{
		provider: 'singapay',
		kind: 'paymentLink',
		name: 'payment link payment',
		added: 'paymentLink',
		id: '3002',
		reference: 'LINK-2',
		begun: 'pending',
		succeeded: 'paid',
		isListed: true,
		path: at(`/api/v1.0/payment-link-histories/${account}/{id}`),
		seen: {
			...noMoneyFields,
			amount: '27000.00',
			currency: 'IDR',
			method: 'VA BRI',
			createdAt: '2026-01-05T03:37:00.000Z',
			updatedAt: '2026-01-05T03:38:00.000Z',
			settledAt: '2026-01-06T03:38:00.000Z',
		},
	},
	{
		provider: 'singapay',
		kind: 'card',
		name: 'card payment',
		added: 'card',
		id: 'CARD-0003',
		reference: 'CARD-REF-3',
		begun: 'pending',
		succeeded: 'success',
		isListed: false,
		path: at(`/api/v2.0/card/${account}/inquiry-status/{id}`),
		seen: {
			...noMoneyFields,
			amount: '100000.00',
			currency: 'IDR',
			createdAt: '2026-01-05T05:14:00.000Z',
			updatedAt: '2026-01-05T05:15:00.000Z',
		},
	},
];

/** One kind per provider, for what does not depend on it. */
/** Asked besides where a final answer by ID may hide a refund. */
export const exactLooks = ({ kind }: Pick<KindSample, 'kind'>): readonly string[] =>
	kind === 'disbursement' ? [`POST /api/v2.0/disbursement/${account}/inquiry-status`] : [];

export const oneKindEach: readonly KindSample[] = kindSamples.filter(({ kind, provider }) =>
	['payment', 'disbursement', provider === 'paySecurez' ? 'transaction' : ''].includes(kind),
);

export function kindSample(provider: ProviderId, kind: string): KindSample {
	const found = kindSamples.find((each) => each.provider === provider && each.kind === kind);
	if (found === undefined) throw new Error(`There is no sample of ${provider}'s ${kind}`);
	return found;
}

type Asking = Pick<KindSample, 'provider' | 'kind'>;

const moneyOut = ['payout', 'disbursement', 'accountTransfer', 'cardlessWithdrawal'];

/** Whose operations look a kind up. */
const resourceOf = ({ kind }: Asking): string => (moneyOut.includes(kind) ? 'payout' : 'payment');

const accountOf = ({ provider }: Pick<KindSample, 'provider'>): object =>
	provider === 'singapay' ? { accountId: account } : {};

/** The node's parameters for one payment by its ID. */
export const byId = (asking: Asking, id: string, more: object = {}): object => ({
	resource: resourceOf(asking),
	operation: 'get',
	kind: asking.kind,
	paymentId: id,
	...accountOf(asking),
	...more,
});

export const byReference = (asking: Asking, reference: string, more: object = {}): object => ({
	resource: resourceOf(asking),
	operation: 'get',
	kind: asking.kind,
	lookUpBy: 'reference',
	reference,
	...accountOf(asking),
	...more,
});

/** The same for a list. */
export const listOf = (asking: Asking, more: object = {}): object => ({
	resource: resourceOf(asking),
	operation: 'getMany',
	kind: asking.kind,
	...accountOf(asking),
	...more,
});

/** Does something once, as soon as the provider has answered that many requests, before it answers the next. */
export function afterAnswers({ sim, sample }: World, count: number, action: () => void): void {
	let isDone = false;
	clock.whenProviderLooks(() => {
		if (isDone) return;
		const answered = sim.control
			.requests()
			.filter(({ status, path }) => status !== null && path !== sample.tokenPath);
		if (answered.length < count) return;
		// What is done looks at the provider's clock, too.
		isDone = true;
		action();
	});
}
