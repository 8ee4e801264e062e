import { existsSync, readFileSync } from 'node:fs';

/** Something that a sheet of a provider says. */
export interface Fact {
	/** File and section of the sheet. */
	readonly source: string;
	readonly says: string;
	/** The test that covers it, where that is no row of the fixtures. */
	readonly tested?: string;
}

export interface Facts {
	readonly known: readonly Fact[];
	/** Those that neither a fixture nor a test covers. */
	readonly missing: readonly Fact[];
	/** Sources of fixtures that no fact names. */
	readonly strange: readonly string[];
}

const folder = 'test/facts';

const read = <Row,>(name: string): readonly Row[] =>
	JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8')) as readonly Row[];

/** Compares the list of facts with the fixtures that have them. */
export function compareFacts(): Facts {
	const known = read<Fact>('facts');
	const fixtures = new Set(
		['payloads', 'calls', 'vectors'].flatMap((name) =>
			read<{ readonly source: string }>(name).map(({ source }) => source),
		),
	);
	const isCovered = ({ source, tested }: Fact): boolean =>
		fixtures.has(source) || (tested !== undefined && existsSync(tested));
	const named = new Set(known.map(({ source }) => source));
	return {
		known,
		missing: known.filter((fact) => !isCovered(fact)),
		strange: [...fixtures].filter((source) => !named.has(source)),
	};
}
