import fc from 'fast-check';
import { severalMeanings } from '../../../lib/redaction/glance';
import { spellingsIn, type Spellings } from '../../../lib/redaction/spellings';
import { runsPer } from '../../support/propertyRuns.mts';
import { withoutGlance } from '../../support/withoutGlance.mts';

/** What escapes consist of, whole ones, and what may complete one. */
const pieces = [
	...['\\', '%', '&', '#', 'x', 'u', 'n', ';', '/', '"', 'q', '0', '9', '25', '5c', 'C'],
	...['\\\\', '\\u00', '\\u005c', '\\u0025', '%2', '%26', '%5C', '%6e', '%75', '%23', '%3B', '%34'],
	...['&#', '&#x', '&#49', '&#92;', '&#0', '&#1114112', '&amp;', '&AMP', '&bsol;', '&num;'],
	...['&semi;', '&ast', '&vert', 'icalline;', '&eacute;', '\n', '\u00e9'],
];

const everyDepth = [0, 1, 2, 3];

/** Everything that the bytes at each position are read as, at each depth. */
function readingsOf(bytes: Buffer, { read }: Spellings): readonly string[] {
	const found: string[] = [];
	for (let at = 0; at < bytes.length; at += 1)
		for (const depth of everyDepth) {
			const readings = read(at, depth).map(({ code, end }) => `${code} to ${end}`);
			found.push(`at ${at}, depth ${depth}: ${readings.toSorted().join(', ')}`);
		}
	return found;
}

function expectAgreement(text: string): void {
	const bytes = Buffer.from(text);
	expect([text, ...readingsOf(bytes, spellingsIn(bytes))]).toEqual([
		text,
		...readingsOf(bytes, withoutGlance(bytes)),
	]);
}

describe('an escape that is read at a glance', () => {
	it('stands for what the lists say: one or two pieces', () => {
		for (const first of pieces)
			for (const second of ['', ...pieces]) expectAgreement(first + second);
	});

	it('stands for what the lists say: many pieces', () => {
		fc.assert(
			fc.property(fc.array(fc.constantFrom(...pieces), { minLength: 3, maxLength: 10 }), (parts) =>
				expectAgreement(parts.join('')),
			),
			runsPer('value'),
		);
	});

	it('has been seen at a glance, where it has one meaning', () => {
		const seen = (text: string): number => spellingsIn(Buffer.from(text)).plain(0);

		for (const text of ['%41', '\\u0041', '&#65;', '&#x41', '\\u00%341', '%&#52;1'])
			expect([text, seen(text)]).toEqual([text, 0x41]);
		expect(seen('%2541')).toBe(severalMeanings);
	});
});
