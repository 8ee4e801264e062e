import type { Provider } from '../../../lib/providers/contract';
import { singapay } from '../../../lib/providers/singapay';
import { smartFastPay } from '../../../lib/providers/smartFastPay';
import { lookupById } from '../../../lib/payments/lookup';
import { type LookupForm, readLookup } from '../../../nodes/shared/forms/lookup';
import { eachProvider, subjects } from '../../support/subjects.mts';

const base = 'https://api.example.com';

function ask(provider: Provider, change: Partial<LookupForm>) {
	const [kind] = provider.payments.kinds;
	const [, subject] =
		eachProvider.find(([, { provider: each }]) => each === provider) ?? eachProvider[0] ?? [];
	if (kind === undefined || subject === undefined) throw new Error('There is no kind');
	const by = change.by ?? 'id';
	return readLookup(provider, subject.settings, {
		kind: kind.id,
		by,
		value: '1001',
		accountId: 'acc-1',
		field: by === 'reference' ? 'Reference' : 'Payment ID',
		...change,
	});
}

const saidOf = (read: ReturnType<typeof ask>): string =>
	read.kind === 'invalid' ? read.explanation.message : 'nothing';

const urlOf = (read: ReturnType<typeof ask>): string => {
	if (read.kind === 'invalid') throw new Error(read.explanation.message);
	return read.lookup.request?.url ?? '';
};

const everyKind = eachProvider.flatMap(([, { provider }]) =>
	provider.payments.kinds.map((kind) => [provider.displayName, kind.id, provider, kind] as const),
);

const badValues: readonly [string, unknown, string][] = [
	['nothing', undefined, 'is empty'],
	['null', null, 'is empty'],
	['no letters', '', 'is empty'],
	['blanks', ' \t\n', 'is empty'],
	['a space within', 'a b', 'contains a space at position 2$'],
	['two lines', 'a\r\nX-Evil: 1', 'contains a line break at position 2$'],
	['a zero byte', 'a\0b', 'contains a control character \\(U\\+0000\\) at position 2$'],
	['a delete character', 'a\u007fb', 'contains a control character \\(U\\+007F\\) at position 2$'],
	['a step', '.', 'contains a character that no ID has$'],
	['a step up', '..', 'contains a character that no ID has$'],
	['a step up with a name', '../x', 'contains a character that no ID has$'],
	['a step up with a backslash', 'a/..\\x', 'contains a character that no ID has$'],
	['an encoded step', '%2e%2e', 'contains a character that no ID has$'],
	['an encoded separator', '..%2fx', 'contains a character that no ID has$'],
	['the word null', 'null', "is the word 'null'$"],
	['an object as text', '{"id":1}', 'looks like an object in JSON$'],
	['a step with a path parameter', '..;', 'contains a character that no ID has$'],
	['half a character', 'a\ud83d', 'contains half a character \\(U\\+D83D\\) at position 2$'],
	['true', true, 'is neither text nor a whole number$'],
	['a fraction', 1.5, 'is a number with decimals$'],
	['a number beyond 2^53', 2 ** 53, 'is a number beyond 2\\^53 and has lost digits$'],
	['not a number', Number.NaN, 'is NaN$'],
	['an object', { id: 1 }, 'is neither text nor a whole number$'],
	['a list', ['1001'], 'is a list$'],
	['a list as text', '["1001","1002"]', 'is a list$'],
	['256 characters', 'x'.repeat(256), 'has 256 characters'],
];

