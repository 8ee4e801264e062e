import { isMintedFor, mintedFor, recordKey } from '../../../lib/auth/binding';
import { subjects } from '../../support/subjects.mts';

const { provider, settings } = subjects.singapay;
const { extras } = settings;

describe('what a token belongs to', () => {
	const claim = mintedFor(provider, settings, 'token-1');

	it.each<[string, object]>([
		['base URL', { baseUrl: 'https://other.example.com' }],
		['client id', { clientId: 'other' }],
		['secret', { clientSecret: 'other' }],
		['partner id', { extras: { ...extras, partnerId: 'other' } }],
		['partner id left out', { extras: { authVersion: extras['authVersion'] } }],
		['scheme', { extras: { ...extras, authVersion: 'v1.1' } }],
		['a value that moved to its neighbour', { clientId: 'client-', clientSecret: '1swordfish-1' }],
	])('changes with the %s', (_name, change) => {
		const other = { ...settings, ...change };
		expect(recordKey(provider, other)).not.toBe(recordKey(provider, settings));
		expect(isMintedFor(provider, other, 'token-1', claim)).toBe(false);
	});

	it('changes with the provider', () => {
		const bare = { ...settings, extras: {} };
		const [one, other] = [subjects.smartFastPay.provider, subjects.paySecurez.provider];
		expect(recordKey(one, bare)).not.toBe(recordKey(other, bare));
		expect(mintedFor(one, bare, 'token-1')).not.toBe(mintedFor(other, bare, 'token-1'));
	});

	it('does not change with how long a token is used', () => {
		const { provider: paySecurez, settings: reused } = subjects.paySecurez;
		const other = { ...reused, extras: { reusePolicy: 'untilExpiry' } };
		expect(recordKey(paySecurez, other)).toBe(recordKey(paySecurez, reused));
		expect(mintedFor(paySecurez, other, 'token-1')).toBe(mintedFor(paySecurez, reused, 'token-1'));
	});

	it('is proved by the claim, for this token alone', () => {
		expect(isMintedFor(provider, settings, 'token-1', claim)).toBe(true);
		expect(isMintedFor(provider, settings, 'token-2', claim)).toBe(false);
	});

	it.each(['', 'x', claim.slice(0, -1), `${claim}0`, claim.toUpperCase(), 'é'.repeat(8)])(
		'is not proved by %j',
		(wrong) => {
			expect(isMintedFor(provider, settings, 'token-1', wrong)).toBe(false);
		},
	);

	it('is nothing from which the secret could be guessed without the token', () => {
		expect(claim).toMatch(/^[0-9a-f]{16}$/);
		expect(mintedFor(provider, settings, 'token-2')).not.toBe(claim);
		expect(recordKey(provider, settings).startsWith(claim)).toBe(false);
	});
});
