import { withCurrencies } from '../../amountLabels';
import { property } from '../../json';
import { noAction } from '../../nextAction';
import { urlOf } from '../../paymentRecord';
import type { CreateForm, NextActionFacts, ProviderForms } from '../../contract';
import { billing, orderFields, payerAccount, returnPages, userDefined } from './fields';

/** The response, in camelCase; a method that needs no page has none. */
function nextAction(record: unknown): NextActionFacts {
	const url = urlOf(property(record, 'checkoutUrl'));
	return url === '' ? noAction : { ...noAction, type: 'redirect', url };
}

/**
 * Required is what either generation of the page requires. There is no field for a card's number, expiry or code: sending
 * them, and storing them in executions, requires PCI compliance, and the payer can enter them on the hosted page instead.
 */
const checkout: CreateForm = {
	method: 'POST',
	path: '/api/v1/transactions',
	id: 'checkout',
	label: 'Hosted Checkout',
	description: "The payer enters the card on the provider's page",
	resource: 'payment',
	kind: 'transaction',
	nextAction,
	currency: { field: 'currency' },
	fields: [
		...orderFields,
		...billing.needed,
		...returnPages,
		...billing.optional,
		...payerAccount,
		...userDefined,
	],
};

export const forms: ProviderForms = { creates: [withCurrencies(checkout)] };
