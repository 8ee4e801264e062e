import { type ICredentialDataDecryptedObject, type JsonObject, NodeApiError } from 'n8n-workflow';
import { createHooks, isUnsent, type CredentialHooks } from '../../../lib/auth/hooks';
import { createTokenLifecycle } from '../../../lib/auth/lifecycle';
import { toStoredFields } from '../../../lib/auth/stored';
import type { Token } from '../../../lib/auth/token';
import type { SendOptions } from '../../../lib/http/exchange';
import { createClock, startOfTests } from '../simulators/support.mts';
import { granted, script, type Script, type Scripted } from '../../support/scripted.mts';
import { subjects } from '../../support/subjects.mts';
import { createTimers, type TestTimers } from '../../support/timers.mts';

const { provider, settings, fields } = subjects.smartFastPay;
const clock = createClock();
const minute = 60_000;
const refused = { status: 401 };
const welcome = { status: 200, body: {} };
const busy = { status: 503 };
const url = 'https://api.example.com/x';

let hooks: CredentialHooks;
let timers: TestTimers;
beforeEach(() => {
	clock.reset();
	timers = createTimers(clock);
	hooks = createHooks(provider, createTokenLifecycle(clock.now, timers));
});

const holding = (token: Token) => ({ ...fields, ...toStoredFields(provider, settings, token) });
const empty = () => ({ ...fields, accessToken: '', n8n_expires_at: '', mintedFor: '' });
const live = (accessToken = 'token-1') =>
	holding({ accessToken, expiresAt: startOfTests + 60 * minute });
const called = ({ requests }: Script) =>
	requests.map((request) => `${request.method} ${request.url.slice(settings.baseUrl.length)}`);
const probe = 'GET /balance';
const page401 = { status: 401, body: '<!doctype html><title>Log in</title>' };
const gaveUp401 = { status: 401, body: { statusCode: 503 } };
const tokenCall = 'POST /oauth2/token';

describe('the hook before a request', () => {
	it('gets a token where none is held, and returns exactly the fields that n8n stores', async () => {
		const asked = script(granted('token-1'));
		const returned = await hooks.preAuthentication(asked.send, empty());
		expect(returned).toStrictEqual({
			accessToken: 'token-1',
			n8n_expires_at: String(startOfTests + 60 * minute),
			issuedAt: String(startOfTests),
			mintedFor: expect.stringMatching(/^[0-9a-f]{16}$/),
		});
		expect(called(asked)).toEqual([tokenCall]);
	});

	it('answers from memory where another request got one', async () => {
		const asked = script(granted('token-1'));
		const first = await hooks.preAuthentication(asked.send, empty());
		expect(await hooks.preAuthentication(asked.send, empty())).toEqual(first);
		expect(called(asked)).toEqual([tokenCall]);
	});

	it('names what is missing in the credential and sends no request', async () => {
		const asked = script();
		const incomplete = { ...empty(), clientSecret: '' };
		await expect(hooks.preAuthentication(asked.send, incomplete)).rejects.toThrow(
			"'Client Secret' of the SmartFastPay credential is empty. Open the SmartFastPay credential",
		);
		expect(asked.requests).toEqual([]);
	});

	it('asks once within 5 s when the secret is wrong, although n8n calls it twice', async () => {
		const asked = script(refused);
		const credentials = empty();
		const attempt = async () => await hooks.preAuthentication(asked.send, credentials);
		const message = 'SmartFastPay did not accept the Client ID and Client Secret. Check';
		expect(isUnsent(credentials)).toBe(false);
		await expect(attempt()).rejects.toThrow(message);
		expect(isUnsent(credentials)).toBe(true);
		clock.advance(4999);
		await expect(attempt()).rejects.toThrow(message);
		expect(called(asked)).toEqual([tokenCall]);
		clock.advance(1);
		await expect(attempt()).rejects.toThrow(message);
		expect(called(asked)).toEqual([tokenCall, tokenCall]);
	});
});

describe('the hook in a credential test', () => {
	it('settles for the token of another request where the one held was refused', async () => {
		const asked = script(refused, granted('token-2'));
		const used = live();
		await hooks.authenticate(used, { url });
		await hooks.preAuthentication(asked.send, used);
		clock.advance(10 * minute);
		const returned = await hooks.preAuthentication(asked.send, live());
		expect(returned['accessToken']).toBe('token-2');
		expect(called(asked)).toEqual([probe, tokenCall]);
	});

	it('gets a new token although one lives, and gets it once', async () => {
		const asked = script(granted('token-2'));
		const returned = await hooks.preAuthentication(asked.send, live());
		expect(returned['accessToken']).toBe('token-2');
		expect(called(asked)).toEqual([tokenCall]);
	});

	it('does not pass with a secret that is not accepted any more', async () => {
		const asked = script(refused);
		await expect(hooks.preAuthentication(asked.send, live())).rejects.toThrow('did not accept');
	});

	it('settles for the token of another request where the one held is over', async () => {
		const asked = script(granted('token-2'));
		await hooks.preAuthentication(asked.send, empty());
		const expired = holding({ accessToken: 'token-1', expiresAt: startOfTests });
		expect(await hooks.preAuthentication(asked.send, expired)).toMatchObject({
			accessToken: 'token-2',
		});
		expect(called(asked)).toEqual([tokenCall]);
	});
});

