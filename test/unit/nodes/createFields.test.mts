import type { FormField } from '../../../lib/providers/contract';
import { readValue, type Surroundings } from '../../../nodes/PaymentApiRequest/forms/create/value';

/** Every type of field: what a builder or an expression enters, and what is sent or said. */

type Kind = { readonly type: FormField['type'] } & Readonly<Record<string, unknown>>;

const now = Date.UTC(2026, 0, 5, 12);
const around: Surroundings = {
	currency: 'BRL',
	textOf: () => '',
	timezone: 'America/Sao_Paulo',
	now,
};

const read = (kind: Kind, given: unknown, more: Partial<Surroundings> = {}) =>
	readValue(
		{
			name: 'field',
			label: 'Field',
			path: 'field',
			example: 'an example',
			help: 'Help',
			...kind,
		} as FormField,
		given,
		{ ...around, ...more },
	);

/** What is sent, as JSON, or what is wrong. */
const told = (kind: Kind, given: unknown, more: Partial<Surroundings> = {}): string | undefined => {
	const value = read(kind, given, more);
	if (value.kind === 'none') return undefined;
	return value.kind === 'value' ? value.literal : value.explanation.message;
};

const sent = (value: unknown): string => JSON.stringify(value);
const family = '👨‍👩‍👧';

describe('nothing is entered', () => {
	const kinds: readonly Kind[] = [
		{ type: 'text' },
		{ type: 'amount' },
		{ type: 'integer' },
		{ type: 'boolean' },
		{ type: 'choice', choices: [] },
		{ type: 'time', writtenAs: 'iso' },
		{ type: 'birthdate' },
		{ type: 'email' },
		{ type: 'url' },
		{ type: 'phone', writtenAs: 'any' },
		{ type: 'country', writtenAs: 'alpha2' },
		{ type: 'currency' },
		{ type: 'document' },
		{ type: 'textList' },
		{ type: 'json', shape: 'object' },
		{ type: 'account' },
	];
	it.each(kinds)('into a field of type $type', (kind) => {
		for (const nothing of [undefined, null, '', '  ', '\n'])
			expect(read(kind, nothing)).toEqual({ kind: 'none' });
	});

	it.each([{ type: 'text' }, { type: 'email' }, { type: 'phone', writtenAs: 'any' }] as const)(
		'that could be seen, into a field of type $type',
		(kind) => {
			expect(read(kind, '\u200b\u00a0')).toEqual({ kind: 'none' });
		},
	);

	it('into any entry of a list', () => {
		for (const nothing of [[], ['', null], ',', '[]', '[""]'])
			expect(read({ type: 'textList' }, nothing)).toEqual({ kind: 'none' });
	});
});

describe('a text', () => {
	it.each<[given: unknown, told: string]>([
		['José Ñandú', sent('José Ñandú')],
		['Jose\u0301', sent('Jose\u0301')],
		['山田 太郎', sent('山田 太郎')],
		['Ωμέγα O’Brien-Łukasz', sent('Ωμέγα O’Brien-Łukasz')],
		['محمد', sent('محمد')],
		['Ana 😀', sent('Ana 😀')],
		[`${family} GmbH & Co. "KG" \\ <b>`, sent(`${family} GmbH & Co. "KG" \\ <b>`)],
		['  Ana\u00a0', sent('Ana')],
		['\ufeffAna', sent('Ana')],
		[42, sent('42')],
		[0, sent('0')],
		[false, "'Field' is neither text nor a number"],
		[{}, "'Field' is neither text nor a number"],
		[['Ana'], "'Field' is neither text nor a number"],
		[2 ** 53, "'Field' is a number beyond 2^53 and has lost digits"],
		[NaN, "'Field' is NaN or Infinity"],
		['Ana\nExample', "'Field' contains a line break or control character"],
		['Ana\r\nX: y', "'Field' contains a line break or control character"],
		['Ana\tExample', "'Field' contains a line break or control character"],
		['Ana\u0000', "'Field' contains a line break or control character"],
		['Ana\u007fB', "'Field' contains a line break or control character"],
		['Ana \ud83d', "'Field' contains half a character"],
		['\ude00 Ana', "'Field' contains half a character"],
	])('%j: %s', (given, expected) => {
		expect(told({ type: 'text' }, given)).toBe(expected);
	});

	const limits = { type: 'text', minLength: 2, maxLength: 4 } as const;
	it.each<[given: string, told: string]>([
		['ab', sent('ab')],
		['a', "'Field' has 1 character"],
		['😀😀😀😀', sent('😀😀😀😀')],
		['😀😀😀😀😀', "'Field' has 5 characters"],
		['山田太郎', sent('山田太郎')],
		[' abcd ', sent('abcd')],
		['abcde', "'Field' has 5 characters"],
	])('of 2 to 4 characters: %j: %s', (given, expected) => {
		expect(told(limits, given)).toBe(expected);
	});

	it('in a form that is described', () => {
		const pattern = { matches: /^\d{3}$/, description: 'three digits' };
		expect(told({ type: 'text', pattern }, '014')).toBe('"014"');
		expect(read({ type: 'text', pattern }, '14')).toMatchObject({
			explanation: {
				message: "'Field' does not have the expected format",
				description: expect.stringContaining('It has to be three digits.'),
			},
		});
	});
});

