import { connect } from 'node:net';
import { NodeApiError, type JsonObject } from 'n8n-workflow';
import { type Fault, faultOf } from '../../../lib/http/faults';
import { closedUrl } from '../../support/servers.mts';

const system = (code: string, syscall?: string) =>
	Object.assign(new Error(code), { code, ...(syscall === undefined ? {} : { syscall }) });
/** The HTTP library wraps the system's error and repeats its code. */
const library = (cause: Error & { code?: string }, code = cause.code) =>
	Object.assign(new Error('Request failed', { cause }), { code, isAxiosError: true });
const n8n = (cause: Error) =>
	new NodeApiError(
		{ id: '1', name: 'Pay', type: 'x', typeVersion: 1, position: [0, 0], parameters: {} },
		cause as unknown as JsonObject,
	);

describe('what was thrown', () => {
	it.each<[string, Error & { code?: string }, Fault]>([
		['refused connection', system('ECONNREFUSED', 'connect'), neverLeft('ECONNREFUSED')],
		['connection that timed out', system('ETIMEDOUT', 'connect'), neverLeft('ETIMEDOUT')],
		['unreachable network', system('ENETUNREACH', 'connect'), neverLeft('ENETUNREACH')],
		['unknown host', system('ENOTFOUND', 'getaddrinfo'), neverLeft('ENOTFOUND')],
		['name server without answer', system('EAI_AGAIN', 'getaddrinfo'), neverLeft('EAI_AGAIN')],
		['expired certificate', system('CERT_HAS_EXPIRED'), neverLeft('CERT_HAS_EXPIRED')],
		[
			'self-signed certificate',
			system('DEPTH_ZERO_SELF_SIGNED_CERT'),
			neverLeft('DEPTH_ZERO_SELF_SIGNED_CERT'),
		],
		[
			'self-signed certificate in the chain',
			system('SELF_SIGNED_CERT_IN_CHAIN'),
			neverLeft('SELF_SIGNED_CERT_IN_CHAIN'),
		],
		[
			'unknown issuer',
			system('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
			neverLeft('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
		],
		[
			'certificate for another host',
			system('ERR_TLS_CERT_ALTNAME_INVALID'),
			neverLeft('ERR_TLS_CERT_ALTNAME_INVALID'),
		],
		['reset', system('ECONNRESET', 'read'), { kind: 'lost', code: 'ECONNRESET' }],
		['broken pipe', system('EPIPE', 'write'), { kind: 'lost', code: 'EPIPE' }],
		['socket that hung up', system('ECONNRESET'), { kind: 'lost', code: 'ECONNRESET' }],
		['read that timed out', system('ETIMEDOUT', 'read'), { kind: 'timeout' }],
		['timeout of the library', system('ECONNABORTED'), { kind: 'timeout' }],
		['timeout of the older library', system('ESOCKETTIMEDOUT'), { kind: 'timeout' }],
		['cancellation', system('ERR_CANCELED'), { kind: 'canceled', wasSent: true }],
		['error without a code', new Error('x'), { kind: 'lost', code: '' }],
	])('is judged alike, bare or wrapped: %s', (_name, error, fault) => {
		expect(faultOf(error)).toEqual(fault);
		expect(faultOf(library(error))).toEqual(fault);
		expect(faultOf(n8n(library(error)))).toEqual(fault);
		expect(faultOf(n8n(error))).toEqual(fault);
	});

	it.each([
		'Domain not allowed: This credential is restricted from accessing x. Only y',
		'No allowed domains specified. Configure allowed domains or change restriction setting.',
		'This credential is configured to prevent use within an HTTP Request node',
	])('is n8n’s own refusal: %s', (reason) => {
		expect(faultOf(new Error(reason))).toEqual({ kind: 'blocked', reason });
		expect(faultOf(n8n(new Error(reason)))).toEqual({ kind: 'blocked', reason });
	});

	it.each<[string, unknown]>([
		['undefined', undefined],
		['null', null],
		['text', 'ECONNREFUSED'],
		['a number as code', { code: 500 }],
		['text in the middle of a message', new Error('it says: Domain not allowed')],
	])('tells nothing: %s', (_name, thrown) => {
		expect(faultOf(thrown)).toMatchObject({ kind: 'lost' });
	});

	it('may point back to itself', () => {
		const error = system('ECONNRESET') as Error & { cause?: unknown };
		error.cause = { code: '', cause: error };
		expect(faultOf(error)).toEqual({ kind: 'lost', code: 'ECONNRESET' });
	});

	it('was a connection tried at every address of the host', async () => {
		const { port } = new URL(await closedUrl());
		const addresses = ['127.0.0.1', '127.0.0.2'].map((address) => ({ address, family: 4 }));
		const error = await new Promise<Error & { code?: string }>((resolve) => {
			connect({
				host: 'two.example.com',
				port: Number(port),
				autoSelectFamily: true,
				lookup: (_host, _options, found) => found(null, addresses),
			}).on('error', resolve);
		});
		expect(error).not.toHaveProperty('syscall');
		expect(faultOf(error)).toEqual(neverLeft('ECONNREFUSED'));
		expect(faultOf(n8n(library(error)))).toEqual(neverLeft('ECONNREFUSED'));
	});
});

function neverLeft(code: string): Fault {
	return { kind: 'neverLeft', code };
}
