import { tokenSignature } from '../../../simulators/singapay/signature.mts';
import {
	authorized,
	basic,
	call,
	headersFor,
	postJson,
	requestToken,
	useSimulator,
} from './support.mts';

const { simulator, clock } = useSimulator('singapay');
const partner = { 'x-partner-id': 'sim-partner-0001' };
const transferPath = '/api/v2.0/disbursement/transfer';

const get = async (path: string) =>
	call(simulator(), path, { headers: await authorized(simulator(), clock.now()) });

describe('the Singapay token call v1.0', () => {
	const path = '/api/v1.0/access-token/b2b';
	const good = { ...partner, ...basic('sim-client', 'sim-secret-singapay') };

	it.each(['grantType', 'grant_type'])(
		'takes %s and announces the lifetime as text',
		async (name) => {
			const answer = await postJson(simulator(), path, { [name]: 'client_credentials' }, good);
			expect(answer.status).toBe(200);
			expect(answer.body).toEqual({
				status: 200,
				success: true,
				data: {
					access_token: simulator().control.tokens()[0]?.accessToken,
					token_type: 'Bearer',
					expires_in: '3600',
				},
			});
		},
	);

	it('takes a form', async () => {
		const headers = { ...good, 'content-type': 'application/x-www-form-urlencoded' };
		const body = 'grant_type=client_credentials';
		expect((await call(simulator(), path, { method: 'POST', headers, body })).status).toBe(200);
	});

	it.each<[string, Record<string, string>, unknown, number, string]>([
		[
			'a wrong secret',
			basic('sim-client', 'x'),
			{ grantType: 'client_credentials' },
			401,
			'Invalid credentials',
		],
		['no credentials', {}, { grantType: 'client_credentials' }, 401, 'Invalid credentials'],
		[
			'another grant',
			basic('sim-client', 'sim-secret-singapay'),
			{ grantType: 'password' },
			422,
			'Validation Error',
		],
	])('refuses %s', async (_name, headers, body, status, message) => {
		const answer = await postJson(simulator(), path, body, { ...partner, ...headers });
		expect(answer.status).toBe(status);
		expect(answer.body).toMatchObject({ status, success: false, error: { code: status, message } });
		expect(simulator().control.tokens()).toEqual([]);
	});

	it.each<[string, Record<string, string>]>([
		['no partner id', basic('sim-client', 'sim-secret-singapay')],
		['another partner id', { ...good, 'x-partner-id': 'other' }],
	])('refuses %s with 403', async (_name, headers) => {
		const answer = await postJson(simulator(), path, { grantType: 'client_credentials' }, headers);
		expect(answer.status).toBe(403);
		expect(answer.body).toMatchObject({ error: { message: 'Invalid X-PARTNER-ID' } });
	});
});

describe('the Singapay token call v1.1', () => {
	const path = '/api/v1.1/access-token/b2b';
	const signedAt = (time: number) => ({
		...partner,
		'x-client-id': 'sim-client',
		'x-signature': tokenSignature('sim-client', 'sim-secret-singapay', time),
	});
	const ask = (headers: Record<string, string>, grant = 'client_credentials') =>
		postJson(simulator(), path, { grant_type: grant }, headers);

	it('takes the signature of the day', async () => {
		expect((await ask(signedAt(clock.now()))).status).toBe(200);
	});

	it('takes it until midnight in Jakarta, when the UTC day goes on', async () => {
		const beforeMidnight = clock.now();
		clock.advance(14 * 3600_000 - 1);
		expect((await ask(signedAt(beforeMidnight))).status).toBe(200);
		clock.advance(1);
		const late = await ask(signedAt(beforeMidnight));
		expect(late.status).toBe(401);
		expect(late.body).toEqual({
			status: 401,
			success: false,
			error: { code: 401, message: 'Invalid credentials' },
		});
		expect((await ask(signedAt(clock.now()))).status).toBe(200);
	});

	it.each<[string, () => Record<string, string>]>([
		['Basic credentials', () => ({ ...partner, ...basic('sim-client', 'sim-secret-singapay') })],
		['another client id', () => ({ ...signedAt(clock.now()), 'x-client-id': 'other' })],
		[
			'an upper case signature',
			() => ({
				...signedAt(clock.now()),
				'x-signature': signedAt(clock.now())['x-signature'].toUpperCase(),
			}),
		],
	])('refuses %s', async (_name, headers) => {
		expect((await ask(headers())).status).toBe(401);
	});

	it.each(['password', ''])('refuses the grant "%s"', async (grant) => {
		expect((await ask(signedAt(clock.now()), grant)).status).toBe(422);
	});

	it('does not know grantType', async () => {
		const body = { grantType: 'client_credentials' };
		expect((await postJson(simulator(), path, body, signedAt(clock.now()))).status).toBe(422);
	});
});

describe('the Singapay gate', () => {
	it('refuses an address that is not registered, even at the token call', async () => {
		const headers = await authorized(simulator(), clock.now());
		simulator().control.configure({ allowedIps: ['203.0.113.5'] });
		const message = 'Your IP address (127.0.0.1) is not registered';
		const refused = { status: 403, success: false, error: { code: 403, message } };
		const token = await requestToken(simulator(), clock.now());
		expect(token).toMatchObject({ status: 403, body: refused });
		const v1 = await call(simulator(), '/api/v1.0/accounts', { headers });
		expect(v1).toMatchObject({ status: 403, body: refused });
		const v2 = await postJson(simulator(), transferPath, {}, headers);
		expect(v2).toMatchObject({ status: 403, body: { response_code: 'SP017' } });
	});

	it('lets a registered address in', async () => {
		simulator().control.configure({ allowedIps: ['127.0.0.1'] });
		expect((await get('/api/v1.0/accounts')).status).toBe(200);
	});

	it('asks for the partner id on every call', async () => {
		const { authorization = '' } = await authorized(simulator(), clock.now());
		const headers = { authorization };
		expect((await call(simulator(), '/api/v1.0/accounts', { headers })).status).toBe(403);
		const v2 = await postJson(simulator(), transferPath, {}, headers);
		expect(v2).toMatchObject({ status: 403, body: { response_code: 'SP015' } });
	});

	it('refuses a token in the envelope of the path', async () => {
		const headers = headersFor(simulator(), 'unknown');
		const v1 = await call(simulator(), '/api/v1.0/accounts', { headers });
		expect(v1.body).toEqual({
			status: 401,
			success: false,
			error: { code: 401, message: 'Unauthorized partner, please sign in' },
		});
		const v2 = await postJson(simulator(), transferPath, {}, headers);
		expect(v2.status).toBe(401);
		expect(v2.body).toEqual({
			response_code: 'SP013',
			response_message: 'Unauthorized',
			data: null,
		});
	});
});
