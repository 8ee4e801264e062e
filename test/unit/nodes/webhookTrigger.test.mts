import type { IHookFunctions, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { receiveNotification } from '../../../nodes/PaymentWebhookTrigger/receive';
import { PaymentWebhookTrigger } from '../../../nodes/PaymentWebhookTrigger/PaymentWebhookTrigger.node';
import { checkSettings } from '../../../nodes/PaymentWebhookTrigger/settings';
import { maxWebhookBytes } from '../../../lib/webhooks/numbers';
import { noMoneyFields } from '../../support/moneyFields.mts';
import { subjects } from '../../support/subjects.mts';
import {
	inbound,
	paidPix,
	paidVirtualAccount,
	singapaySigned,
	smartFastPaySigned,
} from '../../support/signed.mts';

type Parameters = Readonly<Record<string, unknown>>;

interface Given {
	readonly parameters?: Parameters;
	readonly fields?: Readonly<Record<string, string>> | Error;
	readonly request?: ReturnType<typeof inbound>;
	readonly headers?: Readonly<Record<string, string | string[] | undefined>>;
	readonly url?: string;
	readonly mode?: string;
	readonly id?: string;
	readonly state?: Record<string, unknown>;
	readonly readRawBody?: () => Promise<void>;
	/** The status that n8n answers with after the node. */
	readonly answeredWith?: number;
}

const secret = 'typed-secret';
const smartFastPayFields = { ...subjects.smartFastPay.fields, webhookSecret: secret };

let ids = 0;
const newId = (): string => `node-${(ids += 1)}`;

/** As much of n8n as the node uses; n8n leaves the body to be read. */
function n8n(given: Given) {
	const {
		parameters = {},
		fields = smartFastPayFields,
		request = inbound(''),
		url = '/webhook/a?x=1',
		mode = 'webhook',
		id = newId(),
		state = {},
		answeredWith = 200,
	} = given;
	const answers: { status: number; body: unknown }[] = [];
	const logged: string[] = [];
	const log = (line: string) => void logged.push(line);
	const headers = given.headers ?? request.headers;
	const read = {
		headers: { 'content-length': String(request.body.length), ...headers },
		originalUrl: url,
		unpipe: () => undefined,
		resume: () => undefined,
		rawBody: undefined as Buffer | undefined,
		readRawBody:
			given.readRawBody ??
			(async () => {
				await Promise.resolve();
				read.rawBody = request.body;
			}),
	};
	const all: Parameters = { provider: 'smartFastPay', tolerance: 300, ...parameters };
	const node = {
		getNode: () => ({
			id,
			name: 'Payments',
			type: 'x',
			typeVersion: 1,
			parameters: {},
			credentials: {},
		}),
		getNodeParameter: (name: string, fallback?: unknown) => all[name] ?? fallback,
		getCredentials: async () => {
			if (fields instanceof Error) throw fields;
			return await Promise.resolve(fields);
		},
		getNodeWebhookUrl: () => 'https://n8n.example.com/webhook/a',
		getHeaderData: () => headers,
		getRequestObject: () => read,
		getResponseObject: () => ({
			status: (status: number) => ({ json: (body: unknown) => answers.push({ status, body }) }),
			statusCode: answeredWith,
			once: (_event: string, finished: () => void) => {
				setImmediate(finished);
			},
		}),
		getWorkflow: () => ({ id: 'workflow-1' }),
		getWorkflowStaticData: () => state,
		getMode: () => mode,
		logger: { warn: log, info: log, error: log },
		helpers: {},
	};
	return {
		node: node as unknown as IWebhookFunctions,
		hooks: node as unknown as IHookFunctions,
		answers,
		logged,
		state,
		wasRead: () => read.rawBody !== undefined,
	};
}

const pix = (change: object = {}, at = Date.now()) =>
	smartFastPaySigned(paidPix(change), secret, at);
const itemsOf = ({ workflowData }: IWebhookResponseData) =>
	(workflowData ?? []).flat().map(({ json }) => json);

async function receivedBy(given: Given) {
	const at = n8n(given);
	const response = await receiveNotification(at.node);
	return { ...at, response, items: itemsOf(response) };
}

/** Starts nothing; the answer is the node's own. */
async function expectAnswer(given: Given, status: number) {
	const at = await receivedBy(given);
	expect(at.response).toEqual({ noWebhookResponse: true });
	expect(at.answers).toEqual([{ status, body: { message: expect.any(String) } }]);
	return at;
}

describe('a notification that is proven', () => {
	it('is answered 200 and becomes an item', async () => {
		const { response, items, answers } = await receivedBy({ request: pix() });
		expect(items).toEqual([
			{
				provider: 'smartFastPay',
				kind: 'payment',
				id: 'pay-0001',
				reference: 'order-1',
				status: 'succeeded',
				final: true,
				providerStatus: 'paid',
				...noMoneyFields,
				reason: null,
				amount: '25.00',
				currency: null,
				createdAt: null,
				updatedAt: null,
				event: 'payment',
			},
		]);
		expect(response.webhookResponse).toEqual({ message: 'Received' });
		expect(answers).toEqual([]);
	});

	it('holds the record with Simplify off', async () => {
		const { items } = await receivedBy({ request: pix(), parameters: { simplify: false } });
		expect(items).toMatchObject([{ raw: { id: 'pay-0001', payment_status: 'paid' } }]);
	});

	it('is received by the node itself', async () => {
		const { node } = n8n({ request: pix() });
		expect(itemsOf(await new PaymentWebhookTrigger().webhook.call(node))).toHaveLength(1);
	});

	it.each<[string, Parameters]>([
		['event', { events: ['payout'] }],
		['status', { statuses: ['failed', 'expired'] }],
	])('of another %s than is wanted is answered 200', async (_what, parameters) => {
		await expectAnswer({ request: pix(), parameters }, 200);
	});

	it('may be as large as the limit', async () => {
		const padding = maxWebhookBytes - Buffer.byteLength(paidPix({ note: '' }));
		const { items } = await receivedBy({ request: pix({ note: 'x'.repeat(padding) }) });
		expect(items).toHaveLength(1);
	});
});

describe('a notification that comes again', () => {
	it('is answered 200 and starts nothing', async () => {
		const given = { id: newId(), state: {} };
		expect((await receivedBy({ ...given, request: pix() })).items).toHaveLength(1);
		await expectAnswer({ ...given, request: pix({}, Date.now() + 1) }, 200);
		const changed = pix({ status: 'canceled', payment_status: 'denied' });
		expect((await receivedBy({ ...given, request: changed })).items).toHaveLength(1);
	});

	it.each([
		[500, 1],
		[503, 1],
		[200, 0],
	])('after n8n itself has answered %d gives %d item', async (answeredWith, items) => {
		const given = { id: newId(), state: {}, request: pix() };
		await receivedBy({ ...given, answeredWith });
		await new Promise((resolve) => {
			setImmediate(resolve);
		});
		expect((await receivedBy(given)).items).toHaveLength(items);
	});

	it('at the same time is one item', async () => {
		const given = { id: newId(), request: pix() };
		const all = await Promise.all(
			Array.from({ length: 20 }, async () => (await receivedBy(given)).items.length),
		);
		expect(all.reduce((sum, one) => sum + one)).toBe(1);
	});

	it('is known after a restart, from what n8n has kept', async () => {
		const { state } = await receivedBy({ request: pix() });
		const kept = JSON.parse(JSON.stringify(state)) as Record<string, unknown>;
		await expectAnswer({ request: pix(), state: kept }, 200);
	});

	it('to another node is new', async () => {
		await receivedBy({ request: pix() });
		expect((await receivedBy({ request: pix() })).items).toHaveLength(1);
	});

	it('is shown each time in the editor, and taken note of never', async () => {
		const given = { id: newId(), state: {}, mode: 'manual', request: pix() };
		for (let time = 0; time < 2; time += 1) expect((await receivedBy(given)).items).toHaveLength(1);
		expect(given.state).toEqual({});
		expect((await receivedBy({ ...given, mode: 'webhook' })).items).toHaveLength(1);
	});
});

describe('a request that is refused', () => {
	it('for its size is 413, unread where its length is known', async () => {
		const headers = { 'content-length': String(maxWebhookBytes + 1) };
		const announced = await expectAnswer({ request: pix(), headers }, 413);
		expect(announced.wasRead()).toBe(false);

		const body = 'x'.repeat(maxWebhookBytes + 1);
		const unannounced = smartFastPaySigned(body, secret, Date.now());
		const chunked = { ...unannounced.headers, 'content-length': undefined };
		await expectAnswer({ request: unannounced, headers: chunked }, 413);
	});

	it('is 413 also where n8n stops reading', async () => {
		const readRawBody = async () => {
			await Promise.resolve();
			throw Object.assign(new Error('request entity too large'), { status: 413 });
		};
		await expectAnswer({ request: pix(), readRawBody }, 413);
	});

	it('is 400 where it cannot be read to its end', async () => {
		const readRawBody = async () => await Promise.reject(new Error('incorrect header check'));
		await expectAnswer({ request: pix(), readRawBody }, 400);
	});

	it.each([
		() => inbound(paidPix()),
		() => inbound(''),
		() => smartFastPaySigned(paidPix(), 'forged', Date.now()),
		() => pix({}, Date.now() - 301_000),
		() => pix({}, Date.now() + 301_000),
	])('without proof is 401 and learns nothing: %#', async (made) => {
		const request = made();
		const { answers, logged } = await expectAnswer({ request }, 401);
		expect(answers[0]?.body).toEqual({ message: 'The notification is not proven' });
		expect(logged).toEqual([expect.stringMatching(/^Payments: a notification was refused: .+\.$/)]);
		expect(JSON.stringify([answers, logged])).not.toContain(secret);
	});

	it('is 400 where it is signed and no JSON', async () => {
		const { answers } = await expectAnswer(
			{ request: smartFastPaySigned('{', secret, Date.now()) },
			400,
		);
		expect(answers[0]?.body).toEqual({ message: 'The notification cannot be read' });
	});

	it.each<[string, Given]>([
		['blank', { fields: { ...smartFastPayFields, clientSecret: ' ' } }],
		['gone', { fields: new Error('Credential with ID "1" does not exist') }],
		['0', { parameters: { tolerance: 0 } }],
	])('is 503 where a setting is %s', async (_what, given) => {
		const { answers, logged } = await expectAnswer({ request: pix(), ...given }, 503);
		expect(answers[0]?.body).toEqual({
			message: 'The notification cannot be judged now; send it again later',
		});
		expect(logged).toHaveLength(1);
	});
});

describe('a notification of Singapay', () => {
	const { fields, settings } = subjects.singapay;
	const provider = { provider: 'singapay' };
	const timestamp = () => Math.floor(Date.now() / 1000);
	const signed = (target: string) =>
		singapaySigned(paidVirtualAccount, settings.clientSecret, { target, timestamp: timestamp() });
	const at = (target: string, url: string, publicPath = ''): Given => ({
		parameters: { ...provider, publicPath },
		fields,
		request: signed(target),
		url,
	});

	it.each<[string, Given]>([
		['as it arrived', at('/webhook/a?x=1', '/webhook/a?x=1')],
		['of the URL that n8n shows', at('/webhook/a?x=1', '/n8n/webhook/a?x=1')],
		[
			'that was entered, with the query',
			at('/hooks/p?x=1&y=%20', '/webhook/a?x=1&y=%20', '/hooks/p'),
		],
		['that was entered, without query', at('/hooks/p', '/webhook/a', '/hooks/p')],
	])('may be signed with the path %s', async (_what, given) => {
		expect((await receivedBy(given)).items).toMatchObject([
			{ event: 'va-transaction', id: 'VA-1', status: 'succeeded' },
		]);
	});

	it.each<[string, Given]>([
		['of somebody else', at('/webhook/b?x=1', '/webhook/a?x=1')],
		['without its query', at('/webhook/a', '/webhook/a?x=1')],
		['that arrived, where another was entered', at('/webhook/a', '/webhook/a', '/hooks/p')],
	])('is refused with the path %s', async (_what, given) => {
		await expectAnswer(given, 401);
	});

	it('may come with header names in any case, and values in lists', async () => {
		const given = at('/webhook/a?x=1', '/webhook/a?x=1');
		const headers = Object.fromEntries(
			Object.entries(given.request?.headers ?? {}).map(([name, value]) => [
				name.toUpperCase(),
				value === undefined ? value : [value],
			]),
		);
		expect((await receivedBy({ ...given, headers })).items).toHaveLength(1);
	});

	it('may be the test message, which is answered 200 and marked in the log', async () => {
		const request = inbound(
			'{"status":200,"success":true,"data":"VA Payment Notification testing"}',
		);
		const { answers, logged } = await expectAnswer({ parameters: provider, fields, request }, 200);
		expect(answers[0]?.body).toEqual({
			message: 'This is the test message, and starts no workflow',
		});
		expect(logged).toEqual(["Payments: the provider's test message has arrived."]);
	});
});

describe('before the workflow is published', () => {
	const check = async (given: Given) => {
		await checkSettings(n8n(given).hooks);
	};

	it.each<[string, Given]>([
		['SmartFastPay', {}],
		[
			'Singapay',
			{ parameters: { provider: 'singapay', publicPath: '/a' }, fields: subjects.singapay.fields },
		],
		['a tolerance left empty', { parameters: { tolerance: '' } }],
		[
			'PaySecurez',
			{
				parameters: { provider: 'paySecurez', tolerance: undefined },
				fields: subjects.paySecurez.fields,
			},
		],
	])('complete settings of %s are fine', async (_name, given) => {
		await expect(check(given)).resolves.toBeUndefined();
		const { default: methods } = new PaymentWebhookTrigger().webhookMethods;
		const { hooks } = n8n(given);
		expect(await methods.checkExists.call(hooks)).toBe(true);
		expect(await methods.create.call(hooks)).toBe(true);
		expect(await methods.delete()).toBe(true);
	});

	const singapay = (parameters: Parameters): Given => ({
		parameters: { provider: 'singapay', ...parameters },
		fields: subjects.singapay.fields,
	});
	const sentences: [string, Given, RegExp][] = [
		[
			'no credential',
			{ fields: new Error('Node does not have any credentials set') },
			/credentials/,
		],
		[
			'a blank secret',
			{ fields: { ...smartFastPayFields, clientSecret: ' ' } },
			/'Client Secret' of the SmartFastPay credential is empty\. Open/,
		],
		...[0, -1, 3601].map((tolerance): [string, Given, RegExp] => [
			`the tolerance ${tolerance}`,
			{ parameters: { tolerance } },
			/'Tolerance' is out of range\. It is -?\d+\. Enter a whole number from 1 to 3600/,
		]),
		...[0.5, 'x', Number.NaN].map((tolerance): [string, Given, RegExp] => [
			`the tolerance ${tolerance}`,
			{ parameters: { tolerance } },
			/'Tolerance' is not a whole number\. Enter a whole number from 1 to 3600/,
		]),
		...[
			'hooks',
			'https://n8n.example.com/hooks',
			'/a b',
			'/a\u200bb',
			'/a?b=c',
			'/a#b',
			'\\a',
			'/a\\b',
		].map((publicPath): [string, Given, RegExp] => [
			`the path ${publicPath}`,
			singapay({ publicPath }),
			/'Public Path' is not a path\. Enter the path/,
		]),
		[
			'no such provider',
			{ parameters: { provider: 'nobody' } },
			/'Provider' is not one of its choices\./,
		],
		['no such status', { parameters: { statuses: ['odd'] } }, /'Statuses' holds an unknown word\./],
		[
			'no account to confirm with',
			singapay({ confirm: true, accountId: ' ' }),
			/'Account ID' is empty\./,
		],
	];
	it.each(sentences)('%s is a sentence', async (_what, given, sentence) => {
		await expect(check(given)).rejects.toThrow(sentence);
	});
});
