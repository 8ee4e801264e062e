import fc from 'fast-check';
import { redact } from '../../lib/redaction/redact';
import { findSecrets } from '../../lib/redaction/find';
import { prepare } from '../../lib/redaction/prepare';
import { parseResponse } from '../../lib/http/parse';
import { anyText } from '../support/anyText.mts';
import { timesAsLong } from '../support/cpuTime.mts';
import { raw } from '../support/fakeContext.mts';
import { runsPer } from '../support/propertyRuns.mts';
import { betrays, stringsOf } from '../support/betrays.mts';
import { withoutGlance } from '../support/withoutGlance.mts';

/** How one text is written in another, character by character: `choices` are numbers from 0 to 1, one for each. */
type Writer = (text: string, choices: readonly number[]) => string;

const hex = (code: number, digits: number, choice: number): string => {
	const written = code.toString(16).padStart(digits, '0');
	return choice * 8 - Math.floor(choice * 8) < 0.5 ? written : written.toUpperCase();
};

/** A writer that leaves some characters as they are, where the format allows it. */
const perCharacter =
	(mustEscape: (character: string) => boolean, escape: (c: string, choice: number) => string) =>
	(text: string, choices: readonly number[]): string =>
		[...text]
			.map((character, index) => {
				const choice = choices[index % choices.length] ?? 0;
				return choice < 0.5 && !mustEscape(character) ? character : escape(character, choice);
			})
			.join('');

const short: Readonly<Record<string, string>> = {
	'"': '\\"',
	'\\': '\\\\',
	'/': '\\/',
	'\b': '\\b',
	'\f': '\\f',
	'\n': '\\n',
	'\r': '\\r',
	'\t': '\\t',
};
const json: Writer = perCharacter(
	(character) => character < ' ' || '"\\'.includes(character),
	(character, choice) =>
		(choice < 0.75 ? short[character] : undefined) ??
		character
			.split('')
			.map((half) => `\\u${hex(half.charCodeAt(0), 4, choice)}`)
			.join(''),
);

const url: Writer = perCharacter(
	(character) => !/[\w.~/:-]/.test(character),
	(character, choice) =>
		character === ' ' && choice < 0.75
			? '+'
			: [...Buffer.from(character)].map((byte) => `%${hex(byte, 2, choice)}`).join(''),
);

