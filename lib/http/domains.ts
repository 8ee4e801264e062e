import { text } from '../providers/json';
import type { SendOptions } from './exchange';

/**
 * The fields 'Allowed HTTP Request Domains' and 'Allowed Domains', which n8n adds to every credential. They are read here because n8n
 * does not enforce them for every sender, and `getCredentialAllowedDomains` of n8n-workflow differs from version to version: it takes
 * other arguments in 1.123, is absent in 2.8, and throws for None in 2.23 and 2.33.
 */

/**
 * The list as it was typed; undefined if every host is allowed. None, which is made for the HTTP Request node, blocks
 * nothing here: these requests go to the host of the credential itself. Empty text allows no host.
 */
export const allowedDomainsIn = (fields: Readonly<Record<string, unknown>>): string | undefined =>
	fields.allowedHttpRequestDomains === 'domains' ? text(fields.allowedDomains).trim() : undefined;

/**
 * A sender that refuses hosts that are not listed. It does not pass the list on: n8n 2.41 refuses one from a credential's
 * hook.
 */
export const withinDomains = (send: SendOptions, domains: string | undefined): SendOptions =>
	domains === undefined
		? send
		: async (options) => {
				if (!isListed(options.url, domains)) throw new Error(notListed);
				return await send(options);
			};

/** In n8n's own words, from which `faultOf` concludes that nothing was sent. */
const notListed = "Domain not allowed: the credential's 'Allowed Domains' do not list the host";

/**
 * As n8n compares them (n8n-workflow, `isDomainAllowed`; the same in 1.123 and 2.41): the host alone counts, never scheme or port; case
 * and a dot at the end do not matter; `*.example.com` stands for its subdomains, not for itself; commas separate.
 */
export function isListed(url: string, domains: string): boolean {
	if (!URL.canParse(url)) return false;
	const host = plainHost(new URL(url).hostname);
	return domains
		.split(',')
		.map((entry) => plainHost(entry.trim()))
		.some((entry) =>
			entry.startsWith(wildcard)
				? entry !== wildcard && host.endsWith(entry.slice(1))
				: entry !== '' && entry === host,
		);
}

const wildcard = '*.';

const plainHost = (host: string): string => host.toLowerCase().replace(/\.$/, '');
