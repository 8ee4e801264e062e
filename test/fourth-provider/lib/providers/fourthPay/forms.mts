import type { ProviderForms } from '../contract';

/** One way to pay out, with a field of its own for everything that the other providers do not have. */
export const forms: ProviderForms = {
	creates: [
		{
			method: 'POST',
			path: '/payouts',
			id: 'shopTransfer',
			label: 'Shop Transfer',
			description: 'To the purse of another shop',
			resource: 'payout',
			kind: 'shopPayout',
			currency: { always: 'EUR' },
			fixed: { 'order.unit': 'EUR' },
			fields: [
				{
					name: 'accountId',
					label: 'Payout Shop',
					path: 'shop',
					required: true,
					type: 'account',
					example: '4711',
					help: 'The number of the shop that pays',
				},
				{
					name: 'amount',
					label: 'Amount',
					path: 'order.sum',
					required: true,
					type: 'amount',
					min: '1',
					max: '1000',
					writtenAs: 'text',
					example: '12.50',
					help: 'In euros',
				},
				{
					name: 'purse',
					label: 'Purse',
					path: 'order.to.purse',
					required: true,
					type: 'text',
					pattern: { matches: /^P-\d{4}$/, description: 'P- and four digits' },
					example: 'P-0001',
					help: 'The purse of the payee',
				},
				{
					name: 'greeting',
					label: 'Greeting',
					path: 'order.greeting',
					type: 'text',
					maxLength: 20,
					example: 'Thanks',
					help: 'What the payee reads',
				},
			],
		},
	],
};
