import type { FastifyInstance } from 'fastify';
import { give, pathOf } from '../core/simulation.mts';
import { anyText, currencyCode, object } from '../core/validation.mts';
import { answers, duplicate } from './answers.mts';
import type { Store } from './store.mts';
import { statusView } from './transaction.mts';

/** No length is published. An empty text is refused: the sheet says to leave it out. */
const texts = (names: readonly string[]) =>
	Object.fromEntries(names.map((name) => [name, anyText]));
const address = { type: 'string', format: 'uri' };

/** What the older page requires of them, and the newer does not, is left to the caller. */
const billingFields = [
	...['firstName', 'lastName', 'email', 'customerReference', 'phone'],
	...['category', 'documentNumber', 'idType', 'pixKey', 'pixKeyType'],
	...['streetAddress', 'city', 'state', 'country', 'postcode'],
];
/** Of each list of words one is named (CARD, INDIVIDUAL, PASSPORT, CPF), so that any word is taken. */
const paymentFields = [
	...['paymentMethod', 'cardNumber', 'cvc', 'holder'],
	...['bank', 'accountNumber', 'ifscCode', 'iban', 'bic'],
];

/** The required fields of the newer page; the older one asks for fewer and knows no `transactionAction`. */
const createSchema = object(
	[
		'transactionAction',
		'amount',
		'currency',
		'reference',
		'statementDescriptor',
		'successUrl',
		'callbackUrl',
	],
	{
		transactionAction: { enum: ['PAYMENT', 'AUTHORIZATION'] },
		amount: { type: 'number', exclusiveMinimum: 0 },
		currency: currencyCode,
		successUrl: address,
		callbackUrl: address,
		pendingUrl: address,
		failureUrl: address,
		...texts(['reference', 'statementDescriptor', 'description', 'ipAddress']),
		...texts(['userDefinedField1', 'userDefinedField2', 'userDefinedField3']),
		billing: object([], texts(billingFields)),
		payment: object([], {
			...texts(paymentFields),
			expiryMonth: { type: 'integer', minimum: 1, maximum: 12 },
			expiryYear: { type: 'integer', minimum: 1000, maximum: 9999 },
		}),
	},
);

interface CreateBody {
	amount: number;
	currency: string;
	reference: string;
	successUrl: string;
	callbackUrl: string;
	pendingUrl?: string;
	failureUrl?: string;
	userDefinedField1?: string;
	userDefinedField2?: string;
	userDefinedField3?: string;
}

export function addTransactions(scope: FastifyInstance, store: Store): void {
	scope.post<{ Body: CreateBody }>(
		'/api/v1/transactions',
		{ schema: { body: createSchema } },
		({ body }, reply) => {
			const added = store.add({
				reference: body.reference,
				amount: body.amount,
				currency: body.currency,
				successUrl: body.successUrl,
				pendingUrl: body.pendingUrl ?? body.successUrl,
				failureUrl: body.failureUrl ?? body.successUrl,
				callbackUrl: body.callbackUrl,
				userDefinedFields: [
					body.userDefinedField1 ?? null,
					body.userDefinedField2 ?? null,
					body.userDefinedField3 ?? null,
				],
			});
			if (!added) return give(reply, duplicate(body.reference));
			// 200 or 201 is not documented; the rarer one keeps clients from comparing with 200.
			return reply.code(201).send({
				transactionId: added.id,
				reference: added.reference,
				currency: added.currency,
				amount: added.amount,
				status: added.status,
				message: 'Transaction created successfully',
				checkoutUrl: `https://checkout.example/${added.id}`,
				supportsIframe: false,
			});
		},
	);

	scope.get<{ Params: { txNo: string } }>('/api/v1/transactions/:txNo/status', (request, reply) => {
		const found = store.find(request.params.txNo);
		return found ? statusView(found) : give(reply, answers.notFound(pathOf(request)));
	});
}
