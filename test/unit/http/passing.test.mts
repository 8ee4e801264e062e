import type { Fault } from '../../../lib/http/faults';
import { isPassingFault, isPassingStatus } from '../../../lib/http/passing';

describe('a status', () => {
	it.each([408, 425, 429, 500, 502, 503, 504, 520, 522, 527, 530, 599])('passes: %i', (status) => {
		expect(isPassingStatus(status)).toBe(true);
	});

	it.each([200, 204, 302, 400, 401, 403, 404, 409, 422, 499, 501, 505])('stays: %i', (status) => {
		expect(isPassingStatus(status)).toBe(false);
	});
});

describe('a request without an answer', () => {
	it.each<[string, Fault, boolean]>([
		['a refused connection', { kind: 'neverLeft', code: 'ECONNREFUSED' }, true],
		['an unknown host', { kind: 'neverLeft', code: 'ENOTFOUND' }, true],
		['a broken handshake', { kind: 'neverLeft', code: 'EPROTO' }, true],
		['a certificate', { kind: 'neverLeft', code: 'CERT_HAS_EXPIRED' }, false],
		['a lost connection', { kind: 'lost', code: 'ECONNRESET' }, true],
		['a timeout', { kind: 'timeout' }, true],
		['a cancellation', { kind: 'canceled', wasSent: true }, false],
		['an answer without end', { kind: 'tooLarge' }, false],
		['n8n’s own refusal', { kind: 'blocked', by: 'domains', reason: 'x' }, false],
	])('passes or stays: %s', (_name, fault, passes) => {
		expect(isPassingFault(fault)).toBe(passes);
	});
});
