import type { Verdict } from '../../../lib/providers/contract';
import { saysDuplicate } from '../../../lib/providers/refusalWords';
import { cpuMs } from '../../support/cpuTime.mts';
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
		'O campo transaction.id já está sendo utilizado.',
		'Transação em duplicidade',
		'Transaction ID exists',
		'TransactionIDExists',
		'Reference exists',
		'merchant_ref_no exists',
		'A transaction with the same reference exists',
		'Not created because the reference exists',
		'There is an existing transaction with this ID',
		'Reference is already associated with another transaction',
		'Reference belongs to another payment',
		'Transaction already completed',
		'Transaction exists already',
		'The order is already in progress',
		'The payment was sent before',
		'The reference cannot be used twice',
		'Conflict',
		'Pedido já realizado',
		'Transação já efetuada',
		'Já existe uma transação com este ID',
		'A referência deve ser única',
		'La transacción ya fue realizada',
		'El pago ya ha sido procesado',
		'Ya está siendo utilizado',
		'Nomor referensi duplikat',
		'Nomor referensi ganda',
		'Transaksi sudah berhasil',
		'Nomor referensi harus unik',
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
		'Server Error',
		'ServerError',
		'General Failure',
		'An unexpected error occurred',
		'Something went wrong',
		'System is busy',
		'Server overloaded',
		'Scheduled maintenance',
		'Temporarily unavailable',
		'Gateway error',
		'ECONNRESET',
		'Connection was reset',
		'No response from the bank',
		'The transaction is being processed',
		'Please try again later',
		'Tempo de resposta excedido',
		'Esgotou o tempo limite',
		'Serviço indisponível',
		'O servidor não está disponível',
		'SISTEMA EM MANUTENÇÃO',
		'Falha no servidor',
		'Falha de comunicação com o banco',
		'Ocorreu um erro inesperado',
		'Tente novamente mais tarde',
		'Transação em processamento',
		'Tiempo de espera agotado',
		'Se ha agotado el tiempo de espera',
		'Servicio no disponible',
		'Error interno del servidor',
		'Ha ocurrido un error',
		'Intente más tarde',
		'Terjadi kesalahan pada server',
		'Waktu habis',
		'Sistem sedang sibuk',
		'Gangguan jaringan',
		'Kesalahan internal',
		'Layanan tidak tersedia',
		'Silakan coba beberapa saat lagi',
		'Transaksi sedang diproses',
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
		'Beneficiary must exist',
		'No account with this number exists',
		'Check whether the account exists',
		'A conta não existe',
		'Chave PIX inexistente',
		'La cuenta ya no existe',
		'Rekening tidak ada',
		'Rekening sudah ditutup',
		'Account already closed',
		'Please choose another payment method',
		'Gunakan metode pembayaran lain',
		'Nomor tidak terdaftar',
		'Insufficient balance',
		'Insufficient balance. Please top up and try again later',
		'Saldo tidak cukup, silakan coba lagi nanti',
		'Saldo insuficiente, tente novamente mais tarde',
		'Limit reached, please try again later',
		'The beneficiary cannot be the same merchant',
		'Limite diário excedido',
		'Validation error',
		'Validation error occurred',
		'Token expired',
		'The expiry time is in the past',
		'Unknown bank code',
		'Unauthorized IP',
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

describe('a status further inside a refusal', () => {
	const provider = (name: keyof typeof subjects) => subjects[name].provider.api.readFailure;

	it.each<[keyof typeof subjects, number, object, Verdict]>([
		['smartFastPay', 400, { requestId: 'r', status: 400, payload: { status: 500 } }, 'unknown'],
		['smartFastPay', 400, { requestId: 'r', payload: { errors: [{ status: 503 }] } }, 'unknown'],
		['smartFastPay', 422, { requestId: 'r', moreInformation: { code: '409' } }, 'duplicate'],
		['smartFastPay', 422, { requestId: 'r', moreInformation: { code: '404' } }, 'refused'],
		['paySecurez', 400, { statusCode: 400, message: { statusCode: 408 } }, 'unknown'],
		['paySecurez', 422, { statusCode: 409, message: 'No' }, 'duplicate'],
		['singapay', 400, { success: false, error: { code: 400, errors: { status: 502 } } }, 'unknown'],
		[
			'singapay',
			400,
			{ success: false, error: { code: 400, errors: { bank: { code: 503 } } } },
			'refused',
		],
		['singapay', 400, { response_code: 'SP012', status: 500 }, 'unknown'],
		['singapay', 400, { response_code: 'SP012', status: 400 }, 'refused'],
		['singapay', 400, { response_code: 'SP012', response_message: 'Server error' }, 'unknown'],
	])('counts if it leaves doubt: %s, HTTP %d %j is %s', (name, status, body, verdict) => {
		expect(provider(name)(json(status, body))).toMatchObject({ verdict });
	});

	it('makes nothing of one that is a record’s, inside a success', () => {
		const body = { requestId: 'r', data: { status: 500 } };
		expect(provider('smartFastPay')(json(200, body))).toBeUndefined();
	});
});

describe('HTTP 429', () => {
	it.each<[string, Verdict]>([
		['Too many requests, please try again later', 'refused'],
		['Muitas requisições. Tente novamente mais tarde', 'refused'],
		['Gateway timeout', 'unknown'],
	])('%j is %s', (moreInformation, verdict) => {
		const response = json(429, { requestId: 'r', moreInformation });
		expect(subjects.smartFastPay.provider.api.readFailure(response)).toMatchObject({ verdict });
	});
});

it.each(['already ', 'ya ', 'sudah pernah ', 'no exists ', 'tempo de '])(
	'%j many times is read in time',
	(words) => {
		const said = words.repeat(100_000);
		expect(cpuMs(() => saysDuplicate(said))).toBeLessThan(5_000);
	},
);

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
