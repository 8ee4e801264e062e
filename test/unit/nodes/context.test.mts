import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { toStoredFields } from '../../../lib/auth/stored';
import { singapay } from '../../../lib/providers/singapay';
import { exchange } from '../../../lib/http/exchange';
import type { RequestKind } from '../../../lib/providers/contract';
import { useServers } from '../../support/servers.mts';
import { contextOf, sleepFor, sleepUntil } from '../../../nodes/shared/context';

type Data = Record<string, unknown>;
type WithCredential = { credentialsDecrypted: { id: string; data: Data } };

let nextClient = 0;
/** Other settings for each test: what is known of tokens is kept for the whole process. */
const fieldsOf = (more: Data = {}): Data => ({
	environment: 'custom',
	baseUrl: 'https://api.example.com',
	clientId: `client-${++nextClient}`,
	clientSecret: 'secret-0001',
	partnerId: 'partner-1',
	authVersion: 'v1.0',
	accessToken: '',
	n8n_expires_at: '',
	mintedFor: '',
	sameForAllItems: 'true',
	...more,
});

function fakeNode(fields: Data, more: Partial<IExecuteFunctions> = {}) {
	const reads: number[] = [];
	const plain: IHttpRequestOptions[] = [];
	const authenticated: Array<{
		options: IHttpRequestOptions;
		data: Data;
		snapshot: Data;
		signal: unknown;
	}> = [];
	const helpers = {
		httpRequest: async (options: IHttpRequestOptions) => await Promise.resolve(plain.push(options)),
		async httpRequestWithAuthentication(
			this: IExecuteFunctions,
			_type: string,
			options: IHttpRequestOptions,
			{ credentialsDecrypted: { data } }: WithCredential,
		) {
			const signal = this.getExecutionCancelSignal?.();
			authenticated.push({ options, data, snapshot: { ...data }, signal });
			return await Promise.resolve('sent');
		},
	};
	const node = {
		getNode: () => ({ name: 'Pay', credentials: { singapayApi: { id: 'cred-1', name: 'C' } } }),
		getCredentials: async (_type: string, index: number) => {
			reads.push(index);
			return await Promise.resolve({ ...fields });
		},
		getExecutionCancelSignal: () => undefined,
		helpers,
		...more,
	} as unknown as IExecuteFunctions;
	return { node, reads, plain, authenticated };
}

async function contextWith(node: IExecuteFunctions) {
	const read = await contextOf(node, singapay, 4, 'auto');
	if (read.kind === 'invalid') throw new Error(read.explanation.message);
	return read.context;
}
const token = { accessToken: 'token-0001', expiresAt: Date.UTC(2126, 0, 1) };

describe('the context of an item', () => {
	it('says what is wrong with the credential', async () => {
		const { node } = fakeNode(fieldsOf({ clientId: ' ' }));

		expect(await contextOf(node, singapay, 0, 'auto')).toMatchObject({
			kind: 'invalid',
			explanation: { message: expect.stringContaining("'Client ID'") },
		});
	});

	it('reads the credential of the very item, and again only when asked to', async () => {
		const fields = fieldsOf({ sameForAllItems: undefined });
		const { node, reads } = fakeNode(fields);
		const context = await contextWith(node);
		Object.assign(fields, toStoredFields(singapay, context.settings, token));

		expect(await context.stored(false)).toBeUndefined();
		expect(reads).toEqual([4]);
		expect(await context.stored(true)).toMatchObject({ accessToken: 'token-0001' });
		expect(reads).toEqual([4, 4]);
	});

	it('hands over the cancel signal', async () => {
		const { signal } = new AbortController();
		const { node } = fakeNode(fieldsOf(), { getExecutionCancelSignal: () => signal });

		expect((await contextWith(node)).signal).toBe(signal);
	});

	it('draws numbers from 0 up to 1', async () => {
		const { random } = await contextWith(fakeNode(fieldsOf()).node);
		const drawn = random();

		expect(drawn >= 0 && drawn < 1).toBe(true);
	});
});

