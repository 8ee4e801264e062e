import type { Provider } from '../../../lib/providers/contract';
import { paySecurez } from '../../../lib/providers/paySecurez';
import { singapay } from '../../../lib/providers/singapay';
import { smartFastPay } from '../../../lib/providers/smartFastPay';
import { findWrite, recoverWrite } from '../../../lib/writes/recover';
import {
	answer,
	fakeContext,
	infoOf,
	lost as breakOff,
	type Replies,
	type Reply,
	requestTo,
	settings,
} from '../../support/fakeContext.mts';
import { writeInfo } from '../../support/providerSamples.mts';

const options = { timeoutMs: 1_000, maxRetries: 5 };
const transfer = infoOf(
	singapay,
	requestTo('POST', '/api/v2.0/disbursement/transfer', {
		account_id: 'acc-1',
		reference_number: 'R-1',
		amount: 50_000,
	}),
);
const payin = infoOf(smartFastPay, requestTo('POST', '/v2/payin', { transaction: { id: 'R-1' } }));
const record = {
	reference_number: 'R-1',
	transaction_status: { code: '00' },
	net_amount: { value: '50000.00', currency: 'IDR' },
};
const found = answer({ response_code: 'SP000', data: record });
const absent = answer({ response_code: 'SP009' }, 404);
const down = answer({}, 500);
const lost = breakOff();

/** A provider that answers one look-up after the other, for an execution that may be canceled. */
function lookingUp(replies: Replies, provider: Provider = singapay) {
	const canceled = new AbortController();
	return { ...fakeContext(provider, replies, { signal: canceled.signal }), canceled };
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
			'found beside SP001, which says no more than its status',
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
		const run = lookingUp(replies);

		expect(await recoverWrite(run.context, transfer, options)).toEqual(
			kind === 'found' ? { kind, record } : { kind },
		);
		expect(run.slept).toEqual(slept);
		expect(run.requests).toHaveLength(slept.length + 1);
	});

	it('sends the inquiry of Singapay and nothing else', async () => {
		const run = lookingUp([absent]);
		await recoverWrite(run.context, transfer, options);

		expect(run.requests).toHaveLength(5);
		for (const request of run.requests)
			expect(request).toMatchObject({
				method: 'POST',
				url: `${settings.baseUrl}/api/v2.0/disbursement/acc-1/inquiry-status`,
				body: '{"reference_number":"R-1"}',
				headers: { 'Content-Type': 'application/json' },
			});
	});

	it('sends the question of SmartFastPay without a body and nothing else', async () => {
		const run = lookingUp(answer({ requestId: 'r', data: [] }), smartFastPay);

		expect(await recoverWrite(run.context, payin, options)).toEqual({ kind: 'absent' });
		expect(run.requests).toHaveLength(5);
		for (const request of run.requests) {
			expect(request).toMatchObject({
				method: 'GET',
				url: `${settings.baseUrl}/transactions?transaction_id=R-1`,
			});
			expect(request.body).toBeUndefined();
			expect(Object.keys(request.headers)).not.toContain('Content-Type');
		}
	});

	it('hides the secret in what is found', async () => {
		const echo = { ...record, echo: settings.clientSecret };
		const run = lookingUp([answer({ response_code: 'SP000', data: echo })]);

		expect(await recoverWrite(run.context, transfer, options)).toEqual({
			kind: 'found',
			record: { ...record, echo: '[hidden]' },
		});
	});
});

describe('a canceled execution', () => {
	it('asks nothing when it was canceled before', async () => {
		const run = lookingUp([found]);
		run.canceled.abort();

		expect(await recoverWrite(run.context, transfer, options)).toEqual({ kind: 'unclear' });
		expect(run.requests).toEqual([]);
	});

	it('ends the looking during a wait, and does not say that there is none', async () => {
		const run = lookingUp([absent]);
		const context = {
			...run.context,
			sleep: async (ms: number) => {
				await run.context.sleep(ms);
				if (run.slept.length === 2) run.canceled.abort();
			},
		};

		expect(await recoverWrite(context, transfer, options)).toEqual({ kind: 'unclear' });
		expect(run.requests).toHaveLength(2);
		expect(run.slept).toEqual([1_000, 2_000]);
	});

	it('looks as usual where n8n has no signal', async () => {
		const run = lookingUp([absent]);

		expect(await recoverWrite({ ...run.context, signal: undefined }, transfer, options)).toEqual({
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
			answer('', 429, { 'retry-after': '1' }),
			{ kind: 'unclear' },
		],
	])('%s', async (_what, reply, expected) => {
		const run = lookingUp([reply]);

		expect(await findWrite(run.context, transfer, options)).toEqual(expected);
		expect(run.requests).toHaveLength(1);
		expect(run.slept).toEqual([]);
	});

	it.each([
		['HTTP 500', down],
		['a lost answer', lost],
		['HTTP 429', answer('', 429, { 'retry-after': '1' })],
	])('by GET is not repeated either: %s', async (_what, reply) => {
		const run = lookingUp([reply], smartFastPay);

		expect(await findWrite(run.context, payin, options)).toEqual({ kind: 'unclear' });
		expect(run.requests).toHaveLength(1);
		expect(run.slept).toEqual([]);
	});

	it('shares the token of reads where each write has one of its own', async () => {
		const provider: Provider = {
			...singapay,
			auth: { ...singapay.auth, reusePolicy: () => 'perTransaction' as const },
		};
		const run = lookingUp([found], provider);
		const uses: string[] = [];
		const sendAs: typeof run.context.sendAs = (token, use) => {
			uses.push(use);
			return run.context.sendAs(token, use);
		};

		expect(await findWrite({ ...run.context, sendAs }, transfer, options)).toEqual({
			kind: 'found',
			record,
		});
		expect(uses).toEqual(['shared']);
	});

	it('asks with a new token where the old one was refused', async () => {
		const run = lookingUp([answer({ response_code: 'SP013' }, 401), found]);

		expect(await findWrite(run.context, transfer, options)).toEqual({ kind: 'found', record });
		expect(run.requests.map(({ body }) => body)).toEqual([
			transfer.find?.body,
			transfer.find?.body,
		]);
	});

	it('is unclear where n8n fails at the credential', async () => {
		const run = lookingUp([found]);
		const stored = async () => await Promise.reject(new Error('The database is gone'));

		expect(await findWrite({ ...run.context, stored }, transfer, options)).toEqual({
			kind: 'unclear',
		});
		expect(run.requests).toEqual([]);
	});

	it('asks nothing where the provider cannot be asked', async () => {
		const run = lookingUp([found]);

		expect(await findWrite(run.context, writeInfo(paySecurez), options)).toEqual({
			kind: 'unclear',
		});
		expect(run.requests).toEqual([]);
	});
});
