import { NodeApiError } from 'n8n-workflow';
import { exchange, type Exchange } from '../../../lib/http/exchange';
import { explainUnsent } from '../../../lib/http/unsent';
import { type CertificateName, useTlsServers } from '../../support/tls.mts';
import { transports } from '../../support/transports.mts';

const { serve, serveNoTls, seen } = useTlsServers();

const explained = (url: string, outcome: Exchange) => {
	if (outcome.kind === 'answered' || outcome.fault.kind !== 'neverLeft')
		throw new Error(`It has left: ${JSON.stringify(outcome)}`);
	return explainUnsent(url, outcome.fault);
};

describe.each(transports)('a server over TLS, $name', ({ sendTrusting }) => {
	const post = async (url: string, ...trusted: readonly CertificateName[]): Promise<Exchange> =>
		await exchange(
			sendTrusting(...trusted),
			{ method: 'POST', url, headers: {}, body: '{"amount":1}' },
			{ timeoutMs: 10_000 },
		);

	it.each<[string, CertificateName, CertificateName[], string, RegExp]>([
		[
			'is not trusted',
			'valid',
			['expired'],
			'This n8n does not trust the certificate of HOST',
			/^Nothing was sent\. .*NODE_EXTRA_CA_CERTS/,
		],
		[
			'has expired',
			'expired',
			['expired'],
			'The certificate of HOST has expired',
			/^Nothing was sent\. .*clock/,
		],
		[
			'is not valid yet',
			'notYetValid',
			['notYetValid'],
			'The certificate of HOST is not valid yet',
			/^Nothing was sent\. .*time of the machine/,
		],
		[
			'is for another host',
			'otherHost',
			['otherHost'],
			'HOST presented a certificate for another host',
			/^Nothing was sent\. .*'Base URL'/,
		],
	])('gets nothing where its certificate %s', async (_name, shown, trusted, message, remedy) => {
		const url = await serve(shown);
		const explanation = explained(url, await post(url, ...trusted));
		expect(explanation.message).toBe(message.replace('HOST', new URL(url).host));
		expect(explanation.description).toMatch(remedy);
		expect(`${explanation.message} ${explanation.description}`).not.toContain('firewall');
		expect(seen.requests).toBe(0);
	});

	it.each([
		['speaks no TLS', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
		['hangs up during the handshake', ''],
	])('gets nothing where it %s', async (_name, answer) => {
		const url = await serveNoTls(answer);
		expect(explained(url, await post(url))).toEqual({
			message: `${new URL(url).host} could not set up an encrypted connection`,
			description: expect.stringMatching(/^Nothing was sent\. /),
		});
	});

	it('gets the request where its certificate is in order', async () => {
		expect(await post(await serve('valid'), 'valid')).toMatchObject({ kind: 'answered' });
		expect(seen.requests).toBe(1);
	});

	it('may have processed a request after which it hung up', async () => {
		expect(await post(await serve('valid', { drops: true }), 'valid')).toEqual({
			kind: 'failed',
			fault: { kind: 'lost', code: 'ECONNRESET' },
		});
		expect(seen.requests).toBe(1);
	});
});

describe('the words for a request that never left', () => {
	const origin = 'https://api.example.com';
	const codes = [
		...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
		...['EADDRNOTAVAIL', 'EACCES', 'EPERM', 'ENOENT', 'EPROTO', 'ECONNRESET', 'ECONNABORTED'],
		...['CERT_HAS_EXPIRED', 'CERT_REVOKED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'CERT_NOT_YET_VALID'],
		...['ERR_TLS_CERT_ALTNAME_INVALID', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'EWHATEVER', ''],
	];

	it.each(codes)('are left as they are by n8n, which rewords codes: %j', (code) => {
		const { message, description } = explainUnsent(origin, { code });
		const node = { id: '1', name: 'n', type: 'x', typeVersion: 1, parameters: {} };
		const thrown = `${message}. ${description}`;
		const shown = new NodeApiError({ ...node, position: [0, 0] }, { message: thrown });
		expect(shown.message).toBe(thrown);
	});

	it.each([
		['ECONNREFUSED', `${origin} could not be reached (connection refused)`],
		['ENOTFOUND', `${origin} could not be reached (unknown host name)`],
		['EWHATEVER', `${origin} could not be reached (EWHATEVER)`],
		['', `${origin} could not be reached`],
		['CERT_REVOKED', 'The certificate of api.example.com was not accepted (CERT_REVOKED)'],
		[
			'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
			'This n8n does not trust the certificate of api.example.com',
		],
	])('say what it is: %s', (code, message) => {
		const explanation = explainUnsent(origin, { code });
		expect(explanation.message).toBe(message);
		expect(explanation.description).toMatch(/^Nothing was sent\. /);
	});
});