const names: Readonly<Record<string, string>> = {
	...{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos', '+': 'plus', '/': 'sol' },
	...{ '=': 'equals', '%': 'percnt', '\\': 'bsol', ':': 'colon', '.': 'period', é: 'eacute' },
};
const html: Writer = perCharacter(
	(character) => '&<'.includes(character),
	(character, choice) => {
		const name = names[character];
		const zeros = '0'.repeat(Math.floor(choice * 97) % 5);
		const code = character.codePointAt(0) ?? 0;
		if (choice < 0.7 && name !== undefined) return `&${name};`;
		return choice < 0.85
			? `&#${zeros}${code};`
			: `&#${choice < 0.92 ? 'x' : 'X'}${zeros}${hex(code, 1, choice)};`;
	},
);

const jsonOf = (text: string): string => JSON.stringify(text).slice(1, -1);

/** What goes into base64: JSON in it as JavaScript and PHP write it, and URLs in either case. */
const intoBase64: readonly ((text: string) => string)[] = [
	(text) => text,
	jsonOf,
	(text) => jsonOf(text).replaceAll('/', '\\/'),
	(text) =>
		jsonOf(text)
			.replaceAll('/', '\\/')
			.replace(/[^\0-\x7f]/g, (unit) => `\\u${hex(unit.charCodeAt(0), 4, 0)}`),
	encodeURIComponent,
	(text) => encodeURIComponent(text).replace(/%../g, (escape) => escape.toLowerCase()),
];

/** Within a longer text, as HTTP Basic has the secret, at each of the three places of a group. */
const base64: Writer = (text, [choice = 0, after = 0]) => {
	const before = 'id:'.slice(0, Math.floor(choice * 4));
	const into = intoBase64[Math.floor(after * 997) % intoBase64.length] ?? jsonOf;
	const written = Buffer.from(`${before}${into(text)}${'xy'.slice(0, Math.floor(after * 3))}`);
	return written.toString(choice < 0.5 ? 'base64' : 'base64url');
};

const writers = { json, url, html };
type Format = keyof typeof writers;

/** How an answer looks that has this text in it. */
const containers: Readonly<Record<Format, (text: string) => string>> = {
	json: (text) => `{"a":"x ${text} y","b":[1,"\\\\",{"${text}":null}]}`,
	url: (text) => `?a=b&c=${text}&d=%22e`,
	html: (text) => `<p title="${text}">a &amp; b ${text}</p>`,
};

const secret = fc
	.oneof(
		fc.stringMatching(/^[\x21-\x7e]{6,40}$/),
		fc.string({ unit: 'grapheme', minLength: 6 }),
		fc.string({ unit: fc.constantFrom(...'aB7/+= "\\%&é支😀'), minLength: 6 }),
		// What looks like an escape itself.
		fc
			.array(
				fc.constantFrom(
					...['%41', '%2', '%', '\\u004', '\\u0041', '\\\\', '\\n', '\\', '"', '&amp;', '&#4', ';'],
					...['u0041', '25', '5C', '&', '#43;', 'n', '/', '+', 'x', 'Yz'],
				),
				{ minLength: 3, maxLength: 8 },
			)
			.map((parts) => parts.join('')),
	)
	.filter((value) => value.length >= 6 && !/\p{Cs}/u.test(value) && value.trim() === value);
const choices = fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), {
	minLength: 1,
	maxLength: 60,
});
const format = fc.constantFrom<Format>('json', 'url', 'html');
/** Beginnings and ends of escapes, which what follows or precedes may complete. */
const pieces = fc
	.array(
		fc.constantFrom(
			...[
				'%',
				'&',
				'\\',
				'#',
				'x',
				'u',
				';',
				'25',
				'5c',
				'00',
				'3',
				'amp',
				'&#',
				'&#x',
				'%2',
				'%26',
			],
			...[
				'%25',
				'\\u00',
				'\\u0025',
				'\\\\',
				'&#37;',
				'&#49',
				'%31',
				'&lt',
				'&percnt;',
				'%0A',
				'\n',
			],
		),
		{ maxLength: 8 },
	)
	.map((parts) => parts.join(''));
const surrounding = fc.oneof(anyText(), pieces, fc.constantFrom('', '"', '\\', ','));

