import { freePorts } from '../../dev/n8n/free-ports.mts';
import { samples } from '../support/providerSamples.mts';
import { useN8n } from './support/n8n.mts';
import { world } from './support/world.mts';

/** The "Test" button of each credential, pressed in a real n8n. The simulators count what it costs the provider. */
const n8n = useN8n();

describe.each(samples)('$displayName', ({ provider, displayName }) => {
	test('a right secret passes', async () => {
		const { credential, fields, tokenCalls } = await world(n8n, provider);
		const verdict = await n8n.rest.credentials.test({ ...credential, data: fields });
		expect(verdict.status).toBe('OK');
		expect(tokenCalls()).toBe(1);
	});

	test.each([
		['secret', 'clientSecret'],
		['client ID', 'clientId'],
	])('a wrong %s is named, with one token call', async (_what, field) => {
		const { credential, fields, tokenCalls } = await world(n8n, provider, {
			[field]: 'not-the-one',
		});
		const verdict = await n8n.rest.credentials.test({ ...credential, data: fields });
		expect(verdict.status).toBe('Error');
		expect(verdict.message).toMatch(
			`${displayName} did not accept the Client ID and Client Secret. Check 'Client ID'`,
		);
		expect(tokenCalls()).toBe(1);
	});

	test('a secret that was changed in the form is tested, not the token that is stored', async () => {
		const { credential, fields, tokenCalls, form } = await world(n8n, provider);
		await n8n.rest.credentials.test({ ...credential, data: fields });
		const verdict = await n8n.rest.credentials.test(await form({ clientSecret: 'not-the-one' }));
		expect(verdict.message).toMatch('did not accept the Client ID and Client Secret');
		expect(tokenCalls()).toBe(2);
	});

	test('a host that refuses connections is named', async () => {
		const [port] = await freePorts(1);
		const baseUrl = `http://127.0.0.1:${port}`;
		const { credential, fields } = await world(n8n, provider, { baseUrl });
		const verdict = await n8n.rest.credentials.test({ ...credential, data: fields });
		expect(verdict.status).toBe('Error');
		expect(verdict.message).toMatch(
			`${baseUrl} could not be reached (connection refused). Nothing was sent.`,
		);
		expect(verdict.message).toMatch("Check 'Environment' and 'Base URL' of the credential");
	});

	test('a host that answers with a web page is not blamed on the secret', async () => {
		const { credential, fields, sim, tokenCalls } = await world(n8n, provider);
		sim.control.addFault({ match: { token: true }, html: true, times: Infinity });
		const verdict = await n8n.rest.credentials.test({ ...credential, data: fields });
		expect(verdict.status).toBe('Error');
		expect(verdict.message).toMatch(`${sim.url} answered the token request with a web page`);
		expect(verdict.message).toMatch('were not checked');
		expect(tokenCalls()).toBe(3);
	});

	test('a busy token endpoint is left alone for as long as it asks', async () => {
		const { credential, fields, sim, tokenCalls } = await world(n8n, provider);
		const headers = { 'retry-after': '120' };
		sim.control.addFault({ match: { token: true }, status: 503, headers });
		const first = await n8n.rest.credentials.test({ ...credential, data: fields });
		const second = await n8n.rest.credentials.test({ ...credential, data: fields });
		expect(first.message).toMatch('did not issue a token (HTTP 503)');
		expect(first.message).toMatch(/asked again in 1(20|19) seconds at the earliest/);
		expect(second.message).toMatch('did not issue a token (HTTP 503)');
		expect(tokenCalls()).toBe(1);
	});

	test('an empty secret is named before anything is sent', async () => {
		const { credential, fields, sim } = await world(n8n, provider, { clientSecret: ' ' });
		const verdict = await n8n.rest.credentials.test({ ...credential, data: fields });
		expect(verdict.message).toMatch(
			`'Client Secret' of the ${displayName} credential is empty. Open the ${displayName} credential in n8n and fill in the field`,
		);
		expect(sim.control.requests()).toEqual([]);
	});

	test('a token that is never accepted is not called a wrong secret', async () => {
		const { credential, fields, sim } = await world(n8n, provider);
		sim.control.configure({ rejectAllTokens: true });
		const verdict = await n8n.rest.credentials.test({ ...credential, data: fields });
		expect(verdict.status).toBe('Error');
		expect(verdict.message).toMatch(`${displayName} issued a token and then rejected it`);
	});
});

test('PaySecurez: the 404 for an unknown transaction proves the token', async () => {
	const { credential, fields, sim } = await world(n8n, 'paySecurez');
	const verdict = await n8n.rest.credentials.test({ ...credential, data: fields });
	expect(sim.control.requests().at(-1)).toMatchObject({ method: 'GET', status: 404 });
	expect(verdict.status).toBe('OK');
});

test('Singapay: an IP address that is not registered is shown, and the secret is not blamed', async () => {
	const { credential, fields, sim, tokenCalls } = await world(n8n, 'singapay');
	sim.control.configure({ allowedIps: ['203.0.113.5'] });
	const verdict = await n8n.rest.credentials.test({ ...credential, data: fields });
	expect(verdict.status).toBe('Error');
	expect(verdict.message).toMatch('Singapay does not know the IP address of this n8n (127.0.0.1)');
	expect(verdict.message).toMatch('Register this address in the Singapay dashboard');
	expect(tokenCalls()).toBe(1);
});

test('Singapay: a wrong API key is distinguished from a wrong secret', async () => {
	const { credential, fields, tokenCalls } = await world(n8n, 'singapay', { partnerId: 'another' });
	const verdict = await n8n.rest.credentials.test({ ...credential, data: fields });
	expect(verdict.message).toMatch(
		"Singapay did not accept the API key. Check 'API Key (Partner ID)'",
	);
	expect(tokenCalls()).toBe(1);
});

test('Singapay: the signed way of asking for a token passes too', async () => {
	const { credential, fields, sim } = await world(n8n, 'singapay', { authVersion: 'v1.1' });
	const verdict = await n8n.rest.credentials.test({ ...credential, data: fields });
	expect(verdict.status).toBe('OK');
	expect(sim.control.counts()['POST /api/v1.1/access-token/b2b']).toBe(1);
});
