import { randomUUID } from 'node:crypto';
import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { itemsOf } from '../../dev/n8n/executions.mts';
import { waitFor } from '../../dev/n8n/wait-for.mts';
import type { ProviderId } from '../../simulators/index.mts';
import { webhookSecret } from '../../simulators/smartFastPay/seed.mts';
import { exampleFor } from './support/examples.mts';
import { filesHolding } from './support/leaks.mts';
import { restartTimeoutMs, useN8n } from './support/n8n.mts';
import {
	nobody,
	receiving,
	type Receiving,
	receivingBy,
	signed,
	trigger,
	triggerOf,
} from './support/receiving.mts';
import { chain } from './support/workflow.mts';
import { jsonBody, world } from './support/world.mts';

/** Published workflows in a real n8n, whose webhooks the simulators call. */
const n8n = useN8n();

const expectedItems: ReadonlyArray<readonly [ProviderId, IDataObject]> = [
	['smartFastPay', { event: 'payment', kind: 'payment' }],
	['paySecurez', { event: 'transaction', kind: 'transaction' }],
	['singapay', { event: 'va-transaction', kind: 'virtualAccount' }],
];

describe.each(expectedItems)('%s', (provider, expected) => {
	let r: Receiving;
	let genuine: Awaited<ReturnType<Receiving['paidAs']>>;

	beforeAll(async () => {
		r = await receiving(n8n, provider);
		await r.publish();
		r.listen();
		genuine = await r.paidAs();
	});

	test('a payment that is paid starts one execution, with its item', async () => {
		expect(r.sim.control.notifications().map(({ status }) => status)).toEqual([200]);
		expect(await r.received(1)).toEqual([
			[
				expect.objectContaining({
					...expected,
					provider,
					id: genuine.id,
					status: 'succeeded',
					final: true,
				}),
			],
		]);
		const item = (await r.received(1))[0]?.[0];
		expect(item).not.toHaveProperty('raw');
	});

	test('the same bytes again are answered and start nothing', async () => {
		expect(await r.post(genuine.body, genuine.headers)).toMatchObject({ status: 200 });
		expect(await r.post(genuine.body, signed(r, genuine.body))).toMatchObject({ status: 200 });
		expect(await r.begun()).toBe(1);
	});

	test('a body that is too large is not read', async () => {
		const large = JSON.stringify({ data: 'x'.repeat(2 ** 20) });
		expect(await r.post(large, signed(r, large))).toMatchObject({ status: 413 });
		// Sent in pieces, its length is not announced; n8n itself reads 16 MiB of those.
		for (const size of [2 ** 20, 17 * 2 ** 20]) expect(await streamed(r.url(), size)).toBe(413);
		const packed = gzipSync(large);
		expect(await r.post(packed, { 'Content-Encoding': 'gzip' })).toMatchObject({ status: 413 });
		expect(await r.begun()).toBe(1);
	});

	test('bytes that cannot be unpacked, and none at all, are refused', async () => {
		const refused = provider === 'paySecurez' ? 400 : 401;
		for (const encoding of ['gzip', 'deflate'])
			expect(await r.post('no such thing', { 'Content-Encoding': encoding })).toMatchObject({
				status: 400,
			});
		expect(await r.post('')).toMatchObject({ status: refused });
		expect(await r.post('', { 'Content-Type': 'multipart/form-data; boundary=x' })).toMatchObject({
			status: refused,
		});
		expect(await r.begun()).toBe(1);
	});

	test('a body that is not JSON is refused, signed or not', async () => {
		const broken = genuine.body.slice(0, -1);
		const allowed = provider === 'paySecurez' ? [400] : [400, 401];
		const answer = await r.post(broken, signed(r, broken));
		expect(allowed).toContain(answer.status);
		expect((await r.post(broken)).status).toBe(provider === 'paySecurez' ? 400 : 401);
		expect(await r.begun()).toBe(1);
	});

	test('afterwards a genuine one gets through', async () => {
		const { id } = await r.paidAs();
		const received = await r.received(2);
		expect(received.map((items) => items.map((item) => item.id))).toEqual([[genuine.id], [id]]);
	});
});

/** Sends a body of so many bytes without telling how many. */
async function streamed(url: string, size: number): Promise<number> {
	const piece = new Uint8Array(64 * 1024).fill(0x20);
	let left = size + 1;
	const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
		pull(controller) {
			if (left <= 0) return controller.close();
			controller.enqueue(piece.subarray(0, Math.min(left, piece.length)));
			left -= piece.length;
		},
	});
	const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, duplex: 'half' };
	const answer = await fetch(url, init);
	await answer.text();
	return answer.status;
}

