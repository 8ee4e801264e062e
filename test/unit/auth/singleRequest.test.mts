import type { IHttpRequestOptions } from 'n8n-workflow';
import { createHooks, type CredentialHooks } from '../../../lib/auth/hooks';
import { createTokenLifecycle, type TokenLifecycle } from '../../../lib/auth/lifecycle';
import { maxRecords, promptRefusalMs } from '../../../lib/auth/numbers';
import { readSettings } from '../../../lib/auth/settings';
import type { Settings } from '../../../lib/providers/contract';
import { smartFastPay } from '../../../lib/providers/smartFastPay';
import { payin } from '../simulators/bodies.mts';
import { useSimulator } from '../simulators/support.mts';
import {
	sendLikeHttpRequestNode,
	sendLikeOtherNodes,
	type Sent,
} from '../../support/n8nSenders.mts';
import { deferred } from '../../support/scripted.mts';
import { send } from '../../support/send.mts';

/**
 * n8n's HTTP Request node sends a failed request again whenever the hook gives it a token. Here real requests go to a
 * simulator that counts: a payment may arrive a second time only when the first was certainly not looked at.
 */

const { simulator, clock } = useSimulator('smartFastPay');
const second = 1000;
const hour = 3600 * second;
const writePath = '/v2/payin';
const readPath = '/payments';
const lost = { reset: 'afterProcessing' } as const;

let lifecycle: TokenLifecycle;
let hooks: CredentialHooks;
let credentials: Record<string, string>;

beforeEach(async () => {
	lifecycle = createTokenLifecycle(clock.now);
	hooks = createHooks(smartFastPay, lifecycle);
	const { url, credentials: known } = simulator();
	const fields = { environment: 'custom', baseUrl: url, ...known, accessToken: '' };
	credentials = { ...fields, ...(await hooks.preAuthentication(send, fields)) } as typeof fields;
});

const options = (kind: 'write' | 'read'): IHttpRequestOptions => ({
	url: simulator().url + (kind === 'write' ? writePath : readPath),
	method: kind === 'write' ? 'POST' : 'GET',
	headers: { 'Content-Type': 'application/json' },
	...(kind === 'write' ? { body: payin('once-1') } : {}),
});
/** As n8n does, with an object of its own for each request. */
const sendIt = async (
	kind: 'write' | 'read',
	meanwhile?: () => void | Promise<void>,
	sender = sendLikeHttpRequestNode,
): Promise<Sent> =>
	await sender({
		hooks,
		credentials: { ...credentials },
		options: options(kind),
		...(meanwhile === undefined ? {} : { meanwhile }),
	});
const received = (path: string) =>
	simulator()
		.control.requests()
		.filter((request) => request.path === path).length;
const payments = () =>
	(simulator().control.records()['payments'] ?? []).filter(
		(payment) => payment['transaction_id'] === 'once-1',
	).length;
const mints = () => received('/oauth2/token');
const fault = (given: Parameters<ReturnType<typeof simulator>['control']['addFault']>[0]) =>
	simulator().control.addFault(given);
const revoke = () => simulator().control.revokeTokens();

function settingsOf(): Settings {
	const read = readSettings(smartFastPay, credentials);
	if (read.kind === 'invalid') throw new Error(read.explanation.message);
	return read.settings;
}

/** Another execution gets a token, and the provider drops the one before. */
async function mintElsewhere(sender = send): Promise<void> {
	await lifecycle.acquire({
		provider: smartFastPay,
		settings: settingsOf(),
		stored: undefined,
		send: sender,
		want: 'own',
	});
}

describe('a write that the provider answered with a failure', () => {
	it.each([400, 403, 404, 408, 409, 422, 429, 500, 502, 503, 504])(
		'is sent once while its token is accepted: HTTP %i',
		async (status) => {
			fault({ match: { path: writePath }, status });
			expect(await sendIt('write')).toEqual({ error: expect.any(Error) });
			expect([received(writePath), mints()]).toEqual([1, 1]);
		},
	);

	it('is sent once when its answer is lost', async () => {
		fault({ match: { path: writePath }, ...lost });
		expect(await sendIt('write')).toEqual({ error: expect.any(Error) });
		expect([received(writePath), payments(), mints()]).toEqual([1, 1, 1]);
	});

	it.each([400, 403, 404, 429, 500, 503])(
		'is sent once when the probe is answered with HTTP %i: that says nothing about the token',
		async (status) => {
			fault({ match: { path: writePath }, ...lost });
			fault({ match: { path: smartFastPay.auth.probe.path }, status });
			await sendIt('write');
			expect([received(writePath), mints()]).toEqual([1, 1]);
		},
	);

	it('is sent once when the probe is lost as well', async () => {
		fault({ match: { path: writePath }, ...lost });
		fault({ match: { path: smartFastPay.auth.probe.path }, ...lost });
		await sendIt('write');
		expect([received(writePath), mints()]).toEqual([1, 1]);
	});
});