describe.each(everyKind)(
	'%s, %s',
	(_name, kind, provider, { account, byReference, list, byId, listedIds }) => {
		const canBeReferred = byReference !== undefined || list !== undefined;

		it.each(badValues)('as an ID refuses %s', (_what, value, said) => {
			expect(saidOf(ask(provider, { kind, value }))).toMatch(new RegExp(`^'Payment ID' ${said}`));
		});

		it.each(badValues)('as a reference refuses %s', (_what, value, said) => {
			const message = saidOf(ask(provider, { kind, by: 'reference', value }));

			expect(message).toMatch(new RegExp(`^'Reference' ${said}`));
		});

		if (account !== undefined)
			it.each(badValues)('as an account refuses %s', (_what, accountId, said) => {
				const message = saidOf(ask(provider, { kind, accountId }));

				expect(message).toMatch(new RegExp(`^'Account ID' ${said}`));
			});
		else
			it('does not ask for an account', () => {
				expect(ask(provider, { kind, accountId: undefined })).toMatchObject({
					lookup: { accountId: '' },
				});
			});

		if (byId === undefined && list === undefined) {
			it('says that an ID cannot be asked for', () => {
				expect(saidOf(ask(provider, { kind, value: '1001' }))).toMatch(
					/has no lookup of an? .* by ID$/,
				);
			});
			return;
		}

		// What is only in a list is asked for by its path.
		if (byId === undefined) {
			it('searches the list for an ID', () => {
				expect(ask(provider, { kind, value: ' 1001 ' })).toMatchObject({
					lookup: { by: 'id', value: '1001', request: undefined },
				});
			});
			return;
		}

		it('asks by ID on the host of the credential, without a body', () => {
			expect(ask(provider, { kind, value: ' 1001 ' })).toMatchObject({
				lookup: {
					by: 'id',
					value: '1001',
					request: {
						method: 'GET',
						url: base + byId.target.replace('{account_id}', 'acc-1').replace('{id}', '1001'),
					},
				},
			});
		});

		it('takes a whole number for its digits', () => {
			expect(ask(provider, { kind, value: 1001 })).toEqual(ask(provider, { kind, value: '1001' }));
		});

		it(`${canBeReferred ? 'can' : 'cannot'} be asked for by reference`, () => {
			const read = ask(provider, { kind, by: 'reference', value: 'R-1' });

			if (!canBeReferred) {
				expect(saidOf(read)).toMatch(/ has no lookup of an? .+ by reference$/);
				return;
			}
			expect(read).toMatchObject({ lookup: { by: 'reference', value: 'R-1' } });
			expect(urlOf(read) === '').toBe(byReference === undefined);
		});

		/** Each with how it is written in one segment of the path. */
		it.each<[string, string]>([
			['a/b', 'a%2Fb'],
			['/payouts', '%2Fpayouts'],
			['//other.example/x', '%2F%2Fother.example%2Fx'],
			['https://other.example', 'https%3A%2F%2Fother.example'],
			['?x=1', '%3Fx%3D1'],
			['#x', '%23x'],
			['a&b=c', 'a%26b%3Dc'],
			['$&', '%24%26'],
			['💸', '%F0%9F%92%B8'],
			['日本', '%E6%97%A5%E6%9C%AC'],
			['__proto__', '__proto__'],
			['...', '...'],
			['x'.repeat(255), 'x'.repeat(255)],
		])('never leaves its path for the ID or account %s', (value, written) => {
			const path = (id: string, account: string): string =>
				new URL(base + byId.target.replace('{account_id}', account).replace('{id}', id)).pathname;
			const asId = ask(provider, { kind, value });
			if (asId.kind === 'lookup' && asId.lookup.request === undefined) {
				expect(listedIds?.test(value)).toBe(true);
			} else if (asId.kind === 'lookup') {
				const url = new URL(urlOf(asId));
				expect([url.origin, url.pathname, url.search, url.hash]).toEqual([
					base,
					path(written, 'acc-1'),
					'',
					'',
				]);
			} else expect(saidOf(asId)).toMatch(/^'Payment ID' is not the ID of an? /);
			const asAccount = new URL(urlOf(ask(provider, { kind, accountId: value })));
			expect([asAccount.origin, asAccount.pathname, asAccount.search]).toEqual([
				base,
				path('1001', account !== undefined ? written : 'acc-1'),
				'',
			]);
		});
	},
);

describe('a kind', () => {
	it.each<[string, Provider, string]>([
		['', smartFastPay, 'Choose Payment, Payout, Transaction.'],
		['qris', smartFastPay, 'Choose Payment, Payout, Transaction.'],
		['Payment', smartFastPay, 'Choose Payment, Payout, Transaction.'],
		['toString', singapay, 'Choose Disbursement, E-Wallet Top-Up, QRIS Payment, Account Transfer'],
		['payment', subjects.paySecurez.provider, 'Choose Transaction.'],
	])('%j is none: the choices are named', (kind, provider, choices) => {
		expect(ask(provider, { kind })).toMatchObject({
			explanation: {
				message: `'Kind' is not one of ${provider.displayName}'s choices`,
				description: expect.stringContaining(choices),
			},
		});
	});
});

