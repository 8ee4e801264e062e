import { parseJson } from '../../../lib/http/parse';
import type { Provider } from '../../../lib/providers/contract';
import { withReference } from '../../../lib/writes/reference';
import { subjects } from '../../support/subjects.mts';

/** An endpoint of each provider that takes a reference, the place it has in the body, and the longest. */
const places = {
	smartFastPay: { path: '/v2/payin', field: 'transaction.id', longest: 255 },
	paySecurez: { path: '/api/v1/transactions', field: 'reference', longest: 255 },
	singapay: {
		path: '/api/v2.0/disbursement/transfer',
		field: 'reference_number',
		longest: 32,
	},
};
type Id = keyof typeof places;
const ids = Object.keys(places) as Id[];

interface Given {
	readonly path?: string;
	readonly method?: string;
	readonly isJson?: boolean;
	readonly json?: unknown;
}

/** Reads the body as `prepare` does. */
function put(id: Id, body: string | undefined, reference: unknown, more: Given = {}) {
	const { provider } = subjects[id];
	const parsed = parseJson(body ?? '');
	return withReference(provider, {
		method: 'POST',
		path: places[id].path,
		body,
		json: parsed.ok ? parsed.value : undefined,
		isJson: body !== undefined,
		reference,
		...more,
	});
}
const bodyWith = (id: Id, reference: unknown): string =>
	JSON.stringify(
		id === 'smartFastPay' ? { transaction: { id: reference } } : { [places[id].field]: reference },
	);
const invalid = (message: string, description: string = '') => ({
	kind: 'invalid',
	explanation: {
		message: expect.stringContaining(message),
		description: expect.stringContaining(description),
	},
});

describe('a reference', () => {
	it.each<[Id, string, unknown, string]>([
		['paySecurez', '{}', 'o-1', '{"reference":"o-1"}'],
		['singapay', '{"amount":1}', 'o-1', '{"amount":1,"reference_number":"o-1"}'],
		['singapay', '{"reference_number":""}', 'o-1', '{"reference_number":"o-1"}'],
		['singapay', '{"reference_number":null}', 'o-1', '{"reference_number":"o-1"}'],
		['singapay', '{"a":1}', 42, '{"a":1,"reference_number":"42"}'],
		['singapay', '{"a":1}', 0, '{"a":1,"reference_number":"0"}'],
		['smartFastPay', '{}', 'o-1', '{"transaction":{"id":"o-1"}}'],
		['smartFastPay', '{"transaction":null}', 'o-1', '{"transaction":{"id":"o-1"}}'],
		[
			'smartFastPay',
			'{"transaction":{"amount":"1.00"},"callback":"x"}',
			'o-1',
			'{"transaction":{"amount":"1.00","id":"o-1"},"callback":"x"}',
		],
		[
			'smartFastPay',
			'{"transaction":{"id":null,"a":{"id":"other"}}}',
			'o-1',
			'{"transaction":{"id":"o-1","a":{"id":"other"}}}',
		],
	])('is put into the body: %s %s and %j', (id, body, reference, expected) => {
		expect(put(id, body, reference)).toEqual({
			kind: 'body',
			body: expected,
			json: JSON.parse(expected),
		});
	});

	it.each<[Id, string]>([
		['paySecurez', '{ "reference": "own" }'],
		['paySecurez', '{"reference":7}'],
		['singapay', '{"reference_number":"own","long":12345678901234567891}'],
		['singapay', '{"reference_number":12345678901234567891}'],
		['smartFastPay', '{"transaction": {"id":"own"}}'],
	])('that %s has in %s stays, to the letter', (id, body) => {
		for (const reference of ['o-1', '', undefined])
			expect(put(id, body, reference)).toMatchObject({ kind: 'body', body });
	});

	it.each<[Id, string | undefined]>([
		['singapay', '{"amount":1}'],
		['singapay', '{"amount":12345678901234567891}'],
		['smartFastPay', '{"transaction":"text"}'],
		['paySecurez', '[]'],
		['paySecurez', undefined],
	])('may be missing: %s %s', (id, body) => {
		for (const reference of ['', undefined, null])
			expect(put(id, body, reference)).toMatchObject({ kind: 'body', body });
	});

	it.each(ids)('may be as long as %s takes it, and not longer by one', (id) => {
		const { longest, field } = places[id];
		const tooLong = invalid(`(${field}) has ${longest + 1} characters`, `takes ${longest} at most`);

		expect(put(id, '{}', 'x'.repeat(longest))).toMatchObject({ kind: 'body' });
		expect(put(id, '{}', 'x'.repeat(longest + 1))).toMatchObject(tooLong);
		expect(put(id, bodyWith(id, 'x'.repeat(longest)), '')).toMatchObject({ kind: 'body' });
		expect(put(id, bodyWith(id, 'x'.repeat(longest + 1)), '')).toMatchObject(tooLong);
	});
});

