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

const asciiCodes: ReadonlyMap<string, number> = new Map(
	named.flatMap(([character, names]) =>
		names.split(' ').map((name): [string, number] => [name, character.charCodeAt(0)]),
	),
);

const latin1Codes: ReadonlyMap<string, number> = new Map(
	latin1.split(' ').map((name, index): [string, number] => [name, 0xa0 + index]),
);

/** The last of Unicode. */
export const maxCodePoint = 0x10_ffff;

export const maxNameLength = Math.max(
	...[...asciiCodes.keys(), ...latin1Codes.keys()].map((name) => name.length),
);

/**
 * The code point of an entity's name, without `&` and `;`, or undefined. Names of ASCII characters are taken in any case: HTML
 * writes some of them in more than one (`&AMP;`, `&Hat;`), and to blank too much in a text that looks like a secret is no loss.
 */
export const codeOfEntity = (name: string): number | undefined =>
	latin1Codes.get(name) ?? asciiCodes.get(name.toLowerCase());
