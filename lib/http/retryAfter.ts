/**
 * How long a `Retry-After` header asks to wait, in milliseconds from `now`: seconds or an HTTP date (RFC 9110, 10.2.3).
 * Undefined where it is missing, negative, in the past or not readable.
 */
export function retryAfterMs(
	headers: Readonly<Record<string, string>>,
	now: number,
): number | undefined {
	const value = headers['retry-after']?.trim() ?? '';
	if (/^\d+$/.test(value)) return Number(value) * 1000;
	const date = /[a-z]/i.test(value) ? Date.parse(value) : Number.NaN;
	return date > now ? date - now : undefined;
}
