import fc from 'fast-check';

import { duplicateOnPath, insertMember } from '../../../lib/writes/insertMember';
import { anyText } from '../../support/anyText.mts';
import { runsPer } from '../../support/propertyRuns.mts';

const inserted = (source: string, path: string, value = 'o-1'): string => {
	const answer = insertMember(source, path.split('.'), value);
	return answer.kind === 'inserted' ? answer.text : `${answer.kind} ${answer.name}`;
};

describe('a member put into the text of a JSON object', () => {
	it.each<[string, string, string]>([
		['{}', 'ref', '{"ref":"o-1"}'],
		[' {\n} \n', 'ref', ' {"ref":"o-1"\n} \n'],
		['{"a":1}', 'ref', '{"a":1,"ref":"o-1"}'],
		['{ "a" : 1 }', 'ref', '{ "a" : 1,"ref":"o-1" }'],
		['{"a":1,\n\t"b":[1,{"ref":2}]\n}', 'ref', '{"a":1,\n\t"b":[1,{"ref":2}],"ref":"o-1"\n}'],
		['{"ref":null}', 'ref', '{"ref":"o-1"}'],
		['{"ref" : "" ,"a":1}', 'ref', '{"ref" : "o-1" ,"a":1}'],
		['{"r\\u0065f":null}', 'ref', '{"r\\u0065f":"o-1"}'],
		['{"a":1}', 'b.ref', '{"a":1,"b":{"ref":"o-1"}}'],
		['{"b":null,"a":1}', 'b.ref', '{"b":{"ref":"o-1"},"a":1}'],
		['{"b":{ },"a":1}', 'b.ref', '{"b":{"ref":"o-1" },"a":1}'],
		['{"b":{"c":1},"a":1}', 'b.ref', '{"b":{"c":1,"ref":"o-1"},"a":1}'],
		['{"b":{"c":{}}}', 'b.c.d.ref', '{"b":{"c":{"d":{"ref":"o-1"}}}}'],
		['{"a":"}\\"]{","b":[]}', 'ref', '{"a":"}\\"]{","b":[],"ref":"o-1"}'],
		['{"__proto__":1}', '__proto__x', '{"__proto__":1,"__proto__x":"o-1"}'],
	])('%s at %s is %s', (source, path, expected) => {
		expect(inserted(source, path)).toBe(expected);
	});

	/** Each would be another one if it were parsed and written anew. */
	it.each([
		'{"amount":10.00}',
		'{"amount":1e2,"b":1E+2,"c":-0.0,"d":-0}',
		'{"id":7615917337495251231,"n":0.1234567890123456789}',
		'{"b":1,"2":1,"1":1}',
		'{"name":"\\u00e9\\/\\ud83d\\ude00"}',
		'{"x":1,"x":2}',
		'{"__proto__":{"a":1}}',
		'{  "a" :\t[ 1 , 2 ]\r\n}',
		`{"deep":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
	])('leaves all other bytes: %#', (source) => {
		const end = source.lastIndexOf('}');
		const last = source.slice(0, end).trimEnd().length;

		expect(inserted(source, 'ref')).toBe(
			`${source.slice(0, last)},"ref":"o-1"${source.slice(last)}`,
		);
	});

	it.each<[string, string, string]>([
		['{"ref":null,"ref":null}', 'ref', 'duplicate ref'],
		['{"ref":null,"r\\u0065f":""}', 'ref', 'duplicate ref'],
		['{"b":{},"b":{"ref":"x"}}', 'b.ref', 'duplicate b'],
		['{"b":{"ref":null,"ref":1}}', 'b.ref', 'duplicate ref'],
		['{"b":"text"}', 'b.ref', 'notAnObject b'],
		['{"b":""}', 'b.ref', 'notAnObject b'],
		['{"b":[{}]}', 'b.ref', 'notAnObject b'],
		['{"b":7}', 'b.ref', 'notAnObject b'],
		['{"b":false}', 'b.ref', 'notAnObject b'],
	])('has no place in %s at %s', (source, path, why) => {
		expect(inserted(source, path)).toBe(why);
	});

	it('is what parsing finds there, and nothing else has changed', () => {
		const other = fc.dictionary(anyText(), fc.jsonValue({ maxDepth: 3 }));
		const space = fc.constantFrom(undefined, 1, '\t', ' ');
		fc.assert(
			fc.property(other, anyText(), space, (body, value, indent) => {
				const rest = Object.fromEntries(
					Object.entries(body).filter(([name]) => name !== 'ref' && name !== '__proto__'),
				);
				const source = JSON.stringify(rest, undefined, indent);
				const text = inserted(source, 'ref', value);

				expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify({ ...rest, ref: value })));
				expect(text.replace(/,?"ref":"(?:[^"\\]|\\.)*"(?=\s*\}\s*$)/, '')).toBe(source);
			}),
			runsPer('value'),
		);
	});
});

describe('a name that appears twice on the way', () => {
	it.each<[string, string, string | undefined]>([
		['{"b":{"ref":1}}', 'b.ref', undefined],
		['{"b":{"ref":1,"ref":2}}', 'b.ref', 'ref'],
		['{"b":1,"b":2}', 'b.ref', 'b'],
		['{"a":1,"a":2,"b":{"ref":1}}', 'b.ref', undefined],
		['{"b":7}', 'b.ref', undefined],
	])('in %s at %s: %p', (source, path, name) => {
		expect(duplicateOnPath(source, path.split('.'))).toBe(name);
	});
});
