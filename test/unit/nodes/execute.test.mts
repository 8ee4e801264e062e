import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { execute } from '../../../nodes/PaymentApiRequest/execute';
import { answer, fault, type Reply } from '../../support/fakeContext.mts';

interface Given {
	/** A parameter's value for an item; one that is an error is thrown, as an expression is. */
	readonly parameters?: (item: number) => Readonly<Record<string, unknown>>;
	/** Reading the credential for this item fails. */
	readonly credentialFailsAt?: number;
	readonly reply?: (path: string) => Reply;
	readonly goesOn?: boolean;
	/** How many there are; three where nothing is said. */
	readonly items?: number;
	readonly name?: string;
	/** What n8n keeps of the nodes of one execution, by name. */
	readonly contexts?: Map<string, object>;
}

let nodes = 0;

/** n8n around a node with items, each a POST to a path of its own. */
function fakeNode({
	parameters,
	credentialFailsAt,
	reply,
	goesOn = true,
	items = 3,
	name = 'Pay',
	contexts = new Map(),
}: Given) {
	const sent: string[] = [];
	/** Credentials that had been read when each request was sent: one for each item that was planned. */
	const plannedBefore: number[] = [];
	const run = `execute-${(nodes += 1)}`;
	let credentialReads = 0;
	const written = (given: Reply): unknown => {
		if (given instanceof Error) throw given;
		const { status, body } = given;
		const text = typeof body === 'string' ? body : JSON.stringify(body);
		return { statusCode: status, headers: {}, body: Buffer.from(text) };
	};
	const node = {
		getInputData: () => Array.from({ length: items }, () => ({ json: {} })),
		getNode: () => ({ id: 'node-1', name, type: 'x', parameters: {} }),
		getMode: () => 'trigger',
		getContext: () => {
			const context = contexts.get(name) ?? {};
			contexts.set(name, context);
			return context;
		},
		getWorkflow: () => ({ id: 'workflow-1' }),
		evaluateExpression: () => 0,
		getNodeParameter: (name: string, item: number, otherwise?: unknown) => {
			const known: Readonly<Record<string, unknown>> = {
				provider: 'paySecurez',
				method: 'POST',
				path: `/item-${item}`,
				...parameters?.(item),
			};
			const value = known[name];
			if (value instanceof Error) throw value;
			return value ?? otherwise;
		},
		getCredentials: async () => {
			credentialReads += 1;
			if (credentialReads - 1 === credentialFailsAt) throw new Error('The database is gone');
			return await Promise.resolve({
				environment: 'custom',
				baseUrl: 'https://api.example.com',
				clientId: run,
				clientSecret: 'secret-0001',
				accessToken: '',
			});
		},
		continueOnFail: () => goesOn,
		helpers: {
			httpRequest: async () =>
				await Promise.resolve(written(answer({ access_token: 'token-0001', expires_in: 3600 }))),
			httpRequestWithAuthentication: async (_type: string, { url }: { url: string }) => {
				const { pathname } = new URL(url);
				sent.push(pathname);
				plannedBefore.push(credentialReads);
				return await Promise.resolve(written(reply?.(pathname) ?? answer({ id: pathname })));
			},
		},
	} as unknown as IExecuteFunctions;
	return { node, sent, plannedBefore, planned: () => credentialReads };
}

const failing = new Error("Referenced node doesn't exist");
const atItem1 = (failure: Readonly<Record<string, unknown>>) => (item: number) =>
	item === 1 ? failure : {};
const errorOf = ({ json }: INodeExecutionData): unknown => json.error;

