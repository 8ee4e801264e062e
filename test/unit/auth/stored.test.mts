import { readStored, toStoredFields } from '../../../lib/auth/stored';
import { mintedFor } from '../../../lib/auth/binding';
import { subjects } from '../../support/subjects.mts';

const { provider, settings } = subjects.smartFastPay;
const claim = mintedFor(provider, settings, 'token-1');
const stored = { accessToken: 'token-1', n8n_expires_at: '1700000000000', mintedFor: claim };

describe('the fields that n8n stores', () => {
	it.each<[string, { accessToken: string; expiresAt?: number }]>([
		['with an expiry', { accessToken: 'token-1', expiresAt: 1_700_000_000_000 }],
		['without one', { accessToken: 'token-1' }],
	])('give the token back %s', (_name, token) => {
		const fields = toStoredFields(provider, settings, token);
		expect(readStored(provider, settings, { ...fields })).toEqual(token);
		expect(Object.values(fields).every((value) => typeof value === 'string')).toBe(true);
	});

	it('do not say when it was issued: another process may have another clock', () => {
		const token = { accessToken: 'token-1', expiresAt: 2, issuedAt: 1 };
		expect(readStored(provider, settings, toStoredFields(provider, settings, token))).toEqual({
			accessToken: 'token-1',
			expiresAt: 2,
		});
	});

	it.each<[string, object]>([
		['no token', { accessToken: '' }],
		['a token that is no text', { accessToken: {} }],
		['another token', { accessToken: 'token-2' }],
		['no claim', { mintedFor: undefined }],
		['an empty claim', { mintedFor: '' }],
		['a claim that is no text', { mintedFor: [claim] }],
	])('hold no token: %s', (_name, change) => {
		expect(readStored(provider, settings, { ...stored, ...change })).toBeUndefined();
	});

	it('hold no token for other settings', () => {
		const other = { ...settings, clientSecret: 'new' };
		expect(readStored(provider, settings, stored)).toBeDefined();
		expect(readStored(provider, other, stored)).toBeUndefined();
	});

	it.each<[unknown, number | undefined]>([
		['1700000000000', 1_700_000_000_000],
		[1_700_000_000_000, 1_700_000_000_000],
		['', undefined],
		[undefined, undefined],
		['tomorrow', undefined],
		['1e999', undefined],
		[{}, undefined],
	])('read the expiry %j as %p', (n8n_expires_at, expiresAt) => {
		expect(readStored(provider, settings, { ...stored, n8n_expires_at })?.expiresAt).toBe(
			expiresAt,
		);
	});
});
