import { validateHeaderName, validateHeaderValue } from 'node:http';
import fc from 'fast-check';
import { providers } from '../../lib/providers';
import { writeHeaders } from '../../nodes/PaymentApiRequest/forms/fields';
import { readRequest } from '../../nodes/PaymentApiRequest/forms/request';
import { encodePairs } from '../../lib/client/query';
import { anyText } from '../support/anyText.mts';
import { runsPer } from '../support/propertyRuns.mts';
import { settings } from '../support/fakeContext.mts';

const names = fc.oneof(
	fc.constantFrom(
		...providers.flatMap(({ auth }) => auth.ownedHeaders),
		...['Host', 'Content-Length', 'X-A', '__proto__', 'constructor', 'X-A\r\nHost', 'Set-Cookie'],
	),
	anyText({ maxLength: 8 }),
);
const spelled = fc
	.tuple(names, fc.boolean())
	.map(([name, loud]) => (loud ? name.toUpperCase() : name));
const values = fc.oneof(
	anyText(),
	fc.constantFrom('a\r\nX-B: c', 'a\n', '\u0000', 'é', '支付', '\ud800', ''),
	fc.integer(),
	fc.constantFrom(null, undefined, true, {}, ['a']),
);
const provider = fc.constantFrom(...providers);
const runs = runsPer('value');

describe('headers', () => {
	it('never carry what Node would not send, or what belongs to the credential', () => {
		fc.assert(
			fc.property(provider, spelled, values, (at, name, value) => {
				const pairs = [{ name, value }];
				const read = writeHeaders(at, { kind: 'pairs', pairs });
				if (read.kind === 'invalid') return;
				for (const [written, content] of Object.entries(read.headers)) {
					expect(() => validateHeaderName(written)).not.toThrow();
					expect(() => validateHeaderValue(written, content)).not.toThrow();
					expect(at.auth.ownedHeaders).not.toContain(written.toLowerCase());
				}
			}),
			runs,
		);
	});

	it('cannot change what the prototype of all headers holds', () => {
		const json = '{"__proto__":{"authorization":"x"},"constructor":"y"}';
		const [at] = providers;
		if (at === undefined) throw new Error('There is no provider');
		writeHeaders(at, { kind: 'json', json });

		expect(({} as Record<string, unknown>).authorization).toBeUndefined();
	});
});

const text = fc.oneof(
	anyText(),
	fc.constantFrom('a&b=c', '?x', '#y', '../z', '\r\nHost: evil', '\ud800', '=', '+', '%00'),
);
const wellFormed = (value: string): string => Buffer.from(value, 'utf8').toString('utf8');

describe('a query', () => {
	it('says the same after it was read back, and brings nothing with it', () => {
		const key = text.filter((name) => name !== '');
		fc.assert(
			fc.property(fc.uniqueArray(fc.tuple(key, text), { selector: ([name]) => name }), (pairs) => {
				const written = encodePairs(Object.fromEntries([['first', '1'], ...pairs]), 'repeat');
				expect(written).toMatch(/^[\w.!~*'()%=&-]*$/);
				const read = new Map(new URLSearchParams(written));
				for (const [name, value] of pairs)
					expect(read.get(wellFormed(name)) === undefined ? value : wellFormed(value)).toBe(
						read.get(wellFormed(name)) ?? value,
					);
			}),
			runs,
		);
	});

	it('never changes where a request goes', () => {
		fc.assert(
			fc.property(provider, fc.dictionary(text, fc.oneof(text, fc.array(text))), (at, object) => {
				const read = readRequest(at, settings, {
					method: 'GET',
					path: '/payments?fixed=1',
					query: { kind: 'json', json: object },
					headers: { kind: 'none' },
					body: { kind: 'none' },
					arrays: 'indices',
					sign: 'auto',
					reference: '',
				});
				expect(read.kind).toBe('prepared');
				if (read.kind !== 'prepared') return;
				const url = new URL(read.request.url);
				expect(url.origin + url.pathname).toBe(`${settings.baseUrl}/payments`);
				expect(url.hash).toBe('');
				expect(url.searchParams.get('fixed')).toBe('1');
			}),
			runs,
		);
	});
});
