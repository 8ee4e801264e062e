import type { INodeProperties, INodeType, IPollFunctions } from 'n8n-workflow';

import { SmartFastPayApi } from '../../../credentials/SmartFastPayApi.credentials';
import { PaySecurezApi } from '../../../credentials/PaySecurezApi.credentials';
import { SingapayApi } from '../../../credentials/SingapayApi.credentials';
import { PaymentStatusTrigger } from '../../../nodes/PaymentStatusTrigger/PaymentStatusTrigger.node';
import { PaymentWebhookTrigger } from '../../../nodes/PaymentWebhookTrigger/PaymentWebhookTrigger.node';
import { poll } from '../../../nodes/PaymentStatusTrigger/poll';
import { checkSettings } from '../../../nodes/PaymentWebhookTrigger/settings';
import { subjects } from '../../support/subjects.mts';
import { type Given, n8nWith } from '../../support/webhookNode.mts';

/** A message that names a field names it as the node shows it. */

/** Names of fields in quotation marks; a value or an ID begins otherwise or is none of ours. */
const namedIn = (text: string): string[] =>
	[...text.matchAll(/(?<![\w])'([A-Z][^']*)'/g)].flatMap(([, name]) => name ?? []);

type Entry =
	INodeProperties | { readonly displayName?: string; readonly values?: INodeProperties[] };

/** The labels of fields, and of what is in them. */
const labelsOf = (entries: readonly Entry[]): string[] =>
	entries.flatMap((entry) => [
		...('displayName' in entry && entry.displayName !== undefined ? [entry.displayName] : []),
		...('values' in entry && entry.values !== undefined ? labelsOf(entry.values) : []),
		...('options' in entry ? labelsOf((entry.options ?? []) as readonly Entry[]) : []),
	]);

const credentials = [new SmartFastPayApi(), new PaySecurezApi(), new SingapayApi()].flatMap(
	({ properties }) => labelsOf(properties),
);
/** n8n adds them to every credential that is sent with requests. */
const ofN8n = ['Allowed Domains', 'Allowed HTTP Request Domains'];

const shownBy = (node: INodeType): ReadonlySet<string> =>
	new Set([...labelsOf(node.description.properties), ...credentials, ...ofN8n]);

const status = (code: number, headers = {}, body = '{}') => ({
	answers: (): object => ({
		statusCode: code,
		headers: { 'content-type': 'application/json', ...headers },
		body: Buffer.from(body),
	}),
});

/** What a provider may answer that no later attempt would change. */
const answers: ReadonlyArray<readonly [string, Pick<Given, 'answers'>]> = [
	...[302, 400, 403, 404, 422].map((code) => [`HTTP ${code}`, status(code)] as const),
	['a long pause', status(429, { 'retry-after': '3600' })],
	['a web page', status(200, { 'content-type': 'text/html' }, '<html>')],
	['no list', status(200, {}, '{"data":1}')],
];

const { smartFastPay, singapay, paySecurez } = subjects;
const list = { watch: 'list', kind: 'payment' };
const chosen = { watch: 'ones', kind: 'payment', lookUpBy: 'id', emit: 'every' };

const wrongFields: ReadonlyArray<readonly [string, Given]> = [
	['no client secret', { fields: { ...smartFastPay.fields, clientSecret: '' } }],
	['no such environment', { fields: { ...smartFastPay.fields, environment: 'x' } }],
	...['', 'x', 'https://a:b@c.example.com', 'https://c.example.com/v1', 'http://c.example.com'].map(
		(baseUrl): readonly [string, Given] => [
			`the base URL '${baseUrl}'`,
			{ fields: { ...smartFastPay.fields, environment: 'custom', baseUrl } },
		],
	),
	[
		'no domain',
		{
			fields: {
				...smartFastPay.fields,
				allowedHttpRequestDomains: 'domains',
				allowedDomains: '',
			},
		},
	],
];

