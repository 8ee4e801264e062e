import type { NewPayment, PaymentKind, ProviderId } from '../../../simulators/index.mts';
import { authorized, call, postJson, useSimulator } from './support.mts';

const account = '01J5XW8LD0R6M9CJEXAMPLE01';

interface Case {
	kind: PaymentKind;
	collection: string;
	/** Where the stored row keeps what a test looks at; null = the row does not show it. */
	fields: {
		id: string;
		reference: string;
		amount: string;
		status: string;
		createdAt: string | null;
	};
	path(id: string): string;
	pending: string;
	/** The amounts 10000 and 12.5, and the start of the tests, as the provider writes them. */
	written: { usual: unknown; odd: unknown; createdAt: unknown };
}

const decimals = { usual: '10000.00', odd: '12.50' };
const rupiah = {
	usual: { currency: 'IDR', value: '10000.00' },
	odd: { currency: 'IDR', value: '12.50' },
	createdAt: String(Date.UTC(2026, 0, 15, 3)),
};
const smartFastPay = {
	fields: {
		id: 'id',
		reference: 'transaction_id',
		amount: 'amount',
		status: 'status',
		createdAt: 'created_at',
	},
	pending: 'pending',
	written: { ...decimals, createdAt: '2026-01-15T03:00:00.000000Z' },
};
const singapayFields = {
	id: 'id',
	reference: 'merchant_reff_no',
	amount: 'amount',
	status: 'status',
	createdAt: 'post_timestamp',
};

const cases: Record<ProviderId, Case[]> = {
	smartFastPay: [
		{
			...smartFastPay,
			kind: 'payment',
			collection: 'payments',
			path: (id) => `/payment/${id}`,
		},
		{ ...smartFastPay, kind: 'payout', collection: 'payouts', path: (id) => `/payout/${id}` },
	],
	paySecurez: [
		{
			kind: 'transaction',
			collection: 'transactions',
			fields: {
				id: 'TransactionId',
				reference: 'Reference',
				amount: 'Amount',
				status: 'Status',
				createdAt: 'CreatedAt',
			},
			path: (id) => `/api/v1/transactions/${id}/status`,
			pending: 'Pending',
			written: { usual: 10_000, odd: 12.5, createdAt: '2026-01-15T03:00:00.0003604Z' },
		},
	],
	singapay: [
		{
			kind: 'disbursement',
			collection: 'moneyOut',
			fields: {
				id: 'transaction_id',
				reference: 'reference_number',
				amount: 'net_amount',
				status: 'status',
				createdAt: 'post_timestamp',
			},
			path: (id) => `/api/v1.0/disbursement/${account}/${id}`,
			pending: 'pending',
			written: rupiah,
		},
		{
			kind: 'virtualAccount',
			collection: 'vaTransactions',
			fields: { ...singapayFields, id: 'transaction_id' },
			path: (id) => `/api/v1.0/va-transactions/${account}/${id}`,
			pending: 'unpaid',
			written: { ...rupiah, createdAt: Date.UTC(2026, 0, 15, 3) },
		},
		{
			kind: 'qris',
			collection: 'qris',
			fields: { ...singapayFields, createdAt: 'created_at' },
			path: (id) => `/api/v1.0/qris-dynamic/${account}/show/${id}`,
			pending: 'open',
			written: { usual: 10_000, odd: 12.5, createdAt: '2026-01-15T03:00:00.000000Z' },
		},
		{
			kind: 'ewallet',
			collection: 'ewallet',
			fields: { ...singapayFields, createdAt: 'created_at' },
			path: (id) => `/api/v1.0/ewallet-native-transactions/${account}/${id}`,
			pending: 'open',
			written: { ...decimals, createdAt: '2026-01-15T03:00:00.000000Z' },
		},
		{
			kind: 'paymentLink',
			collection: 'paymentLinkHistories',
			fields: { ...singapayFields, reference: 'payment_link_reff_no', createdAt: 'created_at' },
			path: (id) => `/api/v1.0/payment-link-histories/${account}/${id}`,
			pending: 'pending',
			written: { ...decimals, createdAt: '2026-01-15T10:00:00+07:00' },
		},
		{
			kind: 'card',
			collection: 'cards',
			fields: { ...singapayFields, reference: 'reference_no' },
			path: (id) => `/api/v2.0/card/${account}/inquiry-status/${id}`,
			pending: 'pending',
			written: rupiah,
		},
	],
};

