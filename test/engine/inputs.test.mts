import { samples } from '../support/providerSamples.mts';
import { jsonOf, type World, world } from './support/world.mts';

const read = { path: '/balance' };
const header = (name: string, value = 'x'): object => ({
	...read,
	sendHeaders: true,
	headerParameters: { parameters: [{ name, value }] },
});

type Case = [what: string, parameters: object, names: string];

const badPaths: Array<[what: string, parameters: { path: string }, names: string]> = [
	['empty', { path: '={{ "" }}' }, "'Path' is empty"],
	['blank', { path: '   ' }, "'Path' is empty"],
	['on another host', { path: 'https://evil.example.com/x' }, "a host other than the credential's"],
	[
		'on another host, without a scheme',
		{ path: '//evil.example.com/x' },
		"a host other than the credential's",
	],
	['on another port', { path: 'http://127.0.0.1:1/x' }, "a host other than the credential's"],
	['with another scheme', { path: 'file:///etc/passwd' }, "a host other than the credential's"],
	['with steps up', { path: '/a/../b' }, "'..'"],
	['with encoded steps up', { path: '/a/%2e%2E/b' }, "'..'"],
	['with an encoded slash after the steps', { path: '/payment/..%2fpayouts' }, "'..'"],
	['with a path parameter after the steps', { path: '/payment/..;/payouts' }, "'..'"],
	['with steps up after a scheme', { path: 'http:../x' }, "a host other than the credential's"],
	['with a line break', { path: '/a\nb' }, 'line break'],
	['with a tab', { path: '/a\tb' }, 'tab at position 3'],
	['with a NUL', { path: '/a\u0000b' }, 'control character'],
	['with a space', { path: '/a b' }, 'space'],
	['with a backslash', { path: '/a\\b' }, 'backslash'],
	['with a fragment', { path: '/a#b' }, '#'],
	['with an empty part', { path: '=/payment/{{ $json.missing }}/x' }, 'empty part'],
	['that ends with a slash', { path: '=/payment/{{ $json.missing }}' }, 'ends with a slash'],
	['with an invisible character', { path: '/a\u200bb' }, '(U+200B) at position 3'],
	['with a placeholder left', { path: '/payment/{id}' }, '{id}'],
];

const post = { method: 'POST', path: '/api/v2.0/disbursement/transfer', sendBody: true };
/** Nothing is wrong with it. */
const filledIn = { ...post, specifyBody: 'json', jsonBody: '{"amount":10000}' };