describe('a secret in an answer', () => {
	it('is found in every spelling, within one another as well', () => {
		let hidden = 0;
		fc.assert(
			fc.property(
				secret,
				fc.boolean(),
				fc.array(format, { minLength: 1, maxLength: 3 }),
				choices,
				(value, isBase64, formats, drawn) => {
					const inner = isBase64 ? base64(value, drawn) : value;
					const written = formats.reduce(
						(text, name, level) => writers[name](text, [...drawn.slice(level), ...drawn]),
						inner,
					);
					const answer = containers[formats.at(-1) ?? 'json'];
					// What is there without the secret is none of the answer's making.
					fc.pre(!betrays(answer('[hidden]'), value));
					const headers = { 'x-echo': `said ${written}` };
					const shown = redact(raw(answer(written), { headers }), [value]);
					const text = shown.bytes.toString('utf8');
					for (const part of [text, shown.headers['x-echo'] ?? ''])
						expect([part, betrays(part, value)]).toEqual([part, false]);
					for (const part of stringsOf(parseResponse(shown).body))
						expect(part).not.toContain(value);
					if (formats.at(-1) === 'json') expect(() => void JSON.parse(text)).not.toThrow();
					if (text.includes('[hidden]')) hidden += 1;
				},
			),
			runsPer('answer'),
		);

		expect(hidden).toBeGreaterThan(runsPer('answer').numRuns / 4);
	});

	it('is found as it is, wherever it stands', () => {
		fc.assert(
			fc.property(secret, surrounding, surrounding, (value, before, after) => {
				fc.pre(!`${before}[hidden]${after}`.includes(value));
				const headers = { 'x-echo': `${before}${value}${after}` };
				const shown = redact(raw(before + value + after, { headers }), [value]);
				expect(shown.bytes.toString('utf8')).not.toContain(value);
				expect(shown.bytes.toString('utf8')).toContain('[hidden]');
				expect(shown.headers['x-echo']).not.toContain(value);
			}),
			runsPer('answer'),
		);
	});

	it('is found at a glance wherever the slow reading finds it', () => {
		let found = 0;
		fc.assert(
			fc.property(
				fc.array(secret, { minLength: 1, maxLength: 2 }),
				fc.boolean(),
				fc.array(format, { maxLength: 3 }),
				choices,
				surrounding,
				surrounding,
				(values, isBase64, formats, drawn, before, after) => {
					const [value = ''] = values;
					const written = formats.reduce(
						(text, name, level) => writers[name](text, [...drawn.slice(level), ...drawn]),
						isBase64 ? base64(value, drawn) : value,
					);
					const bytes = Buffer.from(`${before}${written}${after}${written.slice(1)}`);
					const { needles } = prepare(values);
					const spans = findSecrets(bytes, needles);
					expect([bytes.toString(), spans]).toEqual([
						bytes.toString(),
						findSecrets(bytes, needles, withoutGlance),
					]);
					if (spans.length > 0) found += 1;
				},
			),
			runsPer('answer'),
		);

		expect(found).toBeGreaterThan(runsPer('answer').numRuns / 2);
	});

	it('leaves the rest of the JSON as it was', () => {
		fc.assert(
			fc.property(secret, fc.jsonValue(), choices, (value, other, drawn) => {
				const rest = JSON.stringify({ a: 'x [hidden] y', other });
				fc.pre(!betrays(rest, value) && !betrays(JSON.stringify(rest), value));
				const body = `{"a":"x ${json(value, drawn)} y","other":${JSON.stringify(other)}}`;
				const shown = redact(raw(body), [value]).bytes.toString('utf8');
				expect(JSON.parse(shown)).toEqual(JSON.parse(rest));
			}),
			runsPer('answer'),
		);
	});

	it('does not survive beside another one that it shares letters with', () => {
		fc.assert(
			fc.property(secret, secret, surrounding, (first, second, before) => {
				const body = `${before} ${first} ${second} ${first}${second}`;
				const text = redact(raw(body), [first, second]).bytes.toString('utf8');
				fc.pre(![first, second].some((value) => `${before} [hidden] [hidden]`.includes(value)));
				expect(text).not.toContain(first);
				expect(text).not.toContain(second);
			}),
			runsPer('answer'),
		);
	});
});

describe('an answer without secrets', () => {
	it('is left as it is, byte for byte', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 400 }), secret, (bytes, value) => {
				const answer = { status: 200, headers: { a: 'b' }, bytes: Buffer.from(bytes) };
				fc.pre(!betrays(answer.bytes.toString('utf8'), value));
				expect(redact(answer, [value])).toEqual(answer);
			}),
			runsPer('answer'),
		);
	});

	it.each([
		...['\\', '%', '&', '%25', '%5C', '\\u005c', '\\u0025', '&amp;', '&#0000000', '%2', '%5C\\'],
		// Each of these begins a number, and is a digit of the one before.
		...['&#%34%38', '&#x%33%30', '&#&#48', '%26%23%34%38'],
		...['&ast', '&bsol;', '&&lt', '&#92;', '&#49', '&#x3%39', '&#x3\\%5C', '\\\\\\\\u0025'],
		...['&#', '&#00', '25', 'amp;', '0', '\n', 'secret-000', '\\"', '%\\&', '&#37;'],
	])('takes time in proportion to its length: runs of %j', (piece) => {
		const answer = (length: number) => raw(Buffer.alloc(length, piece));
		const search = (length: number) => () => {
			redact(answer(length), ['secret-0001', 'aZ/+"\\%&;=b']);
		};

		// Ten times as long an answer; a search that grows with the square would take a hundred times as long.
		const maxTimes = 30;
		expect(timesAsLong(search(200_000), search(20_000), maxTimes)).toBeLessThan(maxTimes);
	});
});
