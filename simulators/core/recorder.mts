import type { IncomingHttpHeaders } from 'node:http';
import type { ReceivedRequest, Traffic } from '../types.mts';

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
	/** A connection was opened. */
	connected(): void;
	/** A request has begun; the answer says that it has ended. */
	begin(): () => void;
	traffic(): Traffic;
	clear(): void;
}

interface RawHeaders {
	headers: IncomingHttpHeaders;
}

/** The witness: what arrived, in order, and how often each route was asked. */
export function createRecorder(now: () => number): Recorder {
	let received: ReceivedRequest[] = [];
	let counts = new Map<string, number>();
	let traffic = { connections: 0, maxAtOnce: 0 };
	let underWay = 0;
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
		connected() {
			traffic.connections += 1;
		},
		begin() {
			underWay += 1;
			traffic.maxAtOnce = Math.max(traffic.maxAtOnce, underWay);
			return () => {
				underWay -= 1;
			};
		},
		traffic: () => ({ ...traffic }),
		clear() {
			received = [];
			counts = new Map();
			traffic = { connections: 0, maxAtOnce: underWay };
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
