import { isDots, strayCharacter, trimUnseen } from '../../../lib/providers/characters';
import { findEndpoint, misspelledEndpoint } from '../../../lib/providers/endpoints';
import { hasStrayPercent, normalizedPath } from '../../../lib/providers/paths';
import type { Explanation, Provider, Settings } from '../../../lib/providers/contract';
import { isSecretPath } from '../../../lib/providers/secretPaths';

export type UrlRead =
	| { readonly kind: 'url'; readonly url: URL }
	| { readonly kind: 'invalid'; readonly explanation: Explanation };

/**
 * The URL of a builder's path, on the credential's own host only. Refuses whatever a URL parser would silently turn into
 * something else, because a token will be sent there.
 */
export function resolvePath(
	provider: Provider,
	settings: Settings,
	method: string,
	typed: string,
): UrlRead {
	const path = trimUnseen(typed);
	if (path === '')
		return invalid("'Path' is empty", 'Enter the path of the endpoint, e.g. /payments.');
	const stray = strayCharacter(path);
	if (stray !== undefined)
		return invalid(`'Path' contains ${stray.name} at position ${stray.position}`, removeIt);
	if (path.includes('\\'))
		return invalid("'Path' contains a backslash", 'Separate the parts of a path by /.');
	if (path.includes('#'))
		return invalid(
			"'Path' contains a #",
			'Nothing after # is ever sent. As part of an ID write it as %23.',
		);
	const elsewhere = invalid(
		"'Path' leads to a host other than the credential's",
		`The ${provider.displayName} token is sent to ${settings.baseUrl} only. Enter just the path, or choose the credential of that host.`,
	);
	// After a scheme without //, a URL parser would continue from the base URL.
	if (/^[a-z][a-z0-9+.-]*:(?!\/\/)/i.test(path)) return elsewhere;
	const isAbsolute = absolute.test(path);
	const full = isAbsolute || path.startsWith('/') ? path : `/${path}`;
	const [beforeQuery = ''] = full.split('?');
	const pathname = beforeQuery.replace(absolute, '');
	const end = endOf(provider, method, pathname);
	if (end === 'unclear') return invalid("'Path' ends with a slash", removeSlash);
	const problem = problemOf(end === 'inPath' ? pathname : pathname.slice(0, -1));
	if (problem !== undefined) return { kind: 'invalid', explanation: problem };
	const rooted = end === 'cut' ? beforeQuery.slice(0, -1) + full.slice(beforeQuery.length) : full;
	if (!URL.canParse(rooted, settings.baseUrl))
		return invalid("'Path' is not a path", 'Enter e.g. /payments.');

	const url = new URL(rooted, settings.baseUrl);
	if (url.origin !== settings.baseUrl || url.username !== '' || url.password !== '')
		return elsewhere;
	if (isSecretPath(provider, url.pathname))
		return invalid(
			"'Path' is an endpoint that returns a secret",
			"The secret would end up in the workflow's data. The credential fetches tokens and webhook secrets itself: call the endpoint that you need them for.",
		);
	if (hasStrayPercent(url.pathname))
		return invalid(
			"'Path' contains a % that encodes nothing",
			'As part of an ID write it as %25. If the path is an expression, check its result for this item.',
		);
	// What is matched with the documented endpoints, and thereby protected, is what is sent.
	url.pathname = normalizedPath(url.pathname);
	const asked = { method: methodOf(method), path: url.pathname };
	const documented = misspelledEndpoint(provider, asked)?.path;
	if (documented !== undefined)
		return invalid(
			`'Path' differs from the documented ${documented} in its spelling`,
			`${provider.displayName} might take it for that endpoint, but it would not be protected like that endpoint. Enter the path as documented.`,
		);
	return { kind: 'url', url };
}

/** HEAD asks for what GET returns. */
const methodOf = (method: string): string => (method === 'HEAD' ? 'GET' : method);

/**
 * How a slash at the end of a path is treated. If the path without it is a documented endpoint, it is removed. If an ID
 * would follow it, or the path is not documented, an expression may have found nothing, and the path without the slash
 * would be another endpoint, e.g. all payments instead of one.
 */
function endOf(
	provider: Provider,
	method: string,
	path: string,
): 'inPath' | 'documented' | 'cut' | 'unclear' {
	if (!/[^/]\/$/.test(path)) return 'inPath';
	const asked = methodOf(method);
	const asTyped = findEndpoint(provider, { method: asked, path });
	// An empty part fits any parameter.
	if (asTyped !== undefined) return asTyped.path.endsWith('/') ? 'documented' : 'inPath';
	const bare = { method: asked, path: path.slice(0, -1) };
	return findEndpoint(provider, bare) === undefined ? 'unclear' : 'cut';
}

/** Scheme and host, or host alone. */
const absolute = /^([a-z][a-z0-9+.-]*:)?\/\/[^/]*/i;

function problemOf(path: string): Explanation | undefined {
	const parts = path.split('/').slice(1);
	if (parts.some((part) => isDots(part)))
		return {
			message: "'Path' contains '..' or '.'",
			description: 'Enter the path as documented, without steps up or down.',
		};
	const placeholder = /\{(\w*)\}/.exec(path)?.[0];
	if (placeholder !== undefined)
		return {
			message: `'Path' still contains the placeholder ${placeholder}`,
			description: 'Replace it with the value, or with an expression that returns it.',
		};
	if (path !== '' && path !== '/' && parts.includes(''))
		return {
			message: "'Path' has an empty part",
			description:
				'An empty ID would request something else. If the path is an expression, check its result for this item.',
		};
	return undefined;
}

const removeIt =
	'Remove it, or percent-encode it (a space is %20). If the path is an expression, check its result for this item.';

const removeSlash =
	'Remove it. If an ID belongs after it, and the path is an expression, check its result for this item.';

const invalid = (message: string, description: string): UrlRead => ({
	kind: 'invalid',
	explanation: { message, description },
});
