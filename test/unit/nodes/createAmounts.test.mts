import { type AmountField, readAmount } from '../../../nodes/PaymentApiRequest/forms/create/amount';

/** Amounts as builders and expressions give them, and as they are sent. */

const plain: AmountField = {
	type: 'amount',
	name: 'amount',
	label: 'Amount',
	path: 'amount',
	example: '1',
	help: 'Help',
};

const literal = (given: unknown, currency = 'BRL', more: Partial<AmountField> = {}): string => {
	const read = readAmount({ ...plain, ...more }, given, currency);
	return read.kind === 'value' ? read.literal : read.explanation.message;
};

describe('an amount is sent digit by digit as it was written', () => {
	it.each<[given: unknown, currency: string, sent: string]>([
		['10', 'BRL', '10'],
		[10, 'BRL', '10'],
		['10.5', 'BRL', '10.5'],
		[10.5, 'BRL', '10.5'],
		['10.50', 'BRL', '10.50'],
		['  10.50\n', 'BRL', '10.50'],
		['0.01', 'BRL', '0.01'],
		['1.10', 'USD', '1.10'],
		['007', 'BRL', '7'],
		['00.50', 'BRL', '0.50'],
		['9007199254740993', 'IDR', '9007199254740993'],
		['12345678901234567890.12', 'USD', '12345678901234567890.12'],
		[9007199254740991, 'IDR', '9007199254740991'],
		[1_234_567_890_123.45, 'USD', '1234567890123.45'],
		// Noughts that the currency has no place for.
		['100.00', 'IDR', '100'],
		['100.', 'IDR', "'Amount' is not an amount"],
		['10.5000', 'BRL', '10.50'],
		['1000.000', 'CLP', '1000'],
		['1.255', 'KWD', '1.255'],
		// Where the currency is not known, as most have them.
		['10.25', '', '10.25'],
	])('%j in %s: %s', (given, currency, sent) => {
		expect(literal(given, currency)).toBe(sent);
	});
});

describe('an uncertain amount is refused', () => {
	const none = "'Amount' is not an amount";
	const lost = "'Amount' is a number beyond 2^53 and has lost digits";
	it.each<[given: unknown, currency: string, message: string]>([
		[0.1 + 0.2, 'BRL', "'Amount' has 17 decimals"],
		['10.0050', 'BRL', "'Amount' has 3 decimals"],
		['10.5', 'IDR', "'Amount' has 1 decimal"],
		['10.01', 'CLP', "'Amount' has 2 decimals"],
		['150.000', 'IDR', "'Amount' has a point before three digits"],
		['1.500', 'BRL', "'Amount' has a point before three digits"],
		['1,234.50', 'BRL', none],
		['1.234,50', 'BRL', none],
		['10,50', 'BRL', none],
		['1 000', 'BRL', none],
		["1'000", 'BRL', none],
		['R$ 10', 'BRL', none],
		['10 BRL', 'BRL', none],
		['1e3', 'BRL', none],
		['+10', 'BRL', none],
		['.5', 'BRL', none],
		['0x10', 'BRL', none],
		['١٢', 'BRL', none],
		['NaN', 'BRL', none],
		['Infinity', 'BRL', none],
		[true, 'BRL', none],
		[['10'], 'BRL', none],
		[{ value: '10.00' }, 'BRL', none],
		[{}, 'BRL', none],
		[NaN, 'BRL', "'Amount' is NaN or Infinity"],
		[Infinity, 'BRL', "'Amount' is NaN or Infinity"],
		[2 ** 53, 'IDR', lost],
		[1e21, 'IDR', lost],
		[99_999_999_999_999.98, 'USD', "'Amount' is a number with 16 digits, and may have lost some"],
		['0', 'BRL', "'Amount' is not greater than 0"],
		['0.00', 'BRL', "'Amount' is not greater than 0"],
		[0, 'BRL', "'Amount' is not greater than 0"],
		[-0, 'BRL', "'Amount' is not greater than 0"],
		['-5', 'BRL', "'Amount' is not greater than 0"],
		[-0.01, 'BRL', "'Amount' is not greater than 0"],
		['-0', 'BRL', "'Amount' is not greater than 0"],
		[1e-7, 'BRL', "'Amount' has 7 decimals"],
	])('%j in %s: %s', (given, currency, message) => {
		expect(literal(given, currency)).toBe(message);
	});

	it('with what to do', () => {
		const description = (given: unknown, currency: string): string => {
			const read = readAmount(plain, given, currency);
			return read.kind === 'invalid' ? read.explanation.description : '';
		};
		expect(description('10.5', 'IDR')).toMatch(/^IDR has none\. Round it/);
		expect(description('10.5551', 'BRL')).toMatch(/^At most 2 are allowed\. Round it/);
		expect(description('1,5', 'BRL')).toContain('e.g. 1234.50');
		expect(description(2 ** 53, 'IDR')).toContain('Pass it as text');
	});
});

describe('the bounds of an amount are inclusive, and compared digit by digit', () => {
	const bounds = { min: '1000', max: '10000000' };
	const cash = { min: '50000', max: '1000000', multipleOf: '50000' };
	it.each<[given: unknown, currency: string, more: Partial<AmountField>, sent: string]>([
		['1000', 'IDR', bounds, '1000'],
		['999', 'IDR', bounds, "'Amount' is less than 1000"],
		['10000000', 'IDR', bounds, '10000000'],
		['10000001', 'IDR', bounds, "'Amount' is more than 10000000"],
		['99999999.99', 'BRL', { max: '99999999.99' }, '99999999.99'],
		['100000000', 'BRL', { max: '99999999.99' }, "'Amount' is more than 99999999.99"],
		['2', 'BRL', { min: '2' }, '2'],
		['2.00', 'BRL', { min: '2' }, '2.00'],
		['1.99', 'BRL', { min: '2' }, "'Amount' is less than 2"],
		['9', 'IDR', { max: '10' }, '9'],
		['50000', 'IDR', cash, '50000'],
		['100000.00', 'IDR', cash, '100000'],
		['1000000', 'IDR', cash, '1000000'],
		['75000', 'IDR', cash, "'Amount' is not a multiple of 50000"],
		['50001', 'IDR', cash, "'Amount' is not a multiple of 50000"],
		['1050000', 'IDR', cash, "'Amount' is more than 1000000"],
		// One product of a currency without decimals takes some.
		['1.50', 'IDR', { decimals: 2, min: '1' }, '1.50'],
		['1.5051', 'IDR', { decimals: 2, min: '1' }, "'Amount' has 4 decimals"],
	])('%j in %s within %j: %s', (given, currency, more, sent) => {
		expect(literal(given, currency, more)).toBe(sent);
	});
});

describe('an amount that the provider takes as text', () => {
	it.each<[given: unknown, sent: string]>([
		['10000', '"10000.00"'],
		[10_000, '"10000.00"'],
		['10000.00', '"10000.00"'],
		['9007199254740993', '"9007199254740993.00"'],
	])('%j: %s', (given, sent) => {
		expect(literal(given, 'IDR', { writtenAs: 'text' })).toBe(sent);
	});

	it('keeps the decimals that the currency has', () => {
		expect(literal('10.5', 'BRL', { writtenAs: 'text' })).toBe('"10.50"');
	});
});