describe.each(['smartFastPay', 'singapay'] as const)('a signature of %s', (provider) => {
	let r: Receiving;
	let unused: string;

	beforeAll(async () => {
		r = await receiving(n8n, provider);
		await r.publish();
		// The test sends it instead.
		r.sim.control.notify({ url: nobody });
		r.pay();
		unused = r.sim.control.notifications()[0]?.body ?? '';
		r.sim.control.notify(null);
		expect(unused).not.toBe('');
	});

	test('is of these bytes and no others', async () => {
		const headers = signed(r, unused);
		const at = unused.indexOf('paid');
		expect(at).toBeGreaterThan(0);
		for (const forged of [
			unused.replace('paid', 'pbid'),
			unused.replace(/\d/, (digit) => String((Number(digit) + 1) % 10)),
			`${unused.slice(0, -1)},"x":1}`,
		]) {
			expect(forged).not.toBe(unused);
			expect(await r.post(forged, headers)).toMatchObject({ status: 401 });
		}
		const wrong = Object.fromEntries(
			Object.entries(headers).map(([name, value]) => [
				name,
				value.replace(/[0-9a-f]$/, (digit) => (digit === '0' ? '1' : '0')),
			]),
		);
		expect(await r.post(unused, wrong)).toMatchObject({ status: 401 });
		expect(await r.post(unused)).toMatchObject({ status: 401 });
		expect(await r.begun()).toBe(0);
	});

	test('made 320 s from now is refused', async () => {
		const headers = signed(r, unused, Date.now() + 320_000);
		expect(await r.post(unused, headers)).toMatchObject({ status: 401 });
		expect(await r.begun()).toBe(0);
	});

	test('that is valid is accepted, once', async () => {
		const headers = signed(r, unused, Date.now() - 280_000);
		expect(await r.post(unused, headers)).toEqual({
			status: 200,
			body: JSON.stringify({ message: 'Received' }),
		});
		expect(await r.post(unused, signed(r, unused))).toMatchObject({ status: 200 });
		await r.received(1);
		expect(await r.begun()).toBe(1);
	});
});

test("the unsigned test message of Singapay's dashboard is answered and starts nothing", async () => {
	const r = await receiving(n8n, 'singapay');
	await r.publish();
	r.listen();
	r.sim.control.sendTestNotification();
	const status = await waitFor(() => r.sim.control.notifications()[0]?.status, {
		what: 'an answer to the test message',
		timeoutMs: 30_000,
	});
	expect(status).toBe(200);
	await r.paidAs();
	await r.received(1);
	expect(await r.begun()).toBe(1);
});

test('the response of PaySecurez counts, not the notification', async () => {
	const r = await receiving(n8n, 'paySecurez', { simplify: false });
	await r.publish();
	const id = r.sim.control.addPayment({ kind: 'transaction', amount: 12.5, reference: 'order-9' });
	r.sim.control.setStatus(id, 'Declined');
	const claim = { TransactionId: id, Status: 'Captured', Amount: 9999, Reference: 'another' };
	// It starts the workflow with what the page says, and asks for the claim again: the page may be behind.
	expect(await r.post(JSON.stringify(claim))).toMatchObject({ status: 503 });
	expect(await r.received(1)).toEqual([
		[
			expect.objectContaining({
				id,
				reference: 'order-9',
				amount: '12.5',
				status: 'failed',
				raw: expect.objectContaining({ TransactionId: id, Amount: 12.5, Status: 'Declined' }),
			}),
		],
	]);
	const unknown = { ...claim, TransactionId: 'txn_nowhere' };
	expect(await r.post(JSON.stringify(unknown))).toMatchObject({ status: 401 });
	expect(await r.post('{"Status":"Captured"}')).toMatchObject({ status: 400 });
	for (const odd of ['[]', '"text"', '0', 'null'])
		expect((await r.post(odd)).status).toBeLessThan(500);
	expect(await r.begun()).toBe(1);
});

