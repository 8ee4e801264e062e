import { readFileSync } from 'node:fs';

import { busy, notAToken, refusedTwice, unreachable } from '../../auth/messages';
import { readSettings } from '../../auth/settings';
import type { Fault } from '../../http/faults';
import { providers } from '../../providers';
import type { ApiResponse, Explanation, Provider, Settings } from '../../providers/provider';
import type { CallResult } from '../../request/call';
import { prepareSignature } from '../../providers/signing';
import { singapay } from '../../providers/singapay';
import { problemIn, problemWithout } from '../../request/messages';
import {
	agentMayNotWrite,
	alreadyGoneThrough,
	cannotLookUp,
	mayHaveBeenSent,
	neverArrived,
	nothingHeard,
	sameReference,
} from '../../request/writeMessages';
import { prepare, type Wanted } from '../../request/prepare';

/** Every sentence that the code can say, made by making it say it. */
const [provider] = providers;
if (provider === undefined) throw new Error('There is no provider');
const good = { environment: 'live', clientId: 'id', clientSecret: 'secret', partnerId: 'partner' };
const settings: Settings = {
	baseUrl: 'https://api.example.com',
	clientId: 'id',
	clientSecret: 'secret',
	extras: {},
};
const faults: Fault[] = [
	{ kind: 'neverLeft', code: 'ECONNREFUSED' },
	{ kind: 'lost', code: 'ECONNRESET' },
	{ kind: 'timeout' },
	{ kind: 'canceled', wasSent: true },
	{ kind: 'canceled', wasSent: false },
	{ kind: 'tooLarge' },
	{ kind: 'blocked', reason: 'Domain not allowed' },
];
const none = { kind: 'none' } as const;
const wanted: Wanted = {
	method: 'GET',
	path: '/x',
	query: none,
	headers: none,
	body: none,
	arrays: 'repeat',
	sign: 'auto',
	reference: '',
};
const pair = (name: string, value: unknown) =>
	({ kind: 'pairs', pairs: [{ name, value }] }) as const;
const json = (given: unknown) => ({ kind: 'json', json: given }) as const;
const answer = (status: number, body: unknown = {}): ApiResponse => ({
	status,
	headers: {},
	body,
	isJson: typeof body !== 'string',
});

const credentialSentences = (): Explanation[] =>
	[
		{ ...good, clientId: ' ' },
		{ ...good, environment: 'nowhere' },
		...[
			'',
			'no address',
			'https://a:b@c.example',
			'https://c.example/path',
			'http://c.example',
		].map((baseUrl) => ({ ...good, environment: 'custom', baseUrl })),
	].flatMap((fields) => {
		const read = readSettings(provider, fields);
		return read.kind === 'invalid' ? [read.explanation] : [];
	});

const tokenSentences = (): Explanation[] => [
	...faults.map((fault) => unreachable(provider, settings, fault)),
	busy(provider, 503, 60_000),
	notAToken(provider, settings, answer(200, '<html>')),
	refusedTwice(provider),
	...providers.flatMap((each) => refusals(each)),
];

const refusals = (each: Provider): Explanation[] =>
	[
		answer(401),
		answer(403, {
			success: false,
			error: { message: 'Your IP address (203.0.113.5) is not registered' },
		}),
		answer(403, { success: false, error: { message: 'Invalid X-PARTNER-ID' } }),
	].flatMap((response) => {
		const read = each.readToken(response, 0);
		return read.kind === 'refused' ? [read.explanation] : [];
	});

const settingSentences = (): Explanation[] =>
	[
		{ method: 'TRACE' },
		...[
			'',
			'/a b',
			'/a\\b',
			'/a#b',
			'/a/../b',
			'/a/{id}',
			'/a//b',
			'http://[',
			'//other.example/a',
		].map((path) => ({ path })),
		{ path: provider.tokenPaths[0] ?? '' },
		{ query: json('{') },
		{ query: json([]) },
		{ query: json('') },
		{ query: pair(' ', 'x') },
		{ headers: pair('a b', 'x') },
		{ headers: pair('Authorization', 'x') },
		{ headers: pair('Host', 'x') },
		{ headers: json({ 'X-A': ['1', '2'] }) },
		{ headers: pair('X-A', 'a\nb') },
		{ headers: pair('X-A', {}) },
		{ headers: pair('X-A', '日本') },
		{ sign: 'always' as const },
	].flatMap((change) => {
		const prepared = prepare(provider, settings, { ...wanted, ...change });
		return prepared.kind === 'invalid' ? [prepared.explanation] : [];
	});

