import {
	chosenEndpoint,
	fieldOf,
	labelOf,
	nameOf,
	offered,
	valueOf,
} from '../../../nodes/PaymentApiRequest/endpoints';
import type { Endpoint, Provider } from '../../../lib/providers/contract';
import { singapay } from '../../../lib/providers/singapay';
import { smartFastPay } from '../../../lib/providers/smartFastPay';
import { eachProvider } from '../../support/subjects.mts';

const every = eachProvider.flatMap(([, { provider }]) =>
	offered(provider).map(
		(endpoint) => [provider.displayName, valueOf(endpoint), provider, endpoint] as const,
	),
);

const choose = (provider: Provider, endpoint: Endpoint, valueIn: (field: string) => unknown) =>
	chosenEndpoint(provider, valueOf(endpoint), valueIn);

const parametersOf = (path: string): string[] =>
	[...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

/** What it is about, as a sentence about it begins: `'Account ID'`. */
const fieldsOf = ({ path }: Endpoint): string[] => parametersOf(path).map(fieldOf);

describe.each(eachProvider)('the choices of %s', (_name, { provider }) => {
	const choices = offered(provider);

	it('are all documented endpoints, each once', () => {
		const documented = provider.api.endpoints.filter(({ isAlias }) => isAlias !== true);

		expect(choices.map(valueOf).toSorted()).toEqual(documented.map(valueOf).toSorted());
		expect(new Set(choices.map(valueOf)).size).toBe(choices.length);
	});

	it('are distinguished by product and name or method, and are sorted', () => {
		const names = choices.map((endpoint) => nameOf(provider, endpoint));

		expect(names).toEqual(names.toSorted((one, other) => one.localeCompare(other, 'en')));
		const told = choices.map((endpoint) => `${endpoint.method} ${nameOf(provider, endpoint)}`);
		expect(new Set(told).size).toBe(names.length);
	});
});

it('leaves out older paths of the same endpoint', () => {
	expect(offered(smartFastPay).map(valueOf)).not.toContain('GET /v1/payments');
	expect(chosenEndpoint(smartFastPay, 'GET /v1/payments', () => '').kind).toBe('invalid');
});

describe.each(every)('%s: %s', (_provider, _choice, provider, endpoint) => {
	const fields = fieldsOf(endpoint);

	it('is filled in from one field per parameter', () => {
		const asked: string[] = [];
		const chosen = choose(provider, endpoint, (field) => {
			asked.push(field);
			return ` ${field}-1 `;
		});

		expect(asked).toEqual(fields);
		expect(new Set(fields).size).toBe(fields.length);
		expect(chosen).toEqual({
			kind: 'target',
			method: endpoint.method,
			path: parametersOf(endpoint.path).reduce(
				(path, parameter) => path.replace(`{${parameter}}`, `${fieldOf(parameter)}-1`),
				endpoint.path,
			),
		});
	});

	const parameters = parametersOf(endpoint.path);
	if (parameters.length === 0) return;

	it.each(parameters)('says so when the field of {%s} is blank', (parameter) => {
		for (const blank of ['', ' ', undefined, null]) {
			const chosen = choose(provider, endpoint, (field) =>
				field === fieldOf(parameter) ? blank : 'x',
			);
			expect(chosen).toMatchObject({
				kind: 'invalid',
				explanation: { message: `'${labelOf(provider, parameter)}' is empty` },
			});
		}
	});

	it.each(['a/b', '?x=1', '#x', '//other.example', '💸', '$&', 'a:b'])(
		'keeps %s in its segment',
		(value) => {
			const chosen = choose(provider, endpoint, () => value);
			if (chosen.kind === 'invalid') throw new Error(chosen.explanation.message);
			const url = new URL(`https://api.example.com${chosen.path}`);

			expect([url.origin, url.search, url.hash]).toEqual(['https://api.example.com', '', '']);
			expect(url.pathname.split('/').map(decodeURIComponent)).toEqual(
				endpoint.path.split('/').map((part) => (part.startsWith('{') ? value : part)),
			);
		},
	);

	it.each([
		['..'],
		['../x'],
		['%2e%2e'],
		['..;x'],
		['.'],
		['{"id":"x"}'],
		['{}'],
		['null'],
		['a b'],
		['a\nb'],
		['\ud83d'],
		[{}],
		[['x']],
		[true],
		[1.5],
		['x'.repeat(256)],
	])('refuses %p', (value) => {
		expect(choose(provider, endpoint, () => value).kind).toBe('invalid');
	});
});

describe("a parameter that is the merchant's reference", () => {
	const withdrawal =
		'GET /api/v1.0/cardless-withdrawals/transaction/{account_id}/{reference_number}';
	const filledIn = (choice: string, value: string) => {
		const chosen = chosenEndpoint(singapay, choice, (field) =>
			field === 'accountId' ? 'acc-1' : value,
		);
		return chosen.kind === 'target' ? chosen.path : chosen.explanation.message;
	};

	it('may hold what an ID does not', () => {
		expect(filledIn(withdrawal, 'order;1|2,3')).toMatch(/order%3B1%7C2%2C3$/);
		expect(filledIn('GET /api/v1.0/disbursement/{account_id}/{transaction_id}', 'a;b')).toBe(
			"'Transaction ID' contains a semicolon at position 2",
		);
	});
});

describe('a choice that is none', () => {
	it.each([
		['', smartFastPay],
		['GET /nowhere', smartFastPay],
		['get /payments', smartFastPay],
		['GET /payments', singapay],
	])('%j is none of %s', (choice, provider) => {
		expect(chosenEndpoint(provider, choice, () => 'x')).toMatchObject({
			kind: 'invalid',
			explanation: { message: `'Endpoint' is not one of ${provider.displayName}'s endpoints` },
		});
	});
});

describe('a parameter', () => {
	it.each([
		['id', 'resourceId', 'ID'],
		['account_id', 'accountId', 'Account ID'],
		['virtual_account_id', 'virtualAccountId', 'Virtual Account ID'],
		['reference_number', 'referenceNumber', 'Reference Number'],
		['transactionId', 'transactionId', 'Transaction ID'],
	])('%s is the field %s, labelled %s', (parameter, field, label) => {
		expect([fieldOf(parameter), labelOf(singapay, parameter)]).toEqual([field, label]);
	});

	it('that is the account of a provider has the label that it was given there', () => {
		const account = {
			parameter: 'shop',
			label: 'Shop Number',
			placeholder: '',
			description: '',
			list: { path: '/shops', read: () => ({ id: '', name: '' }) },
		};
		const kinds = singapay.payments.kinds.map((kind) => ({ ...kind, account }));
		const other = { ...singapay, payments: { ...singapay.payments, kinds } };

		expect([labelOf(other, 'shop'), labelOf(other, 'account_id')]).toEqual([
			'Shop Number',
			'Account ID',
		]);
	});
});
