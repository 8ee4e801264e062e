import type { StoredRecord } from '../types.mts';
import { jakartaDate } from './signature.mts';
import { gross } from './moneyOut.mts';
import type { MoneyOut } from './moneyOut.mts';

/** A row of the statement. Its own date is not part of the documented row, yet the list is filtered by it. */
export interface Statement {
	accountId: string;
	at: number;
	row: StoredRecord;
}

const seedCount = 40;

/** Spread over the current month, because that is what the list shows when no dates are given. */
export function seedStatements(accountId: string, now: number): Statement[] {
	const date = jakartaDate(now);
	const monthStart = Date.parse(`${date.slice(0, 4)}-${date.slice(4, 6)}-01T00:00:00+07:00`);
	return Array.from({ length: seedCount }, (_, index) => {
		const amount = 2500 + index * 100;
		return {
			accountId,
			at: monthStart + Math.floor(((now - monthStart) * index) / seedCount),
			row: {
				transaction_id: `ST-${String(index + 1).padStart(4, '0')}`,
				merchant_reff_no: index % 2 === 0 ? `INV-${index + 1}` : null,
				type: 'credit',
				kind: 'va',
				balance_after: rupiah((1_000_000 + (index + 1) * amount).toFixed(2)),
				debit: rupiah('0.00'),
				// "String/Numeric": the provider mixes both.
				credit: rupiah(index % 2 === 0 ? amount : amount.toFixed(2)),
			},
		};
	});
}

/** Money out makes two rows: the amount, and its fee as a debit of its own. */
export function statementsOf(money: MoneyOut): Statement[] {
	const debit = (id: string, kind: string, value: number, balanceAfter: number): Statement => ({
		accountId: money.accountId,
		at: money.postedAt,
		row: {
			transaction_id: id,
			merchant_reff_no: money.reference,
			type: 'debit',
			kind,
			balance_after: rupiah(balanceAfter.toFixed(2)),
			debit: rupiah(value),
			credit: rupiah('0.00'),
		},
	});
	const beforeFee = money.balanceAfter + gross(money) - money.amount;
	return [
		debit(money.transactionId, money.channel, money.amount, beforeFee),
		...(money.fee > 0 ? [debit(money.transactionId, 'fee', money.fee, money.balanceAfter)] : []),
	];
}

/** Dates are Jakarta days, Y-m-d, both ends included. */
export function isWithin(
	statement: Statement,
	now: number,
	dates: { start_date?: string; end_date?: string },
): boolean {
	const day = jakartaDate(statement.at);
	const month = jakartaDate(now).slice(0, 6);
	const start = dates.start_date?.replaceAll('-', '') ?? `${month}01`;
	const end = dates.end_date?.replaceAll('-', '') ?? `${month}31`;
	return day >= start && day <= end;
}

function rupiah(value: number | string) {
	return { value, currency: 'IDR' };
}
