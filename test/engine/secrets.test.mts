import { samples } from '../support/providerSamples.mts';
import { expectNoSecret, jsonBody, jsonOf, simulator, world } from './support/world.mts';

describe.each(samples)('the secrets of $provider', ({ provider, credentialType, pay }) => {
	it('are hidden where an answer quotes the request', async () => {
		const w = await world(provider);
		const run = await w.run({ path: '/diagnostics/echo' });

		expect(jsonOf(run)).toMatchObject([{ headers: { authorization: 'Bearer [hidden]' } }]);
		expectNoSecret(run, w);
	});

	it.each(['text', 'file', 'json'])(
		'are hidden in an answer read as %s',
		async (responseFormat) => {
			const w = await world(provider);
			const options = { responseFormat, fullResponse: true };
			const run = await w.run({ path: '/diagnostics/echo', options });
			const file = Buffer.from(run.items('Pay')[0]?.binary?.data?.data ?? '', 'base64').toString();

			expect(`${run.serialized()}${file}`).toContain('[hidden]');
			for (const secret of w.secrets()) expect(file).not.toContain(secret);
			expectNoSecret(run, w);
		},
	);

	it.each([401, 403, 422, 500])(
		'are hidden in an answer of %i that quotes them',
		async (status) => {
			const w = await world(provider, { reusePolicy: 'untilExpiry' });
			await w.run({ path: w.sample.read });
			const [token] = w.sim.control.tokens();
			const quoted = `Bearer ${token?.accessToken} of ${w.sim.credentials.clientSecret}`;
			const body = {
				message: quoted,
				error: { message: quoted },
				moreInformation: { message: quoted },
				response_message: quoted,
			};
			const headers = { 'x-debug': quoted };
			w.sim.control.addFault({ status, body, headers, times: 9, match: { path: pay.path } });
			for (const onError of ['stopWorkflow', 'continueErrorOutput'] as const)
				for (const neverError of [false, true]) {
					const payment = jsonBody(pay.body(`order-${onError}-${neverError}`));
					const options = { neverError, fullResponse: neverError };
					const request = { method: 'POST', path: pay.path, ...payment, options };
					expectNoSecret(await w.run(request, { onError }), w);
				}
			expect(w.calls().length).toBeGreaterThanOrEqual(3);
		},
	);

	it('do not follow a redirect to another host', async () => {
		const w = await world(provider);
		const other = await simulator(provider);
		const to = encodeURIComponent(`${other.url}/diagnostics/echo`);
		const run = await w.run({ path: `/diagnostics/redirect?to=${to}` });

		expect(run.error?.message).toContain('redirects this request to another address (HTTP 302)');
		expect(other.control.requests()).toEqual([]);
		expectNoSecret(run, w);
	});

	it('do not follow a redirected write either', async () => {
		const w = await world(provider);
		const other = await simulator(provider);
		const headers = { location: `${other.url}/diagnostics/echo` };
		w.sim.control.addFault({ match: { method: 'POST' }, status: 307, headers });
		const run = await w.run({ method: 'POST', path: pay.path, ...jsonBody({ amount: 1 }) });

		expect(run.status).toBe('error');
		expect(other.control.requests()).toEqual([]);
	});

	it('do not go where the token endpoint redirects to', async () => {
		const w = await world(provider);
		const other = await simulator(provider);
		const headers = { location: `${other.url}/diagnostics/echo` };
		w.sim.control.addFault({ match: { token: true }, status: 307, headers });
		const run = await w.run({ path: w.sample.read });

		expect(run.status).toBe('error');
		expect(other.control.requests()).toEqual([]);
	});

	it('are sent to no other host, whatever the path says', async () => {
		const w = await world(provider);
		const other = await simulator(provider);
		const host = other.url.replace('http:', '');
		const paths = [
			other.url,
			host,
			`${host}/x`,
			`/\\${host}`,
			`/@${host}`,
			`http:${host}`,
			`.${host}`,
		];
		const run = await w.run(
			{ path: '={{ $json.path }}' },
			{ items: paths.map((path) => ({ path })), onError: 'continueErrorOutput' },
		);

		expect(other.control.requests()).toEqual([]);
		expect(jsonOf(run)).toEqual([]);
	});

	it('stay within the domains that the credential allows', async () => {
		const w = await world(provider, {
			allowedHttpRequestDomains: 'domains',
			allowedDomains: 'api.example.com',
		});
		const run = await w.run({ path: w.sample.read });

		expect(run.error?.message).toContain('n8n does not let this credential call');
		expect(w.sim.control.requests()).toEqual([]);
	});

	it('stay within those domains also with a token at hand', async () => {
		const w = await world(provider, { reusePolicy: 'untilExpiry' });
		await w.run({ path: w.sample.read });
		w.engine.credentials.update(w.credential.id, {
			allowedHttpRequestDomains: 'domains',
			allowedDomains: 'api.example.com',
		});
		const payment = { method: 'POST', path: pay.path, ...jsonBody(pay.body('order-77')) };
		const run = await w.run(payment);

		expect(run.error?.description).toContain('Nothing was sent.');
		expect(run.error?.context).toMatchObject({ details: { outcome: 'refused' } });
		expect(w.calls()).toHaveLength(1);
	});

	it('are in no item, log or error of a whole day in the life of a token', async () => {
		const w = await world(provider);
		const first = await w.run({ path: w.sample.read }, { items: 3 });
		w.sim.control.revokeTokens();
		const second = await w.run({ path: w.sample.read }, { items: 3 });
		w.sim.control.configure({ rejectAllTokens: true });
		const third = await w.run({ path: w.sample.read }, { onError: 'continueErrorOutput' });

		expect(w.engine.credentials.get(w.credential.id).type).toBe(credentialType);
		for (const run of [first, second, third]) expectNoSecret(run, w);
	});
});
