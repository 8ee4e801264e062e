import fc from 'fast-check';
import { redact } from '../../lib/client/redact';
import { runsPer } from '../support/propertyRuns.mts';
import { raw } from '../support/fakeContext.mts';

const encodings: ReadonlyArray<[how: string, write: (secret: string) => string]> = [
	['as it is', (secret) => secret],
	['in JSON', (secret) => JSON.stringify({ a: secret })],
	['in JSON as PHP writes it', (secret) => JSON.stringify([secret]).replaceAll('/', '\\/')],
	[
		'in JSON as PHP writes letters',
		(secret) =>
			JSON.stringify(secret)
				.replace(/[\u007f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
				.replaceAll('/', '\\/'),
	],
	[
		'in JSON as Go writes it',
		(secret) =>
			JSON.stringify(secret).replace(/[<>&]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`),
	],
	['in a URL', (secret) => `?a=${encodeURIComponent(secret)}&b=1`],
	['in a form', (secret) => encodeURIComponent(secret).replaceAll('%20', '+')],
	[
		'on a web page',
		(secret) =>
			`<p>${secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')}</p>`,
	],
];

/** Secrets that the blank itself consists of could not be told from it. */
const secret = fc
	.oneof(fc.stringMatching(/^[\x21-\x7e]{6,40}$/), fc.string({ unit: 'grapheme', minLength: 6 }))
	.filter((value) => value.length >= 6 && !'[hidden]'.includes(value));
const surrounding = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', '"', '\\', ','));

describe('a secret in an answer', () => {
	it.each(encodings)('never gets through %s', (_how, write) => {
		fc.assert(
			fc.property(secret, surrounding, surrounding, (value, before, after) => {
				const written = write(value);
				const shown = redact(raw(before + written + after, { headers: { 'x-echo': written } }), [
					value,
				]);
				// A coincidence with its surroundings is none of the answer's making.
				fc.pre(!(before + '[hidden]' + after).includes(value));
				expect(shown.bytes.toString('utf8')).not.toContain(written);
				expect(shown.headers['x-echo']).not.toContain(value);
				expect(shown.bytes.toString('utf8')).toContain('[hidden]');
			}),
			runsPer('value'),
		);
	});

	it('leaves JSON that can be read', () => {
		fc.assert(
			fc.property(secret, fc.jsonValue(), fc.boolean(), (value, other, asPhp) => {
				fc.pre(!JSON.stringify(other).includes(value) && !'{"a":x,"other":'.includes(value));
				const json = JSON.stringify({ a: `x ${value} y`, other });
				const body = asPhp ? json.replaceAll('/', '\\/') : json;
				const shown = redact(raw(body), [value]).bytes.toString('utf8');
				expect(JSON.parse(shown)).toEqual({
					a: 'x [hidden] y',
					other: JSON.parse(JSON.stringify(other)),
				});
			}),
			runsPer('value'),
		);
	});

	it('does not survive beside another one that it shares letters with', () => {
		fc.assert(
			fc.property(secret, secret, surrounding, (first, second, before) => {
				const shown = redact(raw(`${before} ${first} ${second} ${first}${second}`), [
					first,
					second,
				]);
				const text = shown.bytes.toString('utf8').replaceAll('[hidden]', '');
				fc.pre(!`${before}  `.includes(first) && !`${before}  `.includes(second));
				expect(text).not.toContain(first);
				expect(text).not.toContain(second);
			}),
			runsPer('value'),
		);
	});
});

describe('an answer without secrets', () => {
	it('is left as it is, byte for byte', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 400 }), secret, (bytes, value) => {
				const answer = { status: 200, headers: { a: 'b' }, bytes: Buffer.from(bytes) };
				fc.pre(!answer.bytes.includes(value));
				expect(redact(answer, [value])).toEqual(answer);
			}),
			runsPer('value'),
		);
	});
});
