/** What the settings of the node show, step by step: each begins where the one before it ended. */

export interface Step {
	/** The credential of a provider, which n8n shows as the choice of the provider. */
	readonly credential?: 'smartFastPay' | 'paySecurez' | 'singapay';
	/** Choices, by parameter, in this order. */
	readonly choose?: Readonly<Record<string, string>>;
	/** A switch to turn. */
	readonly toggle?: string;
	/** The labels then, from top to bottom, below those of credential, resource and operation. */
	readonly shown: readonly string[];
}

const read = ['Simplify', 'Options'];
const written = ['Additional Fields', ...read];
const customer = ['Customer ID', 'Customer Name'];
const document = ['Document Type', 'Document Number'];
const created = ['Method', 'Reference'];
const atAccount = [...created, 'Account ID'];
const sent = ['Endpoint', 'Method', 'Path', 'Send Query Parameters', 'Send Headers'];
const withBody = [...sent, 'Send Body', 'Body Content Type'];

/** It begins with the creation of a payment by PIX. */
export const steps: readonly Step[] = [
	{
		shown: [...created, 'Amount (BRL)', ...customer, ...document, 'Notification URL', ...written],
	},
	{
		choose: { paymentMethod: 'Boleto' },
		shown: [
			...[...created, 'Amount (BRL)', ...customer, ...document, 'Notification URL'],
			...['Street', 'House Number', 'Neighborhood', 'City', 'State', 'Postal Code'],
			...['Address Country', ...written],
		],
	},
	{
		choose: { resource: 'Payout', paymentMethod: 'Bank Transfer' },
		shown: [
			...[...created, ...customer, 'Document Number', 'Notification URL'],
			...['Country', 'Currency', 'Amount', 'Document Type'],
			...['Bank Code', 'Bank Account Number', 'Bank Account Type', ...written],
		],
	},
	{ choose: { operation: 'Get' }, shown: ['Kind', 'Look Up By', 'Payment ID', ...read] },
	{ choose: { lookUpBy: 'Reference' }, shown: ['Kind', 'Look Up By', 'Reference', ...read] },
	{
		choose: { operation: 'Get Many' },
		shown: ['Kind', 'Return All', 'Limit', 'Filters', ...read],
	},
	{
		choose: { operation: 'Wait for Final Status' },
		shown: ['Kind', 'Look Up By', 'Payment ID', 'Max Wait (Seconds)', 'On Timeout', ...read],
	},
	{ choose: { resource: 'Request' }, shown: [...sent, ...read] },
	{ choose: { method: 'POST' }, shown: [...sent, 'Send Body', ...read] },
	{
		toggle: 'sendBody',
		shown: [...withBody, 'Specify Body', 'Body Parameters', 'Name', 'Value', ...read],
	},
	{ choose: { contentType: 'Raw' }, shown: [...withBody, 'Content Type', 'Body', ...read] },
	{
		choose: { contentType: 'JSON', specifyBody: 'Using JSON' },
		shown: [...withBody, 'Specify Body', 'JSON', ...read],
	},
	{
		credential: 'singapay',
		choose: { endpoint: 'Accounts: List accounts' },
		shown: ['Endpoint', 'Send Query Parameters', 'Send Headers', ...read],
	},
	{
		choose: { resource: 'Payment', operation: 'Create' },
		shown: [
			...[...atAccount, 'Bank', 'Virtual Account Kind', 'Amount Type'],
			...['Amount (IDR)', 'Expires At', 'Max Usage', ...written],
		],
	},
	{
		choose: { virtualAccountKind: 'Permanent', amountType: 'Open' },
		shown: [
			...[...atAccount, 'Bank', 'Virtual Account Kind', 'Amount Type'],
			...['Min Amount (IDR)', 'Max Amount (IDR)', ...written],
		],
	},
	{
		choose: { paymentMethod: 'E-Wallet', ewalletVendor: 'OVO' },
		shown: [...atAccount, 'Amount (IDR)', 'E-Wallet', 'Customer Phone', ...written],
	},
	{
		choose: { resource: 'Payout' },
		shown: [...atAccount, 'Amount (IDR)', 'E-Wallet', 'Wallet Number', ...written],
	},
	{
		choose: { resource: 'Payment Link' },
		shown: [...atAccount, 'Link Type', 'Amount (IDR)', ...written],
	},
	{
		choose: { linkType: 'Items' },
		shown: [...atAccount, 'Link Type', 'Items', ...written],
	},
	{ choose: { operation: 'Update' }, shown: ['Payment Link ID', ...written] },
	{ choose: { operation: 'Delete' }, shown: ['Payment Link ID', 'Account ID', 'Options'] },
	{
		credential: 'paySecurez',
		choose: { resource: 'Payment', operation: 'Create' },
		shown: [
			...[...created, 'Amount', 'Currency', 'Transaction Action', 'Statement Descriptor'],
			...['Notification URL', 'Success URL', 'Customer ID', 'First Name', 'Last Name'],
			...['Customer Email', ...written],
		],
	},
	{ choose: { operation: 'Get' }, shown: ['Kind', 'Payment ID', ...read] },
	{
		choose: { resource: 'Request' },
		shown: [...sent, ...read],
	},
];
