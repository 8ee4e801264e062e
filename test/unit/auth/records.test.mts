import { createTokenRecords, remember } from '../../../lib/auth/records';
import { maxRecords, maxRefusedTokens } from '../../../lib/auth/numbers';

describe('the records', () => {
	it('are one per key', () => {
		const records = createTokenRecords();
		expect(records.for('a')).toBe(records.for('a'));
		expect(records.for('a')).not.toBe(records.for('b'));
		expect(createTokenRecords().for('a')).not.toBe(records.for('a'));
	});

	it('are bounded: the one that was not used for longest is forgotten', () => {
		const records = createTokenRecords();
		const [first, second] = [records.for('first'), records.for('second')];
		for (let n = 2; n < maxRecords; n += 1) records.for(`key ${n}`);
		expect(records.for('first')).toBe(first);
		records.for('one more');
		expect(records.for('first')).toBe(first);
		expect(records.for('second')).not.toBe(second);
	});
});

describe('what is remembered of single tokens', () => {
	it('is bounded, dropping the oldest first, and what is added again counts as new', () => {
		const map = new Map<string, number>();
		for (let n = 0; n < maxRefusedTokens; n += 1) remember(map, `token ${n}`, n);
		remember(map, 'token 0', 100);
		remember(map, 'one more', 101);
		expect(map.size).toBe(maxRefusedTokens);
		expect(map.get('token 0')).toBe(100);
		expect([map.has('token 1'), map.has('token 2'), map.has('one more')]).toEqual([
			false,
			true,
			true,
		]);
	});
});
