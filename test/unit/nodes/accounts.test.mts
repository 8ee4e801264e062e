import { Readable } from 'node:stream';

import type { IHttpRequestOptions, ILoadOptionsFunctions } from 'n8n-workflow';
import { accountSearch } from '../../../nodes/shared/accounts';

const searchAccounts = accountSearch();

/** The list from which an account is chosen in the editor. */

interface Reply {
	readonly status: number;
	readonly body: unknown;
}

const token: Reply = {
	status: 200,
	body: { status: 200, success: true, data: { access_token: 'token-0001', expires_in: 3600 } },
};

let nextClient = 0;
const fieldsOf = (): Record<string, string> => ({
	environment: 'custom',
	baseUrl: 'https://api.example.com',
	// What is known of tokens is kept for the whole process.
	clientId: `accounts-${++nextClient}`,
	clientSecret: 'secret-0001',
	partnerId: 'partner-1',
	authVersion: 'v1.0',
});

function loader(
	replies: readonly Reply[],
	more: Readonly<Record<string, string>> = {},
	provider = 'singapay',
) {
	const fields = { ...fieldsOf(), ...more };
	const asked: string[] = [];
	const answered = ({ status, body }: Reply): object => {
		const bytes = Buffer.from(JSON.stringify(body));
		const headers = { 'content-type': 'application/json' };
		return { statusCode: status, headers, body: Readable.from([bytes]) };
	};
	const list = async (_type: string, { url }: IHttpRequestOptions): Promise<object> => {
		const reply = replies[asked.length] ?? replies.at(-1);
		asked.push(url);
		if (reply === undefined) throw new Error('Nothing should be asked for');
		return await Promise.resolve(answered(reply));
	};
	const node = {
		getNode: () => ({ name: 'Pay', credentials: { singapayApi: { id: 'cred-1', name: 'C' } } }),
		getCurrentNodeParameter: () => provider,
		getCredentials: async () => await Promise.resolve(fields),
		helpers: {
			httpRequest: async () => await Promise.resolve(answered(token)),
			httpRequestWithAuthentication: list,
		},
	} as unknown as ILoadOptionsFunctions;
	return { node, asked };
}

const store = { id: '01J5XW8LD0R6M9CJEXAMPLE01', name: 'Example Store', email: 'a@example.com' };
const reserve = { id: '01J5XW8LD0R6M9CJEXAMPLE02', name: 'Réserve' };
const nameless = { id: '01J5XW8LD0R6M9CJEXAMPLE03' };

const page = (rows: readonly object[], current = 1, total = 1): Reply => ({
	status: 200,
	body: {
		status: 200,
		success: true,
		data: rows,
		pagination: {
			total: 25 * total,
			count: rows.length,
			perPage: 25,
			currentPage: current,
			totalPages: total,
			links: current < total ? { next: `https://api.example.com/?page=${current + 1}` } : {},
		},
	},
});

describe('the accounts of a credential', () => {
	const rows = [store, reserve, nameless, { name: 'Without an ID' }];
	const all = [
		{ name: `Example Store (${store.id})`, value: store.id },
		{ name: `Réserve (${reserve.id})`, value: reserve.id },
		{ name: nameless.id, value: nameless.id },
	];

	it.each<[what: string, filter: string | undefined, results: object[]]>([
		['all of them', undefined, all],
		['all of them where nothing is typed', '  ', all],
		['by a part of the name', 'store', all.slice(0, 1)],
		['in other letters', 'RÉSERVE', all.slice(1, 2)],
		['by a part of the ID', 'example03', all.slice(2)],
		['none', 'Nobody', []],
	])('are listed by name and ID: %s', async (_what, filter, results) => {
		const { node, asked } = loader([page(rows)]);
		expect(await searchAccounts.call(node, filter)).toEqual({ results });
		expect(asked).toHaveLength(1);
		expect(asked[0]).toContain('/api/v1.0/accounts');
	});

	it('are asked for a page at a time, each by the token of the one before', async () => {
		const { node, asked } = loader([page([store], 1, 2), page([reserve], 2, 2)]);
		const first = await searchAccounts.call(node);
		const second = await searchAccounts.call(node, '', first.paginationToken);

		expect(first.paginationToken).toBe('2');
		expect(second).toEqual({ results: all.slice(1, 2) });
		expect(asked.map((url) => new URL(url).searchParams.get('page'))).toEqual(['1', '2']);
	});

	it('may follow on a page where the filter finds none', async () => {
		const { node } = loader([page([store], 1, 2)]);
		expect(await searchAccounts.call(node, 'Nobody')).toEqual({
			results: [],
			paginationToken: '2',
		});
	});

	it('are none where the provider has none', async () => {
		for (const provider of ['smartFastPay', 'paySecurez']) {
			const { node, asked } = loader([], {}, provider);
			expect([await searchAccounts.call(node), asked]).toEqual([{ results: [] }, []]);
		}
	});
});

describe('accounts that cannot be listed', () => {
	const said = async (node: ILoadOptionsFunctions): Promise<string> =>
		await searchAccounts.call(node).then(
			() => 'nothing',
			(error: Error) => error.message,
		);

	it('because the credential is not filled in name the field', async () => {
		const { node, asked } = loader([], { clientId: ' ' });
		expect(await said(node)).toBe("'Client ID' of the Singapay credential is empty");
		expect(asked).toEqual([]);
	});

	it.each<[what: string, reply: Reply, message: string | RegExp]>([
		[
			'refuses',
			{ status: 403, body: { status: 403, success: false, error: { code: 403, message: 'No' } } },
			/^Singapay answered HTTP 403/,
		],
		[
			'answers with another thing than a list',
			{ status: 200, body: { status: 200, success: true, data: { id: 1 } } },
			/list/,
		],
	])('because the provider %s say so', async (_what, reply, message) => {
		const { node } = loader([reply]);
		const told = await said(node);
		expect(told).toMatch(message);
		expect(told).not.toContain('token-0001');
	});

	it('because no such provider exists say so', async () => {
		const { node } = loader([], {}, 'nobody');
		expect(await said(node)).toMatch(/provider/i);
	});
});
