import { singapay } from '../../../lib/providers/singapay';
import { outputOf, type OutputOptions } from '../../../nodes/PaymentApiRequest/output';
import { parseResponse, type RawResponse } from '../../../lib/http/parse';
import { raw } from '../../support/fakeContext.mts';

const shaped = (
	answer: RawResponse,
	options: Partial<OutputOptions> = {},
	{ isFailure = false, url = 'https://api.example.com/files/receipt%201.pdf?x=1' } = {},
) =>
	outputOf(
		{ provider: singapay, url, raw: answer, response: parseResponse(answer), isFailure },
		{
			simplify: true,
			fullResponse: false,
			format: 'autodetect',
			outputPropertyName: 'data',
			...options,
		},
	);
const json = (value: unknown) => raw(JSON.stringify(value));
const enveloped = (data: unknown) => json({ status: 200, success: true, data });

describe('items', () => {
	it.each([
		[enveloped({ a: 1 }), [{ a: 1 }]],
		[enveloped([{ a: 1 }, { a: 2 }]), [{ a: 1 }, { a: 2 }]],
		[enveloped([1, 'x', [2], null]), [{ data: 1 }, { data: 'x' }, { data: [2] }, {}]],
		[enveloped([]), []],
		[enveloped(null), [{}]],
		[enveloped('x'), [{ data: 'x' }]],
		[json({ a: 1 }), [{ a: 1 }]],
		[json([{ a: 1 }]), [{ a: 1 }]],
		[json(0), [{ data: 0 }]],
		[json(false), [{ data: false }]],
		[json(null), [{}]],
		[json(''), [{}]],
		[raw(''), [{}]],
		[raw('plain text'), [{ data: 'plain text' }]],
		[raw('{"id":9007199254740993}'), [{ id: '9007199254740993' }]],
		[enveloped({ error: 'none' }), [{ body: { error: 'none' } }]],
		[enveloped({ error: '' }), [{ body: { error: '' } }]],
		[enveloped({ error: 0 }), [{ body: { error: 0 } }]],
		[enveloped({ error: null }), [{ error: null }]],
		[enveloped({ error: false }), [{ error: false }]],
	])('of %j are %j', (answer, items) => {
		expect(shaped(answer)).toEqual({ kind: 'json', items });
	});

	it('keep the envelope when the answer is not simplified', () => {
		expect(shaped(enveloped([1]), { simplify: false })).toEqual({
			kind: 'json',
			items: [{ status: 200, success: true, data: [1] }],
		});
		expect(shaped(json([1, 2]), { simplify: false })).toEqual({
			kind: 'json',
			items: [{ data: [1, 2] }],
		});
	});

	it('use the field that was asked for', () => {
		expect(shaped(raw('x'), { outputPropertyName: 'csv' })).toMatchObject({
			items: [{ csv: 'x' }],
		});
	});

	it('hold body, headers and status code in a full response', () => {
		const answer = { ...enveloped([1]), status: 201, headers: { a: 'b' } };

		expect(shaped(answer, { fullResponse: true })).toEqual({
			kind: 'json',
			items: [{ body: [1], headers: { a: 'b' }, statusCode: 201 }],
		});
	});

	it('hold status code and body of a failure, and no field of n8n’s own', () => {
		const answer = { ...json({ error: 'x' }), status: 422 };

		expect(shaped(answer, {}, { isFailure: true })).toEqual({
			kind: 'json',
			items: [{ statusCode: 422, body: { error: 'x' } }],
		});
		expect(shaped(answer, { format: 'file' }, { isFailure: true })).toMatchObject({ kind: 'json' });
		expect(shaped(answer, { fullResponse: true }, { isFailure: true })).toMatchObject({
			items: [{ statusCode: 422, headers: {}, body: { error: 'x' } }],
		});
	});
});

describe('the format', () => {
	it('JSON takes JSON and nothing, and nothing else', () => {
		expect(shaped(raw('x'), { format: 'json' })).toEqual({ kind: 'notJson' });
		expect(shaped(raw(''), { format: 'json' })).toEqual({ kind: 'json', items: [{}] });
		expect(shaped(json(1), { format: 'json' })).toEqual({ kind: 'json', items: [{ data: 1 }] });
	});

	it('Text leaves everything as it is', () => {
		expect(shaped(raw('{ "a":1 }'), { format: 'text' })).toEqual({
			kind: 'json',
			items: [{ data: '{ "a":1 }' }],
		});
	});

	it.each([
		'application/pdf',
		'image/png',
		'application/zip',
		'application/octet-stream',
		'application/vnd.ms-excel',
		'application/pdf; charset=binary',
	])('Autodetect takes %s for a file', (type) => {
		expect(shaped(raw('%PDF', { headers: { 'content-type': type } }))).toMatchObject({
			kind: 'file',
			json: {},
			file: { mimeType: type.split(';')[0] },
		});
	});

	it.each(['application/json', 'text/plain', 'text/csv', 'application/problem+json'])(
		'Autodetect does not take %s for a file',
		(type) => {
			expect(shaped(raw('x', { headers: { 'content-type': type } })).kind).toBe('json');
		},
	);

	it('Text is read by its charset', () => {
		const headers = { 'content-type': 'text/plain; charset=iso-8859-1' };
		const answer = { status: 200, headers, bytes: Buffer.from('Jos\xe9', 'latin1') };

		expect(shaped(answer, { format: 'text' })).toEqual({ kind: 'json', items: [{ data: 'José' }] });
	});

	it('File makes a file of anything', () => {
		const answer = raw('{"a":1}', { headers: { etag: 'x' } });

		expect(shaped(answer, { format: 'file' })).toEqual({
			kind: 'file',
			json: {},
			file: {
				bytes: Buffer.from('{"a":1}'),
				name: 'receipt_201.pdf',
				mimeType: 'application/octet-stream',
			},
		});
		expect(shaped(answer, { format: 'file', fullResponse: true })).toMatchObject({
			json: { headers: { etag: 'x' }, statusCode: 200 },
		});
	});

	it.each([
		['attachment; filename="statement 1.pdf"', 'statement 1.pdf'],
		['attachment; filename=a.pdf', 'a.pdf'],
		['attachment; filename="../../etc/passwd"', '.._.._etc_passwd'],
		['attachment; filename="C:\\x\\y.exe"', 'C__x_y.exe'],
		['attachment; filename="a\u0000b"', 'a_b'],
		['inline', 'receipt_201.pdf'],
	])('File with %j is named %p', (disposition, name) => {
		const answer = raw('x', { headers: { 'content-disposition': disposition } });

		expect(shaped(answer, { format: 'file' })).toMatchObject({ file: { name } });
	});

	it('File has a name even where nothing gives one', () => {
		const url = 'https://api.example.com/';

		expect(shaped(raw('x'), { format: 'file' }, { url })).toMatchObject({ file: { name: 'data' } });
	});
});

describe('text', () => {
	it.each([
		['the charset that it names', 'text/plain; charset=iso-8859-15', [0x31, 0xa4], '1€'],
		['UTF-8', 'text/plain', [...Buffer.from('José')], 'José'],
		['Windows-1252 where it is no UTF-8', 'text/plain', [0x4a, 0x6f, 0x73, 0xe9], 'José'],
		['its own, as JSON', 'application/json; charset=iso-8859-1', [0x22, 0xe9, 0x22], '"é"'],
	])('is read in %s', (_what, type, bytes, text) => {
		const answer = raw(Buffer.from(bytes), { headers: { 'content-type': type } });

		expect(shaped(answer, { format: 'text' })).toEqual({ kind: 'json', items: [{ data: text }] });
	});
});
