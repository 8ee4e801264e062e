import type { ICredentialType, IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import { sendWithCredential } from '../../dev/engine/index.mts';
import { credentialProperties } from '../../lib/auth/credential';
import { createHooks, type CredentialHooks } from '../../lib/auth/hooks';
import { createTokenLifecycle, type TokenLifecycle } from '../../lib/auth/lifecycle';
import { maxRecords, promptRefusalMs } from '../../lib/auth/numbers';
import { readSettings } from '../../lib/auth/settings';
import type { Settings } from '../../lib/providers/contract';
import { smartFastPay } from '../../lib/providers/smartFastPay';
import type { SimulatorControl } from '../../simulators/index.mts';
import { deferred } from '../support/scripted.mts';
import { send } from '../support/send.mts';
import { clock } from './support/clock.mts';
import { type World, world } from './support/world.mts';

/**
 * n8n's HTTP Request node sends a failed request again whenever the hook gives it a token. Here n8n-core sends real requests to
 * a simulator that counts, and time passes between them at will: a payment may arrive a second time only when the first was
 * certainly not looked at.
 */

const second = 1000;
const hour = 3600 * second;
const writePath = '/v2/payin';
const readPath = '/payments';
const lost = { reset: 'afterProcessing' } as const;

let w: World;
let lifecycle: TokenLifecycle;
let hooks: CredentialHooks;

/** As if n8n had been started anew, with nothing but the token in the credential. */
async function startHooks(): Promise<void> {
	lifecycle = createTokenLifecycle(clock.now);
	hooks = createHooks(smartFastPay, lifecycle);
	store({ accessToken: '' });
	store(await hooks.preAuthentication(send, stored()));
}
const store = (fields: object) =>
	w.engine.credentials.update(w.credential.id, fields as Record<string, string>);
const stored = () => w.engine.credentials.get(w.credential.id).data;

beforeEach(async () => {
	w = await world('smartFastPay');
	await startHooks();
});

const options = (kind: 'write' | 'read'): IHttpRequestOptions => ({
	url: w.sim.url + (kind === 'write' ? writePath : readPath),
	method: kind === 'write' ? 'POST' : 'GET',
	headers: { 'Content-Type': 'application/json' },
	...(kind === 'write' ? { body: w.sample.write.body('once-1') as IDataObject } : {}),
});

/** The credential with these hooks; `meanwhile` happens elsewhere between a request and the hook after its failure. */
function typeWith({ preAuthentication, authenticate }: CredentialHooks, meanwhile: Meanwhile) {
	const isSent = new WeakSet();
	return {
		name: 'smartFastPayApi',
		displayName: 'SmartFastPay API',
		properties: credentialProperties(smartFastPay),
		async preAuthentication(credentials) {
			if (isSent.has(credentials)) await meanwhile();
			return await preAuthentication(
				async (asked) => await this.helpers.httpRequest(asked),
				credentials,
			);
		},
		async authenticate(credentials, request) {
			isSent.add(credentials);
			return await authenticate(credentials, request);
		},
	} satisfies ICredentialType;
}
type Meanwhile = () => void | Promise<void>;
/** The answer's text, or the message of what was thrown. */
type Sent = { readonly body: string } | { readonly error: string };

async function sendIt(
	kind: 'write' | 'read',
	meanwhile: Meanwhile = () => undefined,
	sender: Parameters<typeof sendWithCredential>[0] = 'httpRequestNode',
): Promise<Sent> {
	const { credential, engine } = w;
	const type = typeWith(hooks, meanwhile);
	const inUse = { type, credential, credentials: engine.credentials };
	try {
		return { body: JSON.stringify(await sendWithCredential(sender, options(kind), inUse)) };
	} catch (error) {
		return { error: (error as Error).message };
	}
}
const received = (path: string) =>
	w.sim.control.requests().filter((request) => request.path === path).length;
const payments = () => w.paid().filter((reference) => reference === 'once-1').length;
const tokenCalls = () => received('/oauth2/token');
const fault = (given: Parameters<SimulatorControl['addFault']>[0]) => w.sim.control.addFault(given);
const revoke = () => w.sim.control.revokeTokens();

function settingsOf(): Settings {
	const read = readSettings(smartFastPay, stored());
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
			expect(await sendIt('write')).toEqual({ error: expect.any(String) });
			expect([received(writePath), tokenCalls()]).toEqual([1, 1]);
		},
	);

	it('is sent once when its answer is lost', async () => {
		fault({ match: { path: writePath }, ...lost });
		expect(await sendIt('write')).toEqual({ error: expect.any(String) });
		expect([received(writePath), payments(), tokenCalls()]).toEqual([1, 1, 1]);
	});

	it.each([400, 403, 404, 429, 500, 503])(
		'is sent once when the probe is answered with HTTP %i: that says nothing about the token',
		async (status) => {
			fault({ match: { path: writePath }, ...lost });
			fault({ match: { path: smartFastPay.auth.probe.path }, status });
			await sendIt('write');
			expect([received(writePath), tokenCalls()]).toEqual([1, 1]);
		},
	);

	it('is sent once when the probe is lost as well', async () => {
		fault({ match: { path: writePath }, ...lost });
		fault({ match: { path: smartFastPay.auth.probe.path }, ...lost });
		await sendIt('write');
		expect([received(writePath), tokenCalls()]).toEqual([1, 1]);
	});
});