describe('a capture at PaySecurez', () => {
	const succeeded = { statuses: ['succeeded'] };

	/** The notification comes so long before the page shows it. */
	async function aheadOfItsPage(lagMs: number): Promise<Receiving> {
		const r = await receiving(n8n, 'paySecurez', succeeded);
		await r.publish();
		r.sim.control.configure({ pagesLagMs: lagMs });
		return r;
	}

	let farAhead: { readonly r: Receiving; readonly id: string };

	// The others pass while this one is not confirmed.
	beforeAll(async () => {
		const r = await aheadOfItsPage(40_000);
		// It sends three times again, a minute apart; here 20 s.
		r.sim.control.notify({ url: r.url(), timeScale: 3 });
		farAhead = { r, id: r.pay() };
	});

	test('that comes 6 s ahead of its page starts the workflow once', async () => {
		const r = await aheadOfItsPage(6_000);
		r.listen();
		const began = performance.now();
		const { id } = await r.paidAs();
		const tookMs = performance.now() - began;
		expect(r.sim.control.notifications().map(({ status }) => status)).toEqual([200]);
		expect(tookMs).toBeGreaterThan(5_000);
		expect((await r.received(1))[0]).toMatchObject([{ id, status: 'succeeded' }]);
		expect(await r.begun()).toBe(1);
	});

	test('whose sender hangs up meanwhile starts it all the same, and a repeat does not', async () => {
		const r = await aheadOfItsPage(6_000);
		r.sim.control.notify({ url: nobody });
		r.pay();
		const body = r.sim.control.notifications()[0]?.body ?? '';
		r.sim.control.notify(null);
		const impatient = fetch(r.url(), {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body,
			signal: AbortSignal.timeout(2_000),
		});
		await expect(impatient).rejects.toThrow();
		await r.received(1);
		expect(await r.post(body)).toMatchObject({ status: 200 });
		expect(await r.begun()).toBe(1);
	});

	test('that never happened is 503, and of a payment that does not exist 401', async () => {
		const r = await aheadOfItsPage(0);
		const id = r.sim.control.addPayment({ kind: 'transaction' });
		const claims = [id, 'txn_nowhere'].map((TransactionId) =>
			JSON.stringify({ TransactionId, Status: 'Captured' }),
		);
		const answers = await Promise.all(claims.map(async (claim) => await r.post(claim)));
		expect(answers.map(({ status }) => status)).toEqual([503, 401]);
		expect(await r.begun()).toBe(0);
	});

	test('that comes 40 s ahead is answered 503 until it is confirmed, and starts it once', async () => {
		const { r, id } = farAhead;
		const statuses = () => r.sim.control.notifications().map(({ status }) => status);
		await waitFor(() => statuses().includes(200), {
			what: 'the confirmation',
			timeoutMs: 120_000,
			lastSeen: () => JSON.stringify(statuses()),
		});
		expect(statuses()[0]).toBe(503);
		expect(n8n.output()).toContain(`payment "${id}" was not confirmed`);
		expect((await r.received(1))[0]).toMatchObject([{ id, status: 'succeeded' }]);
		expect(await r.begun()).toBe(1);
	});
});

test('a right signature of an hour ago is confirmed with SmartFastPay', async () => {
	const r = await receiving(n8n, 'smartFastPay');
	await r.publish();
	r.sim.control.notify({ url: nobody });
	const id = r.pay();
	const body = r.sim.control.notifications()[0]?.body ?? '';
	r.sim.control.notify(null);
	const hourAgo = signed(r, body, Date.now() - 3_600_000);
	expect(await r.post(body, hourAgo)).toMatchObject({ status: 200 });
	expect(await r.post(body, signed(r, body))).toMatchObject({ status: 200 });
	expect((await r.received(1))[0]).toMatchObject([{ id, status: 'succeeded' }]);
	const pending = r.sim.control.addPayment({ kind: 'payment' });
	const claimed = body.replaceAll(id, pending);
	const old = signed(r, claimed, Date.now() - 3_600_000);
	expect(await r.post(claimed, old)).toMatchObject({ status: 503 });
	expect(await r.begun()).toBe(1);
});

test('a notification of two payments, of which SmartFastPay knows one, starts the workflow with that and is answered 503', async () => {
	const r = await receiving(n8n, 'smartFastPay', { confirm: true });
	await r.publish();
	const id = r.pay();
	const rowOf = (payment: string) => ({ id: payment, type: 'payment', payment_status: 'paid' });
	const body = JSON.stringify({ requestId: 'r', data: [rowOf(id), rowOf('of-nobody')] });
	const answer = await r.post(body, signed(r, body));
	expect(answer).toMatchObject({ status: 503, body: expect.stringContaining('send it again') });
	expect(await r.received(1)).toMatchObject([[{ id, status: 'succeeded' }]]);
	// The confirmed one is known, and kept.
	expect(await r.post(body, signed(r, body))).toMatchObject({ status: 503 });
	expect(await r.begun()).toBe(1);
});

