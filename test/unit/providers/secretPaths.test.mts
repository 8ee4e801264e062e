import fc from 'fast-check';
import { providers } from '../../../lib/providers';
import { isSecretPath } from '../../../lib/providers/secretPaths';
import { pathSegment } from '../../support/anyText.mts';
import { runsPer } from '../../support/propertyRuns.mts';
import { subjects } from '../../support/subjects.mts';

const isSecret = (id: string, path: string): boolean =>
	isSecretPath(subjects[id as keyof typeof subjects].provider, path);

describe('an endpoint that returns a secret', () => {
	it.each([
		['smartFastPay', '/oauth2/token'],
		['smartFastPay', '/OAuth2/TOKEN'],
		['smartFastPay', '/oauth2/token/'],
		['smartFastPay', '//oauth2//token'],
		['smartFastPay', '/oauth2\\token'],
		['smartFastPay', '/v1/oauth2/token'],
		['smartFastPay', '/v2/oauth2/token'],
		['smartFastPay', '/v2.1/webhook/secret'],
		['smartFastPay', '/webhook/v1/secret'],
		['smartFastPay', '/webhook/secret'],
		['smartFastPay', '/webhook/secret.json'],
		['smartFastPay', '/webhook/secret.'],
		['smartFastPay', '/webhook/secret;jsessionid=1'],
		['smartFastPay', '/webhook;a=b/;c/secret'],
		['smartFastPay', '/webhook/%73ecret'],
		['smartFastPay', '/webhook/%2573ecret'],
		['smartFastPay', '/webhook/%252573ecret'],
		['smartFastPay', '/webhook%2fsecret'],
		['smartFastPay', '/webhook%252Fsecret'],
		['smartFastPay', '/webhook%5csecret'],
		['smartFastPay', '/webhook%c0%afsecret'],
		['smartFastPay', '/webhook/%u0073ecret'],
		['smartFastPay', '/webhook/secret%00.png'],
		['smartFastPay', '/webhook/secret%3Fa=b'],
		['smartFastPay', '/webhook/secret%23a'],
		['smartFastPay', '/webhook/secret%20'],
		['smartFastPay', '/webhook/sec%e2%80%8bret'],
		['smartFastPay', '/webhook/sec%e2%a0%80ret'],
		['smartFastPay', '/webhook/./secret'],
		['smartFastPay', '/webhook/x/../secret'],
		['smartFastPay', '/webhook/x/..;y/secret'],
		['smartFastPay', '/webhook/x/%2e%2e/secret'],
		['smartFastPay', '/webhook/x%2f..%2fsecret'],
		['smartFastPay', '/payments/%2e%2e/webhook/secret'],
		['smartFastPay', '/gateway/webhook/secret'],
		['smartFastPay', '/webhook/secret/more'],
		['smartFastPay', '/ｗebhook/ſecret'],
		['smartFastPay', '/webhook/%25252573ecret'],
		['smartFastPay', `/%${'25'.repeat(20)}41`],
		['paySecurez', '/api/token'],
		['paySecurez', '/api/v1/token'],
		['paySecurez', '/API/v2/Token/'],
		['singapay', '/api/v1.0/access-token/b2b'],
		['singapay', '/api/v1.1/access-token/b2b'],
		['singapay', '/api/v2.0/access-token/b2b'],
		['singapay', '/api/access-token/b2b'],
		['singapay', '/api/v1%2e0/access-token/b2b'],
	])('of %s is recognized in any spelling: %s', (id, path) => {
		expect(isSecret(id, path)).toBe(true);
	});

	it.each([
		['smartFastPay', '/'],
		['smartFastPay', '/oauth2'],
		['smartFastPay', '/oauth2/tokens'],
		['smartFastPay', '/webhook/secrets'],
		['smartFastPay', '/payment/secret'],
		['smartFastPay', '/payment/%zz'],
		['smartFastPay', '/payment/100%'],
		['smartFastPay', '/payment/a%20b%2Bc'],
		['paySecurez', '/api/v1/transactions/token/status'],
		['singapay', '/api/v1.0/access-token'],
		['singapay', '/api/token'],
	])('of %s is distinguished from what only looks like it: %s', (id, path) => {
		expect(isSecret(id, path)).toBe(false);
	});

	it('costs no time, however often a path is encoded', () => {
		expect(isSecret('smartFastPay', `/${'%25'.repeat(30_000)}`)).toBe(false);
		expect(isSecret('smartFastPay', `/%${'25'.repeat(30_000)}`)).toBe(true);
	});
});

/** One of the spellings that some server reads as the same path. */
const spelled = fc
	.record({
		at: fc.constantFrom(...providers),
		pick: fc.nat(),
		decorations: fc.array(fc.record({ place: fc.nat(), how: fc.constantFrom(...decorations()) }), {
			maxLength: 5,
		}),
		encodings: fc.array(fc.nat(), { maxLength: 3 }),
		rounds: fc.nat({ max: 3 }),
		isUpper: fc.boolean(),
	})
	.map(({ at, pick, decorations: chosen, encodings, rounds, isUpper }) => {
		const secret = at.auth.secretPaths[pick % at.auth.secretPaths.length] ?? '';
		const parts = (isUpper ? secret.toUpperCase() : secret).split('/').slice(1);
		for (const { place, how } of chosen) {
			const index = place % parts.length;
			parts[index] = how(parts[index] ?? '');
		}
		let path = `/${parts.join('/')}`;
		for (let round = 0; round <= rounds; round += 1)
			for (const place of encodings) {
				const index = place % path.length;
				const code = path.charCodeAt(index).toString(16).padStart(2, '0');
				if (code.length === 2) path = `${path.slice(0, index)}%${code}${path.slice(index + 1)}`;
			}
		return [at.id, path] as const;
	});

function decorations(): ((part: string) => string)[] {
	return [
		(part) => `/${part}`,
		(part) => `./${part}`,
		(part) => `x/../${part}`,
		(part) => `x;y/..;z/${part}`,
		(part) => `v3/${part}`,
		(part) => `v1.0/${part}`,
		(part) => `\\${part}`,
		(part) => `${part};p=1`,
		(part) => `${part}%00`,
		(part) => `${part}%20`,
		(part) => `${part}%e2%80%8b`,
		(part) => part.replace('o', '%u006f'),
		(part) => part.replace('e', '%c1%a5'),
		(part) => part.replace('t', '%2574'),
	];
}

describe('any spelling of an endpoint that returns a secret', () => {
	it('is refused, as the most lenient server would read it', () => {
		fc.assert(
			fc.property(spelled, ([id, path]) => {
				expect(isSecret(id, path)).toBe(true);
			}),
			runsPer('value'),
		);
	});

	it('is distinguished from every documented endpoint, whatever ID is in the path', () => {
		const ids = fc.oneof(
			fc.uuid(),
			fc.stringMatching(/^[A-Za-z0-9_.~-]{1,40}$/),
			fc.constantFrom('token', 'secret', 'webhook', 'api', 'oauth2', 'b2b', 'access-token', 'v1'),
			pathSegment(),
		);
		const endpoints = providers.flatMap(({ id, api }) =>
			api.endpoints.map(({ path }) => [id, path] as const),
		);
		fc.assert(
			fc.property(
				fc.constantFrom(...endpoints),
				fc.array(ids, { minLength: 3 }),
				([id, template], values) => {
					let next = 0;
					const path = template.replace(/\{\w+\}/g, () => values[next++ % values.length] ?? '');
					expect(isSecret(id, path)).toBe(false);
				},
			),
			runsPer('value'),
		);
	});
});
