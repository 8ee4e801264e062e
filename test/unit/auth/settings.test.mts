import { readSettings } from '../../../lib/auth/settings';
import { eachProvider, subjects } from '../../support/subjects.mts';

const { provider, fields } = subjects.singapay;
const messageOf = (changes: Record<string, unknown>) => {
	const read = readSettings(provider, { ...fields, ...changes });
	return read.kind === 'invalid' ? read.explanation.message : 'read';
};

describe('a complete credential', () => {
	it.each(eachProvider)('of %s is read', (_id, subject) => {
		expect(readSettings(subject.provider, subject.fields)).toEqual({
			kind: 'settings',
			settings: subject.settings,
		});
	});

	it('is trimmed', () => {
		const padded = Object.fromEntries(
			Object.entries(fields).map(([name, value]) => [
				name,
				name === 'environment' ? value : `\t ${value} \n`,
			]),
		);
		expect(readSettings(provider, padded)).toEqual(readSettings(provider, fields));
	});

	it('may hold numbers where an expression gave them', () => {
		expect(readSettings(provider, { ...fields, clientId: 42 })).toMatchObject({
			settings: { clientId: '42' },
		});
	});

	it('that is older than a field takes its default', () => {
		const { authVersion: _dropped, ...older } = fields;
		expect(readSettings(provider, older)).toMatchObject({
			settings: { extras: { partnerId: 'partner-1', authVersion: 'v1.0' } },
		});
	});

	it.each(
		eachProvider.flatMap(([id, subject]) =>
			subject.provider.auth.environments.map(
				({ value, url }) => [id, value, url, subject] as const,
			),
		),
	)('of %s %s is for %s, whatever base URL it holds', (_id, environment, url, subject) => {
		const read = readSettings(subject.provider, { ...subject.fields, environment });
		expect(read).toMatchObject({ settings: { baseUrl: url } });
	});
});

describe('a credential that is read a second time', () => {
	const settingsIn = (given: Record<string, unknown>) => {
		const read = readSettings(provider, given);
		return read.kind === 'settings' ? read.settings : undefined;
	};

	it('is the same object, whatever token it holds by now', () => {
		const first = settingsIn(fields);
		expect(settingsIn({ ...fields, accessToken: 'token-2' })).toBe(first);
	});

	it.each(['environment', 'baseUrl', ...provider.auth.fields.map(({ name }) => name)])(
		'is another one when %s has changed, and the first again when it is changed back',
		(name) => {
			const custom = { ...fields, environment: 'custom', baseUrl: 'https://one.example.com' };
			const changes: Record<string, string> = {
				environment: provider.auth.environments[0].value,
				baseUrl: 'https://other.example.com',
			};
			const first = settingsIn(custom);
			const other = settingsIn({ ...custom, [name]: changes[name] ?? 'other' });
			expect(other).not.toEqual(first);
			expect(settingsIn(custom)).toEqual(first);
		},
	);

	it('is refused by its own values, not by those before', () => {
		expect(messageOf({})).toBe('read');
		expect(messageOf({ clientSecret: '' })).toContain('Client Secret');
		expect(messageOf({})).toBe('read');
	});
});

describe('a value that was pasted', () => {
	const unseen: [string, string][] = [
		['a non-breaking space', '\u00a0'],
		['a narrow non-breaking space', '\u202f'],
		['an ideographic space', '\u3000'],
		['a zero-width space', '\u200b'],
		['a zero-width non-joiner', '\u200c'],
		['a zero-width joiner', '\u200d'],
		['a word joiner', '\u2060'],
		['a byte order mark', '\ufeff'],
		['a soft hyphen', '\u00ad'],
		['a left-to-right mark', '\u200e'],
		['a right-to-left override', '\u202e'],
		['an isolate', '\u2066'],
		['a line separator', '\u2028'],
		['a Braille blank', '\u2800'],
		['a line break', '\n'],
		['a tab', '\t'],
		['a null', '\u0000'],
		['a delete', '\u007f'],
	];
	const named: [string, string][] = [
		['Client ID', 'clientId'],
		['Client Secret', 'clientSecret'],
		['API Key (Partner ID)', 'partnerId'],
		['Base URL', 'baseUrl'],
	];

	it.each(unseen)('is freed of it at both ends: %s', (_name, character) => {
		const padded = Object.fromEntries(
			Object.entries(fields).map(([name, value]) => [
				name,
				name === 'environment' ? value : `${character} ${character}${value} ${character}`,
			]),
		);
		expect(readSettings(provider, padded)).toEqual(readSettings(provider, fields));
	});

	it.each(
		named.flatMap(([label, name]) =>
			unseen.map(([what, character]) => [label, what, name, character] as const),
		),
	)(
		"with one inside is refused by field and position: '%s', %s",
		(label, _what, name, character) => {
			const value = `https://hunter2${character}swordfish`;
			const read = readSettings(provider, { ...fields, [name]: `\u00a0${value}` });
			expect(read).toEqual({
				kind: 'invalid',
				explanation: {
					message: expect.stringMatching(
						new RegExp(
							`^'${label.replace(/[()]/g, '\\$&')}' of .* contains an invisible .* at position 16$`,
						),
					),
					description: expect.stringContaining('copied'),
				},
			});
			expect(JSON.stringify(read)).not.toMatch(/hunter2|swordfish/);
			expect(JSON.stringify(read)).not.toContain(character);
		},
	);

	it('counts characters, not halves of them', () => {
		expect(messageOf({ clientSecret: '🔑🔑\u200bx' })).toBe(
			"'Client Secret' of the Singapay credential contains an invisible character (U+200B) at position 3",
		);
	});

	it.each(['two words', 'é', '密码', '🔑', 'a-b_c.d~e+f/g=h'])('may hold %j', (clientSecret) => {
		expect(readSettings(provider, { ...fields, clientSecret })).toMatchObject({
			settings: { clientSecret },
		});
	});

	it.each(unseen)('that is nothing but it is empty: %s', (_name, character) => {
		expect(messageOf({ clientId: character.repeat(3) })).toBe(
			"'Client ID' of the Singapay credential is empty",
		);
	});
});

