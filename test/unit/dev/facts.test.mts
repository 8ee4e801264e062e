import { existsSync } from 'node:fs';

import { compareFacts } from '../../../dev/facts/missing.mts';

describe('the facts of the sheets', () => {
	const { known, missing, strange } = compareFacts();

	it('name a test that exists, where they name one', () => {
		const named = known.flatMap(({ tested }) => tested ?? []);
		expect(named.filter((path) => !existsSync(path))).toEqual([]);
	});

	it('hold the source of every fixture', () => {
		expect(strange).toEqual([]);
	});

	it('are each there once', () => {
		const sources = known.map(({ source }) => source);
		expect(sources.filter((source, at) => sources.indexOf(source) !== at)).toEqual([]);
	});

	it('are each covered by a fixture or a test', () => {
		expect(missing).toEqual([]);
	});
});