const polled: ReadonlyArray<readonly [string, Given]> = [
	['no such provider', { parameters: { provider: 'nobody' } }],
	['no such kind', { parameters: { watch: 'list', kind: 'x' } }],
	[
		'no list',
		{
			parameters: { provider: 'paySecurez', watch: 'list', kind: 'transaction' },
			fields: paySecurez.fields,
		},
	],
	[
		'no account',
		{
			parameters: { provider: 'singapay', watch: 'list', kind: 'disbursement' },
			fields: singapay.fields,
		},
	],
	['no payments', { parameters: { ...chosen, payments: '' } }],
	[
		'too many payments',
		{ parameters: { ...chosen, payments: Array.from({ length: 9_999 }, (_, n) => `p-${n}`) } },
	],
	['a list cut off', { parameters: { ...chosen, payments: '["a"' } }],
	['two in one', { parameters: { ...chosen, payments: [['a']] } }],
	['a space in one', { parameters: { ...chosen, payments: 'a b' } }],
	['no such status', { parameters: { ...list, emit: 'chosen', statuses: ['x'] } }],
	...answers.map(([what, given]): readonly [string, Given] => [
		what,
		{ ...given, parameters: list },
	]),
	...answers.map(([what, given]): readonly [string, Given] => [
		`${what} for a chosen payment`,
		{ ...given, parameters: { ...chosen, payments: 'pay-1' } },
	]),
];

const checked: ReadonlyArray<readonly [string, Given]> = [
	['no such provider', { parameters: { provider: 'nobody' } }],
	['no such status', { parameters: { statuses: ['x'] } }],
	['no tolerance', { parameters: { tolerance: 0 } }],
	['no path', { parameters: { provider: 'singapay', publicPath: 'x' }, fields: singapay.fields }],
	['no account', { parameters: { provider: 'singapay', confirm: true }, fields: singapay.fields }],
	...answers,
];

const complete = (given: Given): Given => ({ fields: smartFastPay.fields, ...given });

/** The message of the error, or what is logged where the trigger goes on. */
async function saidBy(run: Promise<unknown>, logged: readonly string[]): Promise<string> {
	const thrown: unknown = await run.then(
		() => undefined,
		(error: unknown) => error,
	);
	return thrown instanceof Error ? thrown.message : logged.join(' ');
}

/** A poll that n8n's scheduler has started, which keeps no workflow from being published. */
const scheduled = {
	getMode: () => 'trigger',
	getActivationMode: () => 'update',
	getPollBudgetMs: () => 10_000,
};

const polls = async (given: Given): Promise<string> => {
	const { node, logged } = n8nWith(complete(given));
	return await saidBy(poll({ ...node, ...scheduled } as unknown as IPollFunctions), logged);
};

const checks = async (given: Given): Promise<string> => {
	const { hooks, logged } = n8nWith(complete(given));
	return await saidBy(checkSettings(hooks), logged);
};

const triggers: ReadonlyArray<{
	readonly name: string;
	readonly node: INodeType;
	readonly run: (given: Given) => Promise<string>;
	readonly cases: ReadonlyArray<readonly [string, Given]>;
}> = [
	{
		name: 'Status Trigger',
		node: new PaymentStatusTrigger(),
		run: polls,
		cases: [...wrongFields, ...polled],
	},
	{
		name: 'Webhook Trigger',
		node: new PaymentWebhookTrigger(),
		run: checks,
		cases: [...wrongFields, ...checked],
	},
];

describe.each(triggers)('a message of the $name', ({ node, run, cases }) => {
	const shown = shownBy(node);

	it.each(cases)('names fields as the node shows them: %s', async (_what, given) => {
		const said = await run(given);

		expect(said).toMatch(/\w/);
		expect(namedIn(said).filter((name) => !shown.has(name))).toEqual([]);
		expect(said).not.toMatch(/Batching|Concurrency|path if you/);
	});
});

test('a name that a node does not show is found', () => {
	const shown = shownBy(new PaymentWebhookTrigger());
	const names = namedIn("'Provider' is not one of its choices. Check 'Path' and 'Trigger On'.");
	expect(names.filter((name) => !shown.has(name))).toEqual(['Provider', 'Path']);
});
