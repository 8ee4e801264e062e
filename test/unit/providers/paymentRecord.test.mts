import {
	amountOf,
	currencyIn,
	firstOf,
	mapStatus,
	statusMeanings,
	timeOf,
	textOf,
} from '../../../lib/providers/paymentRecord';

describe('the meaning of a word', () => {
	const words = { pending: statusMeanings.pending, '00': statusMeanings.succeeded };
	const unknown = { status: 'unknown', final: false };

	it.each(['pending', 'PENDING', 'Pending', ' pending', 'pending\t', '\npEnDiNg\r\n'])(
		'does not depend on case and blanks: %j',
		(word) => {
			expect(mapStatus(words, word)).toEqual({ status: 'pending', final: false });
		},
	);

	it.each(['', ' ', 'penging', 'pending!', 'pen ding', '0', '000', 'null', 'undefined'])(
		'is unknown, and not final, for %j',
		(word) => {
			expect(mapStatus(words, word)).toEqual(unknown);
		},
	);

	it.each([
		['canceled', 'canceled'],
		['canceled', 'cancelled'],
		['cancelled', 'Canceled'],
		['cancelled', ' CANCELLED '],
	])('does not depend on the spelling: %s is listed, %j is met', (listed, word) => {
		expect(mapStatus({ [listed]: statusMeanings.canceled }, word).status).toBe('canceled');
		expect(mapStatus(words, word)).toEqual(unknown);
	});

	it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'])(
		'is never something that every object has: %s',
		(word) => {
			expect(mapStatus(words, word)).toEqual(unknown);
		},
	);
});

describe('an amount', () => {
	it.each<[unknown, string]>([
		[0, '0'],
		[25, '25'],
		[25.5, '25.5'],
		[-3.25, '-3.25'],
		[1e21, '1000000000000000000000'],
		[1e-7, '0.0000001'],
		[1.5e-7, '0.00000015'],
		['25', '25'],
		['25.00', '25.00'],
		['-25.10', '-25.10'],
		[' 300.00 ', '300.00'],
		['12.61000000', '12.61000000'],
		['12345678901234567890.12', '12345678901234567890.12'],
		[{ value: '50000.00', currency: 'IDR' }, '50000.00'],
		[{ value: 2500, currency: 'IDR' }, '2500'],
		[{ value: 1e21 }, '1000000000000000000000'],
	])('%j is %s', (value, amount) => {
		expect(amountOf(value)).toBe(amount);
	});

	it.each<[string, unknown]>([
		['with thousands', '1,234.56'],
		['with a decimal comma', '1234,56'],
		['with an exponent', '1e21'],
		['with a currency', 'IDR 25000'],
		['with a sign before it', '+25'],
		['with a point and no more', '25.'],
		['with nothing before the point', '.5'],
		['in two parts', '25 000'],
		['in hexadecimal', '0x19'],
		['that is no number', Number.NaN],
		['without end', Number.POSITIVE_INFINITY],
		['that is empty', ''],
		['that is null', null],
		['that is missing', undefined],
		['that is true', true],
		['that is a list', ['25']],
		['in an object that says nothing', {}],
		['in an object that says null', { value: null, currency: 'IDR' }],
		['in an object within an object', { value: { value: '25' } }],
		['that an object only inherits', Object.create({ value: '25' })],
	])('%s is not read', (_what, value) => {
		expect(amountOf(value)).toBeNull();
	});

	it.each<[unknown, string]>([
		[{ value: '1.00', currency: 'IDR' }, 'IDR'],
		[{ value: '1.00', currency: ' IDR ' }, 'IDR'],
		[{ value: '1.00', currency: null }, ''],
		[{ value: '1.00' }, ''],
		['1.00', ''],
		[undefined, ''],
	])('%j has the currency %j beside it', (amount, currency) => {
		expect(currencyIn(amount)).toBe(currency);
	});
});

