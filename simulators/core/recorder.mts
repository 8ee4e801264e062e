import type { IncomingHttpHeaders } from 'node:http';
import type { ReceivedRequest } from '../types.mts';

/** Enough for any test; a simulator left running for days stays small. */
const maxRequests = 1000;
const maxBodyCharacters = 100_000;

export interface Recorder {
	receive(
		countedAs: string,
		request: Pick<ReceivedRequest, 'method' | 'path'> & RawHeaders,
	): ReceivedRequest;
	requests(): ReceivedRequest[];
	counts(): Record<string, number>;
	clear(): void;
}

interface RawHeaders {
	headers: IncomingHttpHeaders;
}

/** The witness: what arrived, in order, and how often each route was asked. */
export function createRecorder(now: () => number): Recorder {
	let received: ReceivedRequest[] = [];
	let counts = new Map<string, number>();
	return {
		receive(countedAs, { method, path, headers }) {
			const entry: ReceivedRequest = {
				method,
				path,
				headers: flatten(headers),
				body: '',
				at: now(),
				status: null,
			};
			received.push(entry);
			if (received.length > maxRequests) received.shift();
			counts.set(countedAs, (counts.get(countedAs) ?? 0) + 1);
			return entry;
		},
		requests: () => received.map((entry) => ({ ...entry, headers: { ...entry.headers } })),
		counts: () => Object.fromEntries(counts),
		clear() {
			received = [];
			counts = new Map();
		},
	};
}

export function recordedBody(body: string): string {
	return body.slice(0, maxBodyCharacters);
}

function flatten(headers: IncomingHttpHeaders): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
	);
}
