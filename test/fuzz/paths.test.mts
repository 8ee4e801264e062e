import fc from 'fast-check';
import { providers } from '../../lib/providers';
import { resolvePath } from '../../nodes/PaymentApiRequest/forms/path';
import { trimUnseen } from '../../lib/providers/characters';
import { anyText } from '../support/anyText.mts';
import { runsPer } from '../support/propertyRuns.mts';
import { settings } from '../support/fakeContext.mts';

const bases = ['https://api.example.com', 'http://127.0.0.1:8080', 'http://[::1]:8080'];

/** What a URL parser, a proxy or a server might take for something else. */
const crumbs = [
	...['/', '//', '///', '\\', ':', '@', '?', '#', ';', '&', '=', '[', ']', '{', '}', '*'],
	...['.', '..', '...', '%2e', '%2E', '%252e', '.%2e', '..;', '．', '。', '‥', '…'],
	...['%2f', '%5C', '%252f', '／', '＼', '%00', '%0d%0a', '%', '%zz', '%ff', '%c0%ae'],
	...['\t', '\n', '\r', '\0', ' ', '\u00a0', '\u200b', '\u2028', '\u0085', '\ufeff', '\u202e'],
	...['https:', 'http:', 'HTTPS://', 'file:', 'javascript:', 'data:', 'blob:https:'],
	...['evil.example', 'api.example.com', '127.0.0.1:8080', '[::1]:8080', '0x7f.1', 'localhost'],
	...['a', 'payments', 'api', 'token', 'v1.0', 'oauth2', '%74oken', 'ı', 'ß', '支', '\ud800'],
];
const crumbled = fc.array(fc.constantFrom(...crumbs), { maxLength: 9 }).map((all) => all.join(''));
const anything = fc.oneof(crumbled, anyText(), fc.webUrl(), fc.webPath());
const base = fc.constantFrom(...bases);
const provider = fc.constantFrom(...providers);

/** Decoded until nothing changes, as a chain of proxies might. */
function decodedFully(path: string): string {
	let current = path;
	for (let round = 0; round < 6; round += 1) {
		const next = current.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) =>
			String.fromCharCode(Number.parseInt(hex, 16)),
		);
		if (next === current) break;
		current = next;
	}
	return current;
}

function resolved(typed: string, baseUrl: string, at = providers[0]): URL | undefined {
	if (at === undefined) return undefined;
	const read = resolvePath(at, { ...settings, baseUrl }, 'GET', typed);
	return read.kind === 'url' ? read.url : undefined;
}

const runs = runsPer('value');

describe('for any path that is typed', () => {
	it('never leads to another origin', () => {
		fc.assert(
			fc.property(anything, base, (typed, baseUrl) => {
				const url = resolved(typed, baseUrl);
				if (url === undefined) return;
				expect(url.origin).toBe(baseUrl);
				expect([url.username, url.password, url.hash]).toEqual(['', '', '']);
				// What is sent is the text: parsed anew it is the same address.
				expect(new URL(url.href).href).toBe(url.href);
			}),
			runs,
		);
	});

	it('never steps up or down, however often a server decodes it', () => {
		fc.assert(
			fc.property(anything, base, (typed, baseUrl) => {
				const url = resolved(typed, baseUrl);
				if (url === undefined) return;
				const steps = decodedFully(url.pathname)
					.split(/[/\\]/)
					.map((step) => step.split(';')[0]);
				expect(steps).not.toContain('..');
				expect(steps).not.toContain('.');
			}),
			runs,
		);
	});

	it('keeps as many parts as were typed', () => {
		fc.assert(
			fc.property(crumbled, base, (typed, baseUrl) => {
				const url = resolved(typed, baseUrl);
				if (url === undefined || /^([a-z]+:)?\/\//i.test(typed.trim())) return;
				const [path = ''] = trimUnseen(typed).replace(/^\//, '').split('?');
				// The slash behind a documented path is not sent.
				const parts = path.replace(/\/$/, '').split('/').length;
				expect(url.pathname.split('/')).toHaveLength(parts + 1);
			}),
			runs,
		);
	});

	it('never reaches an endpoint that returns a secret', () => {
		const nearby = fc
			.tuple(
				fc.constantFrom(...providers.flatMap(({ auth }) => auth.secretPaths)),
				fc.array(fc.nat({ max: 40 }), { maxLength: 3 }),
				fc.constantFrom('', '?', '?a=b', '/', '#'),
			)
			.map(([path, places, end]) => {
				const letters = [...path];
				for (const place of places) {
					const code = letters[place]?.charCodeAt(0).toString(16);
					if (letters[place] !== '/' && code !== undefined) letters[place] = `%${code}`;
				}
				return letters.join('') + end;
			});
		fc.assert(
			fc.property(fc.oneof(nearby, anything), base, provider, (typed, baseUrl, at) => {
				const url = resolved(typed, baseUrl, at);
				if (url === undefined) return;
				expect(at.auth.secretPaths).not.toContain(decodedFully(url.pathname));
			}),
			runs,
		);
	});

	// So that no property holds merely because everything is refused.
	it('is accepted where it is an ordinary path', () => {
		const part = fc.stringMatching(/^[A-Za-z0-9_~-][A-Za-z0-9_.~-]{0,12}$/);
		fc.assert(
			fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), base, (parts, baseUrl) => {
				const path = `/${parts.join('/')}`;
				expect(resolved(path, baseUrl)?.href).toBe(baseUrl + path);
			}),
		);
	});
});
