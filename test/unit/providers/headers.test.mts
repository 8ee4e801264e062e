import { withHeaders } from '../../../lib/providers/headers';

const request = (headers: Record<string, string>) => ({
	method: 'GET',
	url: 'https://api.example.com/',
	headers,
});

describe('headers that the credential owns', () => {
	it.each<[string, Record<string, string>, Record<string, string>]>([
		['are added', {}, { Accept: 'application/json', 'X-Own': 'new' }],
		['replace the same name', { 'X-Own': 'old' }, { Accept: 'application/json', 'X-Own': 'new' }],
		[
			'replace every other spelling',
			{ 'x-own': 'old', 'X-OWN': 'older' },
			{ Accept: 'application/json', 'X-Own': 'new' },
		],
		[
			'leave the others alone',
			{ 'Content-Type': 'text/plain' },
			{ Accept: 'application/json', 'Content-Type': 'text/plain', 'X-Own': 'new' },
		],
		[
			'leave what the request accepts alone, in any spelling',
			{ aCCept: 'text/csv' },
			{ aCCept: 'text/csv', 'X-Own': 'new' },
		],
	])('%s', (_name, before, after) => {
		const once = withHeaders(request(before), { 'X-Own': 'new' });
		expect(once).toEqual(request(after));
		expect(withHeaders(once, { 'X-Own': 'new' })).toEqual(once);
	});
});
