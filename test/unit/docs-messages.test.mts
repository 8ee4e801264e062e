import { readFileSync } from 'node:fs';
import type { IExecuteFunctions, IHookFunctions, IPollFunctions } from 'n8n-workflow';

import { chosenEndpoint } from '../../nodes/PaymentApiRequest/endpoints';
import { getMany } from '../../nodes/PaymentApiRequest/operations/getMany';
import type { Planned } from '../../nodes/PaymentApiRequest/operations/operation';
import { wait } from '../../nodes/PaymentApiRequest/operations/wait';
import { poll } from '../../nodes/PaymentStatusTrigger/poll';
import { readWatch } from '../../nodes/PaymentStatusTrigger/watch';
import { readWebhookSettings } from '../../nodes/PaymentWebhookTrigger/settings';
import {
	busy,
	givesSecret,
	notAToken,
	onlyFor,
	refusedTwice,
	unreachable,
} from '../../lib/auth/messages';
import { readSettings } from '../../lib/auth/settings';
import type { Fault } from '../../lib/http/faults';
import { explainUnsent } from '../../lib/http/unsent';
import { providers } from '../../lib/providers';
import type { ApiResponse, Explanation, Provider, Settings } from '../../lib/providers/contract';
import { interrupted } from '../../lib/client/call';
import { judgeAnswer, judgeFault } from '../../lib/client/judge';
import { explainWait } from '../../lib/client/messages';
import type { CallInfo } from '../../lib/client/result';
import { parseResponse } from '../../lib/http/parse';
import { prepareSignature } from '../../lib/providers/signing';
import { singapay } from '../../lib/providers/singapay';
import { smartFastPay } from '../../lib/providers/smartFastPay';
import {
	agentMayNotWrite,
	anotherRequestHad,
	cannotBeNoted,
	cannotLookUp,
	endedAsOther,
	isAnotherPayment,
	mayHaveBeenSent,
	neverArrived,
	nothingHeard,
	notMadeAgain,
	sameReference,
	sentBefore,
} from '../../lib/writes/messages';
import type { KnownPayment } from '../../lib/writes/recover';
import { collectPayments } from '../../lib/payments/list';
import { readListForm } from '../../nodes/shared/forms/list';
import {
	anotherPayment,
	neverSeen,
	noSuchPayment,
	notAPayment,
	notDetermined,
	notSearchedThrough,
	severalPayments,
	stillPending,
	tooManyRows,
	waitCanceled,
} from '../../lib/payments/messages';
import { readPayment } from '../../lib/payments/payment';
import { readLookup } from '../../nodes/shared/forms/lookup';
import { noWebhookSecret } from '../../lib/webhooks/messages';
import { readRequest, type RequestForm } from '../../nodes/PaymentApiRequest/forms/request';
import { tooManyUndated } from '../../lib/watch/messages';
import { stateVersion } from '../../lib/watch/state';
import {
	answer as reply,
	fakeContext,
	infoOf,
	options,
	raw,
	requestTo,
} from '../support/fakeContext.mts';
import { messagesIn } from '../support/messagesOfSources.mts';
import { lookupOf } from '../support/subjects.mts';
import { sources } from './architecture/sources.mts';
import { readInfo, writeInfo } from '../support/providerSamples.mts';

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
	{ kind: 'blocked', by: 'domains', reason: 'Domain not allowed' },
];
const unsentCodes = [
	'EPROTO',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'CERT_HAS_EXPIRED',
	'CERT_NOT_YET_VALID',
	'ERR_TLS_CERT_ALTNAME_INVALID',
	'CERT_REVOKED',
];
const none = { kind: 'none' } as const;
const wanted: RequestForm = {
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
		{ ...good, clientSecret: 'secret\u200bsecret' },
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
	...unsentCodes.map((code) => explainUnsent(settings.baseUrl, { code })),
	busy(provider, 503),
	...[true, false].map((isPassing) =>
		notAToken(provider, settings, answer(200, '<html>'), isPassing),
	),
	refusedTwice(provider),
	onlyFor(provider, settings),
	givesSecret(provider),
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
		const read = each.auth.readToken(response, 0);
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
			'/a/',
			'http://[',
			'//other.example/a',
		].map((path) => ({ path })),
		{ path: provider.auth.secretPaths[0] ?? '' },
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
		const prepared = readRequest(provider, settings, { ...wanted, ...change });
		return prepared.kind === 'invalid' ? [prepared.explanation] : [];
	});