describe('the request of a credential test', () => {
	const test = { url, headers: { 'x-credential-test': 'true' } };

	/** As n8n runs a test: the hooks, and after a 401 both once more. What is then sent. */
	async function tested(asked: Script, credentials: ICredentialDataDecryptedObject) {
		Object.assign(credentials, await hooks.preAuthentication(asked.send, credentials));
		const held = await hooks.authenticate(credentials, test).then(
			() => 'not held back',
			(error: { response?: object }) => error.response,
		);
		expect(held).toEqual({ status: 401 });
		expect(isUnsent(credentials)).toBe(true);
		Object.assign(credentials, await hooks.preAuthentication(asked.send, credentials));
		return await hooks.authenticate(credentials, test);
	}

	it.each<[string, Scripted]>([
		['welcome', welcome],
		['not found', { status: 404, body: {} }],
		['forbidden', { status: 403, body: {} }],
		['busy', busy],
		['a web page', page401],
		['a failure inside', gaveUp401],
	])('is sent once its token is known not to be refused: %s', async (_what, answer) => {
		const asked = script(granted('token-1'), answer);
		const sent = await tested(asked, empty());
		expect(sent.headers).toEqual({ Accept: 'application/json', Authorization: 'Bearer token-1' });
		expect(called(asked)).toEqual([tokenCall, probe]);
	});

	it('takes another token where the first one is refused', async () => {
		const asked = script(granted('token-1'), refused, granted('token-2'), welcome);
		const sent = await tested(asked, empty());
		expect(sent.headers).toEqual({ Accept: 'application/json', Authorization: 'Bearer token-2' });
		expect(called(asked)).toEqual([tokenCall, probe, tokenCall, probe]);
	});

	it('is not sent where tokens are issued and never accepted', async () => {
		const asked = script(granted('token-1'), refused, granted('token-2'), refused);
		await expect(tested(asked, empty())).rejects.toThrow(
			'SmartFastPay issued a token and then rejected it. ',
		);
		expect(called(asked)).toEqual([tokenCall, probe, tokenCall, probe]);
	});

	it('is not sent where no second token is issued', async () => {
		const asked = script(granted('token-1'), refused, { status: 400, body: {} });
		await expect(tested(asked, empty())).rejects.toThrow('did not accept the Client ID');
	});
});

describe("a credential's allowed domains", () => {
	const listing = (allowedDomains: string) => ({
		allowedHttpRequestDomains: 'domains',
		allowedDomains,
	});

	it('let the token call pass where they list the host', async () => {
		const asked = script(granted('token-1'));
		await hooks.preAuthentication(asked.send, { ...empty(), ...listing('api.example.com') });
		expect(called(asked)).toEqual([tokenCall]);
	});

	it.each(['other.example.org', ''])('stop it where they are %j', async (list) => {
		const asked = script(granted('token-1'));
		await expect(
			hooks.preAuthentication(asked.send, { ...empty(), ...listing(list) }),
		).rejects.toThrow('n8n does not let this credential call https://api.example.com');
		expect(asked.requests).toEqual([]);
	});

	it('keep a token that is held from a host that they do not list', async () => {
		const credentials = { ...live(), ...listing('other.example.org') };
		await expect(hooks.authenticate(credentials, { url })).rejects.toThrow(
			'n8n does not let this credential call https://api.example.com',
		);
		expect(isUnsent(credentials)).toBe(true);
		expect(await hooks.preAuthentication(script().send, credentials)).toEqual({});
	});

	it('of None are about the HTTP Request node, which n8n stops itself', async () => {
		const credentials = { ...live(), allowedHttpRequestDomains: 'none' };
		expect((await hooks.authenticate(credentials, { url })).headers).toMatchObject({
			Authorization: 'Bearer token-1',
		});
	});
});

