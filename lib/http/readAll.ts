export type ReadResult =
	| { readonly kind: 'read'; readonly bytes: Buffer }
	| { readonly kind: 'tooLarge' }
	/** The connection ended, or was ended by `stopped`, before the body did. */
	| { readonly kind: 'broken'; readonly error: unknown };

/**
 * Reads a body to its end, unless it grows beyond `maxBytes` or `stopped` aborts. Never throws, and never waits longer than
 * `stopped`: the streams that n8n hands out do not end when they are destroyed while nothing arrives.
 */
export async function readAll(
	body: unknown,
	maxBytes: number,
	stopped: AbortSignal,
): Promise<ReadResult> {
	if (!isByteStream(body)) return { kind: 'read', bytes: bytesOf(body) };
	const stop = abortOf(stopped);
	try {
		return await collect(body, maxBytes, stop.promise);
	} catch (error) {
		return { kind: 'broken', error };
	} finally {
		stop.release();
	}
}

async function collect(
	body: AsyncIterable<Uint8Array>,
	maxBytes: number,
	stop: Promise<never>,
): Promise<ReadResult> {
	const iterator = body[Symbol.asyncIterator]();
	const chunks: Uint8Array[] = [];
	let length = 0;
	for (;;) {
		const next = await Promise.race([iterator.next(), stop]);
		if (next.done === true) return { kind: 'read', bytes: Buffer.concat(chunks) };
		length += next.value.length;
		if (length > maxBytes) return { kind: 'tooLarge' };
		chunks.push(next.value);
	}
}

/** A promise that is rejected when the signal aborts. */
function abortOf(signal: AbortSignal): { promise: Promise<never>; release: () => void } {
	let release = (): void => undefined;
	const promise = new Promise<never>((_resolve, reject) => {
		const abort = (): void => reject(signal.reason);
		if (signal.aborted) abort();
		signal.addEventListener('abort', abort, { once: true });
		release = () => signal.removeEventListener('abort', abort);
	});
	// Handled by the race, if there is one; otherwise nobody needs it.
	promise.catch(() => undefined);
	return { promise, release };
}

const isByteStream = (body: unknown): body is AsyncIterable<Uint8Array> =>
	typeof body === 'object' && body !== null && Symbol.asyncIterator in body;

/** Some contexts of n8n, e.g. its evaluation mocks, hand out the value itself. */
function bytesOf(body: unknown): Buffer {
	if (Buffer.isBuffer(body)) return body;
	if (body === undefined || body === null) return Buffer.alloc(0);
	return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body), 'utf8');
}