function requestSentences(): Explanation[] {
	const read = readInfo(provider as Provider);
	const write = writeInfo(provider as Provider);
	const judged = (info: CallInfo, body: unknown, status: number) => {
		const given = raw(body, { status });
		const result = judgeAnswer(info, { raw: given, response: parseResponse(given) }, 0);
		return result.kind === 'failed' ? [result] : [];
	};
	const known: KnownPayment = { id: 'P-1', status: 'failed' };
	const expected = write.samePayment;
	return [
		...[read, write].flatMap((info) => [
			explainWait(info, 90_000, 429),
			...faults.map((fault) => judgeFault(info, fault)),
			interrupted(info, new Error('no space left'), true),
			...judged(info, {}, 302),
			...judged(info, {}, 404),
			...judged(info, '<html>', 200),
			...judged(info, {}, 500),
		]),
		...judged(write, { payload: 'already exists' }, 409),
		agentMayNotWrite(write),
		...['', 'order-1'].map((reference) => cannotLookUp(read.provider, { ...write, reference })),
		sameReference(0),
		...[neverArrived, anotherRequestHad, nothingHeard, mayHaveBeenSent].map((say) => say(write)),
		sentBefore(write, 'absent'),
		cannotBeNoted(write, ''),
		notMadeAgain(write),
		isAnotherPayment(write, known, expected.slice(0, 1)),
		isAnotherPayment(write, known, expected),
		endedAsOther(write, known),
	];
}

const referenceSentences = (): Explanation[] =>
	(
		[
			[singapay, '/api/v2.0/direct-debit/charge', 'x', none],
			[singapay, '/unknown', 'x', none],
			[smartFastPay, '/v2/payin', 'x', { kind: 'json', fields: json('{"transaction":7}') }],
			...[true, ' ', 'x'.repeat(1_000), 'a b', 'a/b', 2 ** 53, 1.5, Number.NaN, 'x'].map(
				(reference) =>
					[
						singapay,
						'/api/v2.0/direct-debit/charge',
						reference,
						{ kind: 'json', fields: json('{"merchant_reference":"","merchant_reference":""}') },
					] as const,
			),
		] as const
	).flatMap(([at, path, reference, body]) => {
		const prepared = readRequest(at, settings, {
			...wanted,
			method: 'POST',
			path,
			reference,
			body,
		});
		return prepared.kind === 'invalid' ? [prepared.explanation] : [];
	});

const rows = readFileSync('docs/messages.md', 'utf8')
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

const badValues = [
	...['', {}, 'x'.repeat(256), 'a b', 'a;b', '..', '"a"', '{"a":1}', 'null'],
	...[2 ** 53, 1.5, Number.NaN, []],
];

const lookupSentences = (): Explanation[] =>
	[
		{ kind: 'nothing' },
		...badValues.map((value) => ({ value })),
		{ by: 'reference', value: 'a/b' },
		{ kind: 'card', by: 'reference' },
		{ kind: 'qris', value: 'VA-1' },
	].flatMap((change) => {
		const field = 'Payment ID';
		const meant = { kind: 'disbursement', by: 'id', value: '1', accountId: 'a', field };
		const read = readLookup(singapay, settings, { ...meant, ...change });
		return read.kind === 'invalid' ? [read.explanation] : [];
	});

