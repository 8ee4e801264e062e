import type { IExecuteFunctions } from 'n8n-workflow';

import { readParameter } from '../../../nodes/PaymentApiRequest/forms/parameter';

/** A node that answers each reading with the item's number, so that a second reading shows. */
function fakeNode(parameters: Readonly<Record<string, unknown>>, failsAt?: number) {
	const readings: string[] = [];
	const node = {
		getNode: () => ({ parameters }),
		getNodeParameter: (name: string, item: number, otherwise?: unknown) => {
			readings.push(`${name} ${item}`);
			if (item === failsAt) throw new Error('The expression failed');
			return name in parameters ? `${name} of ${item}` : otherwise;
		},
	} as unknown as IExecuteFunctions;
	return { node, readings };
}

describe('A parameter of several items', () => {
	const cases = [
		{ what: 'a text', given: '/payments', once: true },
		{ what: 'an empty text', given: '', once: true },
		{ what: 'false', given: false, once: true },
		{ what: 'null', given: null, once: true },
		{ what: 'a text with an equals sign within', given: 'a={{ 1 }}', once: true },
		{ what: 'a collection of constants', given: { batch: { size: 1 } }, once: true },
		{ what: 'an empty list', given: [], once: true },
		{ what: 'an expression', given: '={{ $json.id }}', once: false },
		{ what: 'a fixed text marked as an expression', given: '=abc', once: false },
		{ what: 'a row with an expression', given: { parameters: [{ value: '=1' }] }, once: false },
		{
			what: 'a locator with an expression',
			given: { __rl: true, mode: 'id', value: '={{ 1 }}' },
			once: false,
		},
		{ what: 'what the workflow does not name', given: undefined, once: false },
	];
	test.each(cases)('is read once: $once, for $what', ({ given, once }) => {
		const { node, readings } = fakeNode(given === undefined ? {} : { one: given });
		const values = [0, 1].map((item) => readParameter(node, 'one', item, 'otherwise'));
		expect(readings).toEqual(once ? ['one 0'] : ['one 0', 'one 1']);
		const ofEach = ['one of 0', once ? 'one of 0' : 'one of 1'];
		expect(values).toEqual(given === undefined ? ['otherwise', 'otherwise'] : ofEach);
	});

	test('is read again after a failure, which is not kept', () => {
		const { node, readings } = fakeNode({ one: 'constant' }, 0);
		expect(() => readParameter(node, 'one', 0)).toThrow('The expression failed');
		expect(readParameter(node, 'one', 1)).toBe('one of 1');
		expect(readings).toEqual(['one 0', 'one 1']);
	});

	test('is read again in another run', () => {
		const parameters = { one: 'constant' };
		const [first, second] = [fakeNode(parameters), fakeNode(parameters)];
		readParameter(first.node, 'one', 0);
		readParameter(second.node, 'one', 0);
		expect(second.readings).toEqual(['one 0']);
	});
});