describe('sending with a token', () => {
	const options = { url: 'https://api.example.com/x' };

	it('leaves a new token for the hook to store, once', async () => {
		const { node, authenticated } = fakeNode(fieldsOf());
		const context = await contextWith(node);
		await context.sendAs(token, 'shared', 'movesMoney').send(options);
		await context.sendAs(token, 'shared', 'movesMoney').send(options);

		expect(authenticated.map(({ snapshot }) => snapshot.accessToken)).toEqual(['', 'token-0001']);
	});

	it('does not let n8n store a token in a credential with expressions, whose values n8n would store with it', async () => {
		const { node, authenticated } = fakeNode(fieldsOf({ sameForAllItems: undefined }));
		const context = await contextWith(node);
		await context.sendAs(token, 'shared', 'movesMoney').send(options);

		expect(authenticated.map(({ snapshot }) => snapshot.accessToken)).toEqual(['token-0001']);
	});

	it('does not store a token again that the credential already contains', async () => {
		const { node, authenticated } = fakeNode(fieldsOf({ accessToken: 'token-0001' }));
		await (await contextWith(node)).sendAs(token, 'shared', 'movesMoney').send(options);

		expect(authenticated[0]?.snapshot.accessToken).toBe('token-0001');
	});

	it('does not have a token stored that is for one request', async () => {
		const { node, authenticated } = fakeNode(fieldsOf());
		await (await contextWith(node)).sendAs(token, 'own', 'movesMoney').send(options);

		expect(authenticated[0]?.snapshot).toMatchObject({
			accessToken: 'token-0001',
			n8n_expires_at: String(token.expiresAt),
		});
	});

	it('works for a credential that is not saved yet', async () => {
		const credentials = { singapayApi: { id: null, name: 'C' } };
		const { node, authenticated } = fakeNode(fieldsOf(), {
			getNode: () =>
				({ name: 'Pay', credentials }) as unknown as ReturnType<IExecuteFunctions['getNode']>,
		});
		await (await contextWith(node)).sendAs(token, 'shared', 'movesMoney').send(options);

		expect(authenticated).toHaveLength(1);
	});

	it('works for a node without a credential of its own', async () => {
		const { node, authenticated } = fakeNode(fieldsOf(), {
			getNode: () => ({ name: 'Pay' }) as ReturnType<IExecuteFunctions['getNode']>,
		});

		expect(await (await contextWith(node)).sendAs(token, 'own', 'movesMoney').send(options)).toBe(
			'sent',
		);
		expect(authenticated).toHaveLength(1);
	});

	it('knows which token went out in the end', async () => {
		const { node, authenticated } = fakeNode(fieldsOf());
		const sending = (await contextWith(node)).sendAs(token, 'shared', 'movesMoney');
		await sending.send(options);
		Object.assign(authenticated[0]?.data ?? {}, { accessToken: 'another-token' });

		expect(sending.sentToken()).toBe('another-token');
	});

	it('is not known to be unsent while no hook has stopped it', async () => {
		const { node } = fakeNode(fieldsOf());

		expect((await contextWith(node)).sendAs(token, 'shared', 'movesMoney').isUnsent()).toBe(false);
	});

	it('is stopped by the signal of the request, which n8n would replace', async () => {
		const { node, authenticated } = fakeNode(fieldsOf());
		const { signal } = new AbortController();
		await (
			await contextWith(node)
		)
			.sendAs(token, 'own', 'movesMoney')
			.send({ ...options, abortSignal: signal });

		expect(authenticated[0]?.signal).toBe(signal);
	});
});

