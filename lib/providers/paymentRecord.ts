import { isObject, property, text } from './json';
import type { PaymentFacts, StatusMeaning } from './contract';

/** Reading a payment's record: each provider, and each of its pages, writes amounts, times and words in its own way. */

const pending: StatusMeaning = { status: 'pending', final: false };
const succeeded: StatusMeaning = { status: 'succeeded', final: true };
const failed: StatusMeaning = { status: 'failed', final: true };
const canceled: StatusMeaning = { status: 'canceled', final: true };
const expired: StatusMeaning = { status: 'expired', final: true };
const refunded: StatusMeaning = { status: 'refunded', final: true };

/** The meanings that the providers' tables of words are made of. */
export const statusMeanings = { pending, succeeded, failed, canceled, expired, refunded };

const unknown: StatusMeaning = { status: 'unknown', final: false };

/** The money fields besides the amount, when the record contains none of them. */
export const nothingTold: Pick<
	PaymentFacts,
	'fee' | 'net' | 'gross' | 'method' | 'paymentUrl' | 'settledAt'
> = { fee: null, net: null, gross: null, method: '', paymentUrl: '', settledAt: null };

/**
 * What a word means, regardless of case, and of how "canceled" is spelled, which differs between the products of one
 * provider. A word that no page lists is not an error: providers add new ones.
 */
export function mapStatus(
	words: Readonly<Record<string, StatusMeaning>>,
	word: string,
): StatusMeaning {
	const key = word.trim().toLowerCase();
	const listed = [key, otherSpelling(key)].find((each) => Object.hasOwn(words, each));
	return listed === undefined ? unknown : (words[listed] ?? unknown);
}

const otherSpelling = (word: string): string =>
	word.includes('cancelled')
		? word.replace('cancelled', 'canceled')
		: word.replace('canceled', 'cancelled');

/** What a record means at a moment: what is still open after it can no longer be paid has expired. */
export function meaningAt(
	words: Readonly<Record<string, StatusMeaning>>,
	{ providerStatus, lapsesAt }: Pick<PaymentFacts, 'providerStatus' | 'lapsesAt'>,
	now: number,
): StatusMeaning {
	const meaning = mapStatus(words, providerStatus);
	const hasLapsed = lapsesAt !== undefined && lapsesAt <= now;
	return hasLapsed && meaning.status === 'pending' ? expired : meaning;
}

/** The first of the properties that has a value: neither missing, null nor blank. */
export const firstOf = (record: unknown, names: readonly string[]): unknown =>
	names.map((name) => property(record, name)).find((value) => !isBlank(value));

const isBlank = (value: unknown): boolean =>
	value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** A string or number as text without blanks around it. */
export const textOf = (value: unknown): string => text(value).trim();

/** An amount: a number, its text, or an object with the amount as `value`. Null for anything that is not a plain decimal. */
export function amountOf(value: unknown): string | null {
	const amount = isObject(value) ? property(value, 'value') : value;
	if (typeof amount === 'number') return Number.isFinite(amount) ? plain(amount) : null;
	const digits = textOf(amount);
	return /^-?\d+(\.\d+)?$/.test(digits) ? digits : null;
}

/** Without an exponent, which JavaScript writes from 1e21 up and from 1e-7 down. */
const plain = (value: number): string => {
	const written = String(value);
	return written.includes('e')
		? value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 })
		: written;
};

/** The address of a page; '' for anything else. */
export const urlOf = (value: unknown): string =>
	/^https?:\/\/\S+$/i.test(textOf(value)) ? textOf(value) : '';

/** The currency beside an amount that is an object. */
export const currencyIn = (amount: unknown): string => textOf(property(amount, 'currency'));

/** Unix times below this are in seconds: in milliseconds they would lie in 1973 or before. */
const firstMilliseconds = 1e11;

/**
 * A time as epoch milliseconds: ISO 8601 with any number of decimals and any offset, or Unix time in seconds or milliseconds, as a number
 * or as text. Null for anything else.
 *
 * @param zone what a time without a zone means at this provider, e.g. `+07:00`
 */
export function timeOf(value: unknown, zone = 'Z'): number | null {
	const written = textOf(value);
	if (/^\d{9,15}$/.test(written)) {
		const number = Number(written);
		return number < firstMilliseconds ? number * 1000 : number;
	}
	const parts = iso.exec(isoFrom(written));
	if (parts === null) return null;
	const [, date = '', time = '00:00:00', fraction = '', given] = parts;
	if (!isDay(date)) return null;
	const milliseconds = fraction.slice(0, 3).padEnd(3, '0');
	const parsed = Date.parse(`${date}T${time}.${milliseconds}${zoneOf(given ?? zone)}`);
	return Number.isNaN(parsed) ? null : parsed;
}

/** JavaScript reads 30 February as 2 March. */
const isDay = (date: string): boolean => {
	const midnight = Date.parse(`${date}T00:00:00Z`);
	return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(date);
};

/** `26 Dec 2025 13:35:45`, as the notifications of one provider write it, in ISO 8601; anything else as it is. */
export const isoFrom = (written: string): string =>
	written.replace(
		/^(\d{1,2}) ([a-z]{3}) (\d{4}) /i,
		(whole, day: string, name: string, year: string) => {
			const month = months.indexOf(name.toLowerCase()) + 1;
			return month === 0
				? whole
				: `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')} `;
		},
	);

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

const iso =
	/^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}:\d{2})(?:[.,](\d+))?\s*(z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/** `+0700` and `+07`, as PostgreSQL writes it, are the same as `+07:00`. */
const zoneOf = (zone: string): string => {
	const [, hours, minutes = '00'] = /^([+-]\d{2}):?(\d{2})?$/.exec(zone) ?? [];
	return hours === undefined ? zone.toUpperCase() : `${hours}:${minutes}`;
};
