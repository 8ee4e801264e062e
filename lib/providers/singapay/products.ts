/** Products by the first part of their paths (navigation of docs.singapay.id). */
const products: Readonly<Record<string, string>> = {
	'account-transfer': 'Account transfers',
	accounts: 'Accounts',
	'balance-inquiry': 'Balance',
	card: 'Cards',
	'cardless-withdrawals': 'Cardless withdrawals',
	'direct-debit': 'Direct debit',
	disbursement: 'Disbursements',
	ewallet: 'E-wallet top-ups',
	'ewallet-native': 'E-wallet payments',
	'ewallet-native-transactions': 'E-wallet payments',
	'payment-link': 'Payment links',
	'payment-link-histories': 'Payment links',
	'payment-link-manage': 'Payment links',
	qris: 'QRIS payments',
	'qris-dynamic': 'QRIS codes',
	recurring: 'Subscriptions',
	statements: 'Statements',
	'va-transactions': 'Virtual accounts',
	'virtual-accounts': 'Virtual accounts',
};

export const productOf = (path: string): string =>
	products[path.replace(/^\/api\/v[\d.]+\//, '').split('/')[0] ?? ''] ?? 'Other';