const listingSentences = (): Explanation[] =>
	[
		{ kind: 'nothing' },
		{ kind: 'card' },
		{ accountId: '' },
		{ limit: { given: 0 } },
		{ limit: { given: 'many' } },
		{ filters: { dateFrom: 'yesterday' } },
		{ filters: { dateTo: 'tomorrow' } },
		{ filters: { dateFrom: '2026-01-02', dateTo: '2026-01-01' } },
		{ filters: { status: 'paid' } },
		{ filters: { status: '' } },
		{ filters: { status: [] } },
		...badValues.map((reference) => ({ filters: { reference } })),
	].flatMap((change) => {
		const meant = {
			kind: 'qris',
			accountId: 'a',
			limit: { given: 1 },
			filters: {},
			timezone: 'UTC',
		};
		const read = readListForm(singapay, { ...meant, ...change });
		return read.kind === 'invalid' ? [read.explanation] : [];
	});

async function paymentSentences(): Promise<Explanation[]> {
	const lookup = lookupOf(smartFastPay, 'payout', 'id', 'P-1');
	const found = readPayment(smartFastPay, lookup.kind, { id: 'P-1', status: 'onhold' });
	const info = infoOf(smartFastPay, requestTo('GET', '/payout/P-1'));
	const { context } = fakeContext(smartFastPay, reply({ notice: 'Maintenance' }));
	const listed = await collectPayments(
		context,
		{
			kind: lookup.kind,
			accountId: '',
			filter: { order: 'newestFirst' },
			limit: 1,
			maxPages: 1,
		},
		options,
	);
	if (listed.kind === 'listed') throw new Error('A notice is no list');
	return [
		noSuchPayment(smartFastPay, lookup),
		noSuchPayment(smartFastPay, { ...lookup, by: 'reference' }),
		notDetermined(smartFastPay, lookup),
		severalPayments(smartFastPay, lookup, [found, found]),
		notSearchedThrough(smartFastPay, lookup, found.payment.id),
		notAPayment(info),
		anotherPayment(info),
		listed,
		stillPending(smartFastPay, lookup, found.payment, 300_000),
		neverSeen(lookup, undefined, 300_000),
		waitCanceled(lookup),
		tooManyRows(smartFastPay, 1_000),
		tooManyUndated(smartFastPay, lookup.kind),
	];
}

const endpointSentences = (): Explanation[] =>
	[
		['GET /nowhere', 'x'] as const,
		...badValues.map((value) => ['GET /payment/{id}', value] as const),
	].flatMap(([choice, value]) => {
		const chosen = chosenEndpoint(smartFastPay, choice, () => value);
		return chosen.kind === 'invalid' ? [chosen.explanation] : [];
	});

/** As much of n8n as a node needs to say no. */
const nodeWith = (parameters: Record<string, unknown>, state: object = {}) => ({
	getNode: () => ({ name: 'Pay', type: 'x', typeVersion: 1, parameters: {}, credentials: {} }),
	getNodeParameter: (name: string, ...[at, fallback]: unknown[]) =>
		parameters[name] ?? fallback ?? at,
	getCredentials: async () => await Promise.resolve(good),
	getWorkflow: () => ({ id: 'workflow-1' }),
	getWorkflowStaticData: () => state,
	getMode: () => 'trigger',
	getActivationMode: () => 'activate',
	helpers: {},
});

async function operationSentences(): Promise<Explanation[]> {
	const waiting = nodeWith({
		provider: 'singapay',
		options: {},
		kind: 'disbursement',
		paymentId: '1',
		accountId: 'a',
		maxWaitSeconds: 0,
	}) as unknown as IExecuteFunctions;
	const listing = nodeWith({ provider: 'paySecurez', options: {} }) as unknown as IExecuteFunctions;
	const planned: Planned[] = [
		await getMany.begin(listing).plan(0),
		await wait.begin(waiting).plan(0),
	];
	return planned.flatMap((plan) =>
		plan.kind === 'unusable' ? [plan.failed.details as unknown as Explanation] : [],
	);
}

