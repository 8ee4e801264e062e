import { Readable } from 'node:stream';
import { readAll } from '../../../lib/http/readAll';

const maxBytes = 10;
const { signal: never } = new AbortController();
const stream = (...chunks: string[]) => Readable.from(chunks.map((chunk) => Buffer.from(chunk)));

describe('a stream', () => {
	it.each<[string, Readable, object]>([
		['nothing', stream(), { kind: 'read', bytes: Buffer.alloc(0) }],
		[
			'as much as is allowed',
			stream('12345', '67890'),
			{ kind: 'read', bytes: Buffer.from('1234567890') },
		],
		['one byte more', stream('12345', '67890', '1'), { kind: 'tooLarge' }],
		['one chunk that is too large', stream('12345678901'), { kind: 'tooLarge' }],
	])('is read to its end: %s', async (_name, body, expected) => {
		expect(await readAll(body, maxBytes, never)).toEqual(expected);
	});

	it('is not read when it was stopped before', async () => {
		const error = new Error('too late');
		const silent = new Readable({ read: () => undefined });
		expect(await readAll(silent, maxBytes, AbortSignal.abort(error))).toEqual({
			kind: 'broken',
			error,
		});
	});

	it('is not waited for when it is stopped while nothing arrives', async () => {
		const error = new Error('too late');
		const controller = new AbortController();
		const silent = new Readable({ read: () => controller.abort(error) });
		expect(await readAll(silent, maxBytes, controller.signal)).toEqual({ kind: 'broken', error });
	});

	it('that breaks hands on why', async () => {
		const error = new Error('aborted');
		const body = new Readable({ read: () => undefined });
		body.destroy(error);
		expect(await readAll(body, maxBytes, never)).toEqual({ kind: 'broken', error });
	});

	it('leaves no listener behind', async () => {
		const { signal } = new AbortController();
		const added = jest.spyOn(signal, 'addEventListener');
		const removed = jest.spyOn(signal, 'removeEventListener');
		await readAll(stream('1'), maxBytes, signal);
		const calls = (spy: { mock: { calls: unknown[][] } }) =>
			spy.mock.calls.map(([type, listener]) => [type, listener]);
		expect(calls(added)).toHaveLength(1);
		expect(calls(removed)).toEqual(calls(added));
	});
});

describe('a body that is no stream, as some contexts of n8n hand out', () => {
	it.each<[string, unknown, string]>([
		['bytes', Buffer.from('é'), 'é'],
		['text', 'é', 'é'],
		['nothing', undefined, ''],
		['null', null, ''],
		['an object', { a: 1 }, '{"a":1}'],
		['something half like a stream', { destroy: 1 }, '{"destroy":1}'],
	])('is read as it is: %s', async (_name, body, expected) => {
		expect(await readAll(body, maxBytes, never)).toEqual({
			kind: 'read',
			bytes: Buffer.from(expected),
		});
	});
});
