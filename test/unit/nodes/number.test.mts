import { type NumberField, readNumber, readNumbers } from '../../../nodes/shared/forms/number';

const timeout: NumberField = {
	label: 'Timeout (Milliseconds)',
	min: 1,
	max: 300_000,
	otherwise: 30_000,
	unit: 'milliseconds',
};
const size: NumberField = { label: 'Items per Batch', min: -1, otherwise: 50 };

const read = (given: unknown, field = timeout) => {
	const answer = readNumber(given, field);
	return answer.kind === 'number' ? answer.number : answer.explanation.message;
};

describe('a whole number', () => {
	it.each<[unknown, number]>([
		[1, 1],
		[300_000, 300_000],
		['60', 60],
		[' 60\n', 60],
		['+60', 60],
		['007', 7],
	])('%j is taken as it is', (given, number) => {
		expect(read(given)).toBe(number);
	});

	it.each([undefined, null, '', ' ', '\t\n'])('%j is the default', (given) => {
		expect(read(given)).toBe(30_000);
	});

	it.each([0, -1, '0', '-5', 300_001, '999999999'])('%j is out of range, not clamped', (given) => {
		expect(readNumber(given, timeout)).toEqual({
			kind: 'invalid',
			explanation: {
				message: "'Timeout (Milliseconds)' is out of range",
				description: `It is ${given}. Enter a whole number from 1 to 300000 (milliseconds). If it is an expression, check its result for this item.`,
			},
		});
	});

	it.each([
		[Number.NaN],
		[Infinity],
		[-Infinity],
		[0.5],
		[60.5],
		[2 ** 53],
		['soon'],
		['60 seconds'],
		['6e1'],
		['0x10'],
		['60.0'],
		['Infinity'],
		['12345678901234567890'],
		[true],
		[false],
		[[60]],
		[[]],
		[{}],
		[new Date(0)],
	])('%p is said not to be one', (given) => {
		expect(readNumber(given, timeout)).toEqual({
			kind: 'invalid',
			explanation: {
				message: "'Timeout (Milliseconds)' is not a whole number",
				description:
					'Enter a whole number from 1 to 300000 (milliseconds). If it is an expression, check its result for this item.',
			},
		});
	});

	it('may have no upper limit, and begin below 0', () => {
		expect(read(-1, size)).toBe(-1);
		expect(read(Number.MAX_SAFE_INTEGER, size)).toBe(Number.MAX_SAFE_INTEGER);
		expect(readNumber(-2, size)).toMatchObject({
			explanation: { description: expect.stringContaining('Enter a whole number from -1.') },
		});
	});

	it('may come with another remedy', () => {
		expect(readNumber(0, { ...timeout, hint: 'Or leave it.' })).toMatchObject({
			explanation: { description: expect.stringMatching(/ Or leave it\.$/) },
		});
	});
});

describe('several numbers', () => {
	it('are read together', () => {
		expect(readNumbers({ a: [5, timeout], b: ['', size] })).toEqual({
			kind: 'numbers',
			numbers: { a: 5, b: 50 },
		});
	});

	it('name the first that is wrong', () => {
		expect(readNumbers({ a: [5, timeout], b: [-2, size], c: ['x', timeout] })).toMatchObject({
			explanation: { message: "'Items per Batch' is out of range" },
		});
	});
});
