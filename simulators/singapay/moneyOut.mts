import type { StoredRecord } from '../types.mts';

/** Money leaving an account. What becomes of it is decided when it is posted and shows when its time has come. */

export type Channel =
	'disbursement' | 'ewallet' | 'qris' | 'account-transfer' | 'cardless' | 'direct-debit';

export interface MoneyOut {
	channel: Channel;
	accountId: string;
	transactionId: string;
	/** Unique per merchant. */
	reference: string;
	/** Whole rupiah; the fee is charged on top. */
	amount: number;
	fee: number;
	bank: { code: string; name: string; account_name: string; account_number: string } | null;
	/** What the record shows of a payee that is no bank account. */
	payee?: StoredRecord;
	notes: string;
	balanceAfter: number;
	postedAt: number;
	/** null = pending for ever. */
	outcome: Outcome | null;
}

export interface Outcome {
	at: number;
	status: TransactionStatus;
	reason: string | null;
}

export interface TransactionStatus {
	code: string;
	desc: string;
}

export const statuses = {
	success: { code: '00', desc: 'Success' },
	initiated: { code: '01', desc: 'Initiated' },
	paying: { code: '02', desc: 'Paying' },
	pending: { code: '03', desc: 'Pending' },
	refunded: { code: '04', desc: 'Refunded' },
	canceled: { code: '05', desc: 'Canceled' },
	failed: { code: '06', desc: 'Failed' },
	notFound: { code: '07', desc: 'Not Found' },
} satisfies Record<string, TransactionStatus>;

/** Refunded, canceled, failed. */
const moneyBack = ['04', '05', '06'];
const final = ['00', ...moneyBack, '07'];
const quickMs = 2_000;
const slowMs = 8 * 60_000;

/** The sandbox's outcomes by the first four digits of the account number, as measured; the dashboard's own text disagrees. */
const outcomes: Record<string, { reason: string | null; afterMs: number }> = {
	'1000': { reason: null, afterMs: quickMs },
	'1001': { reason: 'ACCOUNT-Bad Request', afterMs: quickMs },
	'1002': { reason: null, afterMs: quickMs },
	'1003': { reason: 'ACCOUNT-Insufficient Funds', afterMs: quickMs },
	'1004': { reason: 'ACCOUNT-INTERNAL_SERVER_ERROR', afterMs: slowMs },
	'1005': { reason: 'Invalid Account', afterMs: slowMs },
	'1006': { reason: null, afterMs: quickMs },
	'1007': { reason: null, afterMs: quickMs },
	'1008': { reason: null, afterMs: quickMs },
	'4000': { reason: null, afterMs: quickMs },
};

/** null = any other prefix: it stays pending. */
export function outcomeByAccountNumber(accountNumber: string, postedAt: number): Outcome | null {
	const outcome = outcomes[accountNumber.slice(0, 4)];
	if (!outcome) return null;
	const status = outcome.reason === null ? statuses.success : statuses.failed;
	return { at: postedAt + outcome.afterMs, status, reason: outcome.reason };
}

export function quickSuccess(postedAt: number): Outcome {
	return { at: postedAt + quickMs, status: statuses.success, reason: null };
}

/** A status by its code, its description or the v1 word; a word nobody knows stands for itself. */
function statusNamed(word: string): TransactionStatus {
	const known = Object.values(statuses).find(
		({ code, desc }) => code === word || desc.toLowerCase() === word.toLowerCase(),
	);
	return known ?? { code: word, desc: word };
}

/** An outcome that someone chose; a failure gets a reason, as every failure has one. */
export function outcomeNamed(word: string, at: number): Outcome {
	const status = statusNamed(word);
	return { at, status, reason: status.code === statuses.failed.code ? 'Invalid Account' : null };
}

export function statusAt(row: MoneyOut, now: number): TransactionStatus {
	return row.outcome && now >= row.outcome.at ? row.outcome.status : statuses.pending;
}

export function gross(row: Pick<MoneyOut, 'amount' | 'fee'>): number {
	return row.amount + row.fee;
}

