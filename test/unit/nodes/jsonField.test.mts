import { readJsonField, readJsonObject } from '../../../nodes/PaymentApiRequest/forms/jsonField';

describe('a JSON field', () => {
	it.each([
		['{}', {}],
		[' {"a":1}\n', { a: 1 }],
		['[1]', [1]],
		['"x"', 'x'],
		['0', 0],
		['null', null],
	])('%j is kept as typed', (given, value) => {
		expect(readJsonField('F', given)).toEqual({ kind: 'json', value, text: given });
	});

	it('keeps digits that a number cannot hold, in its text and in its value', () => {
		const given = '{"id":9007199254740993}';

		expect(readJsonField('F', given)).toEqual({
			kind: 'json',
			value: { id: '9007199254740993' },
			text: given,
		});
	});

	it.each([
		[{ a: 1 }, '{"a":1}'],
		[[1, 2], '[1,2]'],
		[0, '0'],
		[false, 'false'],
	])('%j of an expression is written as JSON', (given, text) => {
		expect(readJsonField('F', given)).toEqual({ kind: 'json', value: given, text });
	});

	it.each<[unknown, string]>([
		[{ id: 7615917337495251000 }, 'F at id is a number beyond 2^53 and has lost digits'],
		[[{ a: [1, Number.NaN] }], 'F at 0.a.1 is NaN or Infinity'],
		[2 ** 53, 'F is a number beyond 2^53 and has lost digits'],
	])('%j from an expression is not what was written', (given, message) => {
		expect(readJsonField('F', given)).toMatchObject({ kind: 'invalid', explanation: { message } });
	});

	it.each(['', '  \n', undefined, null])('%j is empty', (given) => {
		expect(readJsonField("'JSON' of 'Body'", given)).toEqual({
			kind: 'invalid',
			explanation: {
				message: "'JSON' of 'Body' is empty",
				description: 'Enter {} to send an empty object, or turn the section off.',
			},
		});
	});

	it.each([
		['{"a":1,}', ' (line 1, column 8)'],
		['{\n "a": 1\n "b": 2\n}', ' (line 3, column 2)'],
		['[1,2', ' (line 1, column 5)'],
		['{"a":1}}', ' (line 1, column 8)'],
		['{"a" "position 3"', ' (line 1, column 6)'],
		// Here the parser names no place, but quotes the text: a place must not be read out of that.
		['{"x":"at position 3', undefined],
		['x at position 3', ''],
	])('%j is refused with the place', (given, place) => {
		const read = readJsonField('F', given);

		expect(read.kind).toBe('invalid');
		if (read.kind !== 'invalid' || place === undefined) return;
		expect(read.explanation.message).toBe(`F is not valid JSON${place}`);
	});

	it.each(['4111111111111111', '{"card":4111111111111111,"cvv":x}', '{"iban":"DE02', 'secret'])(
		'%j is never quoted',
		(given) => {
			const read = readJsonField('F', `${given}!`);

			expect(read.kind).toBe('invalid');
			expect(JSON.stringify(read)).not.toMatch(/4111|cvv|DE02|secret/);
		},
	);
});

describe('a JSON field that has to be an object', () => {
	it.each(['{"a":1}', { a: 1 }])('takes %j', (given) => {
		expect(readJsonObject('F', given)).toEqual({ kind: 'object', object: { a: 1 } });
	});

	it.each(['[]', '"a"', '1', 'null', [1], 2])('does not take %j', (given) => {
		expect(readJsonObject('F', given)).toMatchObject({
			kind: 'invalid',
			explanation: { message: 'F is not an object' },
		});
	});

	it.each(['', '{'])('does not take %j, which is no JSON', (given) => {
		expect(readJsonObject('F', given).kind).toBe('invalid');
	});
});
