import type { ProviderWebhooks } from '../../../lib/providers/contract';
import { singapay } from '../../../lib/providers/singapay';
import { smartFastPay } from '../../../lib/providers/smartFastPay';
import { secretFailurePauseMs, secretPauseMs, secretRetryMs } from '../../../lib/webhooks/numbers';
import { webhookSecrets } from '../../../lib/webhooks/secret';
import { answer, type FakeContext, lost } from '../../support/fakeContext.mts';
import {
	allEvents,
	fetchedSecret,
	givesSecret,
	paidPix,
	receiveFirst,
	smartFastPaySigned,
	webhookContext,
} from '../../support/signed.mts';

const signatureOf = ({ signature }: ProviderWebhooks) => {
	if (signature === undefined) throw new Error('Nothing is signed');
	return signature;
};
const secretOf = async ({ context }: FakeContext, want?: 'known' | 'again' | 'now') =>
	await webhookSecrets(context, signatureOf(context.provider.webhooks), want);
const targets = ({ requests }: FakeContext) =>
	requests.map(({ method, target }) => `${method} ${target}`);
const fetched = { kind: 'secrets', secrets: [fetchedSecret] };

describe('the webhook secret', () => {
	it('of Singapay is the client secret', async () => {
		const at = webhookContext(singapay);
		expect(await secretOf(at)).toEqual({
			kind: 'secrets',
			secrets: [at.context.settings.clientSecret],
		});
		expect(at.requests).toEqual([]);
	});

	it('of Singapay may be that of another credential, or an HMAC key', async () => {
		const typed = { webhookSecrets: ' further-1, hmac-2 ,further-3 further-4,' };
		const at = webhookContext(singapay, givesSecret, typed);
		expect(await secretOf(at)).toEqual({
			kind: 'secrets',
			secrets: [
				at.context.settings.clientSecret,
				...['further-1', 'hmac-2', 'further-3', 'further-4'],
			],
		});
	});

	it('that was typed in is not fetched', async () => {
		const at = webhookContext(smartFastPay, givesSecret, { webhookSecret: 'typed' });
		for (const want of ['known', 'again', 'now'] as const)
			expect(await secretOf(at, want)).toEqual({ kind: 'secrets', secrets: ['typed'] });
		expect(at.requests).toEqual([]);
	});

	it('is fetched once', async () => {
		const at = webhookContext(smartFastPay);
		expect(await secretOf(at)).toEqual(fetched);
		at.clock.now += 10 * secretPauseMs;
		expect(await secretOf(at)).toEqual(fetched);
		expect(targets(at)).toEqual(['GET /v1/webhook/secret']);
	});

	it('is fetched once for all who ask at the same time', async () => {
		const at = webhookContext(smartFastPay);
		const all = await Promise.all(Array.from({ length: 50 }, async () => await secretOf(at)));
		expect(new Set(all.map((one) => JSON.stringify(one)))).toEqual(
			new Set([JSON.stringify(fetched)]),
		);
		expect(at.requests).toHaveLength(1);
	});

	it.each([answer({ message: 'Not found' }, 404), answer({ data: {} }), answer('<html>')])(
		'is fetched from the other path where the first gives none: %#',
		async (first) => {
			const at = webhookContext(smartFastPay, ({ target }) =>
				target.startsWith('/v1') ? first : answer({ secret: fetchedSecret }),
			);
			expect(await secretOf(at)).toEqual(fetched);
			expect(targets(at)).toEqual(['GET /v1/webhook/secret', 'GET /webhook/secret']);
		},
	);

	it('that neither path gives is a sentence', async () => {
		const at = webhookContext(smartFastPay, () => answer({ data: {} }));
		expect(await secretOf(at)).toMatchObject({
			kind: 'failed',
			cause: 'unusable',
			message: 'SmartFastPay returned no webhook secret',
		});
	});

	it('that could not be fetched is asked for again only after a pause, or by a person', async () => {
		let isUp = false;
		const at = webhookContext(smartFastPay, () => (isUp ? givesSecret : answer('', 400)));
		expect(await secretOf(at)).toMatchObject({ kind: 'failed' });
		const before = at.requests.length;
		isUp = true;
		at.clock.now += secretFailurePauseMs - 1;
		expect(await secretOf(at)).toMatchObject({ kind: 'failed' });
		expect(at.requests).toHaveLength(before);
		at.clock.now += 1;
		expect(await secretOf(at)).toEqual(fetched);

		const other = webhookContext(smartFastPay, () => (isUp ? givesSecret : answer('', 400)));
		isUp = false;
		expect(await secretOf(other)).toMatchObject({ kind: 'failed' });
		isUp = true;
		expect(await secretOf(other, 'now')).toEqual(fetched);
	});

	it.each([lost(), answer('', 503), answer('', 429)])(
		'that could not be fetched because of a temporary failure is fetched again soon: %#',
		async (trouble) => {
			let isUp = false;
			const at = webhookContext(smartFastPay, () => (isUp ? givesSecret : trouble));
			expect(await secretOf(at)).toMatchObject({ kind: 'failed', isPassing: true });
			const before = at.requests.length;
			isUp = true;
			expect(await secretOf(at)).toMatchObject({ kind: 'failed' });
			expect(at.requests).toHaveLength(before);
			at.clock.now += secretRetryMs;
			expect(await secretOf(at)).toEqual(fetched);
		},
	);

	it('that is unavailable because of the network names that', async () => {
		expect(await secretOf(webhookContext(smartFastPay, lost()))).toMatchObject({
			kind: 'failed',
			cause: 'lost',
			message: expect.stringContaining('ECONNRESET'),
		});
	});
});