/** What the account is short of because of it, and whether that is still only held. */
export function charge(row: MoneyOut, now: number): { taken: number; held: number } {
	const { code } = statusAt(row, now);
	const taken = moneyBack.includes(code) ? 0 : gross(row);
	return { taken, held: final.includes(code) ? 0 : taken };
}

/** The v2 object of transfer and inquiry. Times are strings of milliseconds, '' until processed. */
export function transferView(row: MoneyOut, now: number): StoredRecord {
	const status = statusAt(row, now);
	const done = final.includes(status.code) ? row.outcome : null;
	return {
		transaction_id: row.transactionId,
		reference_number: row.reference,
		transaction_status: status,
		post_timestamp: String(row.postedAt),
		processed_timestamp: done ? String(done.at) : '',
		...(row.bank ? { bank: row.bank } : {}),
		...row.payee,
		gross_amount: idr(gross(row)),
		fee: { name: 'Transfer Fee', ...idr(row.fee) },
		net_amount: idr(row.amount),
		balance_after: idr(row.balanceAfter),
		notes: row.notes,
		...(done?.reason ? { failed_reason: done.reason, failed_code: 'SP001' } : {}),
	};
}

/** The v1 row of show and list: the same, with the status as one word. */
export function showView(row: MoneyOut, now: number): StoredRecord {
	const { transaction_status: _status, ...rest } = transferView(row, now);
	return { ...rest, status: statusWord(statusAt(row, now)) };
}

/** Between two accounts (second sheet, section 2.7): no fee, and a reference that is spelt with one f. */
function accountTransferView(row: MoneyOut, now: number): StoredRecord {
	const done = row.outcome && now >= row.outcome.at ? row.outcome.at : null;
	return {
		transaction_id: row.transactionId,
		merchant_ref_no: row.reference,
		status: statusWord(statusAt(row, now)),
		amount: idr(row.amount),
		remitter: { account_id: row.accountId, balance_after: idr(row.balanceAfter) },
		...row.payee,
		processed_timestamp: String(done ?? ''),
		created_at: String(row.postedAt),
	};
}

/** A flat row that does not repeat the reference it is asked for by (section 2.9). */
function cardlessView(row: MoneyOut, now: number): StoredRecord {
	const { code, desc } = statusAt(row, now);
	const pending = !final.includes(code);
	return {
		id: Number(row.transactionId.slice(-9)),
		transaction_id: row.transactionId,
		status: pending && code in codesToWords ? 'open' : desc.toLowerCase(),
		otp_number: '123456',
		otp_expired_at: String(row.postedAt + otpLifeMs),
		amount: row.amount.toFixed(2),
		vendor_fee: '0.00',
		our_margin: row.fee.toFixed(2),
		fee: row.fee.toFixed(2),
		total_paid: gross(row).toFixed(2),
		transaction_type: 'CASH_OUT',
		balance_before: (row.balanceAfter + gross(row)).toFixed(2),
		balance_after: row.balanceAfter.toFixed(2),
		location: null,
		processed_at: pending || !row.outcome ? null : String(row.outcome.at),
	};
}

const otpLifeMs = 60 * 60 * 1000;

const codesToWords: Record<string, TransactionStatus> = Object.fromEntries(
	Object.values(statuses).map((status) => [status.code, status]),
);

/** What the lists show, by product. */
export function rowView(row: MoneyOut, now: number): StoredRecord {
	if (row.channel === 'account-transfer') return accountTransferView(row, now);
	return row.channel === 'cardless' ? cardlessView(row, now) : showView(row, now);
}

/** Nineteen digits: more than a double can hold, which is why the provider sends it as text. */
export function transactionId(number: number): string {
	return `3312${String(number).padStart(15, '0')}`;
}

export function idr(value: number): { currency: string; value: string } {
	return { currency: 'IDR', value: value.toFixed(2) };
}

function statusWord({ code, desc }: TransactionStatus): string {
	if (code === statuses.success.code) return 'success';
	if (final.includes(code)) return 'failed';
	return Object.values(statuses).some((status) => status.code === code) ? 'pending' : desc;
}