describe('a write whose token was refused', () => {
	it('is sent again with a new one, and paid once', async () => {
		revoke();
		expect(await sendIt('write')).toEqual({ body: expect.stringContaining('pending') });
		expect([received(writePath), payments(), mints()]).toEqual([2, 1, 2]);
	});

	it('is sent again once, even if the new one is refused, too', async () => {
		simulator().control.configure({ rejectAllTokens: true });
		expect(await sendIt('write')).toEqual({ error: expect.any(Error) });
		expect([received(writePath), payments()]).toEqual([2, 0]);
	});

	it('costs one token call for ten of them at once', async () => {
		revoke();
		const all = await Promise.all(Array.from({ length: 10 }, async () => await sendIt('read')));
		expect(all.filter((sent) => 'error' in sent)).toEqual([]);
		expect(mints()).toBe(2);
	});
});

describe('a write whose answer was lost, and whose token is refused afterwards', () => {
	beforeEach(() => fault({ match: { path: writePath }, ...lost }));

	it.each<[string, () => void | Promise<void>]>([
		['it expired on the way', () => clock.advance(hour)],
		[
			'it is so close to its expiry that nobody can tell',
			() => {
				clock.advance(hour - 5 * second);
				revoke();
			},
		],
		[
			'another execution got a new one meanwhile',
			async () => {
				simulator().control.configure({ newTokenKillsOld: true });
				await mintElsewhere();
			},
		],
		[
			'another execution got a new one meanwhile, and found this one refused',
			async () => {
				simulator().control.configure({ newTokenKillsOld: true });
				await mintElsewhere();
				await sendIt('read');
			},
		],
		[
			'another execution is getting a new one at this moment',
			async () => {
				simulator().control.configure({ newTokenKillsOld: true });
				const isIssued = deferred<void>();
				void mintElsewhere(async (asked) => {
					await send(asked);
					isIssued.resolve();
					return await new Promise(() => undefined);
				});
				await isIssued.promise;
			},
		],
		[
			'another execution asked for a new one, whose answer was lost',
			async () => {
				simulator().control.configure({ newTokenKillsOld: true });
				fault({ match: { token: true }, ...lost });
				await mintElsewhere();
			},
		],
		[
			'so many other credentials were used meanwhile that this one was forgotten',
			() => {
				const settings = settingsOf();
				for (let n = 0; n < maxRecords; n += 1)
					lifecycle.record(smartFastPay, { ...settings, clientId: `other ${n}` });
				revoke();
			},
		],
		[
			'it was revoked, and the failure took longer than a refusal takes',
			() => {
				clock.advance(promptRefusalMs + 1);
				revoke();
			},
		],
		[
			'the clock was turned back',
			() => {
				clock.advance(-second);
				revoke();
			},
		],
	])('is sent once: %s', async (_name, meanwhile) => {
		expect(await sendIt('write', meanwhile)).toEqual({ error: expect.any(Error) });
		expect([received(writePath), payments()]).toEqual([1, 1]);
	});

	it('is sent once: the provider never named its lifetime', async () => {
		simulator().control.configure({ expiresIn: 'omit' });
		lifecycle = createTokenLifecycle(clock.now);
		hooks = createHooks(smartFastPay, lifecycle);
		const fields = { ...credentials, accessToken: '' };
		credentials = { ...fields, ...(await hooks.preAuthentication(send, fields)) } as typeof fields;
		expect(credentials['n8n_expires_at']).toBe('');
		await sendIt('write', revoke);
		expect([received(writePath), payments()]).toEqual([1, 1]);
	});
});

describe('a read whose token is refused afterwards is sent again', () => {
	it.each<[string, () => void]>([
		['it expired on the way', () => clock.advance(hour)],
		['it was revoked', revoke],
	])('%s', async (_name, meanwhile) => {
		fault({ match: { path: readPath }, ...lost });
		expect(await sendIt('read', meanwhile)).toEqual({ body: expect.any(String) });
		expect([received(readPath), mints()]).toEqual([2, 2]);
	});
});

describe('a write that was not sent at first', () => {
	const emptied = { accessToken: '', n8n_expires_at: '', mintedFor: '' };

	it.each<[string, () => void]>([
		['no token is held', () => Object.assign(credentials, emptied)],
		['its token has expired', () => clock.advance(hour)],
		['its token expires in 5 s', () => clock.advance(hour - 5 * second)],
		[
			'its token was issued for another secret',
			() => Object.assign(credentials, { mintedFor: 'x' }),
		],
		['its token was refused before', () => revoke()],
	])('is sent with a good token only: %s', async (_name, arrange) => {
		arrange();
		if (_name === 'its token was refused before') await sendIt('read');
		expect(await sendIt('write')).toEqual({ body: expect.stringContaining('pending') });
		expect([received(writePath), payments()]).toEqual([1, 1]);
	});
});

describe('other nodes, which send again after 401 whatever the hook says', () => {
	const writeLikeThem = async (meanwhile?: () => void) =>
		await sendIt('write', meanwhile, sendLikeOtherNodes);

	it('revive a refused token', async () => {
		revoke();
		expect(await writeLikeThem()).toEqual({ body: expect.stringContaining('pending') });
		expect([received(writePath), payments(), mints()]).toEqual([2, 1, 2]);
	});

	it('do not send a write again whose token expired on the way', async () => {
		fault({ match: { path: writePath }, status: 401 });
		expect(await writeLikeThem(() => clock.advance(hour))).toEqual({ error: expect.any(Error) });
		expect(received(writePath)).toBe(1);
	});

	it('get a token first where none is held', async () => {
		credentials = { ...credentials, accessToken: '' };
		await writeLikeThem();
		expect([received(writePath), payments(), mints()]).toEqual([1, 1, 1]);
	});
});
