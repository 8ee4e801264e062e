import { isDomainAllowed } from 'n8n-workflow';
import { allowedDomainsIn, isListed, withinDomains } from '../../../lib/http/domains';
import { faultOf } from '../../../lib/http/faults';

const url = 'https://api.example.com:8443/path?x=other.example.org';

describe('a host is listed', () => {
	it.each<[string, boolean]>([
		['api.example.com', true],
		[' API.Example.COM. ', true],
		['other.example.org, api.example.com', true],
		['other.example.org,,api.example.com,', true],
		['*.example.com', true],
		['*.EXAMPLE.com.', true],
		['*.com', true],
		['example.com', false],
		['*.api.example.com', false],
		['other.example.org', false],
		['i.example.com', false],
		['*pi.example.com', false],
		['*', false],
		['*.', false],
		['api.example.com:8443', false],
		['https://api.example.com', false],
		['api.example.com other.example.org', false],
		[',', false],
	])('in %j: %s', (domains, expected) => {
		expect(isListed(url, domains)).toBe(expected);
		expect(isDomainAllowed({ url, allowedDomains: domains })).toBe(expected);
	});

	it.each<[string, string, boolean]>([
		['http://127.0.0.1:5678', '127.0.0.1', true],
		['http://[::1]:5678', '[::1]', true],
		['https://api.example.com.', 'api.example.com', true],
		['https://example.com', '*.example.com', false],
		['https://evilexample.com', '*.example.com', false],
		['https://api.example.com@other.example.org', 'api.example.com', false],
		['no address', 'no address', false],
	])('%s in %s: %s', (given, domains, expected) => {
		expect(isListed(given, domains)).toBe(expected);
		expect(isDomainAllowed({ url: given, allowedDomains: domains })).toBe(expected);
	});

	it('not in a list that names none', () => {
		expect(isListed(url, '')).toBe(false);
	});
});

describe("the credential's fields", () => {
	it.each<[string, Record<string, unknown>, string | undefined]>([
		['of an n8n that has none', {}, undefined],
		['set to All', { allowedHttpRequestDomains: 'all', allowedDomains: 'x.example' }, undefined],
		['set to None', { allowedHttpRequestDomains: 'none', allowedDomains: 'x.example' }, undefined],
		[
			'that name a list',
			{ allowedHttpRequestDomains: 'domains', allowedDomains: ' x.example ' },
			'x.example',
		],
		['that name an empty list', { allowedHttpRequestDomains: 'domains', allowedDomains: ' ' }, ''],
		['that lack the list', { allowedHttpRequestDomains: 'domains' }, ''],
	])('%s', (_what, fields, expected) => {
		expect(allowedDomainsIn(fields)).toBe(expected);
	});
});

describe('a sender', () => {
	const sent: object[] = [];
	const send = async (options: object): Promise<string> => {
		sent.push(options);
		return await Promise.resolve('answer');
	};
	beforeEach(() => sent.splice(0));

	it('is left alone where every host is allowed', async () => {
		await withinDomains(send, undefined)({ url });
		expect(sent).toEqual([{ url }]);
	});

	it('sends to a host that is listed, as it was asked to', async () => {
		expect(await withinDomains(send, '*.example.com')({ url })).toBe('answer');
		expect(sent).toEqual([{ url }]);
	});

	it.each(['other.example.org', ''])('sends nothing to a host that is not in %j', async (list) => {
		const fault = await withinDomains(send, list)({ url }).then(() => undefined, faultOf);
		expect(fault).toMatchObject({ kind: 'blocked' });
		expect(sent).toEqual([]);
	});
});