function requestSentences(): Explanation[] {
	const request = { method: 'GET', url: 'https://api.example.com/x', headers: {} };
	const read = {
		provider: provider as Provider,
		request,
		effect: {
			kind: 'reads',
			reference: '',
			lookUp: 'GET /x',
			find: undefined,
			endpoint: 'GET /x',
		} as const,
		timeoutMs: 30_000,
	};
	const write = {
		...read,
		request: { ...request, method: 'POST' },
		effect: { ...read.effect, kind: 'movesMoney' } as const,
	};
	const without: Exclude<CallResult, { kind: 'answered' }>[] = [
		{ kind: 'askedToWait', waitMs: 90_000, status: 429 },
		...faults.map((fault) => ({ kind: 'failed', fault }) as const),
	];
	const reported = (response: ApiResponse) => {
		const raw = { status: response.status, headers: {}, bytes: Buffer.alloc(0) };
		const failure = read.provider.readFailure(response);
		return problemIn(read, { kind: 'answered', raw, response, failure });
	};
	return [
		...without.flatMap((result) => [problemWithout(read, result), problemWithout(write, result)]),
		...[reported(answer(302)), reported(answer(404))].filter((problem) => problem !== undefined),
		agentMayNotWrite(write.effect),
		...['', 'order-1'].map((reference) =>
			cannotLookUp(read.provider, { ...write.effect, reference }),
		),
		sameReference(0),
		...[neverArrived, alreadyGoneThrough, nothingHeard, mayHaveBeenSent].map((say) => say(write)),
	];
}

const referenceSentences = (): Explanation[] =>
	(
		[
			[singapay, '/api/v2.0/direct-debit/charge', 'x', none],
			[singapay, '/unknown', 'x', none],
			...[true, ' ', 'x'.repeat(1_000), 'a b', 'x'].map(
				(reference) =>
					[
						singapay,
						'/api/v2.0/direct-debit/charge',
						reference,
						{ kind: 'json', fields: json('{"a":12345678901234567891}') },
					] as const,
			),
		] as const
	).flatMap(([at, path, reference, body]) => {
		const prepared = prepare(at, settings, { ...wanted, method: 'POST', path, reference, body });
		return prepared.kind === 'invalid' ? [prepared.explanation] : [];
	});

const rows = readFileSync('README.md', 'utf8')
	.split('<!-- messages:begin')[1]
	?.split('<!-- messages:end')[0]
	?.split('\n')
	.flatMap((line) => /^\| `(.+?)`\s*\|/.exec(line)?.[1] ?? []);

const pattern = (row: string): RegExp =>
	new RegExp(
		`^${row
			.split('…')
			.map((part) => part.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
			.join('.*')}$`,
	);

const signingSentences = (): Explanation[] =>
	[undefined, '{"amount":1.5}'].flatMap((body) => {
		const signable = prepareSignature(
			singapay,
			{
				method: 'POST',
				url: 'https://api.example.com/x',
				headers: {},
				...(body === undefined ? {} : { body }),
			},
			'always',
		);
		return signable.kind === 'unsignable' ? [signable.explanation] : [];
	});

const said = [
	...signingSentences(),
	...credentialSentences(),
	...tokenSentences(),
	...settingSentences(),
	...referenceSentences(),
	...requestSentences(),
];

describe("the README's table of messages", () => {
	it.each([...new Set(said.map(({ message }) => message))])('explains: %s', (message) => {
		const matching = (rows ?? []).filter((row) => pattern(row).test(message));
		expect(matching).not.toEqual([]);
	});

	it.each(said.map(({ message, description }) => [message, description]))(
		'has a remedy in the product itself for: %s',
		(message, description) => {
			expect(description).not.toBe('');
			expect(message).not.toMatch(/\b(error|problem|failure|mistake)\b/i);
		},
	);

	/** Said by n8n-facing code that the unit tests of those files cover. */
	const saidElsewhere = [
		'The … credential is only for …',
		'The … token is missing, expired or was issued for other settings',
		'The credential does not allow requests from this node',
		"'Provider' is not one of its choices",
		'This request has to be signed and has separate query parameters',
		'The answer is not JSON',
	];
	it.each((rows ?? []).filter((row) => !saidElsewhere.includes(row)))(
		'is not about what nobody says: %s',
		(row) => {
			expect(
				said.map(({ message }) => message).filter((message) => pattern(row).test(message)),
			).not.toEqual([]);
		},
	);
});
