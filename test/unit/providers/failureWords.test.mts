import type { Verdict } from '../../../lib/providers/contract';
import { json, subjects } from '../../support/subjects.mts';

/** What a refusal of a write says in words decides whether the write may be sent again. */

/** How each provider would say it (shapes of the fact sheets), and its status. */
const shapes: Readonly<Record<string, (said: string) => readonly [number, object]>> = {
	'PaySecurez, the message': (said) => [400, { statusCode: 400, message: said, error: 'Bad' }],
	'PaySecurez, one of several messages': (said) => [
		422,
		{ statusCode: 422, message: ['amount is fine', said], error: 'Unprocessable' },
	],
	'SmartFastPay, the information': (said) => [422, { requestId: 'r', moreInformation: said }],
	'SmartFastPay, the field': (said) => [
		422,
		{ requestId: 'r', moreInformation: { message: 'No', errors: { 'transaction.id': [said] } } },
	],
	'SmartFastPay, the code': (said) => [
		422,
		{ requestId: 'r', moreInformation: { message: 'Invalid request', code: said } },
	],
	'Singapay version 1, the field': (said) => [
		422,
		{ status: 422, success: false, error: { code: 422, message: 'No', errors: { r: [said] } } },
	],
	'Singapay version 1, the code': (said) => [
		400,
		{ status: 400, success: false, error: { code: said, message: 'No' } },
	],
};

const readVerdict = (shape: string, said: string): Verdict | undefined => {
	const [status, body] = shapes[shape]?.(said) ?? [0, {}];
	const [id] = shape.split(/[ ,]/);
	const subject = Object.values(subjects).find(({ provider }) => provider.displayName === id);
	return subject?.provider.api.readFailure(json(status, body))?.verdict;
};

const verdictsOf = (said: string) =>
	Object.fromEntries(Object.keys(shapes).map((shape) => [shape, readVerdict(shape, said)]));

const all = (verdict: Verdict) =>
	Object.fromEntries(Object.keys(shapes).map((shape) => [shape, verdict]));

describe('a refusal in words', () => {
	it.each([
		'reference already exists',
		'The reference number has already been taken.',
		'reference must be unique',
		'reference should be unique',
		'The reference is not unique',
		'Unique constraint failed on reference',
		'Reference has been used',
		'This reference is in use',
		'Transaction already received',
		'This invoice was already paid',
		'REFERENCE_ALREADY_EXISTS',
		'reference-already-used',
		'ReferenceAlreadyExists',
		'TRANSACTION_DUPLICATE',
		'DuplicateReference',
		'duplicated_transaction_id',
		'Referência já utilizada',
		'REFERÊNCIA JÁ CADASTRADA',
		'Transação repetida',
		'Referencia ja existe',
		'La referencia ya fue usada',
		'Referencia ya registrada',
		'Nomor referensi sudah pernah digunakan',
		'Referensi telah terdaftar',
	])('%j says that something with this reference exists: it is looked up', (said) => {
		expect(verdictsOf(said)).toEqual(all('duplicate'));
	});

	it.each([
		'Request timed out',
		'Timeout while calling the bank',
		'UPSTREAM_TIMEOUT',
		'Internal server error',
		'INTERNAL_ERROR',
		'Bad gateway',
		'Service Unavailable',
		'Erro interno do servidor',
		'Error interno',
	])('%j says that the server gave up: nobody knows what it did', (said) => {
		expect(verdictsOf(said)).toEqual(all('unknown'));
	});

	it.each([
		'amount must be at least 10000',
		'The beneficiary does not exist',
		'reference is required',
		'This method is not in use',
		'Payment Method Not Available',
		'Documento inválido',
		'Saldo tidak cukup',
	])('%j says that it was refused', (said) => {
		expect(verdictsOf(said)).toEqual(all('refused'));
	});

	it.each<[string, object, Verdict]>([
		[
			'a field',
			{ reference_number: ['The reference number has already been taken.'] },
			'duplicate',
		],
		['another field', { amount: ['The amount must be at least 10000.'] }, 'refused'],
	])('SP018 about %s is %3$s', (_of, errors, verdict) => {
		const body = { response_code: 'SP018', response_message: 'Validation error', data: { errors } };
		for (const status of [200, 400, 422])
			expect(subjects.singapay.provider.api.readFailure(json(status, body))).toMatchObject({
				verdict,
			});
	});
});

describe('a record of a payment that says why the payment failed', () => {
	const record = { TransactionId: 'txn_1', Status: 'Declined', Reference: 'PAY-1' };
	const { readFailure } = subjects.paySecurez.provider.api;

	it.each([
		{ errorMessage: 'Insufficient funds' },
		{ ErrorMessage: 'Declined by bank' },
		{ errors: ['Card expired'] },
		{ exception: 'Card expired' },
	])('is no failure of the request: %j', (reason) => {
		expect(readFailure(json(200, { ...record, ...reason }))).toBeUndefined();
	});

	it.each([
		['without an ID', { Status: 'Declined', errorMessage: 'No' }],
		['without a status in words', { TransactionId: 'txn_1', Status: 0, errorMessage: 'No' }],
		['with an error', { ...record, error: 'No' }],
		['with a status of HTTP', { ...record, errorMessage: 'No', statusCode: 500 }],
		['that denies its success', { ...record, success: false }],
	])('%s is one', (_what, body) => {
		expect(readFailure(json(200, body))).toMatchObject({ verdict: 'unknown' });
	});
});