describe('any error that is thrown while an item is planned', () => {
	const cases: readonly [of: string, given: Given, message: string][] = [
		['an expression in Path', { parameters: atItem1({ path: failing }) }, failing.message],
		['an expression in Method', { parameters: atItem1({ method: failing }) }, failing.message],
		['an expression in an option', { parameters: atItem1({ options: failing }) }, failing.message],
		[
			'an error without a message',
			{ parameters: atItem1({ path: Object.assign(new Error(), { message: '' }) }) },
			'',
		],
	];

	it.each(cases)(
		'(%s) is the failure of that item, and the others are sent',
		async (_of, given, message) => {
			const { node, sent } = fakeNode(given);
			const items = await execute(node);

			expect(sent).toEqual(['/item-0', '/item-2']);
			expect(items.map(errorOf)).toEqual([
				undefined,
				{ cause: 'interrupted', message, description: expect.any(String), outcome: 'refused' },
				undefined,
			]);
			expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
				[0, 1, 2].map((item) => ({ item })),
			);
		},
	);

	it.each(cases)(
		'(%s) stops the node without an error branch, before anything is sent',
		async (_of, given) => {
			const { node, sent } = fakeNode({ ...given, goesOn: false });

			await expect(execute(node)).rejects.toBeInstanceOf(Error);
			expect(sent).toEqual([]);
		},
	);

	it('is the failure of that item where its credential cannot be read', async () => {
		const { node, sent } = fakeNode({ credentialFailsAt: 1 });
		const items = await execute(node);

		expect(sent).toEqual(['/item-0', '/item-2']);
		expect(items.map(errorOf)).toEqual([
			undefined,
			expect.objectContaining({
				message: expect.stringContaining('The database is gone'),
				outcome: 'refused',
			}),
			undefined,
		]);
	});

	it.each(['get', 'wait', 'getMany'])(
		'is the failure of that item in %s, too',
		async (operation) => {
			const { node } = fakeNode({
				parameters: (item) => ({
					resource: 'payment',
					operation,
					provider: item === 1 ? failing : 'paySecurez',
					kind: 'transaction',
					lookupBy: 'id',
					paymentId: 'txn_1',
					// Refused, so that the others do not wait.
					maxWaitSeconds: 0,
				}),
				reply: () => answer({ TransactionId: 'txn_1', Status: 'Captured' }),
			});
			const [, second] = await execute(node);

			expect(second && errorOf(second)).toMatchObject({
				message: failing.message,
				outcome: 'refused',
			});
		},
	);
});

describe('the items of a run', () => {
	const reads = { method: 'GET' };
	const many = 100;

	it('are read while later ones are still planned, where the node goes on', async () => {
		const { node, plannedBefore } = fakeNode({ items: many, parameters: () => reads });
		await execute(node);

		const running = 5;
		expect(plannedBefore).toHaveLength(many);
		plannedBefore.forEach((planned, sent) => {
			expect(planned).toBeLessThanOrEqual(sent + 1 + 2 * running);
		});
	});

	it('are all planned before the first write, and the reads before it need not wait for that', async () => {
		const firstWrite = 20;
		const { node, sent, plannedBefore } = fakeNode({
			items: many,
			parameters: (item) => (item < firstWrite ? reads : {}),
		});
		await execute(node);

		expect(sent).toEqual(Array.from({ length: many }, (_, item) => `/item-${item}`));
		expect(plannedBefore[0]).toBeLessThan(firstWrite);
		expect(plannedBefore.slice(firstWrite).every((planned) => planned >= many)).toBe(true);
	});

	it.each([
		['reads', reads],
		['writes', {}],
	])(
		'(%s) are not sent where the node does not go on and the last of them cannot be',
		async (_of, given) => {
			const { node, sent } = fakeNode({
				goesOn: false,
				items: many,
				parameters: (item) => ({ ...given, ...(item === many - 1 ? { path: failing } : {}) }),
			});

			await expect(execute(node)).rejects.toThrow(failing.message);
			expect(sent).toEqual([]);
		},
	);

	it('are not planned any more after one that cannot be sent, where the node does not go on', async () => {
		const { node, planned } = fakeNode({
			goesOn: false,
			items: many,
			parameters: (item) => (item === 1 ? { path: failing } : {}),
		});

		await expect(execute(node)).rejects.toThrow(failing.message);
		expect(planned()).toBe(2);
	});

	it('are all sent but the one that cannot be, where the node goes on', async () => {
		const { node, sent } = fakeNode({
			items: many,
			parameters: (item) => ({ ...reads, ...(item === many - 1 ? { path: failing } : {}) }),
		});
		const items = await execute(node);

		expect(items.map(errorOf).filter((error) => error !== undefined)).toHaveLength(1);
		expect(sent).toHaveLength(many - 1);
	});
});

