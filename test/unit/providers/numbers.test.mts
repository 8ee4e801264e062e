import { brokenNumber, numberProblem } from '../../../lib/providers/numbers';

describe('a number', () => {
	it.each<[number, string | undefined]>([
		[0, undefined],
		[1.5, undefined],
		[-0.1, undefined],
		[2 ** 53 - 1, undefined],
		[2 ** 53, 'lostDigits'],
		[-(2 ** 53), 'lostDigits'],
		[1e21, 'lostDigits'],
		[Number.NaN, 'notANumber'],
		[Infinity, 'notANumber'],
	])('%p: %p', (value, problem) => {
		expect(numberProblem(value)).toBe(problem);
	});

	it.each<[unknown, object | undefined]>([
		[2 ** 53, { place: '', problem: 'lostDigits' }],
		[{ a: { b: [1, Number.NaN] } }, { place: 'a.b.1', problem: 'notANumber' }],
		[[{ id: 1e20 }], { place: '0.id', problem: 'lostDigits' }],
		[{ a: '9007199254740993', b: null, c: true, d: [], e: {} }, undefined],
		[new Date(0), undefined],
	])('is found in %j', (value, found) => {
		expect(brokenNumber(value)).toEqual(found);
	});
});
