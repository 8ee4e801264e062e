import { text } from '../providers/json';
import type { Provider, Settings } from '../providers/contract';
import { isMintedFor, mintedFor } from './binding';
import { lifetimeOf, type Token } from './token';

/** The hidden fields that n8n keeps encrypted in the credential. A type, not an interface: n8n wants an index signature. */
export type StoredFields = {
	accessToken: string;
	/** Epoch milliseconds as a string, '' when the provider named no lifetime. n8n's own credentials use the same name. */
	n8n_expires_at: string;
	/** When it was asked for, likewise: without it, other processes could not tell how early to renew it. */
	issuedAt: string;
	mintedFor: string;
};

/** What the credential holds, if it holds a token for these very settings. */
export function readStored(
	provider: Provider,
	settings: Settings,
	fields: Readonly<Record<string, unknown>>,
): Token | undefined {
	const accessToken = text(fields.accessToken);
	if (accessToken === '') return undefined;
	if (!isMintedFor(provider, settings, accessToken, text(fields.mintedFor))) return undefined;
	const expiresAt = momentIn(fields.n8n_expires_at);
	const lifetimeMs = expiresAt - momentIn(fields.issuedAt);
	return {
		accessToken,
		...(Number.isFinite(expiresAt) ? { expiresAt } : {}),
		...(lifetimeMs > 0 ? { lifetimeMs } : {}),
	};
}

/** NaN where there is none. */
const momentIn = (field: unknown): number => Number(text(field) || Number.NaN);

export const toStoredFields = (
	provider: Provider,
	settings: Settings,
	token: Token,
): StoredFields => ({
	accessToken: token.accessToken,
	n8n_expires_at: token.expiresAt === undefined ? '' : String(token.expiresAt),
	issuedAt: writtenIssue(token),
	mintedFor: mintedFor(provider, settings, token.accessToken),
});

function writtenIssue(token: Token): string {
	const issuedAt = (token.expiresAt ?? 0) - lifetimeOf(token);
	return Number.isFinite(issuedAt) ? String(issuedAt) : '';
}
