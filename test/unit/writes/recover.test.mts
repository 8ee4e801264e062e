import { describeRequest } from '../../../lib/providers/endpoints';
import type { Provider } from '../../../lib/providers/contract';
import { singapay } from '../../../lib/providers/singapay';
import { smartFastPay } from '../../../lib/providers/smartFastPay';
import { findWrite, recoverWrite } from '../../../lib/writes/recover';
import { type Reply, theatre } from '../../support/theatre.mts';
import { payment, settings } from '../../support/samples.mts';

const options = { timeoutMs: 1_000, maxRetries: 5 };
const transfer = describeRequest(singapay, {
	method: 'POST',
	path: '/api/v2.0/disbursement/transfer',
	json: { account_id: 'acc-1', reference_number: 'R-1' },
});
const payin = describeRequest(smartFastPay, {
	method: 'POST',
	path: '/v2/payin',
	json: { transaction: { id: 'R-1' } },
});
const answer = (body: unknown, status = 200): Reply => ({ status, body: JSON.stringify(body) });
const record = { reference_number: 'R-1', transaction_status: { code: '00' } };
const found = answer({ response_code: 'SP000', data: record });
const absent = answer({ response_code: 'SP009' }, 404);
const down = answer({}, 500);
const lost: Reply = Object.assign(new Error('gone'), { code: 'ECONNRESET' });

interface Asked {
	readonly method: string;
	readonly url: string;
	readonly body?: unknown;
	readonly headers?: Record<string, unknown>;
}

/** A provider that answers one look after the other; the last reply is repeated. */
function stage(replies: Reply[], { provider = singapay }: { provider?: Provider } = {}) {
	const asked: Asked[] = [];
	const slept: number[] = [];
	const canceled = new AbortController();
	const { context } = theatre(provider, (attempt) => {
		const reply = replies[Math.min(attempt, replies.length - 1)];
		if (reply === undefined) throw new Error('Nothing should be asked');
		return reply;
	});
	return {
		asked,
		slept,
		canceled,
		context: {
			...context,
			signal: canceled.signal,
			sleep: async (ms: number) => {
				slept.push(ms);
				await Promise.resolve();
			},
			sendAs: (...[token, use]: Parameters<typeof context.sendAs>) => {
				const sender = context.sendAs(token, use);
				return {
					...sender,
					send: async (request: Parameters<typeof sender.send>[0]) => {
						const { body, ...rest } = request as unknown as Asked;
						asked.push(body === undefined ? rest : { ...rest, body: String(body) });
						return await sender.send(request);
					},
				};
			},
		},
	};
}

describe('looking a payment up', () => {
	it.each<[string, Reply[], string, number[]]>([
		['found at once', [found], 'found', []],
		['found at the second look', [absent, found], 'found', [1_000]],
		['found at the third look', [absent, down, found], 'found', [1_000, 2_000]],
		[
			'found at the last look',
			[absent, absent, absent, absent, found],
			'found',
			[1_000, 2_000, 4_000, 8_000],
		],
		[
			'found beside SP001, which says that it failed',
			[answer({ response_code: 'SP001', data: record })],
			'found',
			[],
		],
		[
			'SP001 without a record, then found',
			[answer({ response_code: 'SP001' }), found],
			'found',
			[1_000],
		],
		['never found', [absent], 'absent', [1_000, 2_000, 4_000, 8_000]],
		[
			'unclear until the last look finds none',
			[down, lost, down, lost, absent],
			'absent',
			[1_000, 2_000, 4_000, 8_000],
		],
		[
			'not found, but the last look fails',
			[absent, absent, absent, absent, down],
			'unclear',
			[1_000, 2_000, 4_000, 8_000],
		],
		[
			'not found, but the last look breaks off',
			[absent, absent, absent, absent, lost],
			'unclear',
			[1_000, 2_000, 4_000, 8_000],
		],
		['always failing', [down], 'unclear', [1_000, 2_000, 4_000, 8_000]],
		['always breaking off', [lost], 'unclear', [1_000, 2_000, 4_000, 8_000]],
	])('%s', async (_name, replies, kind, slept) => {
		const play = stage(replies);

		expect(await recoverWrite(play.context, transfer, options)).toEqual(
			kind === 'found' ? { kind, record } : { kind },
		);
		expect(play.slept).toEqual(slept);
		expect(play.asked).toHaveLength(slept.length + 1);
	});

	it('sends the inquiry of Singapay and nothing else', async () => {
		const play = stage([absent]);
		await recoverWrite(play.context, transfer, options);

		expect(play.asked).toHaveLength(5);
		for (const request of play.asked)
			expect(request).toMatchObject({
				method: 'POST',
				url: `${settings.baseUrl}/api/v2.0/disbursement/acc-1/inquiry-status`,
				body: '{"reference_number":"R-1"}',
				headers: { 'Content-Type': 'application/json' },
			});
	});

	it('sends the question of SmartFastPay without a body and nothing else', async () => {
		const play = stage([answer({ requestId: 'r', data: [] })], { provider: smartFastPay });

		expect(await recoverWrite(play.context, payin, options)).toEqual({ kind: 'absent' });
		expect(play.asked).toHaveLength(5);
		for (const request of play.asked) {
			expect(request).toMatchObject({
				method: 'GET',
				url: `${settings.baseUrl}/transactions?transaction_id=R-1`,
			});
			expect(request.body).toBeUndefined();
			expect(Object.keys(request.headers ?? {})).not.toContain('Content-Type');
		}
	});

	it('hides the secret in what is found', async () => {
		const echo = { ...record, echo: settings.clientSecret };
		const play = stage([answer({ response_code: 'SP000', data: echo })]);

		expect(await recoverWrite(play.context, transfer, options)).toEqual({
			kind: 'found',
			record: { ...record, echo: '[hidden]' },
		});
	});
});