describe('a write whose token was refused', () => {
	it('is sent again with a new one, and paid once', async () => {
		revoke();
		expect(await sendIt('write')).toEqual({ body: expect.stringContaining('pending') });
		expect([received(writePath), payments(), tokenCalls()]).toEqual([2, 1, 2]);
	});

	it('is sent again once, even if the new one is refused, too', async () => {
		w.sim.control.configure({ rejectAllTokens: true });
		expect(await sendIt('write')).toEqual({ error: expect.any(String) });
		expect([received(writePath), payments()]).toEqual([2, 0]);
	});

	it('costs one token call for ten of them at once', async () => {
		revoke();
		const all = await Promise.all(Array.from({ length: 10 }, async () => await sendIt('read')));
		expect(all.filter((sent) => 'error' in sent)).toEqual([]);
		expect(tokenCalls()).toBe(2);
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
				w.sim.control.configure({ newTokenKillsOld: true });
				await mintElsewhere();
			},
		],
		[
			'another execution got a new one meanwhile, and found this one refused',
			async () => {
				w.sim.control.configure({ newTokenKillsOld: true });
				await mintElsewhere();
				await sendIt('read');
			},
		],
		[
			'another execution is getting a new one at this moment',
			async () => {
				w.sim.control.configure({ newTokenKillsOld: true });
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
				w.sim.control.configure({ newTokenKillsOld: true });
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
		expect(await sendIt('write', meanwhile)).toEqual({ error: expect.any(String) });
		expect([received(writePath), payments()]).toEqual([1, 1]);
	});

	it('is sent once: the provider never named its lifetime', async () => {
		w.sim.control.configure({ expiresIn: 'omit' });
		await startHooks();
		expect(stored().n8n_expires_at).toBe('');
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
		expect([received(readPath), tokenCalls()]).toEqual([2, 2]);
	});
});

describe('a write that was not sent at first', () => {
	const emptied = { accessToken: '', n8n_expires_at: '', issuedAt: '', mintedFor: '' };

	it.each<[string, () => void]>([
		['no token is held', () => store(emptied)],
		['its token has expired', () => clock.advance(hour)],
		['its token expires in 5 s', () => clock.advance(hour - 5 * second)],
		['its token was issued for another secret', () => store({ mintedFor: 'x' })],
		['its token was refused before', () => revoke()],
	])('is sent with a good token only: %s', async (_name, arrange) => {
		arrange();
		if (_name === 'its token was refused before') await sendIt('read');
		expect(await sendIt('write')).toEqual({ body: expect.stringContaining('pending') });
		expect([received(writePath), payments()]).toEqual([1, 1]);
	});
});

describe('other nodes, which repeat a request after HTTP 401 regardless of the hook', () => {
	const writeLikeThem = async (meanwhile?: () => void) =>
		await sendIt('write', meanwhile, 'otherNodes');

	it('revive a refused token', async () => {
		revoke();
		expect(await writeLikeThem()).toEqual({ body: expect.stringContaining('pending') });
		expect([received(writePath), payments(), tokenCalls()]).toEqual([2, 1, 2]);
	});

	it('do not send a write again whose token expired on the way', async () => {
		fault({ match: { path: writePath }, status: 401 });
		expect(await writeLikeThem(() => clock.advance(hour))).toEqual({ error: expect.any(String) });
		expect(received(writePath)).toBe(1);
	});

	it('get a token first where none is held', async () => {
		store({ accessToken: '' });
		await writeLikeThem();
		expect([received(writePath), payments(), tokenCalls()]).toEqual([1, 1, 1]);
	});
});