const badSections: Case[] = [
	[
		'broken JSON in the query',
		{ ...read, sendQuery: true, specifyQuery: 'json', jsonQuery: '{"a":1,}' },
		"'JSON' of 'Query Parameters' is not valid JSON (line 1, column 8)",
	],
	[
		'a list in the query',
		{ ...read, sendQuery: true, specifyQuery: 'json', jsonQuery: '[1]' },
		"'JSON' of 'Query Parameters' is not an object",
	],
	[
		'broken JSON in the headers',
		{ ...read, sendHeaders: true, specifyHeaders: 'json', jsonHeaders: '{"a"' },
		"'JSON' of 'Headers' is not valid JSON",
	],
	[
		'broken JSON in the body',
		{ ...read, method: 'POST', sendBody: true, specifyBody: 'json', jsonBody: '{"a":1\n"b":2}' },
		"'JSON' of 'Body' is not valid JSON (line 2, column 1)",
	],
	[
		'an empty JSON body',
		{ ...read, method: 'POST', sendBody: true, specifyBody: 'json', jsonBody: '={{ "" }}' },
		"'JSON' of 'Body' is empty",
	],
	[
		'a JSON body that is left out',
		{ ...read, method: 'POST', sendBody: true, specifyBody: 'json' },
		"'JSON' of 'Body' is empty",
	],
	[
		'a JSON body of a form that is left out',
		{
			...read,
			method: 'POST',
			sendBody: true,
			contentType: 'form-urlencoded',
			specifyBody: 'json',
		},
		"'JSON' of 'Body' is empty",
	],
	[
		'a JSON body that is left out where the endpoint is chosen',
		{ endpoint: 'POST /api/v2.0/direct-debit/charge' },
		"'JSON' of 'Body' is empty",
	],
	[
		'a JSON query that is left out',
		{ ...read, sendQuery: true, specifyQuery: 'json' },
		"'JSON' of 'Query Parameters' is empty",
	],
	[
		'JSON headers that are left out',
		{ ...read, sendHeaders: true, specifyHeaders: 'json' },
		"'JSON' of 'Headers' is empty",
	],
	['a header name with a space', header('X Y'), '"X Y" in \'Headers\' is not a header name'],
	['a header name with a colon', header('X:Y'), 'is not a header name'],
	['a header name with a line break', header('X\r\nY'), 'is not a header name'],
	['a header without a name', header(''), "A name in 'Headers' is empty"],
	['a header value with a line break', header('X-A', 'a\r\nX-B: c'), 'X-A'],
	['a header value that no header can carry', header('X-A', '支付'), 'X-A'],
	['a header of the credential', header('Authorization'), 'Authorization is set by the'],
	['a header of the credential, spelled oddly', header('aUTHORIZATION'), 'is set by the'],
	['a header of the connection', header('Host'), 'Host is set by the connection'],
	[
		'a header twice',
		{
			...header('x'),
			sendHeaders: true,
			headerParameters: {
				parameters: [
					{ name: 'X-A', value: '1' },
					{ name: 'X-A', value: '2' },
				],
			},
		},
		'X-A',
	],
	...['keypair', 'form', 'form of JSON'].map((how): Case => {
		const specifyBody = how === 'form of JSON' ? 'json' : 'keypair';
		const contentType = how === 'keypair' ? 'json' : 'form-urlencoded';
		return [
			`a body without rows (${how})`,
			{ ...post, contentType, specifyBody, jsonBody: '{}' },
			"'Body' ",
		];
	}),
	[
		'a body with one empty row',
		{ ...post, bodyParameters: { parameters: [{ name: '', value: '' }] } },
		"'Body' has no fields",
	],
	...['null', '""', '{}', '[]', '={{ {} }}'].map((jsonBody): Case => [
		`the JSON ${jsonBody} as the body of a payment`,
		{ ...post, specifyBody: 'json', jsonBody },
		"'Body' is",
	]),
	['blanks as the body', { ...post, contentType: 'raw', body: '   ' }, "'Body' is empty"],
	[
		'a payment without a body',
		{ method: 'POST', path: post.path },
		"'Send Body' is off, but this endpoint needs a body",
	],
	...['JSON', '={{ "xml" }}', '={{ "" }}'].map((contentType): Case => [
		`the body content type ${contentType}`,
		{ ...filledIn, contentType },
		"'Body Content Type' is not one of its choices Use json, form-urlencoded or raw.",
	]),
	...['JSON', '={{ "xml" }}'].map((specifyBody): Case => [
		`the way to specify a body ${specifyBody}`,
		{ ...filledIn, specifyBody },
		"'Specify Body' is not one of its choices Use keypair or json.",
	]),
	...(
		[
			['sendBody', 'Send Body'],
			['sendQuery', 'Send Query Parameters'],
			['sendHeaders', 'Send Headers'],
		] as const
	).flatMap(([name, label]) =>
		['true', 'false', '={{ true }}'].map((text): Case => [
			`text for the switch ${label}, which hides its fields (${text})`,
			{ ...filledIn, [name]: text },
			`'${label}' is neither true nor false`,
		]),
	),
	['a method in lower case, which hides the body', { ...filledIn, method: 'post' }, "'Method'"],
	...(
		[
			['queryParameterArrays', 'Array Format in Query Parameters'],
			['responseFormat', 'Response Format'],
			['signRequest', 'Sign Request'],
			['onUnknownOutcome', 'On Unknown Outcome'],
		] as const
	).map(([option, label]): Case => [
		`the option ${label} with another value`,
		{ ...filledIn, options: { [option]: '={{ "other" }}' } },
		`'${label}' is not one of its choices`,
	]),
	['a method that is none', { ...read, method: '={{ "TRACE" }}' }, "'Method'"],
];

async function expectRefused(w: World, parameters: object, names: string): Promise<void> {
	const run = await w.run(parameters);

	expect(run.status).toBe('error');
	expect(`${run.error?.message} ${run.error?.description}`).toContain(names);
	expect(run.error?.context).toMatchObject({ itemIndex: 0 });
	expect(run.error?.description).toContain('(Item 0)');
	expect(w.sim.control.requests()).toEqual([]);
}

