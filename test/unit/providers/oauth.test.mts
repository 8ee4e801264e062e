import {
	basicAuthorization,
	expiryFrom,
	maxTokenLifetimeMs,
	readBearerToken,
} from '../../../lib/providers/oauth';
import { subjects } from '../../support/subjects.mts';

const requestedAt = 1_700_000_000_000;
const longest = requestedAt + maxTokenLifetimeMs;

describe('the expiry of a token', () => {
	it.each<[string, unknown, number | undefined]>([
		['a number of seconds', 3600, requestedAt + 3_600_000],
		['a string of digits', '216000', requestedAt + 216_000_000],
		['a string with blanks around', ' 60 ', requestedAt + 60_000],
		['a fraction, cut to whole milliseconds', 1.2345, requestedAt + 1234],
		['one second', 1, requestedAt + 1000],
		['30 days, the longest that is believed', 2_592_000, longest],
		['a second more than that', 2_592_001, longest],
		['a moment in epoch milliseconds by mistake', requestedAt, longest],
		['more than a number can hold', '1e999', longest],
		['more digits than a number can hold', '99999999999999999999', longest],
		['missing', undefined, undefined],
		['null', null, undefined],
		['zero', 0, undefined],
		['zero as text', '0', undefined],
		['negative', -1, undefined],
		['empty text', '', undefined],
		['blank text', '  ', undefined],
		['text', 'one hour', undefined],
		['not a number', Number.NaN, undefined],
		['true', true, undefined],
		['a list', [3600], undefined],
	])('counts from before the request: %s', (_name, expiresIn, expected) => {
		expect(expiryFrom(expiresIn, requestedAt)).toBe(expected);
	});
});

describe('a bearer token', () => {
	it.each<[string, unknown]>([
		['with its type', { access_token: 'a.b-c_d~e+f/g=', token_type: 'Bearer' }],
		['with its type in lower case', { access_token: 'a.b-c_d~e+f/g=', token_type: 'bearer' }],
		['without its type', { access_token: 'a.b-c_d~e+f/g=' }],
	])('is read %s', (_name, fields) => {
		expect(readBearerToken(fields, requestedAt)).toEqual({
			kind: 'token',
			accessToken: 'a.b-c_d~e+f/g=',
		});
	});

	it('carries its expiry where one is given', () => {
		expect(readBearerToken({ access_token: 'abc', expires_in: '10' }, requestedAt)).toEqual({
			kind: 'token',
			accessToken: 'abc',
			expiresAt: requestedAt + 10_000,
		});
	});

	it.each<[string, unknown]>([
		['nothing', undefined],
		['null', null],
		['text', 'abc'],
		['a list', [{ access_token: 'abc' }]],
		['an object without one', {}],
		['an empty one', { access_token: '' }],
		['a number', { access_token: 12345 }],
		['one inherited, not its own', Object.create({ access_token: 'abc' })],
		['one with a blank', { access_token: 'abc def' }],
		['one with a line break at the end', { access_token: 'abc\n' }],
		['one with another header in it', { access_token: 'abc\r\nX-Evil: 1' }],
		['one with a letter outside ASCII', { access_token: 'abcé' }],
		['one with a control character', { access_token: 'abc\u007f' }],
		['another type', { access_token: 'abc', token_type: 'mac' }],
		['a type that is no text', { access_token: 'abc', token_type: 1 }],
	])('is not read from %s', (_name, fields) => {
		expect(readBearerToken(fields, requestedAt)).toEqual({ kind: 'unreadable' });
	});
});

describe('HTTP Basic', () => {
	it.each([
		['client-1', 'swordfish-1', 'Y2xpZW50LTE6c3dvcmRmaXNoLTE='],
		['idé', 'pässwörd', 'aWTDqTpww6Rzc3fDtnJk'],
		['клиент', '密码🔑', '0LrQu9C40LXQvdGCOuWvhueggfCflJE='],
		['id', 'a:b:c', 'aWQ6YTpiOmM='],
	])('encodes %s and %s as UTF-8', (clientId, clientSecret, encoded) => {
		const { settings } = subjects.smartFastPay;
		expect(basicAuthorization({ ...settings, clientId, clientSecret })).toBe(`Basic ${encoded}`);
	});
});
