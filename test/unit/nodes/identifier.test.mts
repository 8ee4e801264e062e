import { readIdentifier, readIdentifiers } from '../../../nodes/shared/forms/identifier';

const read = (given: unknown, by: 'id' | 'reference' = 'id') => {
	const answer = readIdentifier(given, 'Payment ID', by);
	return answer.kind === 'value' ? answer.value : answer.explanation.message;
};
const several = (given: unknown, by: 'id' | 'reference' = 'id') => {
	const answer = readIdentifiers(given, 'Payments', by);
	return answer.kind === 'values' ? answer.values : answer.explanation.message;
};

describe('an ID', () => {
	it.each<[unknown, string]>([
		['pay-1', 'pay-1'],
		[1001, '1001'],
		[0, '0'],
		[2 ** 53 - 1, '9007199254740991'],
		['7615917337495251231', '7615917337495251231'],
		[7615917337495251231n, '7615917337495251231'],
		['1.5', '1.5'],
		['-', '-'],
		['null-1', 'null-1'],
		['NULL', 'NULL'],
		['a"b', 'a"b'],
		['"', '"'],
		['größe', 'größe'],
	])('may be %p', (given, value) => {
		expect(read(given)).toBe(value);
	});

	it.each([
		' ',
		'\n',
		'\t',
		'\r\n',
		'\u00a0',
		'\u00ad',
		'\u180e',
		'\u2003',
		'\u200b',
		'\u200c',
		'\u200d',
		'\u200e',
		'\u200f',
		'\u2028',
		'\u202a',
		'\u202e',
		'\u202f',
		'\u2060',
		'\u2066',
		'\u2069',
		'\u2800',
		'\u3000',
		'\u3164',
		'\ufeff',
	])('is read without %j at its ends, and refused with it inside', (unseen) => {
		expect(read(`${unseen}pay-1`)).toBe('pay-1');
		expect(read(`pay-1${unseen}${unseen} `)).toBe('pay-1');
		expect(read(`pay${unseen}-1`)).toMatch(/^'Payment ID' contains an? .+ at position 4$/);
		expect(read(unseen)).toBe("'Payment ID' is empty");
	});

	it.each<[unknown, string]>([
		[7615917337495251000, 'is a number beyond 2^53 and has lost digits'],
		[2 ** 53, 'is a number beyond 2^53 and has lost digits'],
		[-(2 ** 53), 'is a number beyond 2^53 and has lost digits'],
		[1e21, 'is a number beyond 2^53 and has lost digits'],
		[1.5, 'is a number with decimals'],
		[1e-7, 'is a number with decimals'],
		[Number.NaN, 'is NaN'],
		[Infinity, 'is Infinity'],
		[-Infinity, 'is -Infinity'],
		[true, 'is neither text nor a whole number'],
		[{ id: 1 }, 'is neither text nor a whole number'],
		[['pay-1'], 'is a list'],
		[[], 'is a list'],
		['["pay-1"]', 'is a list'],
		[' [1, 2]\n', 'is a list'],
		['pay-1,pay-2', 'contains a comma at position 6'],
		['pay-1，pay-2', 'contains a comma (U+FF0C) at position 6'],
		['支pay-1、pay-2', 'contains a comma (U+3001) at position 7'],
		['pay-1;pay-2', 'contains a semicolon at position 6'],
		['pay-1；pay-2', 'contains a semicolon (U+FF1B) at position 6'],
		['pay-1|pay-2', 'contains a vertical bar at position 6'],
		['(pay-1)', 'contains a bracket at position 1'],
		['pay-1)', 'contains a bracket at position 6'],
		['pay-{1}', 'contains a brace at position 5'],
		['{"id":"pay-1"}', 'looks like an object in JSON'],
		[' {"ids": ["pay-1"]}', 'looks like an object in JSON'],
		['{}', 'looks like an object in JSON'],
		['{id: 1}', 'looks like an object in JSON'],
		['{id}', 'contains a brace at position 1'],
		['{', 'contains a brace at position 1'],
		['null', "is the word 'null'"],
		[' undefined ', "is the word 'undefined'"],
		['NaN', "is the word 'NaN'"],
		['pay-1, pay-2', 'contains a space at position 7'],
		['pay-1\npay-2', 'contains a line break at position 6'],
		['pay-1\tpay-2', 'contains a tab at position 6'],
		['pay\u00a01', 'contains a non-breaking space (U+00A0) at position 4'],
		['pay\u200b1', 'contains an invisible character (U+200B) at position 4'],
		['💸\u200b1', 'contains an invisible character (U+200B) at position 2'],
		['pay\u00001', 'contains a control character (U+0000) at position 4'],
		['\ud83d', 'contains half a character (U+D83D) at position 1'],
		['"pay-1"', 'is in quotation marks'],
		["'pay-1'", 'is in quotation marks'],
		['“pay-1”', 'is in quotation marks'],
		['..', 'contains a character that no ID has'],
		['', 'is empty'],
		[null, 'is empty'],
		[undefined, 'is empty'],
	])('is not %p', (given, said) => {
		expect(read(given)).toBe(`'Payment ID' ${said}`);
	});

	it('that lost digits is to be passed as text', () => {
		expect(readIdentifier(7615917337495251000, 'Payment ID')).toMatchObject({
			explanation: { description: expect.stringContaining('Pass it as text') },
		});
	});

	it.each([['a,b'], [['a', 'b']], ['["a","b"]']])('is one value: %j', (given) => {
		expect(readIdentifier(given, 'Payment ID')).toMatchObject({
			explanation: { description: expect.stringMatching(/^One value is expected\. /) },
		});
	});

	it('is never quoted when it is refused', () => {
		for (const given of [
			'secret 1',
			'secret,1',
			'"secret"',
			'["secret"]',
			['secret'],
			{ secret: 1 },
			'{"secret":1}',
			'secret;1',
			'secret|1',
		])
			expect(JSON.stringify(readIdentifier(given, 'F'))).not.toContain('secret');
	});
});

