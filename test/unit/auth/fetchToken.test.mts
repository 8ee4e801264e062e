import { fetchToken } from '../../../lib/auth/fetchToken';
import { createClock, startOfTests } from '../simulators/support.mts';
import { granted, script, type Script, type Scripted } from '../../support/scripted.mts';
import { send } from '../../support/send.mts';
import { closedUrl, useServers } from '../../support/servers.mts';
import { subjects } from '../../support/subjects.mts';

const { provider, settings } = subjects.smartFastPay;
const serve = useServers();
const clock = createClock();

const mintFrom = async ({ send: sender }: Pick<Script, 'send'>, baseUrl = settings.baseUrl) =>
	await fetchToken({ provider, settings: { ...settings, baseUrl }, send: sender, now: clock.now });
const answered = async (answer: Scripted) => await mintFrom(script(answer));

beforeEach(() => clock.reset());

describe('a token that was asked for', () => {
	it('is asked for once, and lives from the moment before', async () => {
		const endpoint = script(granted('token-1', 3600));
		const minted = await mintFrom({
			send: async (options) => {
				clock.advance(2000);
				return await endpoint.send(options);
			},
		});
		expect(minted).toEqual({
			kind: 'token',
			token: {
				accessToken: 'token-1',
				issuedAt: startOfTests,
				expiresAt: startOfTests + 3_600_000,
			},
		});
		expect(endpoint.requests).toHaveLength(1);
	});

	it.each<[string, unknown]>([
		['not known', null],
		['zero', 0],
		['too short to be reckoned with', 9],
	])('has no expiry when its lifetime is %s', async (_name, expiresIn) => {
		expect(await answered(granted('token-1', expiresIn))).toEqual({
			kind: 'token',
			token: { accessToken: 'token-1', issuedAt: startOfTests },
		});
	});

	it('has one when its lifetime is the shortest that is reckoned with', async () => {
		expect(await answered(granted('token-1', 10))).toMatchObject({
			token: { expiresAt: startOfTests + 10_000 },
		});
	});
});

describe('a token endpoint that is busy', () => {
	const date = (ms: number) => new Date(startOfTests + ms).toUTCString();

	it.each<[number, string | undefined, number]>([
		[429, '7', 7000],
		[429, '0', 0],
		[429, date(90_000), 90_000],
		[429, undefined, 60_000],
		[429, date(-1000), 60_000],
		[429, 'soon', 60_000],
		[429, '3600', 3_600_000],
		[429, '3601', 3_600_000],
		[429, '9'.repeat(400), 3_600_000],
		[429, date(86_400_000), 3_600_000],
		[500, undefined, 60_000],
		[503, '7', 7000],
		[599, undefined, 60_000],
	])('HTTP %i with Retry-After %j is left alone for %i ms', async (status, after, pauseMs) => {
		const headers: Record<string, string> = after === undefined ? {} : { 'Retry-After': after };
		expect(await answered({ status, headers, body: { access_token: 'token-1' } })).toEqual({
			kind: 'transient',
			pauseMs,
			explanation: {
				message: `SmartFastPay has no token to give right now (HTTP ${status})`,
				description: expect.stringContaining(` ${pauseMs / 1000} seconds `),
			},
		});
	});
});

describe('a definite refusal', () => {
	it.each([400, 401, 403, 422])('is HTTP %i, with any body', async (status) => {
		for (const body of ['', '<html>', '{"half":', { message: 'hunter2' }]) {
			const minted = await answered({ status, body });
			expect(minted).toEqual({
				kind: 'refused',
				pauseMs: 5000,
				explanation: {
					message: 'SmartFastPay did not accept the Client ID and Client Secret',
					description: expect.stringContaining("'Client Secret'"),
				},
			});
		}
	});

	it('is a failure inside HTTP 200', async () => {
		const { provider: singapay, settings: own } = subjects.singapay;
		const body = { status: 401, success: false, error: { code: 401, message: 'Invalid' } };
		const { send: sender } = script({ status: 200, body });
		expect(
			await fetchToken({ provider: singapay, settings: own, send: sender, now: clock.now }),
		).toMatchObject({ kind: 'refused' });
	});
});

