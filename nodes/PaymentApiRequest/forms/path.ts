import { hasControlCharacter, isDots } from '../../../lib/providers/characters';
import type { Explanation, Provider, Settings } from '../../../lib/providers/contract';
import { isSecretPath } from '../../../lib/providers/secretPaths';

export type UrlRead =
	| { readonly kind: 'url'; readonly url: URL }
	| { readonly kind: 'invalid'; readonly explanation: Explanation };

/**
 * The URL that a builder's path means, on the credential's own host and no other. Refuses whatever a URL parser would quietly
 * turn into something else: a token is about to be sent there.
 */
export function resolvePath(provider: Provider, settings: Settings, typed: string): UrlRead {
	const path = typed.trim();
	if (path === '')
		return invalid("'Path' is empty", 'Enter the path of the endpoint, e.g. /payments.');
	if (hasControlCharacter(path) || /\s/.test(path))
		return invalid("'Path' holds a space, line break or control character", encodeIt);
	if (path.includes('\\'))
		return invalid("'Path' holds a backslash", 'Separate the parts of a path by /.');
	if (path.includes('#'))
		return invalid(
			"'Path' holds a #",
			'Nothing after # is ever sent. As part of an ID write it as %23.',
		);
	const elsewhere = invalid(
		"'Path' leads to another host than the credential's",
		`The ${provider.displayName} token is sent to ${settings.baseUrl} only. Enter just the path, or choose the credential of that host.`,
	);
	// After a scheme without // a URL parser would go on from the base URL.
	if (/^[a-z][a-z0-9+.-]*:(?!\/\/)/i.test(path)) return elsewhere;
	const isAbsolute = absolute.test(path);
	const rooted = isAbsolute || path.startsWith('/') ? path : `/${path}`;
	const [beforeQuery = ''] = rooted.split('?');
	const problem = problemOf(beforeQuery.replace(absolute, ''));
	if (problem !== undefined) return { kind: 'invalid', explanation: problem };
	if (!URL.canParse(rooted, settings.baseUrl))
		return invalid("'Path' is not a path", 'Enter e.g. /payments.');

	const url = new URL(rooted, settings.baseUrl);
	if (url.origin !== settings.baseUrl || url.username !== '' || url.password !== '')
		return elsewhere;
	if (isSecretPath(provider, url.pathname))
		return invalid(
			"'Path' is an endpoint that gives out a secret",
			'It would end up in the data of the workflow. The credential fetches tokens and webhook secrets by itself: call the endpoint that you need them for.',
		);
	return { kind: 'url', url };
}

/** Scheme and host, or host alone. */
const absolute = /^([a-z][a-z0-9+.-]*:)?\/\/[^/]*/i;

function problemOf(path: string): Explanation | undefined {
	const parts = path.split('/').slice(1);
	if (parts.some((part) => isDots(part)))
		return {
			message: "'Path' holds '..' or '.'",
			description: 'Enter the path as documented, without steps up or down.',
		};
	const placeholder = /\{(\w*)\}/.exec(path)?.[0];
	if (placeholder !== undefined)
		return {
			message: `'Path' still holds the placeholder ${placeholder}`,
			description: 'Replace it by the value, or by an expression that gives it.',
		};
	if (path !== '' && path !== '/' && parts.includes(''))
		return {
			message: "'Path' has an empty part",
			description:
				'An ID that is empty would ask for something else than you mean. If the path is an expression, check what it gives for this item.',
		};
	return undefined;
}

const encodeIt =
	'Percent-encode it (a space is %20). If the path is an expression, check what it gives for this item.';

const invalid = (message: string, description: string): UrlRead => ({
	kind: 'invalid',
	explanation: { message, description },
});