describe.each(Object.entries(cases) as [ProviderId, Case[]][])(
	'a payment added to %s',
	(provider, kinds) => {
		const { simulator, clock } = useSimulator(provider);
		const stored = ({ collection, fields }: Case, id: string) => {
			const rows = simulator().control.records()[collection] ?? [];
			return rows.find((row) => String(row[fields.id]) === id) ?? {};
		};
		const read = async (path: string) =>
			call(simulator(), path, { headers: await authorized(simulator(), clock.now()) });
		const overHttp = (body: unknown) => postJson(simulator(), '/__simulator/payments', body);

		it.each(kinds)('as $kind is new, pending and of now, and can be read', async (one) => {
			const { kind, fields, pending, written, path } = one;
			const ids = [
				simulator().control.addPayment({ kind }),
				simulator().control.addPayment({ kind }),
			];
			const [row = {}, other = {}] = ids.map((id) => stored(one, id));
			expect(ids[0]).not.toBe(ids[1]);
			expect(row[fields.reference]).toMatch(/^ref-[0-9a-f]{16}$/);
			expect(row[fields.reference]).not.toBe(other[fields.reference]);
			expect(row).toMatchObject({ [fields.status]: pending, [fields.amount]: written.usual });
			if (fields.createdAt) expect(row).toMatchObject({ [fields.createdAt]: written.createdAt });
			const answer = await read(path(ids[0] ?? ''));
			expect(answer.status).toBe(200);
			expect(answer.text).toContain(String(row[fields.reference]));
		});

		it.each(kinds)('as $kind is what it was said to be', (one) => {
			const { kind, fields, written } = one;
			const createdAt = clock.now();
			clock.advance(60_000);
			const payment: NewPayment = {
				kind,
				reference: 'R-1',
				amount: 12.5,
				status: 'odd',
				createdAt,
			};
			const row = stored(one, simulator().control.addPayment(payment));
			expect(row).toMatchObject({
				[fields.reference]: 'R-1',
				[fields.amount]: written.odd,
				[fields.status]: 'odd',
			});
			if (fields.createdAt) expect(row).toMatchObject({ [fields.createdAt]: written.createdAt });
		});

		it.each(kinds)('as $kind may repeat a reference', ({ kind, collection, fields }) => {
			simulator().control.addPayment({ kind, reference: 'R-3' });
			simulator().control.addPayment({ kind, reference: 'R-3' });
			const rows = simulator().control.records()[collection] ?? [];
			expect(rows.filter((row) => row[fields.reference] === 'R-3')).toHaveLength(2);
		});

		it.each(kinds)('as $kind moves, and is gone after a reset', (one) => {
			const seed = simulator().control.records();
			const id = simulator().control.addPayment({ kind: one.kind });
			simulator().control.setStatus(id, 'odd');
			expect(stored(one, id)).toMatchObject({ [one.fields.status]: 'odd' });
			simulator().control.reset();
			expect(simulator().control.records()).toEqual(seed);
		});

		it.each(kinds)('as $kind over HTTP is answered with its id', async (one) => {
			const payment = {
				kind: one.kind,
				reference: 'R-2',
				amount: 12.5,
				status: 'odd',
				createdAt: 0,
			};
			const answer = await overHttp(payment);
			expect(answer).toMatchObject({ status: 200, body: { id: expect.any(String) } });
			const { id } = answer.body as { id: string };
			expect(stored(one, id)).toMatchObject({ [one.fields.reference]: 'R-2' });
		});

		const others = Object.values(cases)
			.flat()
			.map(({ kind }) => kind)
			.filter((kind) => !kinds.some((one) => one.kind === kind));

		it.each(others)('cannot be of the kind %s', async (kind) => {
			const known = kinds[0]?.kind ?? '';
			const message = `There are no payments of the kind ${kind} here, only of these: ${known}`;
			expect(() => simulator().control.addPayment({ kind })).toThrow(message);
			expect(await overHttp({ kind })).toMatchObject({
				status: 400,
				body: { message: expect.stringContaining(message) },
			});
		});

		const anyKind = kinds[0]?.kind;

		it.each<[string, object]>([
			['no kind', {}],
			['a kind that every object has', { kind: 'constructor' }],
			['a name that is not known', { kind: anyKind, refernce: 'R-1' }],
			['an amount as text', { kind: anyKind, amount: '5' }],
			['an amount of nothing', { kind: anyKind, amount: 0 }],
			['an empty status', { kind: anyKind, status: '' }],
			['a time as text', { kind: anyKind, createdAt: '2026-01-15' }],
		])('is refused over HTTP with %s', async (_name, body) => {
			const seed = simulator().control.records();
			expect((await overHttp(body)).status).toBe(400);
			expect(simulator().control.records()).toEqual(seed);
		});
	},
);

