import type { Choice, FormField } from '../../contract';

/** The fields that several methods have in common, as version 2 writes them (method pages of docs.smartfastpay.com). */

export const amount = {
	name: 'amount',
	label: 'Amount',
	path: 'transaction.amount',
	required: true,
	type: 'amount',
	// decimal(10,2)
	max: '99999999.99',
	example: '12.61',
	help: 'In major units, e.g. 12.61 for twelve reais and sixty-one centavos',
} as const satisfies FormField;

/** Which methods a country has: the navigation of the portal. Its currency: its pages, or ISO 4217 where none could be read. */
export const countryNames = {
	BRA: 'Brazil',
	PER: 'Peru',
	ECU: 'Ecuador',
	COL: 'Colombia',
	CHL: 'Chile',
	BOL: 'Bolivia',
	MEX: 'Mexico',
	ARG: 'Argentina',
	IND: 'India',
} as const;

type CountryCode = keyof typeof countryNames;

const currencyNames = {
	BRL: 'Brazilian Real',
	PEN: 'Peruvian Sol',
	USD: 'US Dollar',
	COP: 'Colombian Peso',
	CLP: 'Chilean Peso',
	BOB: 'Bolivian Boliviano',
	MXN: 'Mexican Peso',
	ARS: 'Argentine Peso',
	INR: 'Indian Rupee',
} as const;

const currencyOf: Readonly<Record<CountryCode, keyof typeof currencyNames>> = {
	BRA: 'BRL',
	PER: 'PEN',
	ECU: 'USD',
	COL: 'COP',
	CHL: 'CLP',
	BOL: 'BOB',
	MEX: 'MXN',
	ARG: 'ARS',
	IND: 'INR',
};

/** Country and currency of a method that several countries have. */
export const countryFields = (
	codes: readonly CountryCode[],
): readonly [country: FormField, currency: FormField] => {
	const currencies = [...new Set(codes.map((code) => currencyOf[code]))];
	const [firstCode = 'BRA'] = codes;
	return [
		{
			name: 'country',
			label: 'Country',
			path: 'country',
			required: true,
			type: 'choice',
			choices: codes.map((code): Choice => ({ value: code, label: countryNames[code] })),
			example: firstCode,
			help: 'The country of the method',
		},
		{
			name: 'currency',
			label: 'Currency',
			path: 'transaction.currency',
			required: true,
			type: 'choice',
			choices: currencies.map((code): Choice => ({ value: code, label: currencyNames[code] })),
			example: currencyOf[firstCode],
			help: 'The currency of the amount',
		},
	];
};

/** Of what every country has. */
export const anyOfThem = countryFields(Object.keys(currencyOf) as CountryCode[]);

export const anyCountry: FormField = {
	name: 'country',
	label: 'Country',
	path: 'country',
	required: true,
	type: 'country',
	writtenAs: 'alpha3',
	example: 'BRA',
	help: 'Three-letter ISO 3166-1 code',
};

export const anyCurrency: FormField = {
	name: 'currency',
	label: 'Currency',
	path: 'transaction.currency',
	required: true,
	type: 'currency',
	example: 'BRL',
	help: 'Three-letter ISO 4217 code',
};

/** In the provider's spelling, for methods that no page documents as well. */
export const providerMethod: FormField = {
	name: 'providerMethod',
	label: 'Provider Method',
	path: 'payment_method',
	required: true,
	type: 'text',
	example: 'pix',
	help: "SmartFastPay's name for the method, e.g. nequi",
};

export const notificationUrl: FormField = {
	name: 'notificationUrl',
	label: 'Notification URL',
	path: 'notification_url',
	required: true,
	type: 'url',
	example: 'https://n8n.example.com/webhook/payments',
	help: 'Where the provider reports each change of status, e.g. the address of a Payment Webhook Trigger',
};

export const redirectUrl: FormField = {
	name: 'redirectUrl',
	label: 'Redirect URL',
	path: 'redirect_url',
	type: 'url',
	example: 'https://shop.example.com/thanks',
	help: 'Where the payer returns afterwards',
};

export const storeBranch: FormField = {
	name: 'storeBranch',
	label: 'Store Branch',
	path: 'branch',
	type: 'text',
	example: 'Shop 1',
	help: 'The branch of your business that the payment belongs to',
};