describe('an email address', () => {
	const wrong = "'Field' is not an email address";
	it.each<[given: unknown, told: string]>([
		['ana@example.com', sent('ana@example.com')],
		[' ana+shop@mail.example.co ', sent('ana+shop@mail.example.co')],
		['josé@exämple.com', sent('josé@exämple.com')],
		['ana', wrong],
		['ana@', wrong],
		['@example.com', wrong],
		['ana@example', wrong],
		['ana@@example.com', wrong],
		['ana example@example.com', wrong],
		['ana@example.com, bob@example.com', wrong],
		[7, wrong],
	])('%j: %s', (given, expected) => {
		expect(told({ type: 'email' }, given)).toBe(expected);
	});
});

describe('an address on the web', () => {
	const wrong = "'Field' is not a web address";
	it.each<[given: unknown, told: string]>([
		[
			'https://shop.example.com/thanks?a=1&b=2#c',
			sent('https://shop.example.com/thanks?a=1&b=2#c'),
		],
		['http://127.0.0.1:5678/x', sent('http://127.0.0.1:5678/x')],
		['HTTPS://shop.example.com', sent('HTTPS://shop.example.com')],
		['shop.example.com', wrong],
		['/thanks', wrong],
		['ftp://shop.example.com', wrong],
		['javascript:alert(1)', wrong],
		['https://', wrong],
		['https://shop.example.com/a b', wrong],
	])('%j: %s', (given, expected) => {
		expect(told({ type: 'url' }, given)).toBe(expected);
	});
});

describe('a phone number', () => {
	const wrong = "'Field' is not a phone number";
	it.each<[writtenAs: string, given: unknown, told: string]>([
		['e164', '+573000000000', sent('+573000000000')],
		['e164', '+57 (300) 000-00.00', sent('+573000000000')],
		['e164', '573000000000', wrong],
		['e164', '+0123456789', wrong],
		['e164', '+123456', wrong],
		['e164', '+1234567', sent('+1234567')],
		['e164', '+123456789012345', sent('+123456789012345')],
		['e164', '+1234567890123456', wrong],
		['e164', 573000000000, wrong],
		['digits', '081234567890', sent('081234567890')],
		['digits', '+62 812-3456-7890', sent('6281234567890')],
		['digits', 6281234567890, sent('6281234567890')],
		['digits', '0812abc', wrong],
		['digits', '++62', wrong],
		['any', '+62 812', sent('+62812')],
		['any', '0812', sent('0812')],
		['any', 'call me', wrong],
		['any', '+', wrong],
	])('as %s: %j: %s', (writtenAs, given, expected) => {
		expect(told({ type: 'phone', writtenAs }, given)).toBe(expected);
	});

	it.each<[given: string, told: string]>([
		['0812345678', sent('0812345678')],
		['081234567', "'Field' has 9 characters"],
		['081234567890123', sent('081234567890123')],
		['0812345678901234', "'Field' has 16 characters"],
		['0812-3456-7890-123', sent('081234567890123')],
	])('of 10 to 15 digits: %s: %s', (given, expected) => {
		const kind = { type: 'phone', writtenAs: 'digits', minLength: 10, maxLength: 15 } as const;
		expect(told(kind, given)).toBe(expected);
	});
});