describe('an ID of another kind', () => {
	it.each(['VA-1', '12a', '-5', '1.5', '0x1', '１２'])(
		'%s is not the ID of a QRIS code',
		(value) => {
			expect(ask(singapay, { kind: 'qris', value })).toMatchObject({
				explanation: {
					message: "'Payment ID' is not the ID of a QRIS code",
					description:
						'Singapay gives each QRIS code a whole number, e.g. 1001. To use your own reference, look it up by reference.',
				},
			});
		},
	);
});

describe('a reference', () => {
	it.each<[string, Provider, string]>([
		['a,b', smartFastPay, 'SmartFastPay'],
		['a/b', singapay, 'Singapay'],
		['a\\b', singapay, 'Singapay'],
	])('%s contains what cannot be looked up', (value, provider, name) => {
		expect(saidOf(ask(provider, { by: 'reference', value }))).toBe(
			`'Reference' contains a character that ${name} cannot look up`,
		);
	});

	it.each(['"', 'x","y":"z', '{account_id}', '$&', '💸'])('%s stays one in the body', (value) => {
		const read = ask(singapay, { by: 'reference', value });
		if (read.kind === 'invalid') throw new Error(read.explanation.message);

		expect(JSON.parse(read.lookup.request?.body ?? '')).toEqual({ reference_number: value });
		expect(read.lookup.request).toMatchObject({
			method: 'POST',
			url: `${base}/api/v2.0/disbursement/acc-1/inquiry-status`,
			headers: { 'Content-Type': 'application/json' },
		});
	});

	it('cannot be asked for where there is neither an endpoint nor a list', () => {
		expect(ask(singapay, { kind: 'card', by: 'reference', value: 'R-1' })).toMatchObject({
			explanation: {
				message: 'Singapay has no lookup of a card payment by reference',
				description: 'Look it up by ID: the response that created the card payment contains it.',
			},
		});
	});
});

describe('a question that turns from the reference to the ID', () => {
	const referred = (provider: Provider, kind: string) => {
		const [, subject] = eachProvider.find(([, { provider: each }]) => each === provider) ?? [];
		const read = ask(provider, { kind, by: 'reference', value: 'R-1' });
		if (read.kind === 'invalid' || subject === undefined) throw new Error('No such question');
		return { context: { provider, settings: subject.settings }, question: read.lookup };
	};
	const searched = everyKind.filter(
		([, , , { byReference, list, isAttempt }]) =>
			byReference === undefined && list !== undefined && isAttempt !== true,
	);

	it.each(searched)('%s, %s: where a list had to be searched', (_name, kind, provider) => {
		const { context, question } = referred(provider, kind);

		expect({ kind: 'lookup', lookup: lookupById(context, question, '1001') }).toEqual(
			ask(provider, { kind, value: '1001' }),
		);
	});

	it.each<[string, Provider, string, string | null | undefined]>([
		['where another attempt may be the one that succeeds', singapay, 'paymentLink', '85'],
		['where the reference can be asked for', singapay, 'disbursement', 'T-1'],
		['where the record names no ID', smartFastPay, 'payout', null],
		['where no ID is known', smartFastPay, 'payout', undefined],
		['where the ID is none', smartFastPay, 'payout', ''],
		['where the ID is of another form', singapay, 'qris', 'VA-1'],
		['where the ID would lead elsewhere', smartFastPay, 'payout', '..'],
	])('stays as it is %s', (_where, provider, kind, id) => {
		const { context, question } = referred(provider, kind);

		expect(lookupById(context, question, id)).toBe(question);
	});

	it('stays as it is where it is by ID already', () => {
		const { context } = referred(smartFastPay, 'payout');
		const read = ask(smartFastPay, { kind: 'payout', value: 'P-1' });
		if (read.kind === 'invalid') throw new Error(read.explanation.message);

		expect(lookupById(context, read.lookup, 'P-2')).toBe(read.lookup);
	});
});