describe('two items with one reference', () => {
	it('are one payment under both paths of an endpoint', async () => {
		const { node, sent } = fakeNode({
			parameters: (item) => ({
				provider: 'smartFastPay',
				path: item === 1 ? '/v1/payout' : '/payout',
				sendBody: true,
				specifyBody: 'json',
				jsonBody: { transaction: { id: item === 2 ? 'R-2' : 'R-1' }, amount: 10 },
			}),
		});
		const [, second] = await execute(node);

		expect(sent).toEqual(['/payout', '/payout']);
		expect(second?.json.error).toMatchObject({
			message: 'Item 0 has the same reference for the same endpoint',
			outcome: 'refused',
		});
	});
});

describe('two nodes of one execution', () => {
	const contexts = new Map<string, object>();
	const sentBy = async (name: string): Promise<readonly string[]> => {
		const { node, sent } = fakeNode({ name, contexts });
		await execute(node);
		return sent;
	};
	const all = ['/item-0', '/item-1', '/item-2'];

	it('send each their own, although a workflow file gives both the same ID', async () => {
		expect(await sentBy('Pay Ana')).toEqual(all);
		expect(await sentBy('Pay Bob')).toEqual(all);
		// The same node again, as Retry On Fail runs it.
		expect(await sentBy('Pay Bob')).toEqual([]);
	});
});

describe('an answer that is not the JSON that was asked for', () => {
	it.each([
		['GET', 'refused', false],
		['POST', 'unknown', true],
	])('to a %s is an error with the outcome %s', async (method, outcome, isWarned) => {
		const { node } = fakeNode({
			parameters: () => ({ method, options: { responseFormat: 'json' } }),
			reply: () => answer('plain'),
		});
		const [first] = await execute(node);

		const error = first?.json.error as IDataObject;
		expect(error).toMatchObject({ message: 'The response is not JSON', outcome });
		expect(String(error.description).includes('Do not send it again')).toBe(isWarned);
	});
});

/** Which items n8n sends to the error branch. */
const errorBranches: Readonly<Record<string, (item: INodeExecutionData) => boolean>> = {
	/** n8n-core up to 2.33 (WorkflowExecute.handleNodeErrorOutput). */
	'n8n 2.33 and older': ({ json, error }) => {
		const keys = Object.keys(json).length;
		if (error !== undefined) return true;
		return Boolean(json.error) && (keys === 1 || (keys === 2 && Boolean(json.message)));
	},
	/** n8n-core from 2.34 on. */
	'n8n 2.34 and newer': ({ json, error }) =>
		error !== undefined ||
		(Boolean(json.error) &&
			Object.keys(json).every((key) => ['error', 'message', 'details'].includes(key))),
};

describe.each(Object.entries(errorBranches))(
	'the error branch of %s',
	(_version, takesForFailed) => {
		it.each<[string, Given, outcome: string]>([
			['that cannot be planned', { parameters: atItem1({ path: failing }) }, 'refused'],
			['with a wrong setting', { parameters: atItem1({ path: '/a/../b' }) }, 'refused'],
			[
				'that the provider refuses',
				{ reply: (path) => (path === '/item-1' ? answer({ statusCode: 400 }, 400) : answer({})) },
				'refused',
			],
			[
				'whose answer is lost',
				{ reply: (path) => (path === '/item-1' ? fault('ECONNRESET') : answer({})) },
				'unknown',
			],
			[
				'that the provider has failed at',
				{ reply: (path) => (path === '/item-1' ? answer('', 500) : answer({})) },
				'unknown',
			],
		])('takes an item %s, and no other', async (_which, given, outcome) => {
			const items = await execute(fakeNode(given).node);

			expect(items.map(takesForFailed)).toEqual([false, true, false]);
			expect((items[1]?.json.error as IDataObject).outcome).toBe(outcome);
		});
	},
);
