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

	it('say how long it lives in all, and not when it was issued: another process may have another clock', () => {
		const token = {
			accessToken: 'token-1',
			expiresAt: 1_700_000_020_000,
			issuedAt: 1_700_000_000_000,
		};
		const fields = toStoredFields(provider, settings, token);
		const read = readStored(provider, settings, fields);

		expect(fields.issuedAt).toBe('1700000000000');
		expect(read).toEqual({
			accessToken: 'token-1',
			expiresAt: 1_700_000_020_000,
			lifetimeMs: 20_000,
		});
		expect(read && toStoredFields(provider, settings, read)).toEqual(fields);
	});

	it.each<[unknown]>([[''], ['soon'], ['1700000000000'], [undefined]])(
		'know no lifetime where they were issued at %j',
		(issuedAt) => {
			expect(readStored(provider, settings, { ...stored, issuedAt })).toEqual({
				accessToken: 'token-1',
				expiresAt: 1_700_000_000_000,
			});
		},
	);

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