describe('a secret that was replaced', () => {
	/** Judges what is signed with a secret, by a provider that gives the current one. */
	const judging = () => {
		const current = { secret: 'old' };
		const at = webhookContext(smartFastPay, () => answer({ data: current }));
		const verdict = async (secret: string) => {
			const signed = smartFastPaySigned(paidPix(), secret, at.clock.now);
			const received = await receiveFirst(at.context, signed, allEvents);
			return received.kind === 'refused' ? received.status : received.kind;
		};
		return { at, current, verdict };
	};

	it('proves a notification at once, also where the old one was fetched a moment ago', async () => {
		const { at, current, verdict } = judging();
		expect(await verdict('old')).toBe('genuine');
		current.secret = 'new';
		at.clock.now += 1;
		expect(await verdict('new')).toBe('genuine');
		expect(at.slept).toEqual([secretPauseMs - 1]);
		expect(await verdict('old')).toBe(401);
	});

	it('proves it also where forged ones keep having it fetched', async () => {
		const { current, verdict } = judging();
		expect(await verdict('old')).toBe('genuine');
		for (let forged = 0; forged < 3; forged += 1) expect(await verdict('forged')).toBe(401);
		current.secret = 'new';
		expect(await verdict('new')).toBe('genuine');
	});

	it('is fetched once for all that do not match within 5 s, and each waits for it', async () => {
		const { at, verdict } = judging();
		expect(await verdict('old')).toBe('genuine');
		const verdicts = Array.from({ length: 50 }, async () => await verdict('forged'));
		expect(new Set(await Promise.all(verdicts))).toEqual(new Set([401]));
		expect(at.requests).toHaveLength(2);
		expect(at.slept).toEqual([secretPauseMs]);
		at.clock.now += secretPauseMs;
		expect(await verdict('forged')).toBe(401);
		expect(at.requests).toHaveLength(3);
		expect(at.slept).toHaveLength(1);
	});

	it('does not shut out what the old one still proves while it cannot be fetched', async () => {
		let isUp = true;
		const at = webhookContext(smartFastPay, () => (isUp ? givesSecret : answer('', 503)));
		const receiveSigned = async (secret: string) =>
			await receiveFirst(
				at.context,
				smartFastPaySigned(paidPix(), secret, at.clock.now),
				allEvents,
			);
		expect(await receiveSigned(fetchedSecret)).toMatchObject({ kind: 'genuine' });
		isUp = false;
		at.clock.now += secretPauseMs;
		// It cannot be told whether it is forged.
		expect(await receiveSigned('new')).toMatchObject({ kind: 'refused', status: 503 });
		const before = at.requests.length;
		expect(await receiveSigned('new')).toMatchObject({ kind: 'refused', status: 503 });
		expect(await receiveSigned(fetchedSecret)).toMatchObject({ kind: 'genuine' });
		expect(at.requests).toHaveLength(before);
	});

	it('is not fetched for what is not signed at all', async () => {
		const at = webhookContext(smartFastPay);
		const unsigned = { targets: [], headers: {}, body: Buffer.from('{}') };
		for (let attempt = 0; attempt < 3; attempt += 1) {
			await receiveFirst(at.context, unsigned, allEvents);
			at.clock.now += secretPauseMs;
		}
		expect(at.requests).toHaveLength(1);
	});
});
