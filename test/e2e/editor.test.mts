import {
	chooseInCredential,
	closeCredential,
	fillCredential,
	newCredential,
	openCredentials,
	saveCredential,
} from '../../dev/editor/credential-form.mts';
import { addAction, findNodes, openActions, openPanel } from '../../dev/editor/node-panel.mts';
import {
	choices,
	choose,
	chooseCredential,
	chooseFromList,
	closeNode,
	execute,
	fill,
	labels,
	labelsOnce,
	nodeOf,
	openBranch,
	openNode,
	toggle,
} from '../../dev/editor/node-settings.mts';
import { samples } from '../support/providerSamples.mts';
import { steps } from './support/shownFields.mts';
import { loadTimeoutMs, useEditor } from './support/editor.mts';
import { useN8n } from './support/n8n.mts';
import { fan, start, type NodeInput } from './support/workflow.mts';
import { simulator, world, type World } from './support/world.mts';

/** What a person sees and does in n8n's editor, in a real browser. */
const n8n = useN8n();
const editor = useEditor(n8n);

const request = 'Payment API Request';

describe('the credential', () => {
	beforeAll(async () => {
		await openCredentials(editor.page);
	}, loadTimeoutMs);

	test.each(samples)('of $displayName is made, refused and accepted', async (sample) => {
		const { page } = editor;
		const { url, credentials } = await simulator(sample.provider);
		await newCredential(page, `${sample.displayName} API`);
		await chooseInCredential(page, 'environment', 'Custom');
		await fillCredential(page, { baseUrl: url, ...credentials, clientSecret: 'not-the-one' });
		expect(await saveCredential(page, 'Couldn’t connect with these settings')).toMatch(
			`${sample.displayName} did not accept the Client ID and Client Secret. Check 'Client ID'`,
		);
		await fillCredential(page, { clientSecret: credentials.clientSecret });
		await saveCredential(page, 'Connection tested successfully');
		await closeCredential(page);
	});
});

describe('the panel of nodes', () => {
	let brazil: World;

	beforeAll(async () => {
		brazil = await world(n8n, 'smartFastPay', {}, 'Shop in Brazil');
		await openPanel(editor.page);
	}, loadTimeoutMs);

	test.each(['payment', 'smartfastpay', 'paysecurez', 'singapay', 'pix'])(
		'finds all three nodes by "%s"',
		async (text) => {
			const found = await findNodes(editor.page, text, request);
			expect(found).toEqual(expect.arrayContaining([request, 'Payment Status', 'Payment Webhook']));
		},
	);

	test.each([
		['Payment Status', ['On chosen statuses of a payment', 'On every change of a payment']],
		['Payment Webhook', ['On a SmartFastPay notification', 'On a Singapay notification']],
	])('lists what %s starts on', async (trigger, actions) => {
		await openPanel(editor.page);
		await findNodes(editor.page, 'payment', trigger);
		expect(await openActions(editor.page, trigger)).toEqual(expect.arrayContaining(actions));
	});

	test('lists what the node can do, and a PIX payment is created from there', async () => {
		const { page } = editor;
		await openPanel(page);
		await findNodes(page, 'payment', request);
		expect(await openActions(page, request)).toEqual(
			expect.arrayContaining([
				'Create a payment',
				'Get a payment',
				'Get many payments',
				'Wait for the final status of a payment',
				'Create a payment link',
				'Create a payout',
				'Get a payout',
				'Send a request',
			]),
		);
		await addAction(page, 'Create a payment');
		await chooseCredential(page, brazil.credential.name);
		await choose(page, 'paymentMethod', 'PIX');
		await fill(page, {
			reference: 'order-editor-1',
			amount: '12.61',
			customerId: 'cust-1',
			customerName: 'José Ñandú',
			documentNumber: '529.982.247-25',
			notificationUrl: 'https://shop.example.com/notify',
		});
		expect(await execute(page, /qrText/)).toMatch(/qrText:\s*00020126/);
		expect(brazil.paid()).toEqual(['order-editor-1']);
	});
});

