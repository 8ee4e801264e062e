import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';

import { accountSearch } from '../shared/accounts';
import { searchAccountsMethod } from '../shared/payments';
import { anyProvider, chosenName, credentialsByProvider } from '../shared/providers';
import { createProperties } from './description/create';
import { hints } from './description/hints';
import { linkProperties } from './description/links';
import { operationProperties } from './description/operation';
import { optionsProperties } from './description/options';
import { paymentProperties } from './description/payments';
import { requestProperties } from './description/request';
import { simplifyProperties } from './description/simplify';
import { execute } from './execute';

/** What it does, e.g. `get many: payout`; a request says what it sends instead. */
const doing = `(${JSON.stringify({
	create: 'create',
	delete: 'delete',
	get: 'get',
	getMany: 'get many',
	update: 'update',
	wait: 'wait',
})})[$parameter["operation"]] + ": " + (${JSON.stringify({
	payment: 'payment',
	payout: 'payout',
	paymentLink: 'payment link',
})})[$parameter["resource"]]`;
const sending = '$parameter["endpoint"] || $parameter["method"] + " " + $parameter["path"]';

/** Calls a payment provider with a token that is always valid. Programmatic, because tokens and retries are judged per answer. */
export class PaymentApiRequest implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Payment API Request',
		name: 'paymentApiRequest',
		icon: { light: 'file:paymentApiRequest.svg', dark: 'file:paymentApiRequest.dark.svg' },
		group: ['output'],
		version: [1],
		subtitle: `={{ ${chosenName} + ": " + ($parameter["resource"] === "request" ? ${sending} : ${doing}) }}`,
		description: `Create and look up payments and payouts, and call any endpoint, at ${anyProvider}`,
		defaults: { name: 'Payment API Request' },
		usableAsTool: {
			replacements: {
				description: `Call the REST API of a payment provider (${anyProvider}) with a valid token. Get, Get Many, Wait for Final Status and GET requests only read payments, payouts, transactions and balances. Create and any other method can move real money: use it only when a person explicitly asked for that exact payment, keep the same reference for the same payment, send it once, and never send it again when the response says "Outcome unknown" - look the payment up first.`,
			},
		},
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: credentialsByProvider,
		properties: [
			...operationProperties,
			...createProperties,
			...linkProperties,
			...paymentProperties,
			...requestProperties,
			...simplifyProperties,
			...optionsProperties,
		],
		hints,
	};

	methods = { listSearch: { [searchAccountsMethod]: accountSearch() } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await execute(this)];
	}
}
