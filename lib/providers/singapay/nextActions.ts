import { property } from '../json';
import { noAction } from '../nextAction';
import { firstOf, textOf, timeOf, urlOf } from '../paymentRecord';
import type { NextActionFacts } from '../contract';
import { jakarta } from './jakarta';

/** What a payer has to do, by the answers that create payments (create pages). */

const expiry = (record: unknown): number | null => timeOf(firstOf(record, ['expired_at']), jakarta);

export function virtualAccountAction(record: unknown): NextActionFacts {
	const account = textOf(property(record, 'number'));
	if (account === '') return noAction;
	return {
		...noAction,
		type: 'transfer',
		account,
		bank: textOf(firstOf(property(record, 'bank'), ['short_name', 'bank_code', 'number'])),
		holder: textOf(property(record, 'name')),
		expiresAt: expiry(record),
	};
}

export function qrisAction(record: unknown): NextActionFacts {
	const qrText = textOf(property(record, 'qr_data'));
	return qrText === '' ? noAction : { ...noAction, type: 'qr', qrText, expiresAt: expiry(record) };
}

/** OVO has no page: the payer confirms on the phone. The address for phones may be one that only an app opens. */
export const ewalletAction = (record: unknown): NextActionFacts =>
	redirect(record, ['checkout_url', 'checkout_url_app']);

export const linkAction = (record: unknown): NextActionFacts => redirect(record, ['payment_url']);

/** The page where a bank that wants one asks for a code. */
export const directDebitAction = (record: unknown): NextActionFacts =>
	redirect(record, ['web_redirect_url']);

function redirect(record: unknown, names: readonly string[]): NextActionFacts {
	const url = names.map((name) => urlOf(property(record, name))).find((found) => found !== '');
	return url === undefined
		? noAction
		: { ...noAction, type: 'redirect', url, expiresAt: expiry(record) };
}

/** The code to enter at the machine. */
export const cashAction = (record: unknown): NextActionFacts => ({
	...noAction,
	code: textOf(property(record, 'otp_number')),
	expiresAt: expiry(record),
});