describe('in a workflow', () => {
	let brazil: World;
	let indonesia: World;
	const credentials = { smartFastPay: '', paySecurez: '', singapay: '' };

	const triggerNode = (name: string, type: string, { credential, sample }: World): NodeInput => ({
		name,
		type: `n8n-nodes-payment-api.${type}`,
		typeVersion: 1,
		parameters: { provider: sample.provider },
		credentials: { [sample.credentialType]: { id: credential.id, name: credential.name } },
	});

	beforeAll(async () => {
		// Names that none of the credentials above has.
		brazil = await world(n8n, 'smartFastPay', {}, 'Workflow in Brazil');
		indonesia = await world(n8n, 'singapay', {}, 'Workflow in Indonesia');
		const anywhere = await world(n8n, 'paySecurez', {}, 'Workflow anywhere');
		for (const { sample, credential } of [brazil, indonesia, anywhere])
			credentials[sample.provider] = credential.name;
		const { id } = await n8n.rest.workflows.create(
			fan(
				'Editor',
				start,
				indonesia.payNode({ resource: 'payout', operation: 'create' }, { name: 'Payout' }),
				indonesia.payNode({}, { name: 'Request' }),
				brazil.payNode({ resource: 'payment', operation: 'create' }, { name: 'Form' }),
				brazil.payNode(
					{ resource: 'payment', operation: 'get', paymentId: 'pay-9999' },
					{ name: 'Unknown', onError: 'continueErrorOutput' },
				),
				triggerNode('Status', 'paymentStatusTrigger', brazil),
				triggerNode('Webhook', 'paymentWebhookTrigger', indonesia),
			),
		);
		await editor.page.goto(`/workflow/${id}`, { waitUntil: 'commit' });
		await nodeOf(editor.page, 'Payout').waitFor();
	}, loadTimeoutMs);

	afterEach(async () => {
		await closeNode(editor.page);
	});

	test('a payout is created with an account from the list', async () => {
		const { page } = editor;
		await openNode(page, 'Payout');
		await choose(page, 'paymentMethod', 'Bank Transfer');
		await fill(page, {
			reference: 'payout-editor-1',
			amount: '50000',
			bankCode: '014',
			bankAccountNumber: '1000123456',
		});
		const accounts = await chooseFromList(page, 'accountId', '01J5XW8LD0R6M9CJEXAMPLE01');
		expect(accounts).toHaveLength(3);
		expect(await execute(page, 'payout-editor-1')).toMatch('disbursement');
		expect(indonesia.sim.control.counts()['POST /api/v2.0/disbursement/transfer']).toBe(1);
	});

	test('a request is sent by endpoint and by path', async () => {
		const { page } = editor;
		await openNode(page, 'Request');
		const endpoints = await choices(page, 'endpoint');
		const [any, ...documented] = endpoints;
		expect(any).toMatch(/^Any Endpoint/);
		const names = documented.map((text) => text.split('\n')[0] ?? '');
		expect(names).toEqual(names.toSorted((one, other) => one.localeCompare(other, 'en')));
		for (const text of documented)
			expect(text).toMatch(/^[A-Z][^\n]*: [^\n]+\n+(GET|POST|PUT|PATCH|DELETE) \/\S+ - /);
		await choose(page, 'endpoint', 'Accounts: List accounts');
		await execute(page, '01J5XW8LD0R6M9CJEXAMPLE01');

		await choose(page, 'endpoint', 'Any Endpoint');
		await fill(page, { path: '/api/v1.0/balance-inquiry' });
		await execute(page, 'available_balance');
	});

	test('only the relevant fields are shown for each selection', async () => {
		const { page } = editor;
		await openNode(page, 'Form');
		for (const { credential, choose: chosen = {}, toggle: turned, shown } of steps) {
			if (credential !== undefined) await chooseCredential(page, credentials[credential]);
			for (const [field, name] of Object.entries(chosen)) await choose(page, field, name);
			if (turned !== undefined) await toggle(page, turned);
			const expected = ['Credential', 'Resource', 'Operation', ...shown];
			expect({ credential, chosen, turned, shown: await labelsOnce(page, expected) }).toEqual({
				credential,
				chosen,
				turned,
				shown: expected,
			});
		}
	});

	test('an item that fails goes to the error branch, with what to do', async () => {
		const { page } = editor;
		await openNode(page, 'Unknown');
		await execute(page, 'Error Branch (1 item)');
		const message = 'SmartFastPay has no payment with the ID pay-9999';
		expect(await openBranch(page, 'Error Branch (1 item)', message)).toMatch(
			"Check the ID, and that it belongs to the credential's environment.",
		);
	});

	test.each([
		['Status', ['Watch', 'Kind', 'Trigger On', 'Simplify']],
		[
			'Webhook',
			[
				'Events',
				'Statuses',
				'Confirm With Provider',
				'Tolerance (Seconds)',
				'Public Path',
				'Simplify',
			],
		],
	])('the trigger %s shows its fields', async (node, own) => {
		await openNode(editor.page, node);
		expect(await labels(editor.page)).toEqual(expect.arrayContaining(['Credential', ...own]));
	});
});