describe('allowed domains', () => {
	it('are any, unless the credential names some', async () => {
		const { node, plain } = fakeNode(fieldsOf({ allowedHttpRequestDomains: 'all' }));
		const context = await contextWith(node);
		await context.send({ url: 'https://api.example.com/token' });

		expect(context.allowedDomains).toBeUndefined();
		expect(plain).toEqual([{ url: 'https://api.example.com/token' }]);
	});

	it('of None are about the HTTP Request node, which calls any host', async () => {
		const { node, plain } = fakeNode(fieldsOf({ allowedHttpRequestDomains: 'none' }));
		await (await contextWith(node)).send({ url: 'https://api.example.com/token' });

		expect(plain).toEqual([{ url: 'https://api.example.com/token' }]);
	});

	describe('that are listed', () => {
		const options = { url: 'https://api.example.com/v1' };
		const listing = (allowedDomains: string) =>
			fakeNode(fieldsOf({ allowedHttpRequestDomains: 'domains', allowedDomains }));

		it('let token calls and requests to a listed host pass', async () => {
			const { node, plain, authenticated } = listing('*.example.com');
			const context = await contextWith(node);
			await context.send({ url: 'https://api.example.com/token' });
			await context.sendAs(token, 'shared', 'movesMoney').send(options);

			expect(context.allowedDomains).toBe('*.example.com');
			expect(plain).toMatchObject([{ allowedDomains: '*.example.com' }]);
			expect(authenticated).toHaveLength(1);
		});

		it('block every other host, whatever n8n enforces', async () => {
			const { node, plain, authenticated } = listing('other.example.org');
			const context = await contextWith(node);

			await expect(context.send({ url: 'https://api.example.com/token' })).rejects.toThrow(
				'Domain not allowed',
			);
			await expect(context.sendAs(token, 'own', 'movesMoney').send(options)).rejects.toThrow(
				'Domain not allowed',
			);
			expect([plain, authenticated]).toEqual([[], []]);
		});
	});

	it('that are missing although they are to be named are said to be', async () => {
		const { node } = fakeNode(
			fieldsOf({ allowedHttpRequestDomains: 'domains', allowedDomains: '' }),
		);

		expect(await contextOf(node, singapay, 0, 'auto')).toMatchObject({
			kind: 'invalid',
			explanation: { description: expect.stringContaining("'Allowed HTTP Request Domains'") },
		});
	});
});

