import { property } from '../json';
import { firstOf, textOf, timeOf, urlOf } from '../paymentRecord';
import type { NextActionFacts } from '../contract';

/**
 * What a payer has to do, by the answer that creates a payment: scan the code, else open the page, else pay into the
 * account. Version 2 keeps all of it in `payment`, version 1 in an object named after the method. Beside a boleto's page
 * stand its digits. `expires_in` is a moment here, in Unix seconds, although it is a duration in the token response.
 */
export function nextAction(record: unknown): NextActionFacts {
	const [payment, pix, bank, boleto, card] = [
		'payment',
		'pix',
		'bank',
		'boleto',
		'credit_card',
	].map((name) => property(record, name));
	const qrText = textOf(firstOf(payment, ['qr_code']) ?? firstOf(pix, ['qrcode']));
	const url =
		[payment, boleto, card, record]
			.map((part) => urlOf(property(part, 'url')))
			.find((address) => address !== '') ?? '';
	const into = property(payment, 'account') === undefined ? bank : payment;
	const account = textOf(
		firstOf(payment, ['bar_code']) ?? firstOf(boleto, ['code']) ?? firstOf(into, ['account']),
	);
	return {
		type: qrText !== '' ? 'qr' : url !== '' ? 'redirect' : account !== '' ? 'transfer' : 'none',
		url,
		qrText,
		account,
		bank: textOf(firstOf(into, ['name', 'code'])),
		branch: textOf(property(into, 'agency')),
		holder: textOf(property(into, 'beneficiary')),
		code: '',
		expiresAt: timeOf(firstOf(record, ['expires_in']) ?? firstOf(boleto, ['expired_at'])),
	};
}
