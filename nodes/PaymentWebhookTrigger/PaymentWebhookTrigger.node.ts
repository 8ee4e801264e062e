import {
	type IExecuteFunctions,
	type IHookFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
	NodeConnectionTypes,
} from 'n8n-workflow';

import { accountSearch } from '../shared/accounts';
import { searchAccountsMethod } from '../shared/payments';
import { anyProvider, chosenName, credentialsByProvider } from '../shared/providers';
import { triggerOn, triggerProperties } from './description';
import { passOnce } from './execute';
import { receiveNotification } from './receive';
import { checkSettings } from './settings';

/** Starts a workflow when a provider reports a payment, and only then. */
export class PaymentWebhookTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Payment Webhook Trigger',
		name: 'paymentWebhookTrigger',
		icon: { light: 'file:paymentWebhookTrigger.svg', dark: 'file:paymentWebhookTrigger.dark.svg' },
		group: ['trigger'],
		version: [1],
		subtitle: `={{ ${chosenName} + ": notifications" }}`,
		description: `Starts the workflow when ${anyProvider} reports a payment. Every notification is verified before it starts the workflow.`,
		defaults: { name: 'Payment Webhook Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: credentialsByProvider,
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				// Without it, n8n would answer with the word `firstEntryJson` instead of the node's response.
				responseData: '',
				path: 'webhook',
			},
		],
		properties: triggerProperties,
	};

	/** No provider has an API to register a webhook: creating one only checks that notifications can be verified. */
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				await checkSettings(this);
				return true;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				await checkSettings(this);
				return true;
			},
			async delete(): Promise<boolean> {
				return await Promise.resolve(true);
			},
		},
	};

	methods = { listSearch: { [searchAccountsMethod]: accountSearch(triggerOn) } };

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receiveNotification(this);
	}

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await passOnce(this)];
	}
}
