/** HTML's names for characters, as far as a credential may hold them: those of ASCII, and the usual ones of Latin-1. */

const named: ReadonlyArray<readonly [character: string, names: string]> = [
	['\t', 'tab'],
	['\n', 'newline'],
	['!', 'excl'],
	['"', 'quot'],
	['#', 'num'],
	['$', 'dollar'],
	['%', 'percnt'],
	['&', 'amp'],
	["'", 'apos'],
	['(', 'lpar'],
	[')', 'rpar'],
	['*', 'ast midast'],
	['+', 'plus'],
	[',', 'comma'],
	['.', 'period'],
	['/', 'sol'],
	[':', 'colon'],
	[';', 'semi'],
	['<', 'lt'],
	['=', 'equals'],
	['>', 'gt'],
	['?', 'quest'],
	['@', 'commat'],
	['[', 'lsqb lbrack'],
	['\\', 'bsol'],
	[']', 'rsqb rbrack'],
	['^', 'hat'],
	['_', 'lowbar underbar'],
	['`', 'grave diacriticalgrave'],
	['{', 'lcub lbrace'],
	['|', 'verbar vert verticalline'],
	['}', 'rcub rbrace'],
];

/** In the order of their code points, from U+00A0 to U+00FF. */
const latin1 =
	'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr ' +
	'deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest ' +
	'Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ' +
	'ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig ' +
	'agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml ' +
	'eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';

/** A name, letter by letter, as far as it has been read. */
interface Letters {
	readonly next: ReadonlyMap<number, Letters>;
	/** The code point, where a name ends here. */
	readonly code: number | undefined;
}

const lettersOf = (names: ReadonlyArray<readonly [name: string, code: number]>): Letters => ({
	next: new Map(
		[...new Set(names.flatMap(([name]) => (name === '' ? [] : [name.charCodeAt(0)])))].map(
			(first) => [
				first,
				lettersOf(
					names
						.filter(([name]) => name.charCodeAt(0) === first)
						.map(([name, code]) => [name.slice(1), code]),
				),
			],
		),
	),
	code: names.find(([name]) => name === '')?.[1],
});

const asciiNames = lettersOf(
	named.flatMap(([character, names]) =>
		names.split(' ').map((name): [string, number] => [name, character.charCodeAt(0)]),
	),
);

const latin1Names = lettersOf(
	latin1.split(' ').map((name, index): [string, number] => [name, 0xa0 + index]),
);

/** The last of Unicode. */
export const maxCodePoint = 0x10_ffff;

/**
 * The name of an entity as far as it has been read, without `&` and `;`. Names of ASCII characters are taken in any case: HTML
 * writes some of them in more than one (`&AMP;`, `&Hat;`), and to blank too much in a text that looks like a secret is no loss.
 */
export interface Name {
	/** By the letters or digits that some name goes on with. */
	readonly next: ReadonlyMap<number, Name>;
	/** The code point, where the letters so far are a name. */
	readonly code: number | undefined;
}

/** By the letters of the ASCII name: nearly all of a name can belong to one alphabet only. */
const inAnyCase = new Map<Letters, Name>();

function join(ofAscii: Letters | undefined, ofLatin1: Letters | undefined): Name {
	const known = ofAscii && ofLatin1 === undefined ? inAnyCase.get(ofAscii) : undefined;
	if (known !== undefined) return known;
	const lower = [...(ofAscii?.next.keys() ?? [])];
	const letters = [...lower, ...lower.map(upperCase), ...(ofLatin1?.next.keys() ?? [])];
	const name = {
		next: new Map(
			letters.map((letter) => [
				letter,
				// Digits have that bit already.
				join(ofAscii?.next.get(letter | 0x20), ofLatin1?.next.get(letter)),
			]),
		),
		code: ofLatin1?.code ?? ofAscii?.code,
	};
	if (ofAscii && ofLatin1 === undefined) inAnyCase.set(ofAscii, name);
	return name;
}

const upperCase = (letter: number): number => letter & ~0x20;

/** Of which no letter has been read. */
export const noName: Name = join(asciiNames, latin1Names);