describe('what else is in a body', () => {
	it.each([
		'{"amount":12345678901234567891}',
		'{"amount":10.00,"fee":1e2}',
		'{"list":[{"a":9007199254740993}], "2":1,"1":1}',
		'{"name":"\\u00e9","note":"12345678901234567891"}',
		'{"x":1,"x":2}',
		'{\n\t"amount": 1\n}',
	])('stays as it was typed: %s', (body) => {
		const end = body.lastIndexOf(body.includes('\n') ? '\n' : '}');
		const expected = `${body.slice(0, end)},"reference":"o-1"${body.slice(end)}`;

		expect(put('paySecurez', body, 'o-1')).toMatchObject({
			body: expected,
			json: { reference: 'o-1' },
		});
	});

	it('keeps its long numbers readable', () => {
		expect(put('paySecurez', '{"amount":12345678901234567891}', 'o-1')).toMatchObject({
			json: { amount: '12345678901234567891', reference: 'o-1' },
		});
	});
});

describe('characters in a reference', () => {
	const everywhere = [
		'a b',
		'a \t',
		'a\tb',
		'a\nb',
		'a\u0000b',
		'a\u007fb',
		'a\u00a0b',
		'a\u2028b',
		'a\u200bb',
		'a\ufeff',
		'a\ud83d',
	];
	it.each<[Id, string]>(
		ids.flatMap((id) => everywhere.map((reference): [Id, string] => [id, reference])),
	)('that nobody sees are named with their position: %s %j', (id, reference) => {
		const problem = invalid(`(${places[id].field}) contains `, 'Remove it.');

		for (const read of [put(id, '{}', reference), put(id, bodyWith(id, reference), '')]) {
			expect(read).toMatchObject(problem);
			expect(read).toMatchObject(invalid('at position 2'));
		}
	});

	it.each<[Id, string]>([
		['smartFastPay', 'a,b'],
		['singapay', 'a/b'],
	])('that %s cannot be asked for are refused: %j', (id, reference) => {
		const problem = invalid(`(${places[id].field}) contains a character`, 'letters, digits');

		expect(put(id, '{}', reference)).toMatchObject(problem);
		expect(put(id, bodyWith(id, reference), '')).toMatchObject(problem);
	});

	it.each<[Id, string]>([
		...ids.flatMap((id) =>
			['Order-1.2_3', 'a?b&c#d', 'a"b', 'größe-😀'].map((reference): [Id, string] => [
				id,
				reference,
			]),
		),
		['smartFastPay', 'a/b'],
		['paySecurez', 'a,b/c'],
		['singapay', 'a,b'],
	])('that %s can be asked for are taken: %j', (id, reference) => {
		expect(put(id, '{}', reference)).toMatchObject({
			kind: 'body',
			body: bodyWith(id, reference),
		});
	});
});

