import { type Machine, sameMachine } from '../../../../dev/bench/machine.mts';

const machine: Machine = {
	cpu: 'One CPU',
	cores: 2,
	memoryBytes: 1,
	system: 'linux',
	n8n: '2.41.1',
	node: '24.0.0',
	dates: ['2026-11-27'],
};

describe('a part that is measured later', () => {
	it.each([
		['on the same day', ['2026-11-27'], ['2026-11-27']],
		['on another day', ['2026-11-28'], ['2026-11-27', '2026-11-28']],
	])('%s belongs to the others', (_, dates, all) => {
		expect(sameMachine(machine, { ...machine, dates })).toEqual({ ...machine, dates: all });
	});

	it.each([{ cpu: 'Another CPU' }, { cores: 4 }, { n8n: '2.42.0' }, { node: '26.0.0' }])(
		'does not, with %j',
		(other) => {
			expect(sameMachine(machine, { ...machine, ...other })).toBeUndefined();
		},
	);
});
