import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What to do to the next request to a path: nothing is answered after it was taken, or it is answered with this. */
export type Fault = 'lose' | { readonly status?: number; readonly body: object };

export interface Received {
	readonly method: string;
	/** Path and query. */
	readonly target: string;
	readonly headers: IncomingMessage['headers'];
	readonly body: string;
}

export interface FourthPay {
	readonly url: string;
	/** In the order of arrival; without token calls. */
	readonly received: readonly Received[];
	/** Every token that was handed out. */
	readonly tokens: readonly string[];
	readonly payouts: Array<Record<string, unknown>>;
	/** Faults of requests that begin so, e.g. `POST /payouts`; each happens once. */
	readonly faults: Map<string, Fault>;
	/** No token that was handed out is accepted any longer. */
	revoke(): void;
	close(): Promise<void>;
}

export const key = 'key-of-the-shop';
export const secret = 'swordfish-of-the-shop';
export const shop = '4711';

/** Fourth Pay on the loopback interface, as far as the tests go. */
export async function startFourthPay(): Promise<FourthPay> {
	const received: Received[] = [];
	const tokens: string[] = [];
	const accepted = new Set<string>();
	const payouts: Array<Record<string, unknown>> = [];
	const faults = new Map<string, Fault>();

	const answer = (request: Received): [status: number, body: object] => {
		const url = new URL(request.target, 'http://shop');
		const { headers } = request;
		if (url.pathname === '/sessions') return openSession(request.body);
		if (!accepted.has(String(headers['x-session'])) || headers['x-shop'] !== shop)
			return [401, failure('NO_SESSION', 'Log in')];
		if (url.pathname === '/balance') return [200, success({ sum: '100.00' })];
		if (url.pathname === '/notification-key') return [200, success({ key: 'seal' })];
		if (request.method === 'POST') return [200, success(create(request.body))];
		const [, , number, , id] = url.pathname.split('/');
		if (number !== shop) return [404, failure('NO_SHOP', 'There is no such shop')];
		if (id === undefined) return [200, success(page(url.searchParams))];
		const found = payouts.find(({ no }) => no === id);
		return found === undefined ? [404, failure('NONE', 'There is none')] : [200, success(found)];
	};

	const openSession = (body: string): [status: number, body: object] => {
		const given = JSON.parse(body) as Record<string, unknown>;
		if (given.key !== key || given.secret !== secret || given.shop !== shop)
			return [403, failure('WRONG_KEY', 'Who are you?')];
		const session = `session-${tokens.length + 1}-of-the-shop`;
		tokens.push(session);
		accepted.add(session);
		return [200, { ok: true, session, seconds: 600 }];
	};

	const create = (body: string): object => {
		const { order } = JSON.parse(body) as { order: { ref: string; sum: string } };
		const payout = {
			no: `p-${payouts.length + 1}`,
			ref: order.ref,
			state: 'queued',
			sum: order.sum,
			unit: 'EUR',
			at: '2026-01-05T12:00:00Z',
		};
		payouts.push(payout);
		return payout;
	};

	const page = (query: URLSearchParams): readonly object[] => {
		const rows = payouts.filter(({ ref }) => !query.has('ref') || ref === query.get('ref'));
		const size = Number(query.get('n') ?? 2);
		const first = (Number(query.get('p') ?? 1) - 1) * size;
		return rows.toReversed().slice(first, first + size);
	};

	const server = createServer((incoming, outgoing) => {
		void readWhole(incoming).then((request) => {
			if (request.target !== '/sessions') received.push(request);
			const [status, body] = answer(request);
			reply(outgoing, takeFault(faults, request), status, body);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		received,
		tokens,
		payouts,
		faults,
		revoke: () => {
			accepted.clear();
		},
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

const success = (result: unknown): object => ({ ok: true, result });
const failure = (code: string, text: string): object => ({ ok: false, code, text });

async function readWhole(incoming: IncomingMessage): Promise<Received> {
	const { method = '', url: target = '', headers } = incoming;
	const chunks: Buffer[] = [];
	for await (const chunk of incoming) chunks.push(chunk as Buffer);
	return { method, target, headers, body: Buffer.concat(chunks).toString('utf8') };
}

function takeFault(faults: Map<string, Fault>, { method, target }: Received): Fault | undefined {
	for (const [beginning, fault] of faults) {
		if (!`${method} ${target}`.startsWith(beginning)) continue;
		faults.delete(beginning);
		return fault;
	}
	return undefined;
}

function reply(
	outgoing: ServerResponse,
	fault: Fault | undefined,
	status: number,
	body: object,
): void {
	if (fault === 'lose') {
		outgoing.destroy();
		return;
	}
	outgoing.writeHead(fault?.status ?? status, { 'content-type': 'application/json' });
	outgoing.end(JSON.stringify(fault?.body ?? body));
}