describe('Singapay', () => {
	test('signs payouts with the secret of another credential, which is in the list', async () => {
		const listed = { webhookSecrets: 'no-such-secret, secret-of-the-default-credential' };
		const r = await receiving(n8n, 'singapay', {}, listed);
		await r.publish();
		r.sim.control.notify({ url: r.url(), secret: 'secret-of-the-default-credential' });
		const id = r.sim.control.addPayment({ kind: 'disbursement' });
		r.sim.control.setStatus(id, '00');
		expect((await r.received(1))[0]).toMatchObject([
			{ event: 'disbursement', id, amount: '10000.00', fee: '3000.00', gross: '13000.00' },
		]);
		r.sim.control.notify({ url: r.url(), secret: 'of-nobody' });
		r.sim.control.setStatus(r.sim.control.addPayment({ kind: 'disbursement' }), '00');
		await waitFor(() => r.sim.control.notifications()[1]?.status === 401, {
			what: 'the refusal',
			timeoutMs: 30_000,
		});
		expect(await r.begun()).toBe(1);
	});

	test('reports a settlement with its record, and the payments of a batch one by one', async () => {
		const r = await receiving(n8n, 'singapay');
		await r.publish();
		r.listen();
		const settlement = { settlement: { id: 1, amount: 1_000_000, total_admin_fee: 5_000 } };
		r.sim.control.sendNotification({ event: 'settlement.completed', data: settlement });
		await r.received(1);
		const rows = [
			{ id: 7, merchant_reff_no: 'INV-7' },
			{ id: 8, merchant_reff_no: 'INV-8' },
		];
		r.sim.control.sendNotification({
			event: 'transaction-expiration',
			data: { qris_histories: rows, summary: {} },
		});
		expect(await r.received(2)).toMatchObject([
			[{ kind: 'settlement', net: '1000000', fee: '5000', raw: settlement }],
			[
				{ kind: 'qris', id: '7', reference: 'INV-7', status: 'expired' },
				{ kind: 'qris', id: '8', reference: 'INV-8', status: 'expired' },
			],
		]);
	});

	test('is verified behind a proxy that rewrites the path, at the production and the test URL', async () => {
		const r = await receiving(n8n, 'singapay', { publicPath: '/hooks/payments' });
		await r.publish();
		const proxy = await startProxy((path) =>
			path.replace('/hooks/payments', new URL(r.url()).pathname),
		);
		r.sim.control.notify({ url: `${proxy.url}/hooks/payments?shop=1` });
		const { id } = await r.paidAs();
		expect((await r.received(1))[0]).toMatchObject([{ id }]);

		// Execute step: the next notification goes to the test URL, whose path is signed as it is.
		await n8n.rest.send('POST', `/rest/workflows/${r.workflow.id}/run`, {
			triggerToStartFrom: { name: trigger },
			destinationNode: { nodeName: trigger, mode: 'inclusive' },
		});
		r.sim.control.notify({ url: r.url().replace('/webhook/', '/webhook-test/') });
		await r.paidAs();
		expect(r.sim.control.notifications().map(({ status }) => status)).toEqual([200, 200]);
		await proxy.close();
	});
});