const badCredentials: Array<[field: string, value: string, names: string]> = [
	['clientId', '', "'Client ID'"],
	['clientId', '   ', "'Client ID'"],
	['clientSecret', '', "'Client Secret'"],
	['clientSecret', '\t', "'Client Secret'"],
	['baseUrl', '', "'Base URL'"],
	['baseUrl', 'https://user:pass@api.example.com', 'user name or password'],
	['baseUrl', 'https://api.example.com/v1', 'contains a path'],
	['baseUrl', 'https://api.example.com?x=1', 'contains a path'],
	['baseUrl', 'http://api.example.com', 'https://'],
	['baseUrl', 'ftp://api.example.com', 'https://'],
	['baseUrl', 'api.example.com', "'Base URL'"],
	['environment', 'nowhere', "'Environment'"],
	['environment', 'constructor', "'Environment'"],
];

describe.each(samples)('before anything is sent to $provider', ({ provider, tokenPath }) => {
	it('every path that is wrong is refused, item by item', async () => {
		const w = await world(provider);
		const paths = badPaths.flatMap(([, { path }]) => (path.startsWith('=') ? [] : [path]));
		const run = await w.run(
			{ path: '={{ $json.typed }}' },
			{ items: paths.map((typed) => ({ typed })), onError: 'continueErrorOutput' },
		);

		expect(jsonOf(run)).toEqual([]);
		expect(jsonOf(run, 1).map((json) => (json as { error: object }).error)).toEqual(
			paths.map(() => expect.objectContaining({ message: expect.stringContaining("'Path'") })),
		);
		expect(w.sim.control.requests()).toEqual([]);
	});

	it('the token endpoint as a path is refused', async () => {
		await expectRefused(await world(provider), { path: tokenPath }, 'returns a secret');
	});

	it('every field of the credential that is wrong is named', async () => {
		const w = await world(provider);
		const { data } = w.engine.credentials.get(w.credential.id);
		for (const [field, value, names] of badCredentials) {
			w.engine.credentials.update(w.credential.id, { ...data, [field]: value });
			const run = await w.run({ path: w.sample.read });

			expect(run.status).toBe('error');
			expect(`${run.error?.message} ${run.error?.description}`).toContain(names);
		}
		expect(w.sim.control.requests()).toEqual([]);
	});
});

describe('before anything is sent', () => {
	it.each(badPaths)('a path is refused that is %s', async (_what, parameters, names) => {
		await expectRefused(await world('singapay'), parameters, names);
	});

	it.each(badSections)('%s is refused', async (_what, parameters, names) => {
		await expectRefused(await world('singapay'), parameters, names);
	});

	it.each(['X-PARTNER-ID', 'x-signature', 'X-Timestamp'])(
		"the header %s is refused: it is Singapay's credential that sets it",
		async (name) => {
			await expectRefused(await world('singapay'), header(name), `${name} is set by the Singapay`);
		},
	);

	it('a missing partner ID is named', async () => {
		const w = await world('singapay', { partnerId: ' ' });
		const run = await w.run({ path: w.sample.read });

		expect(run.error?.message).toContain("'API Key (Partner ID)'");
		expect(w.sim.control.requests()).toEqual([]);
	});

	it('the content of broken JSON is not quoted', async () => {
		const w = await world('singapay');
		const run = await w.run({
			...read,
			method: 'POST',
			sendBody: true,
			specifyBody: 'json',
			jsonBody: '{"card":"4111111111111111","cvv":x123}',
		});

		expect(`${run.error?.message} ${run.error?.description}`).not.toMatch(/4111|x123/);
	});

	it('the item whose input is wrong is named', async () => {
		const w = await world('singapay');
		const run = await w.run(
			{ path: '={{ $json.path }}' },
			{ items: [{ path: w.sample.read }, { path: '//evil.example.com' }] },
		);

		expect(run.error?.context).toMatchObject({ itemIndex: 1 });
		expect(run.error?.description).toContain('(Item 1)');
		expect(w.sim.control.requests()).toEqual([]);
	});
});

it('a method in lower case from an expression keeps its body', async () => {
	const w = await world('singapay');
	await w.run({ ...filledIn, path: '/diagnostics/echo', method: '={{ "post" }}' });

	expect(w.sim.control.requests()).toContainEqual(
		expect.objectContaining({ method: 'POST', body: '{"amount":10000}' }),
	);
});

describe('a path that was pasted', () => {
	it.each(['/balance/', '\u200b/balance\u00a0', 'balance/ '])(
		'is read without what does not belong to it: %j',
		async (path) => {
			const w = await world('smartFastPay');
			await w.run({ path });

			expect(w.calls()).toEqual(['GET /balance']);
		},
	);
});
