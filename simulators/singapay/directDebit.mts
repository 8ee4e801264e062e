import type { StoredRecord } from '../types.mts';
import { statusAt, statuses } from './moneyOut.mts';
import type { MoneyOut } from './moneyOut.mts';

/** A charge by direct debit (second sheet, section 6.8): its own words for the status, and a UUID for an id. */

export function debitId({ transactionId }: MoneyOut): string {
	return `00000000-0000-4000-8000-${transactionId.slice(-12)}`;
}

const words: Record<string, string> = {
	[statuses.success.code]: 'SUCCESS',
	[statuses.failed.code]: 'FAILED',
};

export function directDebitView(money: MoneyOut, now: number): StoredRecord {
	const { code } = statusAt(money, now);
	const status = words[code] ?? 'PENDING';
	const at = (time: number | undefined) =>
		time === undefined ? null : new Date(time).toISOString();
	const done = status === 'PENDING' ? undefined : money.outcome?.at;
	return {
		transaction_id: debitId(money),
		binding_id: money.payee?.['binding_id'],
		account_id: money.accountId,
		merchant_reference: money.reference,
		amount: money.amount,
		currency: 'IDR',
		description: money.payee?.['description'],
		status,
		requires_otp: false,
		paid_at: status === 'SUCCESS' ? at(done) : null,
		failure_code: null,
		failure_reason: status === 'FAILED' ? (money.outcome?.reason ?? null) : null,
		web_redirect_url: null,
		fees: null,
		created_at: at(money.postedAt),
		updated_at: at(done ?? money.postedAt),
	};
}