describe('a time', () => {
	const at = Date.UTC(2026, 0, 15, 3, 0, 0);

	it.each<[string, unknown, number]>([
		['in ISO 8601', '2026-01-15T03:00:00Z', at],
		['with milliseconds', '2026-01-15T03:00:00.123Z', at + 123],
		['with a tenth of a second', '2026-01-15T03:00:00.1Z', at + 100],
		['with microseconds', '2026-01-15T03:00:00.123456Z', at + 123],
		['with the seven decimals of .NET', '2026-01-15T03:00:00.1239999Z', at + 123],
		['with nanoseconds', '2026-01-15T03:00:00.123456789Z', at + 123],
		['with a decimal comma', '2026-01-15T03:00:00,5Z', at + 500],
		['with a small z', '2026-01-15T03:00:00z', at],
		['with a space for the T', '2026-01-15 03:00:00', at],
		['with a zone', '2026-01-15T10:00:00+07:00', at],
		['with a zone without colon', '2026-01-15T10:00:00+0700', at],
		['with a zone of hours only', '2026-01-15 10:00:00+07', at],
		['with the zone of London in hours', '2026-01-15 03:00:00.000+00', at],
		['with hours behind the clock', '2026-01-15T00:00:00-03', at],
		['with a zone behind a space', '2026-01-15 00:00:00 -03:00', at],
		['that is a day', '2026-01-15', Date.UTC(2026, 0, 15)],
		['on a leap day', '2028-02-29T00:00:00Z', Date.UTC(2028, 1, 29)],
		['with blanks around', ' 2026-01-15T03:00:00Z\n', at],
		['in milliseconds', at, at],
		['in milliseconds, as text', String(at), at],
		['in milliseconds, as documented', '1765505364000', 1_765_505_364_000],
		['in seconds', at / 1000, at],
		['in seconds, as text', String(at / 1000), at],
		['in the last number that is taken for seconds', 99_999_999_999, 99_999_999_999_000],
		['in the first number that is taken for milliseconds', 100_000_000_000, 100_000_000_000],
	])('%s is read: %j', (_what, value, time) => {
		expect(timeOf(value)).toBe(time);
	});

	it.each<[string, string, string]>([
		['2026-01-15T10:00:00', '+07:00', '2026-01-15T03:00:00.000Z'],
		['2026-01-15 10:00:00.25', '+0700', '2026-01-15T03:00:00.250Z'],
		['2026-01-15', '+07:00', '2026-01-14T17:00:00.000Z'],
		['2026-01-15 10:00:00', '+07', '2026-01-15T03:00:00.000Z'],
		['26 Dec 2025 13:35:45', '+07:00', '2025-12-26T06:35:45.000Z'],
		['1 jan 2026 00:00:00', 'Z', '2026-01-01T00:00:00.000Z'],
		['2026-01-15T10:00:00', 'Z', '2026-01-15T10:00:00.000Z'],
		['2026-01-15T10:00:00', 'z', '2026-01-15T10:00:00.000Z'],
		['2026-01-15T10:00:00-03:00', '+07:00', '2026-01-15T13:00:00.000Z'],
		['2026-01-15T10:00:00Z', '+07:00', '2026-01-15T10:00:00.000Z'],
		['1768446000000', '+07:00', '2026-01-15T03:00:00.000Z'],
	])('%s at a provider in the zone %s is %s', (value, zone, iso) => {
		expect(new Date(timeOf(value, zone) ?? Number.NaN).toISOString()).toBe(iso);
	});

	it.each<[string, unknown]>([
		['empty', ''],
		['blank', '  '],
		['null', null],
		['missing', undefined],
		['true', true],
		['a list', [at]],
		['an object', { date: '2026-01-15' }],
		['words', 'yesterday'],
		['on 30 February in the words of a webhook', '30 Feb 2025 13:35:45'],
		['in a month that is none', '26 Foo 2025 13:35:45'],
		['in the words of a webhook without a time', '26 Dec 2025'],
		['the zero date of a database', '0000-00-00 00:00:00'],
		['in month 13', '2026-13-01T00:00:00Z'],
		['on 30 February', '2026-02-30T00:00:00Z'],
		['on a leap day that is none', '2026-02-29'],
		['on day 32', '2026-01-32'],
		['at 25 hours', '2026-01-15T25:00:00Z'],
		['at minute 61', '2026-01-15T10:61:00Z'],
		['at second 61', '2026-01-15T10:00:61Z'],
		['in a zone of one digit', '2026-01-15T10:00:00+7'],
		['in a zone of three digits', '2026-01-15T10:00:00+070'],
		['in no zone of hours', '2026-01-15T10:00:00+99'],
		['in no zone of this world', '2026-01-15T10:00:00+99:99'],
		['without seconds', '2026-01-15T10:00Z'],
		['a year alone', '2026'],
		['a date of eight digits', '20260115'],
		['a negative number', -at],
		['with decimals of a Unix second', 1_768_446_000.5],
		['in microseconds', 1_768_446_000_000_000],
		['beyond every calendar', '99999999999999999999'],
		['a number with an exponent', 1e21],
		['no number', Number.NaN],
		['in the year 10000', '+010000-01-01T00:00:00Z'],
	])('that is %s is not read', (_what, value) => {
		expect(timeOf(value)).toBeNull();
	});

	it.each<[unknown, string | undefined]>([
		[999_999_999_999_999, undefined],
		['9999-12-31T23:59:59.9999999-23:59', undefined],
		['0000-01-01T00:00:00+23:59', undefined],
		['0001-01-01T00:00:00', '+07:00'],
		['2026-01-15T24:00:00Z', undefined],
		['2026-01-15', 'nowhere'],
		['2026-01-15T10:00:00', ''],
	])('%j in the zone %j can be written down again, if it is read at all', (value, zone) => {
		const time = timeOf(value, zone);
		expect(() => new Date(time ?? 0).toISOString()).not.toThrow();
		expect(time).not.toBeNaN();
	});
});

describe('the first of several properties', () => {
	it.each<[string, unknown, unknown]>([
		['the first, if it says something', { a: 1, b: 2 }, 1],
		['zero, which says something', { a: 0, b: 2 }, 0],
		['the second where the first is missing', { b: 2 }, 2],
		['the second where the first is null', { a: null, b: 2 }, 2],
		['the second where the first is empty', { a: '', b: 2 }, 2],
		['the second where the first is blank', { a: ' \t', b: 2 }, 2],
		['none where none says anything', { a: null, b: '' }, undefined],
		['none of no object', 'a', undefined],
		['none of a list', [1, 2], undefined],
		['none that is only inherited', Object.create({ a: 1 }), undefined],
	])('is %s', (_what, record, value) => {
		expect(firstOf(record, ['a', 'b'])).toBe(value);
	});
});

describe('a word', () => {
	it.each<[unknown, string]>([
		['paid', 'paid'],
		[' Paid\n', 'Paid'],
		[6, '6'],
		[0, '0'],
		[null, ''],
		[undefined, ''],
		[true, ''],
		[{ code: '00' }, ''],
		[['paid'], ''],
	])('from %j is %j', (value, word) => {
		expect(textOf(value)).toBe(word);
	});
});