describe('a code', () => {
	it.each<[kind: Kind, given: unknown, told: string]>([
		[{ type: 'country', writtenAs: 'alpha2' }, 'us', sent('US')],
		[{ type: 'country', writtenAs: 'alpha2' }, 'USA', "'Field' is not the code of a country"],
		[{ type: 'country', writtenAs: 'alpha2' }, 'U1', "'Field' is not the code of a country"],
		[{ type: 'country', writtenAs: 'alpha3' }, ' bra ', sent('BRA')],
		[{ type: 'country', writtenAs: 'alpha3' }, 'BR', "'Field' is not the code of a country"],
		[{ type: 'country', writtenAs: 'alpha3' }, 'Brazil', "'Field' is not the code of a country"],
		[{ type: 'currency' }, 'usd', sent('USD')],
		[{ type: 'currency' }, 'US', "'Field' is not the code of a currency"],
		[{ type: 'currency' }, 'US$', "'Field' is not the code of a currency"],
		[{ type: 'currency' }, 'QQQ', "'Field' is not the code of a currency"],
		[{ type: 'currency' }, 840, "'Field' is not the code of a currency"],
	])('%j: %j: %s', (kind, given, expected) => {
		expect(told(kind, given)).toBe(expected);
	});
});

describe('the number of a document', () => {
	const cpf = "'Field' is not a valid CPF";
	const cnpj = "'Field' is not a valid CNPJ";
	const byLength = "'Field' is not a valid CPF or CNPJ";
	const strange = "'Field' contains a character that no document number has";
	it.each<[kind: string | undefined, given: unknown, told: string]>([
		['CPF', '529.982.247-25', sent('52998224725')],
		['CPF', 52998224725, sent('52998224725')],
		['CPF', '52998224724', cpf],
		['CPF', '11111111111', cpf],
		['CPF', '11222333000181', cpf],
		['cpf', '52998224724', cpf],
		['CNPJ', '11.222.333/0001-81', sent('11222333000181')],
		['CNPJ', '12.abc.345/01de-35', sent('12ABC34501DE35')],
		['CNPJ', '11222333000182', cnpj],
		['CNPJ', '52998224725', cnpj],
		// Of another country no rule is certain.
		['DNI', '12345678', sent('12345678')],
		['CC', '1.234.567-8', sent('12345678')],
		['PASSPORT', 'x1234567', sent('X1234567')],
		['DNI', '1234_5678', strange],
		['DNI', 'Ñ1234567', strange],
		// Without a kind it follows from the length.
		[undefined, '529.982.247-25', sent('52998224725')],
		[undefined, '11222333000181', sent('11222333000181')],
		[undefined, '52998224724', cpf],
		[undefined, '11222333000182', cnpj],
		[undefined, '1234567890', byLength],
		[undefined, '1', byLength],
	])('of the kind %s: %j: %s', (kind, given, expected) => {
		const field: Kind =
			kind === undefined ? { type: 'document' } : { type: 'document', kindField: 'kind' };
		expect(told(field, given, { textOf: (name) => (name === 'kind' ? (kind ?? '') : '') })).toBe(
			expected,
		);
	});
});

describe('a birthdate', () => {
	const wrong = "'Field' is not a date";
	it.each<[given: unknown, told: string]>([
		['01-31-1990', sent('01-31-1990')],
		['1990-01-31', sent('01-31-1990')],
		['1990-01-31T00:00:00.000-03:00', sent('01-31-1990')],
		['1990-01-31T23:59', sent('01-31-1990')],
		['02-29-2000', sent('02-29-2000')],
		['2000-02-29', sent('02-29-2000')],
		['02-30-1990', wrong],
		['1990-02-30', wrong],
		['02-29-1900', wrong],
		['31-01-1990', wrong],
		['1990-13-01', wrong],
		['1/31/1990', wrong],
		['31 January 1990', wrong],
		['1990', wrong],
		[19900131, wrong],
	])('%j: %s', (given, expected) => {
		expect(told({ type: 'birthdate' }, given)).toBe(expected);
	});
});

