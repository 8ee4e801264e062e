import { nothingTold } from '../../../lib/providers/paymentRecord';
import type { PaymentKind } from '../../../lib/providers/contract';
import { json, plain, subjects } from '../../support/subjects.mts';

const {
	payments,
	api: { paging },
} = subjects.paySecurez.provider;
const [transaction] = payments.kinds as readonly [PaymentKind];

const created = {
	transactionId: 'txn_ab12cd34',
	reference: 'ORDER-1',
	currency: 'USD',
	amount: 100.5,
	status: 'Pending',
	message: 'Transaction created successfully',
	checkoutUrl: 'https://checkout.example/txn_ab12cd34',
};

const notified = {
	TransactionId: 'txn_ab12cd34',
	Status: 'Declined',
	Amount: 25,
	Currency: 'USD',
	Reference: 'ORDER-1',
	DeclineReason: 'Insufficient Funds',
	CreatedAt: '2026-01-15T03:00:00.1234567Z',
	ProviderTransactionId: 'ps_1',
	ProviderStatus: 'Captured',
	ProviderMessage: 'Approved',
};

describe('a PaySecurez record', () => {
	it('is read in the camelCase of the answer to a new transaction', () => {
		expect(transaction.read(created)).toEqual({
			...nothingTold,
			paymentUrl: created.checkoutUrl,
			id: 'txn_ab12cd34',
			reference: 'ORDER-1',
			providerStatus: 'Pending',
			reason: '',
			amount: '100.5',
			currency: 'USD',
			createdAt: null,
			updatedAt: null,
		});
	});

	it('is read in the PascalCase of the status page and of notifications', () => {
		expect(transaction.read(notified)).toEqual({
			...nothingTold,
			id: 'txn_ab12cd34',
			reference: 'ORDER-1',
			providerStatus: 'Declined',
			reason: 'Insufficient Funds',
			amount: '25',
			currency: 'USD',
			createdAt: Date.UTC(2026, 0, 15, 3, 0, 0, 123),
			updatedAt: null,
		});
	});

	it('is not judged by the status of the processor, which is informative only', () => {
		expect(transaction.read({ ProviderStatus: 'Captured' }).providerStatus).toBe('');
	});

	it('has no reason where the provider writes null', () => {
		expect(transaction.read({ ...notified, DeclineReason: null }).reason).toBe('');
	});

	it.each<[unknown, number | null]>([
		['2025-10-03T06:29:55.7233604Z', Date.UTC(2025, 9, 3, 6, 29, 55, 723)],
		['2025-10-03T06:29:55', Date.UTC(2025, 9, 3, 6, 29, 55)],
		['', null],
		[null, null],
		['soon', null],
	])('was created at %j: %j', (CreatedAt, createdAt) => {
		expect(transaction.read({ ...notified, CreatedAt }).createdAt).toBe(createdAt);
	});

	it('is not confused by a property that every object has', () => {
		const record: unknown = JSON.parse('{"__proto__":{"status":"Captured"},"Status":"Failed"}');
		expect(transaction.read(record).providerStatus).toBe('Failed');
		expect(transaction.read(JSON.parse('{"__proto__":{"status":"Captured"}}')).providerStatus).toBe(
			'',
		);
	});
});

describe('PaySecurez', () => {
	it('has one kind of payment, and neither lists nor a lookup by reference', () => {
		expect(payments.kinds.map(({ id }) => id)).toEqual(['transaction']);
		expect(transaction).not.toHaveProperty('list');
		expect(transaction).not.toHaveProperty('byReference');
		expect(paging).toBeUndefined();
	});

	it.each<[number, unknown, boolean]>([
		[404, { statusCode: 404, message: 'Not Found' }, true],
		[404, '', true],
		[400, { statusCode: 404 }, false],
		[401, { statusCode: 401, message: 'Unauthorized' }, false],
		[500, { message: 'Not Found' }, false],
		[200, { Status: 'Failed' }, false],
		[200, {}, false],
	])('has no such transaction: HTTP %i %j: %s', (status, body, isNotFound) => {
		expect(payments.isNotFound(json(status, body))).toBe(isNotFound);
	});

	it('may say so without JSON', () => {
		expect(payments.isNotFound(plain(404, 'Not Found'))).toBe(true);
	});
});