describe('reads over connections that stay open', () => {
	const serve = useServers();
	const hourMs = 3_600_000;
	const live = { ...token, expiresAt: Date.now() + hourMs, lifetimeMs: hourMs };
	type Filter = ReturnType<NonNullable<IExecuteFunctions['helpers']['getSecureEgressFilter']>>;
	type Verdict = Awaited<ReturnType<Filter['validateUrl']>>;

	/** A node with n8n's egress rules, or without any, and what came to the provider past n8n. */
	async function readingNode(more: Data = {}, validateUrl?: (url: unknown) => Promise<Verdict>) {
		const seen: Array<Record<string, unknown>> = [];
		const baseUrl = await serve((request, response) => {
			seen.push({ ...request.headers, method: request.method });
			response.end('{}');
		});
		const asked: unknown[] = [];
		const { node, authenticated } = fakeNode(
			fieldsOf({ baseUrl, accessToken: 'token-0001', ...more }),
		);
		if (validateUrl !== undefined)
			Object.assign(node.helpers, {
				getSecureEgressFilter: () => ({
					validateUrl: async (url: unknown) => {
						asked.push(url);
						return await validateUrl(url);
					},
				}),
			});
		const read = await contextOf(node, singapay, 0, 'auto', { keepsConnectionsOpen: true });
		if (read.kind === 'invalid') throw new Error(read.explanation.message);
		const { context } = read;
		const ask = async (does: RequestKind = 'reads', path = '/x') =>
			await exchange(
				context.sendAs(live, 'shared', does).send,
				{ method: 'GET', url: baseUrl + path, headers: {} },
				{ timeoutMs: 10_000, allowedDomains: context.allowedDomains },
			);
		return { baseUrl, seen, asked, authenticated, ask, context, node };
	}
	const allow = async (): Promise<Verdict> =>
		await Promise.resolve({ ok: true, result: undefined });

	it('carry the headers of the credential, and ask the rules of n8n once in a run', async () => {
		const r = await readingNode({}, allow);
		for (let n = 0; n < 3; n += 1) expect(await r.ask()).toMatchObject({ kind: 'answered' });

		expect(r.seen).toHaveLength(3);
		expect(r.seen[0]).toMatchObject({
			authorization: 'Bearer token-0001',
			'x-partner-id': 'partner-1',
		});
		expect(r.asked).toEqual([r.baseUrl]);
		expect(r.authenticated).toEqual([]);
	});

	it('ask again in the next run', async () => {
		const r = await readingNode({}, allow);
		await r.ask();
		const next = await contextOf({ ...r.node }, singapay, 0, 'auto', {
			keepsConnectionsOpen: true,
		});
		if (next.kind === 'context')
			await next.context.sendAs(live, 'shared', 'reads').send({ url: r.baseUrl });

		expect(r.asked).toHaveLength(2);
	});

	it.each<[string, () => Promise<Verdict>, object]>([
		[
			'gives a refusal',
			async () => await Promise.resolve({ ok: false, error: new Error('restricted') }),
			{ kind: 'blocked', by: 'egress', reason: expect.stringContaining('restricted') },
		],
		[
			"gives a refusal in n8n's words",
			async () =>
				await Promise.resolve({
					ok: false,
					error: new Error(
						'The request was blocked because it resolves to a restricted IP address',
					),
				}),
			{ kind: 'blocked', by: 'egress', reason: expect.stringMatching(/^The request was blocked/) },
		],
		[
			'throws',
			async () => await Promise.reject(new Error('restricted')),
			{ kind: 'blocked', by: 'egress', reason: expect.stringContaining('restricted') },
		],
		[
			'finds no address',
			async () =>
				await Promise.resolve({
					ok: false,
					error: Object.assign(new Error('x'), { code: 'ENOTFOUND', syscall: 'getaddrinfo' }),
				}),
			{ kind: 'neverLeft', code: 'ENOTFOUND' },
		],
	])('send nothing where the rule %s', async (_what, validateUrl, fault) => {
		const r = await readingNode({}, validateUrl);

		expect([await r.ask(), await r.ask()]).toEqual(Array(2).fill({ kind: 'failed', fault }));
		expect(r.seen).toEqual([]);
		expect(r.authenticated).toEqual([]);
		// Each time anew: a name server may answer the next time.
		expect(r.asked).toHaveLength(2);
	});

	it('begin, where n8n has no rules, when its own transport has reached the provider', async () => {
		const r = await readingNode();
		await r.ask();
		expect([r.authenticated.length, r.seen.length]).toEqual([1, 0]);
		await r.ask();

		expect([r.authenticated.length, r.seen.length]).toEqual([1, 1]);
	});

	it('begin likewise after a token call', async () => {
		const r = await readingNode();
		await r.context.send({ url: `${r.baseUrl}/token` });
		await r.ask();

		expect([r.authenticated.length, r.seen.length]).toEqual([0, 1]);
	});

	it.each<RequestKind>(['movesMoney', 'changes'])(
		'are not used for anything but reads: %s',
		async (does) => {
			const r = await readingNode({}, allow);
			await r.ask(does);

			expect([r.authenticated.length, r.seen.length]).toEqual([1, 0]);
		},
	);

	it('keep to the allowed domains', async () => {
		const r = await readingNode(
			{ allowedHttpRequestDomains: 'domains', allowedDomains: 'other.example.com' },
			allow,
		);

		expect(await r.ask()).toMatchObject({ fault: { kind: 'blocked', by: 'domains' } });
		expect(r.seen).toEqual([]);
	});

	it('leave a new token to n8n, which stores it', async () => {
		const r = await readingNode({ accessToken: '' }, allow);
		await r.ask();
		await r.ask();

		expect([r.authenticated.length, r.seen.length]).toEqual([1, 1]);
	});
});