describe('a list of texts', () => {
	const choices = [
		{ value: 'QRIS', label: 'QRIS' },
		{ value: 'VA_BRI', label: 'BRI' },
	];
	it.each<[given: unknown, told: string]>([
		['QRIS', sent(['QRIS'])],
		['QRIS, VA_BRI', sent(['QRIS', 'VA_BRI'])],
		[',QRIS,,VA_BRI,', sent(['QRIS', 'VA_BRI'])],
		['["QRIS", "VA_BRI"]', sent(['QRIS', 'VA_BRI'])],
		[['QRIS', ' VA_BRI '], sent(['QRIS', 'VA_BRI'])],
		[7, sent(['7'])],
		[[{ code: 'QRIS' }], "'Field' is neither text nor a number"],
		[{ code: 'QRIS' }, "'Field' is neither text nor a number"],
		['QRIS\u0007', "'Field' contains a line break or control character"],
	])('%j: %s', (given, expected) => {
		expect(told({ type: 'textList' }, given)).toBe(expected);
	});

	it.each<[given: unknown, told: string]>([
		['QRIS', sent(['QRIS'])],
		[['VA_BRI', 'QRIS'], sent(['VA_BRI', 'QRIS'])],
		['qris', "'Field' is not one of its choices"],
		['QRIS, CASH', "'Field' is not one of its choices"],
	])('with fixed choices: %j: %s', (given, expected) => {
		expect(told({ type: 'textList', choices }, given)).toBe(expected);
	});

	it.each<[given: unknown, told: string]>([
		['ALL', sent([])],
		[' ALL ', sent([])],
		[['ALL'], sent([])],
		['QRIS', sent(['QRIS'])],
		['all', sent(['all'])],
		['ALL, QRIS', "'Field' contains ALL together with other values"],
	])('with a word that means any: %j: %s', (given, expected) => {
		expect(told({ type: 'textList', anyWord: 'ALL' }, given)).toBe(expected);
	});

	it('that is empty does not mean any', () => {
		for (const given of ['', '[]', [], ',']) {
			const result = read({ type: 'textList', anyWord: 'ALL' }, given);
			expect(result).toEqual({ kind: 'none' });
		}
	});

	it('that is meant as JSON and is none', () => {
		expect(told({ type: 'textList' }, '["QRIS"')).toBe(
			"'Field' looks like a list but is not valid JSON",
		);
	});
});

describe('JSON', () => {
	it.each<[shape: string, given: unknown, told: string]>([
		[
			'object',
			'{"order": 12345678901234567890, "sum": 10.00}',
			'{"order": 12345678901234567890, "sum": 10.00}',
		],
		['object', { order: 1 }, '{"order":1}'],
		['object', '{}', '{}'],
		['object', '[]', "'Field' is not an object"],
		['object', '"text"', "'Field' is not an object"],
		['object', 'null', "'Field' is not an object"],
		['object', [1], "'Field' is not an object"],
		['array', '[{"name": "Photo"}]', '[{"name": "Photo"}]'],
		['array', [{ name: 'Photo' }], '[{"name":"Photo"}]'],
		['array', '{}', "'Field' is not a list"],
		['array', '1', "'Field' is not a list"],
		['array', { 0: 'a' }, "'Field' is not a list"],
		['array', [{ price: NaN }], "'Field' at 0.price is NaN or Infinity"],
		['object', { id: 2 ** 53 }, "'Field' at id is a number beyond 2^53 and has lost digits"],
	])('that is an %s: %j: %s', (shape, given, expected) => {
		expect(told({ type: 'json', shape }, given)).toBe(expected);
	});

	it('that is broken says where, and does not quote it', () => {
		const message = told({ type: 'json', shape: 'object' }, '{"card": 4111');
		expect(message).toMatch(/^'Field' is not valid JSON/);
		expect(message).not.toContain('4111');
	});
});

describe('a whole number', () => {
	const bounds = { type: 'integer', min: 1, max: 12 } as const;
	const none = "'Field' is not a whole number";
	it.each<[given: unknown, told: string]>([
		['1', '1'],
		[12, '12'],
		[' 07 ', '7'],
		[0, "'Field' is less than 1"],
		['-1', "'Field' is less than 1"],
		['13', "'Field' is more than 12"],
		['1.0', none],
		[1.5, none],
		['1e1', none],
		['9007199254740993', none],
		[NaN, none],
		[true, none],
		[[1], none],
		['one', none],
	])('from 1 to 12: %j: %s', (given, expected) => {
		expect(told(bounds, given)).toBe(expected);
	});

	it('without bounds', () => {
		expect(told({ type: 'integer' }, '-9007199254740991')).toBe('-9007199254740991');
	});
});