describe('a reference that is none', () => {
	it.each<[number, string]>([
		[1.5, 'is a number with decimals'],
		[1e21, 'is a number beyond 2^53 and has lost digits'],
		[7615917337495251000, 'is a number beyond 2^53 and has lost digits'],
		[-Infinity, 'is -Infinity'],
		[Number.NaN, 'is NaN'],
	])('is refused: %p', (reference, said) => {
		expect(put('singapay', '{}', reference)).toMatchObject(
			invalid(`The reference (reference_number) ${said}`),
		);
	});

	it.each([[true], [false], [{ id: 1 }], [['a']], [[]]])('is refused: %j', (reference) => {
		expect(put('singapay', '{}', reference)).toMatchObject(
			invalid('(reference_number) is neither text nor a whole number', 'of the payment itself'),
		);
	});

	it.each([[true], [false], [{ id: 1 }], [['a']]])('is refused in the body: %j', (value) => {
		for (const id of ids)
			expect(put(id, bodyWith(id, value), 'o-1')).toMatchObject(
				invalid(`(${places[id].field}) is neither text nor a whole number`),
			);
	});

	it.each([' ', '\t', ' \n '])('but blank is refused: %j', (reference) => {
		const problem = invalid('(reference_number) is empty', 'of the payment itself');

		expect(put('singapay', '{}', reference)).toMatchObject(problem);
		expect(put('singapay', bodyWith('singapay', reference), 'o-1')).toMatchObject(problem);
	});
});

describe('a body that cannot take a reference', () => {
	const noObject = invalid('needs a JSON body that is an object', "'Send Body'");

	it.each<[string, string | undefined, Given]>([
		['none', undefined, {}],
		['a list', '[]', {}],
		['text', '"a"', {}],
		['a number', '1', {}],
		['null', 'null', {}],
		['broken JSON', '{', {}],
		['an empty text', '', {}],
		['a form', 'amount=1', { isJson: false, json: { amount: '1' } }],
		['JSON sent as something else', '{"amount":1}', { isJson: false }],
	])('is %s', (_what, body, more) => {
		expect(put('singapay', body, 'o-1', more)).toMatchObject(noObject);
	});

	it('is a form, unless it has one', () => {
		const body = 'reference_number=own';

		expect(
			put('singapay', body, 'o-1', { isJson: false, json: { reference_number: 'own' } }),
		).toEqual({ kind: 'body', body, json: { reference_number: 'own' } });
	});

	it.each(['{"transaction":"text"}', '{"transaction":[]}', '{"transaction":""}'])(
		'has something else in its place: %s',
		(body) => {
			expect(put('smartFastPay', body, 'o-1')).toMatchObject(
				invalid('transaction is not an object', "leave 'Reference' empty"),
			);
		},
	);

	it.each<[Id, string, string]>([
		['paySecurez', '{"reference":"a","reference":"b"}', 'o-1'],
		['paySecurez', '{"reference":"a","reference":"b"}', ''],
		['paySecurez', '{"reference":"a","reference":null}', 'o-1'],
		['paySecurez', '{"reference":null,"ref\\u0065rence":""}', 'o-1'],
		['smartFastPay', '{"transaction":{"id":"a"},"transaction":{}}', 'o-1'],
	])('contains it twice: %s %s', (id, body, reference) => {
		expect(put(id, body, reference)).toMatchObject(invalid('The body contains', 'Keep one'));
	});
});

describe('a path for which the place of the reference is not known', () => {
	it.each<[Id, Given]>([
		['smartFastPay', { path: '/unknown' }],
		['smartFastPay', { path: '/v2/payin/' }],
		['smartFastPay', { method: 'PUT' }],
		['singapay', { path: '/api/v1.0/accounts' }],
		['paySecurez', { method: 'GET', path: '/api/v1/transactions/t-1/status' }],
	])('takes none: %s %j', (id, more) => {
		const { displayName }: Provider = subjects[id].provider;

		expect(put(id, '{}', 'o-1', more)).toMatchObject(
			invalid(
				`It is not known where ${displayName} expects the reference`,
				'Put it into the body yourself',
			),
		);
	});

	it.each(['{"transaction":{"id":"a b"}}', '{"reference":"x"}', undefined])(
		'keeps the body %s when there is none',
		(body) => {
			for (const reference of ['', undefined, null])
				expect(put('smartFastPay', body, reference, { path: '/unknown' })).toMatchObject({
					kind: 'body',
					body,
				});
		},
	);
});
