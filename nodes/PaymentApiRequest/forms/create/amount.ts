import { decimalsOf } from '../../../../lib/providers/currencies';
import { isLess, isMultipleOf } from '../../../../lib/providers/decimal';
import { amountOf } from '../../../../lib/providers/paymentRecord';
import { brokenNumber } from '../../../../lib/providers/numbers';
import type { FormField } from '../../../../lib/providers/contract';
import { checkExpression, invalid, type Invalid } from '../../../shared/forms/invalid';
import { brokenIn } from '../jsonField';

export type AmountField = Extract<FormField, { type: 'amount' }>;

/**
 * An amount in major units as the JSON that is sent: digit by digit as it was written, never through a floating-point
 * number.
 *
 * @param given text or a number
 * @param currency '' where it is not known yet
 */
export function readAmount(
	field: AmountField,
	given: unknown,
	currency: string,
): { readonly kind: 'value'; readonly literal: string; readonly text: string } | Invalid {
	const name = `'${field.label}'`;
	const broken = brokenNumber(given);
	if (broken !== undefined) return brokenIn(name, broken);
	const digits = amountOf(typeof given === 'number' ? given : String(given).trim());
	if ((typeof given !== 'number' && typeof given !== 'string') || digits === null)
		return invalid(
			`${name} is not an amount`,
			`Write it with digits and a point, e.g. 1234.50, without currency and thousands separators. ${checkExpression}`,
		);
	const allowed = field.decimals ?? decimalsOf(currency);
	// In Brazil and Indonesia 150.000 is a hundred and fifty thousand.
	if (typeof given === 'string' && /^\d{1,3}\.\d{3}$/.test(digits) && allowed !== 3)
		return invalid(
			`${name} has a point before three digits`,
			`It may be a thousands separator or a decimal point. Write ${digits.replace('.', '')} or ${digits.slice(0, -1)}.`,
		);
	const amount = normalized(digits, allowed);
	const decimals = amount.split('.')[1]?.length ?? 0;
	if (decimals > allowed)
		return invalid(
			`${name} has ${decimals} ${decimals === 1 ? 'decimal' : 'decimals'}`,
			`${allowed === 0 ? `${currency} has none` : `At most ${allowed} are allowed`}. Round it before this node, so that you decide what is paid.`,
		);
	if (typeof given === 'number' && decimals > 0 && digitsOf(amount) > certainDigits)
		return invalid(
			`${name} is a number with ${digitsOf(amount)} digits, and may have lost some`,
			'Pass it as text from its source, e.g. in quotes: longer numbers are rounded before this node sees them.',
		);
	if (!isLess('0', amount))
		return invalid(`${name} is not greater than 0`, `It is ${amount}. ${checkExpression}`);
	return (
		outOfBounds(field, name, amount) ?? {
			kind: 'value',
			literal: written(field, amount),
			text: amount,
		}
	);
}

/** Of a number with decimals, so many digits survive as they were written (IEEE 754, double precision). */
const certainDigits = 15;

const digitsOf = (amount: string): number => amount.replace(/\D/g, '').length;

/** Without leading zeros, and without trailing zeros beyond the currency's decimals: `100.00` is 100 rupiah. */
function normalized(digits: string, allowed: number): string {
	const [whole = '', fraction = ''] = digits.split('.');
	const kept = fraction.slice(0, allowed) + fraction.slice(allowed).replace(/(?<!0)0+$/, '');
	const start = whole.replace(/^(-?)0+(?=\d)/, '$1');
	return kept === '' ? start : `${start}.${kept}`;
}

function outOfBounds(
	{ min, max, multipleOf }: AmountField,
	name: string,
	amount: string,
): Invalid | undefined {
	if (min !== undefined && isLess(amount, min))
		return invalid(`${name} is less than ${min}`, `It is ${amount}. ${checkExpression}`);
	if (max !== undefined && isLess(max, amount))
		return invalid(`${name} is more than ${max}`, `It is ${amount}. ${checkExpression}`);
	if (multipleOf !== undefined && !isMultipleOf(amount, multipleOf))
		return invalid(`${name} is not a multiple of ${multipleOf}`, `It is ${amount}.`);
	return undefined;
}

/** A JSON number, or text with two decimals. */
function written({ writtenAs }: AmountField, amount: string): string {
	if (writtenAs !== 'text') return amount;
	const [whole = '', fraction = ''] = amount.split('.');
	return JSON.stringify(`${whole}.${fraction.padEnd(2, '0')}`);
}