describe('waiting', () => {
	beforeEach(() => jest.useFakeTimers());
	afterEach(() => jest.useRealTimers());

	async function isOver(waiting: Promise<void>): Promise<boolean> {
		let over = false;
		void waiting.then(() => (over = true));
		await jest.advanceTimersByTimeAsync(0);
		return over;
	}
	const nodeWith = (signal: AbortSignal | undefined): IExecuteFunctions =>
		fakeNode(fieldsOf(), { getExecutionCancelSignal: () => signal }).node;

	it.each([
		['without a signal', () => undefined],
		['with one', () => new AbortController().signal],
	])('takes as long as asked %s', async (_how, signal) => {
		const waiting = sleepFor(nodeWith(signal()), 1_000);
		await jest.advanceTimersByTimeAsync(999);
		expect(await isOver(waiting)).toBe(false);
		await jest.advanceTimersByTimeAsync(1);

		expect(await isOver(waiting)).toBe(true);
	});

	it('ends when the execution is canceled', async () => {
		const controller = new AbortController();
		const waiting = sleepFor(nodeWith(controller.signal), 60_000);
		expect(await isOver(waiting)).toBe(false);
		controller.abort();

		expect(await isOver(waiting)).toBe(true);
	});

	it('does not begin in a canceled execution', async () => {
		expect(await isOver(sleepFor(nodeWith(AbortSignal.abort()), 60_000))).toBe(true);
	});

	it('works where n8n knows no cancel signal', async () => {
		const node = fakeNode(fieldsOf(), { getExecutionCancelSignal: undefined }).node;
		const waiting = sleepFor(node, 10);
		await jest.advanceTimersByTimeAsync(10);

		expect(await isOver(waiting)).toBe(true);
	});

	it('is what a context does, too', async () => {
		const waiting = (await contextWith(nodeWith(AbortSignal.abort()))).sleep(60_000);

		expect(await isOver(waiting)).toBe(true);
	});

	it.each([
		['the first', 0],
		['the second', 1],
	])('until several signals ends with %s of them', async (_which, at) => {
		const controllers = [new AbortController(), new AbortController()];
		const [one, other] = controllers.map(({ signal }) => signal);
		const waiting = sleepUntil(60_000, one, undefined, other);
		expect(await isOver(waiting)).toBe(false);
		controllers[at]?.abort();

		expect(await isOver(waiting)).toBe(true);
	});

	it('until several signals does not begin when one has come', async () => {
		const waiting = sleepUntil(60_000, new AbortController().signal, AbortSignal.abort());

		expect(await isOver(waiting)).toBe(true);
	});

	it('until no signal takes its time', async () => {
		const waiting = sleepUntil(10, undefined);
		expect(await isOver(waiting)).toBe(false);
		await jest.advanceTimersByTimeAsync(10);

		expect(await isOver(waiting)).toBe(true);
	});

	it('leaves no listener behind, however often a signal is waited for', async () => {
		const { signal } = new AbortController();
		const counts = { added: 0, removed: 0 };
		jest.spyOn(signal, 'addEventListener').mockImplementation(() => (counts.added += 1));
		jest.spyOn(signal, 'removeEventListener').mockImplementation(() => (counts.removed += 1));
		for (let time = 0; time < 3; time += 1) {
			const waiting = sleepUntil(10, signal);
			await jest.advanceTimersByTimeAsync(10);
			await waiting;
		}

		expect(counts).toEqual({ added: 3, removed: 3 });
	});
});

describe('the context of a trigger, which has no items', () => {
	it('reads the one credential', async () => {
		const { node, reads } = fakeNode(fieldsOf());
		const read = await contextOf(node, singapay, undefined, 'never');
		if (read.kind === 'context') await read.context.stored(true);

		expect(read.kind).toBe('context');
		expect(reads).toEqual([undefined, undefined]);
	});
});
