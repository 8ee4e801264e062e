import { PaymentWebhookTrigger } from '../../../nodes/PaymentWebhookTrigger/PaymentWebhookTrigger.node';
import { checkSettings } from '../../../nodes/PaymentWebhookTrigger/settings';
import { maxWebhookBytes } from '../../../lib/webhooks/numbers';
import { smartFastPay } from '../../../lib/providers/smartFastPay';
import { noMoneyFields } from '../../support/moneyFields.mts';
import {
	inbound,
	paidPix,
	paidVirtualAccount,
	singapaySigned,
	smartFastPaySigned,
} from '../../support/signed.mts';
import { subjects } from '../../support/subjects.mts';
import {
	deliver,
	type Given as Delivery,
	n8nWith,
	newId,
	type Parameters,
} from '../../support/webhookNode.mts';

type Given = Delivery;

/** No wait takes time. */
jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async () => {
		await new Promise((resolve) => {
			setImmediate(resolve);
		});
	},
}));

const secret = 'typed-secret';
const smartFastPayFields = { ...subjects.smartFastPay.fields, webhookSecret: secret };

const withSecret = (given: Given): Given => ({ fields: smartFastPayFields, ...given });

const pix = (change: object = {}, at = Date.now()) =>
	smartFastPaySigned(paidPix(change), secret, at);
const receivedBy = async (given: Given) => await deliver(withSecret(given));

/** Starts nothing; the answer is the node's own. */
async function expectAnswer(given: Given, status: number) {
	const at = await receivedBy(given);
	expect(at.response).toEqual({ noWebhookResponse: true });
	expect(at.answer).toEqual({ status, body: { message: expect.any(String) } });
	return at;
}

