import type { StoredRecord } from '../types.mts';
import { newLink } from './linkRows.mts';
import { isDone, virtualAccountCount } from './moneyIn.mts';
import type { MoneyIn, Product } from './moneyIn.mts';
import { vaNumber } from './moneyInViews.mts';
import { gross, idr, outcomeByAccountNumber, transactionId } from './moneyOut.mts';
import type { MoneyOut } from './moneyOut.mts';
import { seedStatements } from './statements.mts';
import type { Statement } from './statements.mts';

export interface Account {
	id: string;
	name: string;
	email: string;
	phone: string;
	status: string;
	/** Before any money went out. */
	opening: number;
}

/** A row as it is shown, and the account whose it is. */
export interface Owned {
	accountId: string;
	row: StoredRecord;
}

export interface Data {
	accounts: Account[];
	moneyOut: MoneyOut[];
	virtualAccounts: Owned[];
	moneyIn: MoneyIn[];
	statements: Statement[];
	links: Owned[];
}

export const mainAccount = '01J5XW8LD0R6M9CJEXAMPLE01';
/** Has 5,000 rupiah: every transfer from it is refused. */
export const poorAccount = '01J5XW8LD0R6M9CJEXAMPLE02';

/** Fixed, so that the dates in a README stay true. */
const firstAt = Date.UTC(2026, 0, 5, 2, 0, 0);
const stepMs = 97 * 60 * 1000;
const opening = 500_000_000;
const fee = 3000;
const disbursementCount = 60;
const vaTransactionCount = 30;
/** Success, pending for ever, failed. */
const accountNumbers = ['1000123456', '9000123456', '1001123456'];
const vaStatuses = ['paid', 'unpaid', 'settled'];
const qrisStatuses = ['open', 'success', 'expired', 'settled'];
const ewalletStatuses = ['open', 'success', 'expired', 'canceled', 'failed'];
const paymentLinkStatuses = ['pending', 'paid', 'failed', 'expired'];
const cardStatuses = ['pending', 'processing', 'success', 'failed', 'cancelled', 'refunded'];

export function seedData(now: number): Data {
	const main = account(mainAccount, 'Example Store', opening);
	return {
		accounts: [
			main,
			account(poorAccount, 'Example Reserve', 5000),
			account('01J5XW8LD0R6M9CJEXAMPLE03', 'Example Branch', 1_000_000),
		],
		moneyOut: Array.from({ length: disbursementCount }, (_, index) => disbursement(index)),
		virtualAccounts: Array.from({ length: virtualAccountCount }, (_, index) =>
			virtualAccount(index),
		),
		moneyIn: seedMoneyIn(),
		statements: seedStatements(mainAccount, now),
		links: paymentLinkStatuses.map((status, index) => link(main, index, status)),
	};
}

function account(id: string, name: string, balance: number): Account {
	const email = `${name.toLowerCase().replace(' ', '.')}@example.com`;
	return { id, name, email, phone: '081200000000', status: 'active', opening: balance };
}

/** REF-0001 (3312000000000000001, success) to REF-0060. */
function disbursement(index: number): MoneyOut {
	const accountNumber = accountNumbers[index % accountNumbers.length] ?? '';
	const postedAt = firstAt + index * stepMs;
	const amount = 50_000 + index * 1000;
	return {
		channel: 'disbursement',
		accountId: mainAccount,
		transactionId: transactionId(index + 1),
		reference: `REF-${String(index + 1).padStart(4, '0')}`,
		amount,
		fee,
		bank: { code: '014', name: 'BCA', account_name: 'Budi Example', account_number: accountNumber },
		notes: `payout ${index + 1}`,
		balanceAfter: opening - (index + 1) * gross({ amount, fee }),
		postedAt,
		outcome: outcomeByAccountNumber(accountNumber, postedAt),
	};
}

/** LINK-1 (101) to LINK-4 (104), each with one attempt. They never end. */
function link(account: Account, index: number, status: string): Owned {
	const body = {
		reff_no: `LINK-${index + 1}`,
		total_amount: 27_000,
		description: `Order ${index + 1}`,
	};
	const now = firstAt + index * stepMs;
	const row = newLink(body, { number: index + 1, source: 'api v2', account, now });
	const current_usage = status === 'paid' ? 1 : 0;
	return { accountId: account.id, row: { ...row, expired_at: null, current_usage } };
}

function virtualAccount(index: number): Owned {
	return {
		accountId: mainAccount,
		row: {
			id: `01J5XW8LD0VA00000000EXMP0${index + 1}`,
			number: vaNumber(index + 1),
			code: 'VA_BRI',
			bank: { short_name: 'BRI', number: '002', swift_code: 'BRINIDJA' },
			amount: idr(25_000 * (index + 1)),
			amount_type: 'closed',
			// Stays active after expired_at, as measured.
			status: 'active',
			kind: 'permanent',
			current_usage: 0,
			expired_at: null,
			name: `Customer ${index + 1}`,
			merchant_reff_no: `INV-${index + 1}`,
			min_amount: null,
			max_amount: null,
		},
	};
}

/** The nth payment of a product; it takes a minute once it is decided. */
function moneyIn(
	product: Product,
	index: number,
	{ reference, amount, status }: Pick<MoneyIn, 'reference' | 'amount' | 'status'>,
): MoneyIn {
	const postedAt = firstAt + index * stepMs;
	return {
		product,
		accountId: mainAccount,
		number: index + 1,
		reference,
		amount,
		status,
		postedAt,
		processedAt: isDone({ product, status }) ? postedAt + 60_000 : null,
	};
}

/** VA-0001 to VA-0030, and at the other products one payment per status. */
function seedMoneyIn(): MoneyIn[] {
	const onePerStatus = (product: Product, statuses: string[], prefix: string, amount: number) =>
		statuses.map((status, index) =>
			moneyIn(product, index, { reference: `${prefix}-${index + 1}`, amount, status }),
		);
	return [
		...Array.from({ length: vaTransactionCount }, (_, index) =>
			moneyIn('virtualAccount', index, {
				reference: `INV-${(index % virtualAccountCount) + 1}`,
				amount: 25_000,
				status: vaStatuses[index % vaStatuses.length] ?? '',
			}),
		),
		...onePerStatus('qris', qrisStatuses, 'QR', 15_000),
		...onePerStatus('ewallet', ewalletStatuses, 'EW', 20_000),
		...onePerStatus('paymentLink', paymentLinkStatuses, 'LINK', 27_000),
		...onePerStatus('card', cardStatuses, 'CARD-REF', 100_000),
	];
}
