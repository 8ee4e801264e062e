import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { execute } from '../../nodes/PaymentApiRequest/execute';

const credential = {
	environment: 'custom',
	baseUrl: 'https://api.example.com',
	clientId: 'client-interrupted',
	clientSecret: 'secret-0001',
	accessToken: '',
};

/** A node with three writes, each answered by a file, whose n8n fails where it is told to. */
function fakeNode(fails: { atFile?: number; atCredential?: number }, goesOn: boolean) {
	const sent: string[] = [];
	const context = {};
	let files = 0;
	let reads = 0;
	const answer = (type: string, body: string): unknown => ({
		statusCode: 200,
		headers: { 'content-type': type },
		body: Buffer.from(body),
	});
	const parameters: Record<string, unknown> = {
		provider: 'smartFastPay',
		method: 'POST',
		path: '/receipts',
	};
	const node = {
		getInputData: () => [{ json: {} }, { json: {} }, { json: {} }],
		getNode: () => ({ id: 'node-1', name: 'Pay', type: 'x', parameters: {} }),
		getMode: () => 'trigger',
		getContext: () => context,
		getWorkflow: () => ({ id: 'workflow-1' }),
		evaluateExpression: () => 0,
		getNodeParameter: (name: string, _index: number, otherwise?: unknown) =>
			parameters[name] ?? otherwise,
		getCredentials: async () => {
			reads += 1;
			if (reads === fails.atCredential) throw new Error('The database is gone');
			return await Promise.resolve({ ...credential, clientId: `client-${Math.random()}` });
		},
		continueOnFail: () => goesOn,
		helpers: {
			httpRequest: async () =>
				await Promise.resolve(answer('application/json', '{"data":{"access_token":"token-0001"}}')),
			httpRequestWithAuthentication: async (_type: string, { url }: { url: string }) => {
				sent.push(url);
				const isRefused = fails.atCredential !== undefined && sent.length === 1;
				if (isRefused) return await Promise.resolve({ statusCode: 401, headers: {}, body: '' });
				return await Promise.resolve(answer('application/pdf', '%PDF'));
			},
			prepareBinaryData: async () => {
				files += 1;
				if (files === fails.atFile) throw new Error('No space left on the disk');
				return await Promise.resolve({ data: '', mimeType: 'application/pdf' });
			},
		},
	} as unknown as IExecuteFunctions;
	return { node, sent };
}

const errors = (items: INodeExecutionData[]): unknown[] =>
	items.map(({ json }) => (json.error as { message?: string } | undefined)?.message);

describe('when n8n itself fails at one of several writes', () => {
	it.each([
		['to keep its file', { atFile: 2 }, [undefined, expect.any(String), undefined], 3],
		[
			'to look whether another process has stored a token',
			{ atCredential: 4 },
			[undefined, undefined, undefined],
			4,
		],
		[
			'to read the credential again',
			{ atCredential: 5 },
			[expect.any(String), undefined, undefined],
			3,
		],
	])('%s, the others keep their results', async (_what, fails, expected, count) => {
		const { node, sent } = fakeNode(fails, true);
		const items = await execute(node);

		expect(errors(items)).toEqual(expected);
		expect(sent).toHaveLength(count);
	});

	it('the item is named, its outcome is left open, and no later one is sent', async () => {
		const { node, sent } = fakeNode({ atFile: 2 }, false);

		await expect(execute(node)).rejects.toMatchObject({
			message: expect.stringContaining('Outcome unknown'),
			context: { itemIndex: 1, details: { outcome: 'unknown' } },
		});
		expect(sent).toHaveLength(2);
	});

	it('run again in the same execution, it sends none of them again, not even the one left open', async () => {
		const { node, sent } = fakeNode({ atFile: 2 }, true);
		const first = await execute(node);
		const second = await execute(node);

		expect(sent).toHaveLength(3);
		expect(errors(second)).toEqual(errors(first));
		expect(second.map(({ metadata }) => metadata)).toEqual([
			{ replayed: true },
			undefined,
			{ replayed: true },
		]);
	});
});