describe('a verified notification', () => {
	it('is answered 200 and becomes an item', async () => {
		const { response, items, answer } = await receivedBy({ request: pix() });
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
		expect(answer).toEqual({ status: 200, body: { message: 'Received' } });
	});

	it('holds the record with Simplify off', async () => {
		const { items } = await receivedBy({ request: pix(), parameters: { simplify: false } });
		expect(items).toMatchObject([{ raw: { id: 'pay-0001', payment_status: 'paid' } }]);
	});

	it('holds no secret, neither in the item nor in the log', async () => {
		const request = pix({ transaction_id: secret, note: 'swordfish-1' });
		const { items } = await receivedBy({ request, parameters: { simplify: false } });
		expect(items).toMatchObject([
			{ reference: '[hidden]', raw: { transaction_id: '[hidden]', note: '[hidden]' } },
		]);
		const { logged } = await receivedBy({
			request: pix({ id: secret }),
			parameters: { confirm: true },
			answers: () => ({ statusCode: 404, headers: {}, body: Buffer.from('{}') }),
		});
		expect(logged).toEqual([expect.stringContaining('payment "[hidden]" was not confirmed')]);
	});

	it('is received by the node itself', async () => {
		const { node } = n8nWith(withSecret({ request: pix() }));
		const { workflowData } = await new PaymentWebhookTrigger().webhook.call(node);
		expect(workflowData).toMatchObject([[{ json: { id: 'pay-0001' } }]]);
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
	const one = () => ({ id: newId(), database: { staticData: {} } });
	const denied = { status: 'canceled', payment_status: 'denied' };

	it('is answered 200 and starts nothing', async () => {
		const at = one();
		expect((await receivedBy({ ...at, request: pix() })).items).toHaveLength(1);
		await expectAnswer({ ...at, request: pix({}, Date.now() + 1) }, 200);
		expect((await receivedBy({ ...at, request: pix(denied) })).items).toHaveLength(1);
	});

	it.each([
		['waits', 'failed', [500, 0, 1]],
		['waits', 'started', [200, 1, 0]],
		['hangsUp', 'failed', [500, 0, 1]],
		['hangsUp', 'started', [200, 1, 0]],
	] as const)(
		'to one who %s, after n8n has %s to start it: %j',
		async (sender, start, [status, first, second]) => {
			const at = one();
			const delivered = await receivedBy({ ...at, request: pix(), sender, start });
			expect(delivered.answer.status).toBe(status);
			expect(delivered.items).toHaveLength(first);
			const again = await receivedBy({ ...at, request: pix() });
			expect(again.answer.status).toBe(200);
			expect(again.items).toHaveLength(second);
			await expectAnswer({ ...at, request: pix() }, 200);
		},
	);

	it.each([
		['failed', 0, 1],
		['started', 1, 0],
	] as const)(
		'to one who has hung up during the confirmation, after n8n has %s to start it',
		async (start, first, second) => {
			const given = {
				...{ ...one(), request: pix(), parameters: { confirm: true } },
				answers: () => ({
					...{ statusCode: 200, headers: {} },
					body: Buffer.from('{"requestId":"r","data":{"id":"pay-0001","status":"paid"}}'),
				}),
			};
			const gone = { ...given, start, sender: 'hangsUpDuringConfirmation' } as const;
			expect((await receivedBy(gone)).items).toHaveLength(first);
			const again = await receivedBy(given);
			expect([again.answer.status, again.items.length]).toEqual([200, second]);
		},
	);

	it('at the same time is one item', async () => {
		const at = one();
		const all = await Promise.all(
			Array.from({ length: 20 }, async () => await receivedBy({ ...at, request: pix() })),
		);
		expect(all.flatMap(({ items }) => items)).toHaveLength(1);
		expect(all.every(({ answer }) => answer.status === 200)).toBe(true);
	});

	it('within the same notification is one item', async () => {
		const row = { id: 'a', type: 'payment', payment_status: 'paid' };
		const data = [row, row, { ...row, note: 'x' }, { ...row, payment_status: 'pending' }];
		const request = smartFastPaySigned(JSON.stringify({ data }), secret, Date.now());
		const at = one();
		const { items, answer } = await receivedBy({ ...at, request });
		expect(items.map(({ status }) => status)).toEqual(['succeeded', 'pending']);
		expect(answer.status).toBe(200);
		await expectAnswer({ ...at, request }, 200);
	});

	it('at the same time as one that n8n fails to start takes its place', async () => {
		const at = one();
		const all = await Promise.all(
			(['failed', 'started'] as const).map(
				async (start) => await receivedBy({ ...at, request: pix(), start }),
			),
		);
		expect(all.map(({ answer }) => answer.status)).toEqual([500, 200]);
		expect(all.flatMap(({ items }) => items)).toHaveLength(1);
	});

	it('is known to another process, which reads what n8n has kept, for each of ten', async () => {
		const { database } = one();
		const first = newId();
		const all = Array.from({ length: 10 }, (_, n) => pix({ id: `pay-${n}` }));
		for (const request of all)
			expect((await receivedBy({ id: first, database, request })).items).toHaveLength(1);
		const second = newId();
		for (const request of all) await expectAnswer({ id: second, database, request }, 200);
		// What the second starts is known to the first.
		const request = pix({ id: 'pay-10' });
		expect((await receivedBy({ id: second, database, request })).items).toHaveLength(1);
		await expectAnswer({ id: first, database, request }, 200);
	});

	it('is not known to another process where n8n has failed to start it', async () => {
		const { database } = one();
		await receivedBy({ id: newId(), database, request: pix(), start: 'failed' });
		expect(database.staticData).toEqual({});
		expect((await receivedBy({ id: newId(), database, request: pix() })).items).toHaveLength(1);
	});

	it('with another, filtered status makes the former status a new event', async () => {
		const at = one();
		const parameters = { statuses: ['succeeded'] };
		const receivedAs = async (change: object) =>
			(await receivedBy({ ...at, parameters, request: pix(change) })).items.length;
		expect(await receivedAs({})).toBe(1);
		expect(await receivedAs(denied)).toBe(0);
		expect(await receivedAs({ again: true })).toBe(1);
		expect(await receivedAs({})).toBe(0);
	});

	it('to another node is new', async () => {
		await receivedBy({ request: pix() });
		expect((await receivedBy({ request: pix() })).items).toHaveLength(1);
	});

	it('is shown each time in the editor, and taken note of never', async () => {
		const at = one();
		for (let time = 0; time < 2; time += 1)
			expect((await receivedBy({ ...at, mode: 'manual', request: pix() })).items).toHaveLength(1);
		expect(at.database.staticData).toEqual({});
		expect((await receivedBy({ ...at, request: pix() })).items).toHaveLength(1);
	});
});

describe('a notification of several payments, of which one is not confirmed', () => {
	const rows = ['a', 'b'].map((id) => ({ id, type: 'payment', payment_status: 'paid' }));
	const request = () => smartFastPaySigned(JSON.stringify({ data: rows }), secret, Date.now());
	const answering =
		(statusOfB: string): NonNullable<Given['answers']> =>
		({ url }) => ({
			statusCode: 200,
			headers: {},
			body: Buffer.from(
				JSON.stringify({
					requestId: 'r',
					data: url.endsWith('a') ? { id: 'a', status: 'paid' } : { id: 'b', status: statusOfB },
				}),
			),
		});

	it.each(['webhook', 'manual'])(
		'starts the workflow with the others and is answered 503 (%s)',
		async (mode) => {
			const given = {
				...{ mode, request: request(), parameters: { confirm: true } },
				answers: answering('pending'),
			};
			const { items, answer, logged } = await receivedBy(given);
			expect(items.map(({ id }) => id)).toEqual(['a']);
			expect(answer.status).toBe(503);
			expect(logged).toEqual([
				expect.stringMatching(
					/^Payments: a part of a notification was rejected: payment "b" was not confirmed: .+\.$/,
				),
			]);
		},
	);

	it('is new again as a whole where n8n could not start the workflow with the others', async () => {
		const at = { id: newId(), database: { staticData: {} }, parameters: { confirm: true } };
		const first = { ...at, request: request(), answers: answering('pending') };
		const failed = await receivedBy({ ...first, start: 'failed' });
		expect(failed.answer.status).toBe(500);
		expect(at.database.staticData).toEqual({});
		const again = await receivedBy({ ...at, request: request(), answers: answering('paid') });
		expect(again.items.map(({ id }) => id)).toEqual(['a', 'b']);
		expect(again.answer.status).toBe(200);
	});

	it('starts the workflow with the last one when it is confirmed', async () => {
		const at = { id: newId(), database: { staticData: {} }, parameters: { confirm: true } };
		const first = { ...at, request: request(), answers: answering('pending') };
		expect((await receivedBy(first)).items.map(({ id }) => id)).toEqual(['a']);
		const again = await receivedBy({ ...at, request: request(), answers: answering('paid') });
		expect(again.items.map(({ id }) => id)).toEqual(['b']);
		expect(again.answer.status).toBe(200);
		const third = { ...at, id: newId(), request: request(), answers: answering('paid') };
		expect((await receivedBy(third)).items).toEqual([]);
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
		() => pix({}, Date.now() + 360_000),
	])('without proof is 401 and learns nothing: %#', async (made) => {
		const request = made();
		const { answer, logged } = await expectAnswer({ request }, 401);
		expect(answer.body).toEqual({ message: 'The notification could not be verified' });
		expect(logged).toEqual([
			expect.stringMatching(/^Payments: a notification was rejected: .+\.$/),
		]);
		expect(JSON.stringify([answer, logged])).not.toContain(secret);
	});

	it('is 400 where it is signed and no JSON', async () => {
		const { answer } = await expectAnswer(
			{ request: smartFastPaySigned('{', secret, Date.now()) },
			400,
		);
		expect(answer.body).toEqual({ message: 'The notification cannot be read' });
	});

	it('is 503 and no execution where judging it breaks', async () => {
		const { signature } = smartFastPay.webhooks;
		if (signature === undefined) throw new Error('Nothing is signed');
		const verify = jest.spyOn(signature, 'verify').mockImplementation(() => {
			throw new SyntaxError(`Unexpected end of ${secret}`);
		});
		const { logged } = await expectAnswer({ request: pix() }, 503);
		verify.mockRestore();
		expect(logged).toEqual(['Payments: a notification could not be verified: SyntaxError']);
	});

	it.each<[string, Given]>([
		['blank', { fields: { ...smartFastPayFields, clientSecret: ' ' } }],
		['gone', { fields: new Error('Credential with ID "1" does not exist') }],
		['0', { parameters: { tolerance: 0 } }],
	])('is 503 where a setting is %s', async (_what, given) => {
		const { answer, logged } = await expectAnswer({ request: pix(), ...given }, 503);
		expect(answer.body).toEqual({
			message: 'The notification cannot be verified now; send it again later',
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
		['that arrived, where another was entered', at('/webhook/a', '/webhook/a', '/hooks/p')],
		[
			'of the test URL, where another was entered',
			{ ...at('/webhook-test/a?x=1', '/webhook-test/a?x=1', '/hooks/p'), mode: 'manual' },
		],
		[
			'of the test URL behind a proxy',
			{ ...at('/webhook-test/a?x=1', '/n8n-test/a?x=1', '/hooks/p'), mode: 'manual' },
		],
		[
			'of the test URL behind a proxy that has the same word in its own path',
			{
				...at('/webhook/n8n/webhook-test/a?x=1', '/webhook-test/a?x=1'),
				own: 'https://n8n.example.com/webhook/n8n/webhook/a',
				mode: 'manual',
			},
		],
	])('may be signed with the path %s', async (_what, given) => {
		expect((await receivedBy(given)).items).toMatchObject([
			{ event: 'va-transaction', id: 'VA-1', status: 'succeeded' },
		]);
	});

	it.each<[string, Given]>([
		['of somebody else', at('/webhook/b?x=1', '/webhook/a?x=1')],
		['without its query', at('/webhook/a', '/webhook/a?x=1')],
	])('is refused with the path %s', async (_what, given) => {
		await expectAnswer(given, 401);
	});

	it('may be signed for another credential, with the secret in the list', async () => {
		const given = at('/webhook/a', '/webhook/a');
		const request = singapaySigned(paidVirtualAccount, 'default-secret', {
			...{ target: '/webhook/a', timestamp: timestamp() },
		});
		await expectAnswer({ ...given, request }, 401);
		const listed = { ...fields, webhookSecrets: 'another-one, default-secret' };
		expect((await receivedBy({ ...given, request, fields: listed })).items).toHaveLength(1);
	});

	it('about no payment comes with its record, also simplified', async () => {
		const body = '{"data":{"settlement":{"amount":5,"id":1}},"event":"settlement.completed"}';
		const request = singapaySigned(body, settings.clientSecret, {
			...{ target: '/webhook/a', timestamp: timestamp() },
		});
		const { items } = await receivedBy({ ...at('/webhook/a', '/webhook/a'), request });
		expect(items).toMatchObject([
			{ event: 'settlement.completed', kind: 'settlement', id: '1', net: '5' },
		]);
		expect(items[0]).toHaveProperty('raw', { settlement: { amount: 5, id: 1 } });
	});

	it.each([
		['"transaction-expiration"', '{"event":"transaction-expiration","data":{"qris_histories":[]}}'],
		['""', '["hunter2"]'],
	])(
		'that contains no event is answered with 200 and named in the log: %s',
		async (named, body) => {
			const given = at('/webhook/a', '/webhook/a');
			const request = singapaySigned(body, settings.clientSecret, {
				...{ target: '/webhook/a', timestamp: timestamp() },
			});
			const { logged } = await expectAnswer({ ...given, request }, 200);
			expect(logged).toEqual([
				`Payments: a notification was verified and contains nothing (event ${named}).`,
			]);
		},
	);

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
		const { answer, logged } = await expectAnswer({ parameters: provider, fields, request }, 200);
		expect(answer.body).toEqual({
			message: 'This is the test message, and starts no workflow',
		});
		expect(logged).toEqual(["Payments: the provider's test message has arrived."]);
	});
});

describe('before the workflow is published', () => {
	const check = async (given: Given) => {
		await checkSettings(n8nWith(withSecret(given)).hooks);
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
		const { hooks } = n8nWith(withSecret(given));
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
			/'Tolerance \(Seconds\)' is out of range\. It is -?\d+\. Enter a whole number from 1 to 3600/,
		]),
		...[0.5, 'x', Number.NaN].map((tolerance): [string, Given, RegExp] => [
			`the tolerance ${tolerance}`,
			{ parameters: { tolerance } },
			/'Tolerance \(Seconds\)' is not a whole number\. Enter a whole number from 1 to 3600/,
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
			/'Trigger On' is not one of its choices\./,
		],
		[
			'no such status',
			{ parameters: { statuses: ['odd'] } },
			/'Statuses' contains an unknown status\./,
		],
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
