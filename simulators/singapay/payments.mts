import { createAddPayment } from '../core/payments.mts';
import type { PaymentMaker } from '../core/payments.mts';
import type { Simulation } from '../core/simulation.mts';
import type { StoredRecord } from '../types.mts';
import type { Bank } from './banks.mts';
import { transferFee } from './fees.mts';
import { idOf, isDone, products } from './moneyIn.mts';
import type { Product } from './moneyIn.mts';
import { gross, outcomeNamed, transactionId } from './moneyOut.mts';
import type { Channel } from './moneyOut.mts';
import { mainAccount } from './seed.mts';
import type { Store } from './store.mts';

/** What the control plane adds, always to the main account and whatever its balance. */
export function createSingapayPayments(store: Store, now: () => number): Simulation['addPayment'] {
	return createAddPayment(now, {
		disbursement: moneyOut(store, now, 'disbursement'),
		virtualAccount: moneyIn(store, 'virtualAccount'),
		qris: moneyIn(store, 'qris'),
		ewallet: moneyIn(store, 'ewallet'),
		paymentLink: moneyIn(store, 'paymentLink'),
		accountTransfer: moneyOut(store, now, 'account-transfer'),
		cardlessWithdrawal: moneyOut(store, now, 'cardless'),
		card: moneyIn(store, 'card'),
	});
}

function moneyOut(store: Store, now: () => number, channel: Channel): PaymentMaker {
	return {
		pending: channel === 'cardless' ? 'open' : 'pending',
		add({ reference, amount, status, createdAt }) {
			const { moneyOut } = store.data();
			const money = { amount, fee: channel === 'disbursement' ? transferFee : 0 };
			const id = transactionId(moneyOut.length + 1);
			moneyOut.push({
				...money,
				channel,
				accountId: mainAccount,
				transactionId: id,
				reference,
				bank: {
					code: '014',
					name: 'BCA',
					account_name: 'Budi Example',
					account_number: '9000123456',
				},
				notes: '',
				balanceAfter: store.balance(mainAccount).available - gross(money),
				postedAt: createdAt,
				// Decided already, also when it is dated ahead: the status that was asked for shows at once.
				outcome: outcomeNamed(status, Math.min(createdAt, now())),
			});
			return id;
		},
	};
}

function moneyIn(store: Store, product: Product): PaymentMaker {
	return {
		pending: products[product].pending,
		add({ createdAt, ...payment }) {
			const done = isDone({ product, status: payment.status });
			const details =
				product === 'virtualAccount' ? accountDetails(store, payment.reference) : undefined;
			const added = store.addMoneyIn({
				...payment,
				...(details ? { details } : {}),
				product,
				accountId: mainAccount,
				postedAt: createdAt,
				processedAt: done ? createdAt : null,
			});
			return idOf(added);
		},
	};
}

/** What is paid under the reference of a virtual account is paid into it. */
function accountDetails(store: Store, reference: string): StoredRecord | undefined {
	const found = store
		.data()
		.virtualAccounts.find(({ row }) => row['merchant_reff_no'] === reference);
	if (!found) return undefined;
	const { number: va_number, bank } = found.row;
	const { short_name: bank_code } = bank as Bank;
	return { va_number, bank: { ...(bank as Bank), bank_code } };
}
