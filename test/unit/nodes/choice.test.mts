import { type ChoiceField, readChoice, readSwitch } from '../../../nodes/shared/forms/choice';

const field: ChoiceField<'a' | 'b' | 'c'> = {
	label: 'Some Field',
	choices: ['a', 'b', 'c'],
	otherwise: 'b',
};

describe('a choice', () => {
	it.each<[unknown, string]>([
		['a', 'a'],
		['c', 'c'],
		[undefined, 'b'],
		[null, 'b'],
	])('%j is %s', (given, choice) => {
		expect(readChoice(given, field)).toEqual({ kind: 'choice', choice });
	});

	it.each(['', ' a', 'A', 'd', 'toString', 1, true, ['a'], {}])('%j is none', (given) => {
		expect(readChoice(given, field)).toEqual({
			kind: 'invalid',
			explanation: {
				message: "'Some Field' is not one of its choices",
				description: 'Use a, b or c. If it is an expression, check its result for this item.',
			},
		});
	});
});

describe('a switch', () => {
	it.each<[unknown, boolean]>([
		[true, true],
		[false, false],
		[undefined, false],
		[null, false],
	])('%j is %s', (given, isOn) => {
		expect(readSwitch(given, 'Send Body')).toEqual({ kind: 'switch', isOn });
	});

	it.each(['true', 'false', '', 'on', '={{ true }}', 1, 0, {}])('%j is neither', (given) => {
		expect(readSwitch(given, 'Send Body')).toMatchObject({
			kind: 'invalid',
			explanation: { message: "'Send Body' is neither true nor false" },
		});
	});
});