describe('yes or no', () => {
	const neither = "'Field' is neither true nor false";
	it.each<[given: unknown, told: string]>([
		[true, 'true'],
		[false, 'false'],
		['true', 'true'],
		['FALSE', 'false'],
		[' True ', 'true'],
		['yes', neither],
		[1, neither],
		[0, neither],
		[{}, neither],
	])('%j: %s', (given, expected) => {
		expect(told({ type: 'boolean' }, given)).toBe(expected);
	});
});

describe('a choice', () => {
	const choices = [
		{ value: 'closed', label: 'Closed' },
		{ value: 'open', label: 'Open' },
	];
	const other = "'Field' is not one of its choices";
	it.each<[given: unknown, told: string]>([
		['open', sent('open')],
		[' closed\u200b', sent('closed')],
		['Open', other],
		['both', other],
		[1, other],
	])('%j: %s', (given, expected) => {
		expect(told({ type: 'choice', choices }, given)).toBe(expected);
	});

	it('names all of them where it is none', () => {
		expect(read({ type: 'choice', choices }, 'both')).toMatchObject({
			explanation: { description: expect.stringContaining('Use closed, open.') },
		});
	});
});

describe('a moment', () => {
	/** As n8n's expressions give it. */
	const luxon = { toJSON: () => '2026-01-06T00:00:00.000-03:00', year: 2026 };
	const past = "'Field' is in the past";
	it.each<[given: unknown, iso: string]>([
		['2026-01-05T12:00:01Z', '2026-01-05T12:00:01Z'],
		['2026-01-05T19:00:01+07:00', '2026-01-05T12:00:01Z'],
		['2026-01-05T12:00:01.999Z', '2026-01-05T12:00:01Z'],
		// In the zone of the workflow.
		['2026-01-05T10:00:00', '2026-01-05T13:00:00Z'],
		['2026-01-05 10:00', '2026-01-05T13:00:00Z'],
		// A day ends with its last moment.
		['2026-01-05', '2026-01-06T02:59:59Z'],
		[new Date('2026-01-06T00:00:00Z'), '2026-01-06T00:00:00Z'],
		[luxon, '2026-01-06T03:00:00Z'],
		[Date.UTC(2026, 1, 1), '2026-02-01T00:00:00Z'],
	])('%j: %s', (given, iso) => {
		expect(told({ type: 'time', writtenAs: 'iso' }, given)).toBe(sent(iso));
	});

	it.each<[given: unknown, told: string]>([
		['2026-01-05T12:00:00Z', past],
		['2026-01-05T11:59:59Z', past],
		['2026-01-04', past],
		['1999-12-31', past],
		['tomorrow', "'Field' is not a date"],
		['2026-02-30T00:00:00Z', "'Field' is not a date"],
		[{}, "'Field' is not a date"],
		[true, "'Field' is not a date"],
	])('%j: %s', (given, expected) => {
		expect(told({ type: 'time', writtenAs: 'iso' }, given)).toBe(expected);
	});

	it('as Unix time in milliseconds', () => {
		expect(told({ type: 'time', writtenAs: 'milliseconds' }, '2026-01-05T12:00:01Z')).toBe(
			sent(String(Date.UTC(2026, 0, 5, 12, 0, 1))),
		);
	});
});

describe('an account', () => {
	it.each<[given: unknown, told: string]>([
		['01J5XW8LD0R6M9CJEXAMPLE01', sent('01J5XW8LD0R6M9CJEXAMPLE01')],
		[4711, sent('4711')],
		[['a'], "'Field' is a list"],
		[2 ** 53, "'Field' is a number beyond 2^53 and has lost digits"],
		['a b', "'Field' contains a space at position 2"],
	])('%j: %s', (given, expected) => {
		expect(told({ type: 'account' }, given)).toBe(expected);
	});
});