/** Hands every request on to n8n under another path. */
async function startProxy(
	rewrite: (path: string) => string,
): Promise<{ readonly url: string; close(): Promise<void> }> {
	const server = createServer((request, response) => {
		const { method, headers, url = '' } = request;
		const target = new URL(rewrite(url), n8n.url);
		const onward = forward(target, { method, headers }, (answer) => {
			response.writeHead(answer.statusCode ?? 502, answer.headers);
			answer.pipe(response);
		});
		request.pipe(onward);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

test.each(['smartFastPay', 'singapay', 'paySecurez'] as const)(
	'a restart of n8n forgets none of ten events of %s',
	async (provider) => {
		const r = await receiving(n8n, provider);
		await r.publish();
		r.listen();
		const bodies: string[] = [];
		for (let count = 1; count <= 10; count += 1) {
			bodies.push((await r.paidAs()).body);
			await r.received(count);
		}
		await n8n.restart();
		await n8n.rest.workflows.waitUntilLive(r.workflow.id);
		for (const body of bodies)
			expect(await r.post(body, signed(r, body))).toMatchObject({ status: 200 });
		expect(await r.begun()).toBe(10);
		r.listen();
		await r.paidAs();
		await r.received(11);
		expect(await r.begun()).toBe(11);
	},
	restartTimeoutMs,
);

describe('publishing', () => {
	test('names a wrong secret', async () => {
		const r = await receiving(n8n, 'smartFastPay', {}, { clientSecret: 'not-the-one' });
		await expect(r.publish()).rejects.toThrow(
			'SmartFastPay did not accept the Client ID and Client Secret',
		);
		const { clientSecret } = r.sim.credentials;
		await n8n.rest.credentials.update(r.credential.id, await r.form({ clientSecret }));
		await n8n.rest.workflows.unpublish(r.workflow.id);
		await r.publish();
		r.listen();
		await r.paidAs();
		expect(await r.received(1)).toHaveLength(1);
	});

	// Together, because n8n tries five times within 15 seconds.
	test('names what would keep notifications from being judged', async () => {
		const refused: ReadonlyArray<readonly [string, INodeParameters, object?]> = [
			["'Tolerance (Seconds)' is out of range", { tolerance: 0 }],
			["'Tolerance (Seconds)' is out of range", { tolerance: 86_400 }],
			["'Public Path' is not a path", { publicPath: 'hooks/payments' }],
			["'Statuses' contains an unknown status", { statuses: ['no such status'] }],
			["'Client Secret'", {}, { clientSecret: '  ' }],
		];
		const said = await Promise.all(
			refused.map(async ([, parameters, changes]) => {
				const r = await receiving(n8n, 'singapay', parameters, changes);
				return await r.publish().then(
					() => 'published',
					(error: unknown) => String(error),
				);
			}),
		);
		expect(said).toEqual(refused.map(([sentence]) => expect.stringContaining(sentence)));
	});

	test('is refused without a credential', async () => {
		const w = await world(n8n, 'singapay');
		const { credentials, ...node } = triggerOf(w, randomUUID(), {});
		const r = await receivingBy(n8n, w, chain('Payments', node));
		await expect(r.publish()).rejects.toThrow(/credential/i);
	});
});

describe('payment-webhook.json', () => {
	let r: Receiving;

	beforeAll(async () => {
		const w = await world(n8n, 'smartFastPay');
		r = await receivingBy(n8n, w, await exampleFor(w, 'PaymentWebhookDemo'));
		await r.publish();
	});

	test('gets the payments that were created with the expression of its note', async () => {
		const note = r.workflow.nodes.find(({ name }) => name === 'Note: Start');
		const [expression] = /\{\{.+\}\}\/webhook\/[^`]+/.exec(String(note?.parameters.content)) ?? [];
		const body = {
			customer: {
				id: 'cust-1',
				name: 'Ana Example',
				document: { type: 'CPF', number: '52998224725' },
			},
			country: 'BRA',
			payment_method: 'pix',
			notification_url: expression,
			transaction: { id: 'order-77', currency: 'BRL', amount: 10 },
		};
		const created = await r.run(
			r.payNode({ method: 'POST', path: '/v2/payin', ...jsonBody(`=${JSON.stringify(body)}`) }),
		);
		expect(created.status).toBe('success');
		const row = r.sim.control
			.records()
			.payments?.find((each) => each.transaction_id === 'order-77');
		r.sim.control.setStatus(String(row?.id), 'paid');
		await r.received(1);
		expect(r.sim.control.notifications()).toMatchObject([{ url: r.url(), status: 200 }]);
	});

	test('takes the branch of the status', async () => {
		r.listen();
		const expired = r.sim.control.addPayment({ kind: 'payment' });
		r.sim.control.setStatus(expired, 'expired');
		await r.received(2);
		const executions = await n8n.rest.executions.all(r.workflow.id);
		const branches = [];
		for (const { id } of executions.toReversed()) {
			const execution = await n8n.rest.executions.get(id);
			branches.push(
				['Deliver', 'Offer Again', 'Cancel Order'].filter(
					(name) => itemsOf(execution, name).length > 0,
				),
			);
		}
		expect(branches).toEqual([['Deliver'], ['Offer Again']]);
	});
});

test('what n8n stores of a notification contains no secret', async () => {
	const r = await receiving(n8n, 'smartFastPay', { simplify: false });
	await r.publish();
	r.listen();
	const { id, headers } = await r.paidAs();
	await r.received(1);
	const signature = /v1=(\w+)/.exec(headers['SmartFastPay-Signature'] ?? '')?.[1] ?? '';
	expect(signature).toHaveLength(64);
	const secrets = [...r.secrets(), webhookSecret, signature];
	expect(secrets).toHaveLength(5);
	expect(await filesHolding(n8n.userFolder, secrets)).toEqual([]);
	expect(secrets.filter((secret) => n8n.output().includes(secret))).toEqual([]);
	// The search finds what is there.
	expect(await filesHolding(n8n.userFolder, [id])).not.toEqual([]);
});
