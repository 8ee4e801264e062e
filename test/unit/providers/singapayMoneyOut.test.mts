import { disbursement } from '../../../lib/providers/singapay/moneyOutKinds';
import { webhooks } from '../../../lib/providers/singapay/webhooks';
import type { PaymentFacts } from '../../../lib/providers/contract';

/** The amounts of money out (sheet 2, sections 1.6 and 2.6; `gross_amount = net_amount + fee`, section 0 item 4). */

const idr = (value: unknown) => ({ currency: 'IDR', value });

/** The same amounts as a record and as each notification tells of them. */
const places: readonly [string, (amounts: object) => PaymentFacts][] = [
	['a record', (amounts) => disbursement.read({ transaction_id: 'T-1', ...amounts })],
	...['disbursement', 'ewallet-topup', 'qris-issuer'].map(
		(event): [string, (amounts: object) => PaymentFacts] => [
			`the notification ${event}`,
			(amounts) => {
				const body = { response_code: 'SP000', event, data: { transaction_id: 'T-1', ...amounts } };
				const [told] = webhooks.read(body);
				if (told === undefined) throw new Error('It tells of nothing');
				return told.kind.read(told.readAs ?? told.record);
			},
		],
	),
];

const all = { amount: '10004.00', fee: '2500', gross: '12504.00', currency: 'IDR' };

const amounts: readonly [string, object, object][] = [
	[
		'all three',
		{ gross_amount: idr('12504.00'), fee: idr('2500'), net_amount: idr('10004.00') },
		all,
	],
	['no net amount', { gross_amount: idr('12504.00'), fee: idr('2500') }, all],
	['no gross amount', { fee: idr('2500'), net_amount: idr('10004.00') }, all],
	[
		'no fee',
		{ gross_amount: idr('12504.00'), net_amount: idr('10004.00') },
		{ ...all, fee: '2500.00' },
	],
	[
		'numbers',
		{ gross_amount: 12504, fee: 2500, net_amount: 10004 },
		{ ...all, amount: '10004', gross: '12504' },
	],
	[
		'numbers, and no net amount',
		{ gross_amount: 12504, fee: 2500 },
		{ ...all, amount: '10004', gross: '12504' },
	],
	[
		'a plain amount in its place',
		{ amount: 10004 },
		{ ...all, amount: '10004', fee: null, gross: null },
	],
	[
		'the gross amount alone',
		{ gross_amount: idr('12504.00') },
		{ ...all, amount: null, fee: null },
	],
];

describe.each(places)('money out in %s', (_place, read) => {
	it.each(amounts)('with %s', (_what, written, told) => {
		const { amount, fee, gross, currency, net } = read(written);
		expect({ amount, fee, gross, currency, net }).toEqual({ ...told, net: null });
	});
});
