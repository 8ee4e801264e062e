/** What n8n hands out for `encoding: 'stream'`, as far as it is used here. */
interface ByteStream extends AsyncIterable<Uint8Array> {
	destroy(): void;
}

export interface ReadLimits {
	readonly maxBytes: number;
	/** Aborts when the time for the whole exchange is over: n8n's own timeout ends with the headers of a stream. */
	readonly deadline: AbortSignal;
	readonly cancel: AbortSignal | undefined;
}

export type ReadResult =
	| { readonly kind: 'read'; readonly bytes: Buffer }
	| { readonly kind: 'timeout' | 'canceled' | 'tooLarge' }
	/** The connection ended before the body did. */
	| { readonly kind: 'broken'; readonly error: unknown };

/** Reads a body to its end, within limits. Never throws. */
export async function readAll(body: unknown, limits: ReadLimits): Promise<ReadResult> {
	if (!isByteStream(body)) return { kind: 'read', bytes: bytesOf(body) };
	const stop = (): void => body.destroy();
	const signals = [limits.deadline, limits.cancel].filter((signal) => signal !== undefined);
	for (const signal of signals) signal.addEventListener('abort', stop);
	try {
		if (signals.some((signal) => signal.aborted)) stop();
		return await collect(body, limits);
	} catch (error) {
		return stoppedBy(limits) ?? { kind: 'broken', error };
	} finally {
		for (const signal of signals) signal.removeEventListener('abort', stop);
	}
}

async function collect(body: ByteStream, limits: ReadLimits): Promise<ReadResult> {
	const chunks: Uint8Array[] = [];
	let length = 0;
	for await (const chunk of body) {
		length += chunk.length;
		if (length > limits.maxBytes) {
			body.destroy();
			return { kind: 'tooLarge' };
		}
		chunks.push(chunk);
	}
	return { kind: 'read', bytes: Buffer.concat(chunks) };
}

function stoppedBy(limits: ReadLimits): ReadResult | undefined {
	if (limits.cancel?.aborted === true) return { kind: 'canceled' };
	return limits.deadline.aborted ? { kind: 'timeout' } : undefined;
}

const isByteStream = (body: unknown): body is ByteStream =>
	typeof body === 'object' && body !== null && Symbol.asyncIterator in body && 'destroy' in body;

/** Some contexts of n8n, e.g. its evaluation mocks, hand out the value itself. */
function bytesOf(body: unknown): Buffer {
	if (Buffer.isBuffer(body)) return body;
	if (body === undefined || body === null) return Buffer.alloc(0);
	return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body), 'utf8');
}
