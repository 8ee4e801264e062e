import { isObject, property, text } from '../json';
import type { ProviderWebhooks } from '../contract';
import { transaction } from './payments';

/**
 * The overview asks for signatures to be verified, but no page says how they are made. So a notification is only a reason
 * to ask the status endpoint.
 */
export const webhooks: ProviderWebhooks = {
	events: [{ value: transaction.id, label: transaction.label }],
	setUp:
		"PaySecurez expects the address with each transaction: enter the production URL above as 'callbackUrl' in the request that creates it.",
	isTest: () => false,
	// The shape of its documented failures (authentication page); no page shows this one.
	isUnknown: ({ status, isJson, body }) =>
		status === 404 &&
		isJson &&
		property(body, 'statusCode') === 404 &&
		text(property(body, 'message')) !== '',
	read: (body) =>
		(Array.isArray(body) ? body : [body])
			.filter(isObject)
			.map((record) => ({ event: transaction.id, kind: transaction, record })),
};
