import { randomBytes } from 'node:crypto';
import type { SimulatorSettings, TokenRecord } from '../types.mts';

export interface TokenStore {
	issue(): string;
	/** Whether a request with this token may pass; counts the use. */
	use(accessToken: string): boolean;
	list(): TokenRecord[];
	revokeAll(): void;
	clear(): void;
}

/** Every token handed out, with its own expiry. A token's last millisecond is the one before `expiresAt`. */
export function createTokenStore(now: () => number, settings: SimulatorSettings): TokenStore {
	const tokens = new Map<string, TokenRecord>();
	const revokeAll = () => {
		for (const token of tokens.values()) token.revoked = true;
	};
	return {
		issue() {
			if (settings.newTokenKillsOld) revokeAll();
			const issuedAt = now();
			const expiresAt = issuedAt + settings.tokenLifetimeSeconds * 1000;
			const accessToken = newToken(issuedAt, expiresAt);
			tokens.set(accessToken, { accessToken, issuedAt, expiresAt, uses: 0, revoked: false });
			return accessToken;
		},
		use(accessToken) {
			const token = tokens.get(accessToken);
			const live = token !== undefined && !token.revoked && now() < token.expiresAt;
			if (!live || settings.rejectAllTokens) return false;
			token.uses += 1;
			return true;
		},
		list: () => [...tokens.values()].map((token) => ({ ...token })),
		revokeAll,
		clear: () => tokens.clear(),
	};
}

/** The `expires_in` member of a token answer; `format` is how the provider writes the number of seconds. */
export function announcedLifetime(
	settings: SimulatorSettings,
	format: (seconds: number) => unknown = (seconds) => seconds,
): { expires_in?: unknown } {
	if (settings.expiresIn === 'omit') return {};
	if (settings.expiresIn !== undefined) return { expires_in: settings.expiresIn };
	return { expires_in: format(settings.tokenLifetimeSeconds) };
}

/** Looks like a JWT, but `simtok` in the signature lets a search of logs and items tell that a token has leaked. */
function newToken(issuedAt: number, expiresAt: number): string {
	const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
	const times = { iat: Math.floor(issuedAt / 1000), exp: Math.floor(expiresAt / 1000) };
	const secret = randomBytes(32).toString('base64url');
	return `${part({ typ: 'JWT', alg: 'HS256' })}.${part(times)}.simtok${secret}`;
}