async function triggerSentences(): Promise<Explanation[]> {
	const ones = { watch: 'ones', kind: 'card', accountId: 'a', payments: '1' };
	const { context } = fakeContext(singapay, reply(''));
	const watched = [
		{ kind: 'card', accountId: 'a' },
		{ ...ones, payments: ' \n' },
		{ ...ones, payments: '[a]' },
		{ ...ones, payments: Array.from({ length: 501 }, (_, id) => id) },
		{ ...ones, emit: 'chosen', statuses: [] },
		{ kind: 'nothing' },
	].flatMap((parameters) => {
		const read = readWatch(nodeWith(parameters) as unknown as IPollFunctions, context);
		return read.kind === 'invalid' ? [read.explanation] : [];
	});
	const list = { kind: 'payment', emit: 'every' };
	const polled = [
		nodeWith({ provider: 'nobody' }),
		nodeWith({ provider: 'smartFastPay', ...list }, { version: stateVersion + 1 }),
	].map(async (node) => {
		const error: unknown = await poll(node as unknown as IPollFunctions).catch(
			(thrown: unknown) => thrown,
		);
		const { message, description } = error as Explanation;
		// A trigger's message says the remedy as well.
		return { message: message.replace(`. ${description}`, ''), description };
	});
	return [...watched, ...(await Promise.all(polled))];
}

async function webhookSentences(): Promise<Explanation[]> {
	const refused = [
		{ provider: 'smartFastPay', tolerance: 0 },
		{ provider: 'smartFastPay', tolerance: 300, statuses: ['odd'] },
		{ provider: 'singapay', tolerance: 300, publicPath: 'hooks' },
	].map(async (parameters) => {
		const node = nodeWith(parameters) as unknown as IHookFunctions;
		const error: unknown = await readWebhookSettings(node).catch((thrown: unknown) => thrown);
		const { message, description } = error as Explanation;
		return { message: message.replace(`. ${description}`, ''), description };
	});
	return [...(await Promise.all(refused)), noWebhookSecret(smartFastPay)];
}

const said = [
	...signingSentences(),
	...credentialSentences(),
	...tokenSentences(),
	...settingSentences(),
	...referenceSentences(),
	...requestSentences(),
	...lookupSentences(),
	...listingSentences(),
	...endpointSentences(),
];

/** What is said only after something was tried. */
const saidLater = [
	['looks at payments', paymentSentences],
	['operations of the node', operationSentences],
	['the trigger', triggerSentences],
	['the webhook trigger', webhookSentences],
] as const;

/** By file, what its text can become. */
const written = Object.entries(sources()).flatMap(([path, text]) =>
	messagesIn(path, text).map((sentences) => ({ path, sentences })),
);

const rowsFor = (message: string): string[] =>
	(rows ?? []).filter((row) => pattern(row).test(message));

describe('the table of messages', () => {
	it.each([...new Set(said.map(({ message }) => message))])('explains: %s', (message) => {
		expect(rowsFor(message)).not.toEqual([]);
	});

	it.each(saidLater)('explains all sentences of %s, which have a remedy', async (_of, say) => {
		const sentences = await say();

		expect(sentences.length).toBeGreaterThan(1);
		expect(
			sentences
				.filter(({ message }) => rowsFor(message).length === 0)
				.map(({ message }) => message),
		).toEqual([]);
		for (const { message, description } of sentences) {
			expect(description).toMatch(/\.$/);
			expect(message).not.toMatch(/\b(error|problem|failure|mistake)\b/i);
		}
	});

	it.each(said.map(({ message, description }) => [message, description]))(
		'has a remedy in the product itself for: %s',
		(message, description) => {
			expect(description).not.toBe('');
			expect(message).not.toMatch(/\b(error|problem|failure|mistake)\b/i);
		},
	);

	it.each(written.map(({ path, sentences }) => [sentences[0] ?? '', path, sentences] as const))(
		'has a row for "%s" (%s)',
		(_message, _path, sentences) => {
			expect(sentences.flatMap(rowsFor)).not.toEqual([]);
		},
	);

	describe('is about what is said', () => {
		let messages: readonly string[] = [];
		beforeAll(async () => {
			const later = await Promise.all(saidLater.map(async ([, say]) => await say()));
			messages = [
				...[...said, ...later.flat()].map(({ message }) => message),
				...written.flatMap(({ sentences }) => sentences),
			];
		});

		it.each(rows ?? [])('%s', (row) => {
			expect(messages.filter((message) => pattern(row).test(message))).not.toEqual([]);
		});
	});
});
