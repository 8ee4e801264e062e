import { type INodeParameters, NodeHelpers } from 'n8n-workflow';

import { credentialProperties } from '../../../lib/auth/credential';
import { areSameForAllItems } from '../../../lib/auth/sameForAllItems';
import { providers } from '../../../lib/providers';

type Data = Record<string, unknown>;

describe.each(providers)(
	'what n8n gives to a node of the credential of $displayName',
	(provider) => {
		const properties = credentialProperties(provider);
		/** As n8n's `CredentialsHelper` does before it evaluates expressions. */
		const given = (stored: Data): Data =>
			NodeHelpers.getNodeParameters(
				properties,
				stored as INodeParameters,
				true,
				false,
				null,
				null,
			) ?? {};
		const settings = properties
			.filter(({ type }) => !['notice', 'hidden'].includes(type))
			.map(({ name }) => name);
		const typed: Data = Object.fromEntries(settings.map((name) => [name, 'typed']));

		it.each<[string, Data]>([
			['nothing but texts', typed],
			['fields that were never saved', {}],
			['a number', { ...typed, clientId: 5 }],
			['null', { ...typed, clientSecret: null }],
			['an equals sign inside', { ...typed, clientSecret: 'a=b' }],
			['a token that begins with one', { ...typed, accessToken: '=token' }],
		])('says that %s is the same for all items', (_what, stored) => {
			expect(areSameForAllItems(given(stored))).toBe(true);
		});

		describe.each(settings)('with an expression in %s', (name) => {
			it.each(['={{ $json.x }}', '=', '==', '=\uffff', '=typed', '={{ $vars.x }}'])(
				'does not say so: %j',
				(expression) => {
					for (const stored of [{}, typed])
						expect(areSameForAllItems(given({ ...stored, [name]: expression }))).toBe(false);
				},
			);
		});

		it('does not believe what was stored', () => {
			const forged = { ...typed, clientId: '={{ $json.x }}', sameForAllItems: 'true' };
			expect(areSameForAllItems(given(forged))).toBe(false);
		});
	},
);

describe('the fields of allowed domains, which n8n adds', () => {
	it.each([
		[undefined, true],
		['all', true],
		['domains', false],
		['none', false],
		['=all', false],
	])('%j: the same for all items is %s', (allowedHttpRequestDomains, expected) => {
		expect(areSameForAllItems({ sameForAllItems: 'true', allowedHttpRequestDomains })).toBe(
			expected,
		);
	});
});

it('is not assumed where n8n says nothing', () => {
	expect(areSameForAllItems({})).toBe(false);
});
