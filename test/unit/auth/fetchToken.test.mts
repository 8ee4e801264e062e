import { fetchToken } from '../../../lib/auth/fetchToken';
import { createClock, startOfTests } from '../simulators/support.mts';
import { granted, script, type Script, type Scripted } from '../../support/scripted.mts';
import { send } from '../../support/send.mts';
import { closedUrl, useServers } from '../../support/servers.mts';
import { type Subject, subjects } from '../../support/subjects.mts';

const { settings } = subjects.smartFastPay;
const serve = useServers();
const clock = createClock();

const fetchFrom = async (
	{ send: sender }: Pick<Script, 'send'>,
	baseUrl = settings.baseUrl,
	at: Subject = subjects.smartFastPay,
) =>
	await fetchToken({
		provider: at.provider,
		settings: { ...at.settings, baseUrl },
		send: sender,
		now: clock.now,
	});
const answered = async (answer: Scripted) => await fetchFrom(script(answer));

beforeEach(() => clock.reset());

describe('a token that was asked for', () => {
	it('is asked for once, and lives from the moment before', async () => {
		const endpoint = script(granted('token-1', 3600));
		const fetched = await fetchFrom({
			send: async (options) => {
				clock.advance(2000);
				return await endpoint.send(options);
			},
		});
		expect(fetched).toEqual({
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

	it.each<[number, string | undefined, number | undefined, number]>([
		[429, '7', 7000, 7000],
		[429, '0', 0, 0],
		[429, date(90_000), 90_000, 90_000],
		[429, undefined, undefined, 5_000],
		[429, date(-1000), undefined, 5_000],
		[429, 'soon', undefined, 5_000],
		[429, '3600', 3_600_000, 3_600_000],
		[429, '3601', 3_600_000, 3_600_000],
		[429, '9'.repeat(400), 3_600_000, 3_600_000],
		[429, date(86_400_000), 3_600_000, 3_600_000],
		[408, undefined, undefined, 5_000],
		[500, undefined, undefined, 5_000],
		[503, '7', 7000, 7000],
		[599, undefined, undefined, 5_000],
	])('HTTP %i with Retry-After %j asks for %p ms', async (status, after, retryAfterMs, pauseMs) => {
		const headers: Record<string, string> = after === undefined ? {} : { 'Retry-After': after };
		expect(await answered({ status, headers, body: { access_token: 'token-1' } })).toEqual({
			kind: 'failed',
			isPassing: true,
			status,
			retryAfterMs,
			pauseMs,
			explanation: {
				message: `SmartFastPay did not issue a token (HTTP ${status})`,
				description: expect.stringContaining('does not need to be changed'),
			},
		});
	});

	it.each<[keyof typeof subjects, object]>([
		['paySecurez', { statusCode: 500, message: 'Internal server error' }],
		['singapay', { status: 500, success: false, error: { code: 500, message: 'x' } }],
	])('may say so inside HTTP 200: %s', async (id, body) => {
		const fetched = await fetchFrom(script({ status: 200, body }), undefined, subjects[id]);
		expect(fetched).toMatchObject({
			kind: 'failed',
			isPassing: true,
			status: 200,
			explanation: { message: expect.stringContaining('a token (500 inside HTTP 200)') },
		});
	});
});

describe('a verdict on client id and secret', () => {
	const refusal = {
		kind: 'failed',
		isPassing: false,
		pauseMs: 5000,
		retryAfterMs: undefined,
		explanation: {
			message: 'SmartFastPay did not accept the Client ID and Client Secret',
			description: expect.stringContaining("'Client Secret'"),
		},
	};

	it.each<[string, Scripted]>([
		['a bare 401', { status: 401 }],
		['a 401 of nothing but a line break', { status: 401, body: '\r\n' }],
		['any JSON with 401', { status: 401, body: { message: 'hunter2' } }],
		['JSON with 400', { status: 400, body: { message: 'hunter2' } }],
		['JSON with 422', { status: 422, body: { message: 'hunter2' } }],
		['its own JSON with 403', { status: 403, body: { requestId: 'r', moreInformation: {} } }],
		['the words of OAuth with 403', { status: 403, body: { error: 'invalid_client' } }],
	])('is %s', async (_name, answer) => {
		const { status } = answer as { status: number };
		expect(await answered(answer)).toEqual({ ...refusal, status });
	});

	it.each<[keyof typeof subjects, object]>([
		['paySecurez', { statusCode: 403, message: 'Forbidden', error: 'x' }],
		['singapay', { status: 403, success: false, error: { code: 403, message: 'x' } }],
	])('is a 403 in the words of %s', async (id, body) => {
		const fetched = await fetchFrom(script({ status: 403, body }), undefined, subjects[id]);
		expect(fetched).toMatchObject({ isPassing: false, status: 403 });
	});

	it.each<[keyof typeof subjects, object]>([
		['paySecurez', { statusCode: 401, message: 'Unauthorized' }],
		['singapay', { status: 401, success: false, error: { code: 401, message: 'Invalid' } }],
	])('is a failure inside HTTP 200 of %s', async (id, body) => {
		const fetched = await fetchFrom(script({ status: 200, body }), undefined, subjects[id]);
		expect(fetched).toMatchObject({
			isPassing: false,
			explanation: { message: expect.stringContaining('did not accept the Client ID') },
		});
	});

	const strangers: [string, unknown][] = [
		['a web page', '<!DOCTYPE html><title>Just a moment...</title>'],
		['text', 'Access denied'],
		['half an answer', '{"half":'],
	];
	const statuses = [200, 400, 401, 403, 404, 422];
	const notThere: [string, unknown, number][] = [
		...statuses.flatMap((status) =>
			strangers.map(([name, body]): [string, unknown, number] => [name, body, status]),
		),
		...[200, 204, 400, 403, 422].map((status): [string, unknown, number] => [
			'nothing',
			'',
			status,
		]),
		['the JSON of a firewall', { message: 'Forbidden' }, 403],
		['JSON that is a word', '"Forbidden"', 403],
	];

	it.each(
		Object.entries(subjects).flatMap(([id, subject]) =>
			notThere.map((row) => [id, ...row, subject] as const),
		),
	)('of %s is not: %s (%j, HTTP %i)', async (_id, _name, body, status, subject) => {
		const fetched = await fetchFrom(script({ status, body }), undefined, subject);
		expect(fetched).toMatchObject({
			kind: 'failed',
			isPassing: true,
			status,
			explanation: {
				message: expect.stringMatching(
					new RegExp(
						`^https://api.example.com answered the token request with .* \\(HTTP ${status}\\)$`,
					),
				),
				description: expect.stringMatching(
					/'Client Secret'.* were not checked\..*firewall.*'Base URL'/,
				),
			},
		});
		const said = JSON.stringify(fetched);
		expect(said).not.toMatch(/did not accept|IP address|just a moment|half/i);
	});
});

describe('the secrets of a credential', () => {
	const { singapay, smartFastPay } = subjects;
	const withSecret = (clientSecret: string, extras: Record<string, string> = {}): Subject => ({
		...singapay,
		settings: {
			...singapay.settings,
			clientSecret,
			extras: { ...singapay.settings.extras, ...extras },
		},
	});
	const notRegistered = (quoted: string): Scripted => ({
		status: 403,
		body: { status: 403, success: false, error: { code: 403, message: `Client ${quoted}` } },
	});

	it.each<[string, string, Subject]>([
		['the secret', '2001:db8::5ec2', withSecret('2001:db8::5ec2')],
		['a part of a quotation', '2001:db8::5ec2:e7aa', withSecret('5ec2:e7aa')],
		['the API key', '203.0.113.5', withSecret('swordfish-1', { partnerId: '203.0.113.5' })],
		[
			'a webhook secret',
			'203.0.113.5',
			withSecret('swordfish-1', { webhookSecrets: 'other-1, 203.0.113.5' }),
		],
	])('are not quoted, not even where they look like an address: %s', async (_name, quoted, at) => {
		const fetched = await fetchFrom(script(notRegistered(`(${quoted})`)), undefined, at);
		expect(fetched).toMatchObject({
			isPassing: false,
			pauseMs: 5000,
			status: 403,
			explanation: { message: 'Singapay does not know the IP address of this n8n' },
		});
		expect(JSON.stringify(fetched)).not.toMatch(/5ec2|203/);
	});

	it('may be part of a token', async () => {
		const accessToken = `e30.${Buffer.from('{"partner":"partner-1"}').toString('base64url')}.x`;
		const body = { status: 200, success: true, data: { access_token: accessToken } };
		const fetched = await fetchFrom(script({ status: 200, body }), undefined, singapay);
		expect(fetched).toMatchObject({ kind: 'token', token: { accessToken } });
	});

	it('do not become a token when they are blanked', async () => {
		const clientSecret = 'sword fish';
		const at = { ...smartFastPay, settings: { ...smartFastPay.settings, clientSecret } };
		const fetched = await fetchFrom(script(granted(clientSecret)), undefined, at);
		expect(fetched).toMatchObject({
			kind: 'failed',
			explanation: { message: expect.stringContaining('JSON without a token (HTTP 200)') },
		});
	});
});

describe('an answer that is no token', () => {
	it.each<[string, Scripted, string]>([
		['JSON with HTTP 404', { status: 404, body: {} }, 'JSON without a token (HTTP 404)'],
		['JSON without a token', { status: 200, body: {} }, 'JSON without a token (HTTP 200)'],
		['a redirect', { status: 302, headers: { location: 'https://x' } }, 'a redirect (HTTP 302)'],
		['a redirect by a page', { status: 301, body: '<html>' }, 'a redirect (HTTP 301)'],
		[
			'a redirect with a token',
			{ ...granted('a'), status: 307 } as Scripted,
			'a redirect (HTTP 307)',
		],
		['JSON with HTTP 501', { status: 501, body: {} }, 'JSON without a token (HTTP 501)'],
		['a token with a line break', granted('hunter2\nX: 1'), 'JSON without a token (HTTP 200)'],
	])('is reported for what it is: %s', async (_name, answer, what) => {
		const fetched = await answered(answer);
		expect(fetched).toEqual({
			kind: 'failed',
			isPassing: false,
			retryAfterMs: undefined,
			status: (answer as { status: number }).status,
			pauseMs: 5000,
			explanation: {
				message: `https://api.example.com answered the token request with ${what}`,
				description: expect.stringContaining("'Base URL'"),
			},
		});
		expect(JSON.stringify(fetched)).not.toMatch(/hun|Log in/);
	});
});

describe('a token endpoint that cannot be reached', () => {
	it('is identified by its address', async () => {
		const url = await closedUrl();
		expect(await fetchFrom({ send }, url)).toEqual({
			kind: 'failed',
			isPassing: true,
			retryAfterMs: undefined,
			status: undefined,
			pauseMs: 5000,
			explanation: {
				message: `${url} could not be reached (connection refused)`,
				description: expect.stringContaining('firewall'),
			},
		});
	});

	it('may break in the middle', async () => {
		const url = await serve((request) => request.socket.destroy());
		expect(await fetchFrom({ send }, url)).toMatchObject({
			isPassing: true,
			explanation: {
				message: `${url} closed the connection before it answered the token request (connection reset)`,
			},
		});
	});

	it.each([
		['CERT_HAS_EXPIRED', 'The certificate of api.example.com has expired'],
		['DEPTH_ZERO_SELF_SIGNED_CERT', 'This n8n does not trust the certificate of api.example.com'],
	])('is reported by its certificate, and is not temporary: %s', async (code, message) => {
		expect(await answered(Object.assign(new Error('x'), { code }))).toMatchObject({
			isPassing: false,
			explanation: { message },
		});
	});

	it('may give no reason', async () => {
		expect(await answered(new Error('hunter2'))).toMatchObject({
			isPassing: true,
			explanation: {
				message:
					'https://api.example.com closed the connection before it answered the token request',
			},
		});
	});

	it('may take too long', async () => {
		const timeout = Object.assign(new Error('timeout'), { code: 'ECONNABORTED' });
		expect(await answered(timeout)).toMatchObject({
			isPassing: true,
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
		expect(await fetchFrom({ send }, url)).toMatchObject({
			isPassing: false,
			explanation: { message: `${url} sent a response that is too large for a token` },
		});
	});

	it('may be forbidden by the credential’s allowed domains', async () => {
		const allowedDomains = 'other.example.com';
		const restricted = {
			send: async (options: object) => await send({ url: '', ...options, allowedDomains }),
		};
		expect(await fetchFrom(restricted)).toEqual({
			kind: 'failed',
			isPassing: false,
			retryAfterMs: undefined,
			status: undefined,
			pauseMs: 0,
			explanation: {
				message: 'n8n does not let this credential call https://api.example.com',
				description: expect.stringContaining("'Allowed Domains'"),
			},
		});
	});
});
