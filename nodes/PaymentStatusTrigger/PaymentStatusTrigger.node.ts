import {
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
	NodeConnectionTypes,
} from 'n8n-workflow';

import { accountSearch } from '../shared/accounts';
import { searchAccountsMethod } from '../shared/payments';
import { anyProvider, chosenName, credentialsByProvider } from '../shared/providers';
import { triggerProperties } from './description';
import { poll } from './poll';

/** Starts a workflow when the status of a payment has changed, by asking the provider at intervals. */
export class PaymentStatusTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Payment Status Trigger',
		name: 'paymentStatusTrigger',
		icon: { light: 'file:paymentStatusTrigger.svg', dark: 'file:paymentStatusTrigger.dark.svg' },
		group: ['trigger'],
		version: [1],
		subtitle: `={{ ${chosenName} + ": " + ($parameter["watch"] === "list" ? "all new payments" : "chosen payments") }}`,
		description: `Starts the workflow when a payment at ${anyProvider} changes its status`,
		defaults: { name: 'Payment Status Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: credentialsByProvider,
		properties: triggerProperties,
	};

	methods = { listSearch: { [searchAccountsMethod]: accountSearch() } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const items = await poll(this);
		return items.length === 0 ? null : [items];
	}
}
