import { daySignature } from '../../../lib/providers/singapay/token';
import { json, plain, subjects } from '../../support/subjects.mts';

const { provider, settings } = subjects.singapay;
const jan15 =
	'5218d6a4b0f09d9e36d498130f29beda57f13189f8d510a63d36951f38fc81eb7524456a3727f06e358d162178dc9db4bb3c93e577eba0cfa60538a98ea6e197';
const jan16 =
	'b54b872e85bc2a447b39e11d71588c38ea97be357301a782ccf6979096a300afe347e7852032ce401dbd5ffaa253611f1336fe1b9601ec0bcf2f0f2e4da3a649';

describe('the Singapay token', () => {
	it('of version 1.0 is asked for with Basic, the API key and both spellings of the grant type', () => {
		expect(provider.auth.tokenRequest(settings, 0)).toEqual({
			method: 'POST',
			url: 'https://api.example.com/api/v1.0/access-token/b2b',
			headers: {
				'X-PARTNER-ID': 'partner-1',
				Accept: 'application/json',
				'Content-Type': 'application/json',
				Authorization: 'Basic Y2xpZW50LTE6c3dvcmRmaXNoLTE=',
			},
			body: '{"grantType":"client_credentials","grant_type":"client_credentials"}',
		});
	});

	it('of version 1.1 is asked for with a signature and without the secret', () => {
		const extras = { partnerId: 'partner-1', authVersion: 'v1.1' };
		const request = provider.auth.tokenRequest(
			{ ...settings, clientId: 'sim-client', clientSecret: 'sim-secret', extras },
			Date.UTC(2026, 0, 15, 3),
		);
		expect(request).toEqual({
			method: 'POST',
			url: 'https://api.example.com/api/v1.1/access-token/b2b',
			headers: {
				'X-PARTNER-ID': 'partner-1',
				'X-CLIENT-ID': 'sim-client',
				'X-Signature': jan15,
				Accept: 'application/json',
				'Content-Type': 'application/json',
			},
			body: '{"grant_type":"client_credentials"}',
		});
		expect(JSON.stringify(request)).not.toContain('sim-secret');
	});

	it.each(['v1.0', 'v1.1'])(
		'of version %s never sends `undefined` as the API key',
		(authVersion) => {
			const request = provider.auth.tokenRequest({ ...settings, extras: { authVersion } }, 0);
			expect(request.headers['X-PARTNER-ID']).toBe('');
		},
	);

	it.each([
		['the first millisecond of the day in Jakarta', Date.UTC(2026, 0, 14, 17, 0, 0, 0), jan15],
		['noon', Date.UTC(2026, 0, 15, 5), jan15],
		['midnight UTC, 07:00 in Jakarta', Date.UTC(2026, 0, 15, 0), jan15],
		['the last millisecond', Date.UTC(2026, 0, 15, 16, 59, 59, 999), jan15],
		['the first of the next day', Date.UTC(2026, 0, 15, 17, 0, 0, 0), jan16],
	])('is signed for the day in Jakarta: %s', (_name, now, signature) => {
		expect(daySignature('sim-client', 'sim-secret', now)).toBe(signature);
	});

	it('is read from its envelope, the lifetime as text', () => {
		const data = { access_token: 'abc', token_type: 'Bearer', expires_in: '3600' };
		expect(provider.auth.readToken(json(200, { status: 200, success: true, data }), 1000)).toEqual({
			kind: 'token',
			accessToken: 'abc',
			expiresAt: 3_601_000,
		});
	});

	it.each([
		['a bare token', { access_token: 'abc' }],
		['an envelope without data', { status: 200, success: true }],
		['a web page', '<html>'],
	])('is not read from %s', (_name, body) => {
		expect(provider.auth.readToken(json(200, body), 0)).toEqual({ kind: 'unreadable' });
	});
});

describe('a refusal at the Singapay token endpoint', () => {
	const error = (code: number, message: string) => ({
		status: code,
		success: false,
		error: { code, message },
	});
	const secret = 'Singapay did not accept the Client ID and Client Secret';
	const address = 'Singapay does not know the IP address of this n8n';

	it.each([
		['401', json(401, error(401, 'Invalid credentials')), secret],
		['401 without a body', plain(401, ''), secret],
		['422', json(422, error(422, 'The grant_type field is invalid')), secret],
		['a refusal inside HTTP 200', json(200, error(401, 'Invalid credentials')), secret],
		[
			'403 with an IPv4 address',
			json(403, error(403, 'Your IP address (203.0.113.5) is not registered')),
			`${address} (203.0.113.5)`,
		],
		[
			'403 with an IPv6 address',
			json(403, error(403, 'Your IP address (2001:DB8::5) is not registered')),
			`${address} (2001:DB8::5)`,
		],
		[
			'403 with IPv4 within IPv6',
			json(403, error(403, 'Your IP address (::ffff:203.0.113.5) is not registered')),
			`${address} (::ffff:203.0.113.5)`,
		],
		[
			'403 with an address behind something else',
			json(403, error(403, 'Client (c0ffee:5ec2) from (203.0.113.5) is not registered')),
			`${address} (203.0.113.5)`,
		],
		['403 with another text', json(403, error(403, 'Access (to all) denied')), address],
		[
			'403 about the partner',
			json(403, error(403, 'Invalid X-PARTNER-ID')),
			'Singapay did not accept the API key',
		],
	])('%s', (_name, response, message) => {
		expect(provider.auth.readToken(response, 0)).toMatchObject({
			kind: 'refused',
			explanation: { message },
		});
	});

	it.each([
		'c0ffee',
		'cafe',
		'5',
		'203.0.113',
		'203.0.113.256',
		'203.0.113.5.7',
		'0203.0.113.5',
		'c1abdef0:5ec2e7aa11bb22cc33dd44ee55ff6677',
		':5ec2e7aa11bb22cc',
		'::5ec2e7',
		'1:2:3:4:5:6:7',
		'1:2:3:4:5:6:7:8:9',
		'a::b::c',
		'203.0.113.5:443',
		'..',
		'::.',
	])('403 quotes no address: (%s)', (quoted) => {
		const response = json(403, error(403, `Client (${quoted}) is not registered`));
		expect(provider.auth.readToken(response, 0)).toMatchObject({
			explanation: { message: address },
		});
	});

	it.each([
		[401, "'Client Secret'"],
		[403, 'Register this address in the Singapay dashboard'],
		[403, 'were not checked'],
	])('HTTP %i says what to check', (status, part) => {
		expect(provider.auth.readToken(json(status, error(status, 'x')), 0)).toMatchObject({
			explanation: { description: expect.stringContaining(part) },
		});
	});

	it.each([
		['403 in JSON of somebody else', json(403, { message: 'Forbidden' }), 403],
		['404', json(404, error(404, 'Not Found')), 404],
		['500 inside HTTP 200', json(200, error(500, 'General Error')), 500],
		['429 inside HTTP 200', json(200, error(429, 'Too Many Requests')), 429],
	])('is not %s', (_name, response, status) => {
		expect(provider.auth.readToken(response, 0)).toEqual({ kind: 'failed', status });
	});
});