describe('an answer that is no token', () => {
	it.each<[string, Scripted, string]>([
		['a web page', { status: 200, body: '<!DOCTYPE html><p>Log in</p>' }, 'a web page (HTTP 200)'],
		['a web page with HTTP 404', { status: 404, body: '<html>' }, 'a web page (HTTP 404)'],
		['JSON with HTTP 404', { status: 404, body: {} }, 'JSON that holds no token (HTTP 404)'],
		['JSON without a token', { status: 200, body: {} }, 'JSON that holds no token (HTTP 200)'],
		['text', { status: 200, body: 'OK' }, 'text that is not JSON (HTTP 200)'],
		['nothing', { status: 204 }, 'nothing (HTTP 204)'],
		['a redirect', { status: 302, headers: { location: 'https://x' } }, 'nothing (HTTP 302)'],
		[
			'a redirect with a token',
			{ ...granted('a'), status: 307 } as Scripted,
			'JSON that holds no token (HTTP 307)',
		],
		[
			'half a token',
			{ status: 200, body: '{"access_token":"hun' },
			'text that is not JSON (HTTP 200)',
		],
		['a token with a line break', granted('hunter2\nX: 1'), 'JSON that holds no token (HTTP 200)'],
	])('is told as what it is: %s', async (_name, answer, what) => {
		const minted = await answered(answer);
		expect(minted).toEqual({
			kind: 'refused',
			pauseMs: 5000,
			explanation: {
				message: `https://api.example.com answered the token request with ${what}`,
				description: expect.stringContaining("'Base URL'"),
			},
		});
		expect(JSON.stringify(minted)).not.toMatch(/hun|Log in/);
	});
});

describe('a token endpoint that cannot be reached', () => {
	it('is told by its address, and asked again at once', async () => {
		const url = await closedUrl();
		expect(await mintFrom({ send }, url)).toEqual({
			kind: 'transient',
			pauseMs: 0,
			explanation: {
				message: `${url} could not be reached for a token (connection refused)`,
				description: expect.stringContaining('firewall'),
			},
		});
	});

	it('may break in the middle', async () => {
		const url = await serve((request) => request.socket.destroy());
		expect(await mintFrom({ send }, url)).toMatchObject({
			explanation: { message: `${url} could not be reached for a token (connection reset)` },
		});
	});

	it.each([
		['ENOTFOUND', 'unknown host name'],
		['CERT_HAS_EXPIRED', 'CERT_HAS_EXPIRED'],
	])('says why in words where it has some: %s', async (code, words) => {
		expect(await answered(Object.assign(new Error('x'), { code }))).toMatchObject({
			explanation: { message: expect.stringMatching(` for a token \\(${words}\\)$`) },
		});
	});

	it('may give no reason', async () => {
		expect(await answered(new Error('hunter2'))).toMatchObject({
			kind: 'transient',
			explanation: { message: 'https://api.example.com could not be reached for a token' },
		});
	});

	it('may take too long', async () => {
		const timeout = Object.assign(new Error('timeout'), { code: 'ECONNABORTED' });
		expect(await answered(timeout)).toMatchObject({
			kind: 'transient',
			pauseMs: 0,
			explanation: { message: 'SmartFastPay did not answer the token request in time' },
		});
	});

	it('may answer without end', async () => {
		const url = await serve((_request, response) => {
			const megabyte = Buffer.alloc(1024 * 1024, 'x');
			const more = () => {
				while (response.write(megabyte));
				response.once('drain', more);
			};
			more();
		});
		expect(await mintFrom({ send }, url)).toMatchObject({
			kind: 'transient',
			explanation: { message: `${url} sent an answer that is far too large for a token` },
		});
	});

	it('may be forbidden by the credential’s allowed domains', async () => {
		const allowedDomains = 'other.example.com';
		const restricted = {
			send: async (options: object) => await send({ url: '', ...options, allowedDomains }),
		};
		expect(await mintFrom(restricted)).toEqual({
			kind: 'transient',
			pauseMs: 0,
			explanation: {
				message: 'n8n does not let this credential call https://api.example.com',
				description: expect.stringContaining("'Allowed Domains'"),
			},
		});
	});
});
