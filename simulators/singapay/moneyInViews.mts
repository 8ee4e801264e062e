import type { StoredRecord } from '../types.mts';
import type { MoneyIn, Product } from './moneyIn.mts';
import { idr } from './moneyOut.mts';

/** The records of money in (second sheet, sections 2.1 to 2.5). Each writes amounts and times in its own way. */

/** @param settledAt null where it is not settled yet */
type View = (row: MoneyIn, id: string, settledAt: number | null) => StoredRecord;

/** As one merchant pays them (second sheet, section 7). */
export const vaFee = 1500;
const qrisShare = 0.007;
const ewalletShare = 0.025;
/** Half an hour unless the create says otherwise. */
const ewalletLifeMs = 30 * 60 * 1000;

const seedAccounts = 5;

export function vaNumber(number: number): string {
	return `26215900000000${String(number).padStart(2, '0')}`;
}

/** `2026-01-05T02:00:00.000000Z` */
export const microseconds = (time: number): string =>
	new Date(time).toISOString().replace('Z', '000Z');

/** `2026-01-05T09:00:00+07:00` */
const inJakarta = (time: number): string =>
	`${new Date(time + 7 * 60 * 60 * 1000).toISOString().slice(0, 19)}+07:00`;

const orNull = (time: number | null, write: (time: number) => unknown): unknown =>
	time === null ? null : write(time);

/** What has lapsed keeps the status of what is open; beside it stands what is computed. */
const computed = ({ status }: MoneyIn, open: string): StoredRecord => ({
	status: status === 'expired' ? open : status,
	status_computed: status,
	is_expired: status === 'expired',
});

const settlement = (settledAt: number | null, write: (time: number) => unknown): StoredRecord => ({
	has_settle: settledAt !== null,
	settle_at: orNull(settledAt, write),
});

/** Times are numbers of milliseconds. */
const virtualAccount: View = (row, id, settledAt) => ({
	transaction_id: id,
	merchant_reff_no: row.reference,
	va_number: vaNumber(((row.number - 1) % seedAccounts) + 1),
	bank: { short_name: 'BRI', number: '002', swift_code: 'BRINIDJA', bank_code: 'BRI' },
	notes: null,
	amount: idr(row.amount),
	status: row.status,
	fees: { name: 'VA BRI', amount: vaFee, currency: 'IDR' },
	...settlement(settledAt, Number),
	post_timestamp: row.postedAt,
	processed_timestamp: row.processedAt,
});

/** The fields of EMV: its version, that it is used once, the merchant, the amount (54) and a check sum that is none. */
function qrText(id: string, amount: number): string {
	const whole = String(amount);
	const merchant = `26570011ID.EXAMPLE.WWW01189360000000${id.padStart(11, '0')}`;
	return `000201010212${merchant}54${String(whole.length).padStart(2, '0')}${whole}6304ABCD`;
}

/** Amounts are numbers, and what the merchant gets is known once it is settled. */
const qris: View = (row, id, settledAt) => {
	const fee = Math.round(row.amount * qrisShare * 100) / 100;
	return {
		id: Number(id),
		reff_no: `6601K${id.padStart(21, '0')}`,
		merchant_reff_no: row.reference,
		...computed(row, 'open'),
		qr_data: qrText(id, row.amount),
		kind: 'on-us',
		type: 'mpm-dynamic',
		amount: row.amount,
		total_amount: row.amount,
		mdr_cost: fee,
		vendor_fee: fee,
		our_margin: 0,
		settled_to_merchant_amount: settledAt === null ? null : row.amount - fee,
		issuer_name: row.processedAt === null ? null : 'Example Wallet',
		...settlement(settledAt, microseconds),
		expired_at: null,
		created_at: microseconds(row.postedAt),
		updated_at: microseconds(row.processedAt ?? row.postedAt),
	};
};

const ewallet: View = (row, id, settledAt) => {
	const fee = row.amount * ewalletShare;
	return {
		id: Number(id),
		account_id: 35,
		reff_no: `EWN${id.padStart(20, '0')}`,
		merchant_reff_no: row.reference,
		...computed(row, 'open'),
		ewallet_vendor: 'GOPAY',
		amount: row.amount.toFixed(2),
		total_amount: row.amount.toFixed(2),
		merchant_fee: fee.toFixed(2),
		net_amount: (row.amount - fee).toFixed(2),
		checkout_url: `https://checkout.example/${id}`,
		checkout_url_app: null,
		merchant_redirect_url: null,
		customer_name: null,
		customer_email: null,
		customer_phone: null,
		payment_channel: row.processedAt === null ? null : 'GOPAY',
		...settlement(settledAt, microseconds),
		processed_timestamp: orNull(row.processedAt, microseconds),
		expired_at: microseconds(row.postedAt + ewalletLifeMs),
		created_at: microseconds(row.postedAt),
		updated_at: microseconds(row.processedAt ?? row.postedAt),
	};
};

/** One attempt at a link: its own `reff_no`, that of the link beside it, and no fee. */
const paymentLink: View = (row, id, settledAt) => ({
	id: Number(id),
	reff_no: `129177202510241344${id}`,
	payment_link_reff_no: row.reference,
	payment_method_name: 'VA BRI',
	payment_method_value: vaNumber(1),
	payment_method_additional: 'a.n. Shop',
	amount: row.amount.toFixed(2),
	payment_date: orNull(row.processedAt, inJakarta),
	...computed(row, 'pending'),
	customer_name: '',
	processed_timestamp: orNull(row.processedAt, inJakarta),
	...settlement(settledAt, inJakarta),
	optional_metadata: {},
	created_at: inJakarta(row.postedAt),
	updated_at: inJakarta(row.processedAt ?? row.postedAt),
});

/** No page shows a whole record of a card payment; no settlement is told. */
const card: View = (row, id) => ({
	id,
	reference_no: row.reference,
	status: row.status,
	amount: idr(row.amount),
	post_timestamp: String(row.postedAt),
	processed_timestamp: String(row.processedAt ?? ''),
});

export const views: Record<Product, View> = { virtualAccount, qris, ewallet, paymentLink, card };