describe('a reference', () => {
	it.each(['order-1,2', 'order-1;2', 'a|b', '(1)', '{0f4b1d5e-1111}'])(
		'may hold what an ID does not: %s',
		(reference) => {
			expect(read(reference, 'reference')).toBe(reference);
		},
	);

	it.each([
		['{"id":"order-1"}', 'looks like an object in JSON'],
		['{}', 'looks like an object in JSON'],
		['null', "is the word 'null'"],
		['undefined', "is the word 'undefined'"],
	])('is not %s', (given, said) => {
		expect(read(given, 'reference')).toBe(`'Payment ID' ${said}`);
	});

	it('is no list of references', () => {
		expect(read('["order-1"]', 'reference')).toBe("'Payment ID' is a list");
	});
});

describe('several IDs', () => {
	const three = ['id1', 'id2', 'id3'];

	it.each<[unknown, readonly string[]]>([
		['id1', ['id1']],
		['id1,id2,id3', three],
		['id1, id2 ,\tid3', three],
		['id1;id2; id3', three],
		['id1\nid2\nid3', three],
		['id1\r\nid2\r\n\r\nid3\r\n', three],
		[' id1 ,\n,id2,\n  id3\u00a0,', three],
		['id1\tid2\tid3', three],
		['id1，id2、 id3', three],
		['id1；id2；id3', three],
		['id1\u2028id2\u2029id3', three],
		['\ufeffid1\u200b\nid2, id3', three],
		['["id1","id2","id3"]', three],
		[' [ "id1",\n"id2" , "id3" ] ', three],
		[['id1', 'id2', 'id3'], three],
		[['id1', ' id2 ', null, '', undefined, 'id3', 'id1'], three],
		['id1,id2,id1\nid3,id2', three],
		['["id1","id1"]', ['id1']],
		[[1001, '1001'], ['1001']],
		[1001, ['1001']],
		['[7615917337495251231]', ['7615917337495251231']],
		['7615917337495251231,7615917337495251232', ['7615917337495251231', '7615917337495251232']],
		['', []],
		[' ,\n', []],
		['[]', []],
		[[], []],
		[null, []],
		[undefined, []],
	])('%j', (given, ids) => {
		expect(several(given)).toEqual(ids);
		expect(several(given, 'reference')).toEqual(ids);
	});

	it.each<[unknown, string]>([
		['[id1, id2]', "'Payments' looks like a list but is not valid JSON"],
		['["id1","id2"', "'Payments' looks like a list but is not valid JSON"],
		['id1 id2', "Entry 1 of 'Payments' contains a space at position 4"],
		['id1\nid 2', "Entry 2 of 'Payments' contains a space at position 3"],
		[['id1', 'id2,id3'], "Entry 2 of 'Payments' contains a comma at position 4"],
		[['id1', ['id2']], "Entry 2 of 'Payments' is a list"],
		[[{ id: 'id1' }], "Entry 1 of 'Payments' is neither text nor a whole number"],
		['[{"id":"id1"}]', "Entry 1 of 'Payments' is neither text nor a whole number"],
		[{ id: 'id1' }, "Entry 1 of 'Payments' is neither text nor a whole number"],
		[[7615917337495251000], "Entry 1 of 'Payments' is a number beyond 2^53 and has lost digits"],
		[[1.5], "Entry 1 of 'Payments' is a number with decimals"],
		['(id1,id2)', "Entry 1 of 'Payments' contains a bracket at position 1"],
		['id1,id2)', "Entry 2 of 'Payments' contains a bracket at position 4"],
		['{"id":"x1"}', "Entry 1 of 'Payments' looks like an object in JSON"],
		[' {"ids":["a","b"]}\n', "Entry 1 of 'Payments' looks like an object in JSON"],
		['{"id":"x1"},{"id":"x2"}', "Entry 1 of 'Payments' looks like an object in JSON"],
		['id1\n{"id":"x2"}', "Entry 2 of 'Payments' looks like an object in JSON"],
		['null', "Entry 1 of 'Payments' is the word 'null'"],
		['id1, undefined', "Entry 2 of 'Payments' is the word 'undefined'"],
		[['id1|id2'], "Entry 1 of 'Payments' contains a vertical bar at position 4"],
		[Number.NaN, "Entry 1 of 'Payments' is NaN"],
		['"id1","id2"', "Entry 1 of 'Payments' is in quotation marks"],
	])('%j are refused', (given, said) => {
		expect(several(given)).toBe(said);
	});

	it('may have bars between them, which a reference may hold', () => {
		expect(several('id1|id2 | id3')).toEqual(three);
		expect(several('id1|id2,id3', 'reference')).toEqual(['id1|id2', 'id3']);
	});

	it('may be references in braces', () => {
		expect(several('{a-1},{a-2}', 'reference')).toEqual(['{a-1}', '{a-2}']);
		expect(several('{"ids":["a","b"]}', 'reference')).toBe(
			"Entry 1 of 'Payments' looks like an object in JSON",
		);
	});
});