describe('the hook, for which a person or a connection waits', () => {
	const notYet = { status: 503, headers: { 'retry-after': '3' } };

	it('waits for a token for ten seconds at most', async () => {
		const asked = script(notYet, granted('token-1'));
		expect((await hooks.preAuthentication(asked.send, empty()))['accessToken']).toBe('token-1');
		expect(timers.bounds.map(({ ms }) => ms)).toEqual([10_000]);
		expect(timers.slept).toEqual([3_000]);
	});

	it('does not begin to wait where it would take longer', async () => {
		const asked = script({ ...notYet, headers: { 'retry-after': '11' } }, granted('token-1'));
		const ended = hooks.preAuthentication(asked.send, empty());
		await expect(ended).rejects.toThrow('did not issue a token (HTTP 503)');
	});

	it('takes the time of its probe off', async () => {
		const asked = script(refused, granted('token-2'));
		const used = live();
		await hooks.authenticate(used, { url });
		const slowly: SendOptions = async (options) => {
			if (asked.requests.length === 0) clock.advance(4_000);
			return await asked.send(options);
		};
		await hooks.preAuthentication(slowly, used);
		expect(asked.requests[0]).toMatchObject({ timeout: 10_000 });
		expect(timers.bounds.map(({ ms }) => ms)).toEqual([6_000]);
	});

	it.each<[string, string]>([
		['ECONNREFUSED', 'https://api.example.com could not be reached (connection refused). Nothing'],
		['CERT_HAS_EXPIRED', 'The certificate of api.example.com has expired. Nothing was sent. '],
		['DEPTH_ZERO_SELF_SIGNED_CERT', 'This n8n does not trust the certificate of api.example.com. '],
		['ERR_TLS_CERT_ALTNAME_INVALID', 'api.example.com presented a certificate for another host'],
	])('says why in words that n8n shows as they are: %s', async (code, words) => {
		const thrown = Object.assign(new Error(code), { code, syscall: 'connect' });
		const ended = hooks.preAuthentication(script(thrown).send, empty());
		const error: Error = await ended.then(
			() => new Error('It has a token'),
			(reason: Error) => reason,
		);
		const node = { id: '1', name: 'n', type: 'n8n-nodes-base.noOp', typeVersion: 1 };
		const shown = new NodeApiError({ ...node, position: [0, 0], parameters: {} }, {
			message: error.message,
		} as JsonObject);
		expect(shown.message).toBe(error.message);
		expect(shown.message).toContain(words);
	});
});

describe('the hook after a request that failed', () => {
	/** A request goes out, fails, and n8n calls the hook with the same object or, should it ever, with another. */
	const afterSending = async (
		asked: Script,
		{ method = 'POST', sameObject = true, later = 0 } = {},
	) => {
		const credentials = live();
		await hooks.authenticate(credentials, { url, method: method as 'POST' });
		clock.advance(later);
		return await hooks.preAuthentication(asked.send, sameObject ? credentials : live());
	};

	it.each<[string, Script, object, string | undefined, string[]]>([
		['its token is accepted', script(welcome), {}, undefined, [probe]],
		['the probe is busy', script(busy), {}, undefined, [probe]],
		['a web page answers the probe with 401', script(page401), {}, undefined, [probe]],
		['the probe is answered by 401 that means 503', script(gaveUp401), {}, undefined, [probe]],
		['the probe is lost', script(new Error('lost')), {}, undefined, [probe]],
		[
			'its token is refused',
			script(refused, granted('token-2')),
			{},
			'token-2',
			[probe, tokenCall],
		],
		['a write expired', script(refused), { later: 60 * minute }, undefined, [probe]],
		[
			'a read expired',
			script(refused, granted('token-2')),
			{ later: 60 * minute, method: 'get' },
			'token-2',
			[probe, tokenCall],
		],
		[
			'a HEAD expired',
			script(refused, granted('token-2')),
			{ later: 60 * minute, method: 'HEAD' },
			'token-2',
			[probe, tokenCall],
		],
		['with another object, accepted', script(welcome), { sameObject: false }, undefined, [probe]],
		[
			'with another object, refused',
			script(refused, granted('token-2')),
			{ sameObject: false },
			'token-2',
			[probe, tokenCall],
		],
		[
			'with another object, in the last millisecond of 10 minutes',
			script(welcome),
			{ sameObject: false, later: 10 * minute - 1 },
			undefined,
			[probe],
		],
		[
			'with another object, 10 minutes later: a credential test',
			script(granted('token-2')),
			{ sameObject: false, later: 10 * minute },
			'token-2',
			[tokenCall],
		],
	])('%s', async (_name, asked, how, accessToken, calls) => {
		expect((await afterSending(asked, how))['accessToken']).toBe(accessToken);
		expect(called(asked)).toEqual(calls);
	});

	it('need not ask for a token that is over by now, with another object', async () => {
		const asked = script(granted('token-2'));
		const short = () => holding({ accessToken: 'token-1', expiresAt: startOfTests + minute });
		await hooks.authenticate(short(), { url });
		clock.advance(minute);
		await hooks.preAuthentication(asked.send, short());
		expect(called(asked)).toEqual([tokenCall]);
	});

	it('asks with the very token that was sent, and as the provider wants it', async () => {
		const asked = script(welcome);
		await afterSending(asked);
		expect(asked.requests[0]).toMatchObject({
			method: 'GET',
			url: 'https://api.example.com/balance',
			headers: { Authorization: 'Bearer token-1' },
			disableFollowRedirect: true,
		});
	});

	it('does not probe a token that is known to be refused', async () => {
		const asked = script(refused, granted('token-2'));
		const late = live();
		await hooks.authenticate(late, { url, method: 'POST' });
		await afterSending(asked);
		expect((await hooks.preAuthentication(asked.send, late))['accessToken']).toBe('token-2');
		expect(called(asked)).toEqual([probe, tokenCall]);
	});

	it('reports why no new token was issued', async () => {
		await expect(afterSending(script(refused, busy))).rejects.toThrow('did not issue a token');
	});
});