describe('a canceled execution', () => {
	it('asks nothing when it was canceled before', async () => {
		const play = stage([found]);
		play.canceled.abort();

		expect(await recoverWrite(play.context, transfer, options)).toEqual({ kind: 'unclear' });
		expect(play.asked).toEqual([]);
	});

	it('ends the looking during a wait, and does not say that there is none', async () => {
		const play = stage([absent]);
		const context = {
			...play.context,
			sleep: async (ms: number) => {
				await play.context.sleep(ms);
				if (play.slept.length === 2) play.canceled.abort();
			},
		};

		expect(await recoverWrite(context, transfer, options)).toEqual({ kind: 'unclear' });
		expect(play.asked).toHaveLength(2);
		expect(play.slept).toEqual([1_000, 2_000]);
	});

	it('looks as usual where n8n has no signal', async () => {
		const play = stage([absent]);

		expect(await recoverWrite({ ...play.context, signal: undefined }, transfer, options)).toEqual({
			kind: 'absent',
		});
	});
});

describe('a single look', () => {
	it.each<[string, Reply, object]>([
		['finds it', found, { kind: 'found', record }],
		['finds none', absent, { kind: 'absent' }],
		['is not repeated after a failure', down, { kind: 'unclear' }],
		['is not repeated after a lost answer', lost, { kind: 'unclear' }],
		[
			'does not wait when it is asked to',
			{ status: 429, body: '', headers: { 'retry-after': '1' } },
			{ kind: 'unclear' },
		],
	])('%s', async (_what, reply, expected) => {
		const play = stage([reply]);

		expect(await findWrite(play.context, transfer, options)).toEqual(expected);
		expect(play.asked).toHaveLength(1);
		expect(play.slept).toEqual([]);
	});

	it.each([
		['HTTP 500', down],
		['a lost answer', lost],
		['HTTP 429', { status: 429, body: '', headers: { 'retry-after': '1' } }],
	])('by GET is not repeated either: %s', async (_what, reply) => {
		const play = stage([reply], { provider: smartFastPay });

		expect(await findWrite(play.context, payin, options)).toEqual({ kind: 'unclear' });
		expect(play.asked).toHaveLength(1);
		expect(play.slept).toEqual([]);
	});

	it('shares the token of reads where each write has one of its own', async () => {
		const provider: Provider = {
			...singapay,
			auth: { ...singapay.auth, reusePolicy: () => 'perTransaction' as const },
		};
		const play = stage([found], { provider });
		const uses: string[] = [];
		const sendAs: typeof play.context.sendAs = (token, use) => {
			uses.push(use);
			return play.context.sendAs(token, use);
		};

		expect(await findWrite({ ...play.context, sendAs }, transfer, options)).toEqual({
			kind: 'found',
			record,
		});
		expect(uses).toEqual(['shared']);
	});

	it('asks with a new token where the old one was refused', async () => {
		const play = stage([answer({ response_code: 'SP013' }, 401), found]);

		expect(await findWrite(play.context, transfer, options)).toEqual({ kind: 'found', record });
		expect(play.asked.map(({ body }) => body)).toEqual([transfer.find?.body, transfer.find?.body]);
	});

	it('is unclear where n8n fails at the credential', async () => {
		const play = stage([found]);
		const stored = async () => await Promise.reject(new Error('The database is gone'));

		expect(await findWrite({ ...play.context, stored }, transfer, options)).toEqual({
			kind: 'unclear',
		});
		expect(play.asked).toEqual([]);
	});

	it('asks nothing where the provider cannot be asked', async () => {
		const play = stage([found]);

		expect(await findWrite(play.context, { ...payment, find: undefined }, options)).toEqual({
			kind: 'unclear',
		});
		expect(play.asked).toEqual([]);
	});
});