describe('a SmartFastPay payment that was added', () => {
	const { simulator } = useSimulator('smartFastPay');

	it.each([
		['payment', 'denied', 'canceled'],
		['payout', 'success', 'paid'],
		['payout', 'onhold', 'pending'],
	] as const)('as %s %s is a transaction that is %s', (kind, status, expected) => {
		const id = simulator().control.addPayment({ kind, status });
		const transactions = simulator().control.records()['transactions'] ?? [];
		expect(transactions.find((row) => row['id'] === id)).toMatchObject({
			type: kind,
			status: expected,
			[`${kind}_status`]: status,
		});
	});
});

describe('a PaySecurez transaction that was added', () => {
	const { simulator } = useSimulator('paySecurez');

	it('as declined says why', () => {
		simulator().control.addPayment({ kind: 'transaction', status: 'Declined' });
		expect(simulator().control.records()['transactions']?.at(-1)).toMatchObject({
			DeclineReason: 'Insufficient Funds',
		});
	});
});

describe('a Singapay payment that was added', () => {
	const { simulator, clock } = useSimulator('singapay');
	const everyId = async (list: string, field: string) => {
		const headers = await authorized(simulator());
		const rows: Record<string, unknown>[] = [];
		for (const page of [1, 2, 3]) {
			const path = `/api/v1.0/${list}/${account}?page=${page}`;
			const { body } = await call(simulator(), path, { headers });
			rows.push(...(body as { data: Record<string, unknown>[] }).data);
		}
		return rows.map((row) => String(row[field]));
	};
	const dayMs = 24 * 3600_000;

	it.each([
		['pending', ''],
		['success', String(Date.UTC(2026, 0, 15, 3))],
		['failed', String(Date.UTC(2026, 0, 15, 3))],
	])('as a disbursement that is %s stays so', (status, processed_timestamp) => {
		simulator().control.addPayment({ kind: 'disbursement', status });
		clock.advance(30 * dayMs);
		expect(simulator().control.records()['moneyOut']?.at(-1)).toMatchObject({
			status,
			processed_timestamp,
		});
	});

	it('as a disbursement dated ahead has its status at once', () => {
		const createdAt = clock.now() + dayMs;
		simulator().control.addPayment({ kind: 'disbursement', status: 'success', createdAt });
		expect(simulator().control.records()['moneyOut']?.at(-1)).toMatchObject({ status: 'success' });
	});

	it('as a disbursement takes its amount and its fee from the balance', async () => {
		const headers = await authorized(simulator());
		const available = async () => {
			const path = `/api/v1.0/balance-inquiry/${account}`;
			const { body } = await call(simulator(), path, { headers });
			const { data } = body as { data: { available_balance: { value: string } } };
			return Number(data.available_balance.value);
		};
		const before = await available();
		simulator().control.addPayment({ kind: 'disbursement', amount: 20_000 });
		expect(before - (await available())).toBe(23_000);
	});

	it.each([
		['ewallet', 'success', (at: number) => new Date(at).toISOString().replace('Z', '000Z')],
		['card', 'refunded', String],
		['virtualAccount', 'paid', Number],
	] as const)('as %s that is %s was decided when it began', (kind, status, written) => {
		const createdAt = clock.now() - dayMs;
		const id = simulator().control.addPayment({ kind, status, createdAt });
		const rows = Object.values(simulator().control.records()).flat();
		const added = rows.find((row) => String(row['transaction_id'] ?? row['id']) === id);
		expect(added).toMatchObject({ status, processed_timestamp: written(createdAt) });
	});

	it.each([
		['disbursement', 'disbursement', 'transaction_id'],
		['ewallet', 'ewallet-native-transactions', 'id'],
		['virtualAccount', 'va-transactions', 'transaction_id'],
		['qris', 'qris-dynamic', 'id'],
		['paymentLink', 'payment-link-histories', 'id'],
	] as const)('as %s has its place in %s, newest first (by %s)', async (kind, list, field) => {
		const times = [0, clock.now() + dayMs, clock.now() + dayMs];
		const added = times.map((createdAt) => simulator().control.addPayment({ kind, createdAt }));
		const listed = await everyId(list, field);
		const oldestFirst = listed.toReversed();
		expect([oldestFirst.at(0), ...oldestFirst.slice(-2)]).toEqual(added);
	});
});
