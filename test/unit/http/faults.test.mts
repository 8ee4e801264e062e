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

	it.each<[string, string, string, Fault]>([
		[
			'a server without TLS, Node 20',
			'EPROTO',
			tls('ssl3_get_record:wrong version number:../ssl3_record.c:350:'),
			neverLeft('EPROTO'),
		],
		[
			'a server without TLS, Node 24',
			'EPROTO',
			tls('tls_validate_record_header:wrong version number:../tlsany_meth.c:77:'),
			neverLeft('EPROTO'),
		],
		[
			'no version in common',
			'EPROTO',
			tls('ssl3_read_bytes:tlsv1 alert protocol version:../rec_layer_s3.c:918:SSL alert number 70'),
			neverLeft('EPROTO'),
		],
		[
			'no cipher in common',
			'EPROTO',
			tls('ssl3_read_bytes:ssl/tls alert handshake failure:../rec.c:918:SSL alert number 40'),
			neverLeft('EPROTO'),
		],
		[
			'an unknown name',
			'EPROTO',
			tls('ssl3_read_bytes:tlsv1 unrecognized name:../rec.c:918:SSL alert number 112'),
			neverLeft('EPROTO'),
		],
		[
			'a hang-up during the handshake',
			'ECONNRESET',
			'Client network socket disconnected before secure TLS connection was established',
			neverLeft('ECONNRESET'),
		],
		[
			'a proxy that hung up',
			'',
			'Proxy connection ended before receiving CONNECT response',
			neverLeft(''),
		],
		// From here on the request may have been written.
		[
			'a client certificate that is asked for after the request',
			'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
			tls(
				'ssl3_read_bytes:tlsv13 alert certificate required:../rec.c:918:SSL alert number 116',
				'',
			),
			lost('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'),
		],
		[
			'a record that is no TLS after the handshake',
			'ERR_SSL_WRONG_VERSION_NUMBER',
			tls('tls_validate_record_header:wrong version number:../tlsany_meth.c:77:', ''),
			lost('ERR_SSL_WRONG_VERSION_NUMBER'),
		],
		[
			'a broken record while writing',
			'EPROTO',
			tls('ssl3_read_bytes:sslv3 alert bad record mac:../rec.c:918:SSL alert number 20'),
			lost('EPROTO'),
		],
		[
			'an internal error of the server while writing',
			'EPROTO',
			tls('ssl3_read_bytes:tlsv1 alert internal error:../rec.c:918:SSL alert number 80'),
			lost('EPROTO'),
		],
		['a write that failed for no reason given', 'EPROTO', 'write EPROTO', lost('EPROTO')],
		['a hang-up', 'ECONNRESET', 'socket hang up', lost('ECONNRESET')],
		['a reset', 'ECONNRESET', 'read ECONNRESET', lost('ECONNRESET')],
		[
			'a hang-up that only quotes the handshake',
			'ECONNRESET',
			'It said: Client network socket disconnected before secure TLS connection was established',
			lost('ECONNRESET'),
		],
		['a server’s text about a connection', 'EPIPE', 'I cannot connect ECONNREFUSED', lost('EPIPE')],
	])('in TLS is exact about what was sent: %s', (_name, code, message, fault) => {
		const error = Object.assign(new Error(message), { code });
		expect(faultOf(error)).toEqual(fault);
		expect(faultOf(library(error))).toEqual(fault);
		expect(faultOf(n8n(library(error)))).toEqual(fault);
		expect(faultOf(olderN8n(code, [message]))).toEqual(fault);
	});

	/** What n8n 1.123.81, 2.8.4 and 2.33.7 throw alike: measured with n8n-workflow 1.120.31, 2.8.0 and 2.33.2. */
	it.each<[string, string | null, string[], Fault]>([
		[
			'a refused connection',
			'ECONNREFUSED',
			['connect ECONNREFUSED 127.0.0.1:1', 'connect ECONNREFUSED 127.0.0.1:1'],
			neverLeft('ECONNREFUSED'),
		],
		[
			'a connection refused at every address',
			'ECONNREFUSED',
			['connect ECONNREFUSED 127.0.0.1:1 | connect ECONNREFUSED 127.0.0.2:1'],
			neverLeft('ECONNREFUSED'),
		],
		[
			'an unknown host',
			'ENOTFOUND',
			['getaddrinfo ENOTFOUND nowhere.invalid', 'getaddrinfo ENOTFOUND nowhere.invalid'],
			neverLeft('ENOTFOUND'),
		],
		[
			'a connection that timed out',
			'ETIMEDOUT',
			['connect ETIMEDOUT 192.0.2.1:443'],
			neverLeft('ETIMEDOUT'),
		],
		[
			'a certificate that is self-signed',
			'DEPTH_ZERO_SELF_SIGNED_CERT',
			['self-signed certificate'],
			neverLeft('DEPTH_ZERO_SELF_SIGNED_CERT'),
		],
		[
			'a certificate for another host',
			'ERR_TLS_CERT_ALTNAME_INVALID',
			["Hostname/IP does not match certificate's altnames: Host: a. is not in the cert's altnames"],
			neverLeft('ERR_TLS_CERT_ALTNAME_INVALID'),
		],
		['a reset', 'ECONNRESET', ['read ECONNRESET', 'read ECONNRESET'], lost('ECONNRESET')],
		['a hang-up', 'ECONNRESET', ['socket hang up', 'socket hang up'], lost('ECONNRESET')],
		['a timeout', 'ECONNABORTED', ['timeout of 1000ms exceeded'], { kind: 'timeout' }],
		['a read that timed out', 'ETIMEDOUT', ['read ETIMEDOUT'], { kind: 'timeout' }],
		['a cancellation', 'ERR_CANCELED', ['canceled'], { kind: 'canceled', wasSent: true }],
		['an answer that is an error', '500', ['Request failed with status code 500'], lost('')],
		['nothing that tells more', null, ['x'], lost('')],
		[
			'its own refusal',
			null,
			['Domain not allowed: x'],
			{ kind: 'blocked', by: 'domains', reason: 'Domain not allowed: x' },
		],
	])('is read from an older n8n, which hides the cause: %s', (_name, httpCode, messages, fault) => {
		expect(faultOf(olderN8n(httpCode, messages))).toEqual(fault);
	});

	it.each([
		'Domain not allowed: This credential is restricted from accessing x. Only y',
		'No allowed domains specified. Configure allowed domains or change restriction setting.',
		'This credential is configured to prevent use within an HTTP Request node',
	])('is n8n’s own refusal: %s', (reason) => {
		expect(faultOf(new Error(reason))).toEqual({ kind: 'blocked', by: 'domains', reason });
		expect(faultOf(n8n(new Error(reason)))).toEqual({ kind: 'blocked', by: 'domains', reason });
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

function lost(code: string): Fault {
	return { kind: 'lost', code };
}

/** As OpenSSL words it; `write EPROTO` where the failed write was the request's. */
function tls(reason: string, call = 'write EPROTO '): string {
	return `${call}40BDC3C03A7F0000:error:0A00010B:SSL routines:${reason}\n`;
}

/** The error of n8n-workflow up to 2.34.2, whose class field hides the cause. */
function olderN8n(httpCode: string | null, messages: readonly string[]): Error {
	const said = 'The connection to the server was closed unexpectedly, perhaps it is offline.';
	return Object.assign(new Error(said), { httpCode, messages, cause: undefined });
}