describe('an empty field', () => {
	const blanks: [string, unknown][] = [
		['missing', undefined],
		['null', null],
		['empty', ''],
		['blank', ' \t\n'],
		['an object', {}],
		['a list', ['x']],
		['true', true],
	];

	it.each(
		blanks.flatMap(([name, value]) => [
			[`'Client ID' that is ${name}`, { clientId: value }] as const,
			[`'Client Secret' that is ${name}`, { clientSecret: value }] as const,
			[`'API Key (Partner ID)' that is ${name}`, { partnerId: value }] as const,
		]),
	)('is named: %s', (name, changes) => {
		const label = name.slice(0, name.lastIndexOf("'") + 1);
		expect(messageOf(changes)).toBe(`${label} of the Singapay credential is empty`);
	});

	it('is named together with the others', () => {
		expect(readSettings(provider, { environment: 'sandbox' })).toEqual({
			kind: 'invalid',
			explanation: {
				message:
					"'Client ID' and 'Client Secret' and 'API Key (Partner ID)' of the Singapay credential are empty",
				description: expect.stringContaining('fill in'),
			},
		});
	});

	it('never has its neighbours quoted', () => {
		const read = readSettings(provider, { ...fields, clientId: '' });
		expect(JSON.stringify(read)).not.toContain(fields['clientSecret']);
	});
});

describe('the environment', () => {
	it.each([undefined, '', 'Sandbox', 'production', 'constructor', '__proto__', 'toString', 1])(
		'is not one of the choices: %p',
		(environment) => {
			expect(readSettings(provider, { ...fields, environment })).toEqual({
				kind: 'invalid',
				explanation: {
					message: "'Environment' of the Singapay credential is not one of its choices",
					description: "Open the credential and choose 'sandbox' or 'live' or 'custom'.",
				},
			});
		},
	);
});

describe('a base URL of one’s own', () => {
	it.each([
		['https://api.example.com', 'https://api.example.com'],
		['https://api.example.com/', 'https://api.example.com'],
		[' https://api.example.com \n', 'https://api.example.com'],
		['https://API.Example.COM', 'https://api.example.com'],
		['https://api.example.com:443', 'https://api.example.com'],
		['https://api.example.com:8443', 'https://api.example.com:8443'],
		['http://localhost:3000', 'http://localhost:3000'],
		['http://127.0.0.1', 'http://127.0.0.1'],
		['http://127.1.2.3:80', 'http://127.1.2.3'],
		['http://[::1]:3000', 'http://[::1]:3000'],
	])('%j is %s', (baseUrl, origin) => {
		expect(readSettings(provider, { ...fields, baseUrl })).toMatchObject({
			settings: { baseUrl: origin },
		});
	});

	const empty = "'Base URL' of the credential is empty";
	const noAddress = "'Base URL' of the credential is not an address";
	const credentials = "'Base URL' of the credential contains a user name or password";
	const path = "'Base URL' of the credential contains a path";
	const plain = "'Base URL' of the credential does not start with https://";

	it.each<[unknown, string]>([
		[undefined, empty],
		['', empty],
		['  ', empty],
		['api.example.com', noAddress],
		['https://', noAddress],
		['https://exa mple.com', noAddress],
		['//api.example.com', noAddress],
		['https://user:hunter2@api.example.com', credentials],
		['https://user@api.example.com', credentials],
		['https://:hunter2@api.example.com', credentials],
		['https://api.example.com@evil.example.com', credentials],
		['https://api.example.com/v1', path],
		['https://api.example.com//', path],
		['https://api.example.com?token=hunter2', path],
		['https://api.example.com#hunter2', path],
		['http://api.example.com', plain],
		['http://localhost.evil.example.com', plain],
		['http://127.0.0.1.example.com', plain],
		['http://0.0.0.0', plain],
		['http://[::ffff:127.0.0.1]', plain],
		['http://10.0.0.1', plain],
		['ftp://api.example.com', plain],
		['ws://localhost', plain],
	])('%j is refused', (baseUrl, message) => {
		const read = readSettings(provider, { ...fields, baseUrl });
		expect(read).toMatchObject({ kind: 'invalid', explanation: { message } });
		expect(JSON.stringify(read)).not.toContain('hunter2');
	});
});
