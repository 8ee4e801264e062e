import type { FormField } from '../../contract';

/** The payer or payee, in the fields of version 2. Which of them are required depends on the method. */

export const customerId: FormField = {
	name: 'customerId',
	label: 'Customer ID',
	path: 'customer.id',
	required: true,
	type: 'text',
	example: 'cust-1',
	help: 'Your own ID for the customer, the same for every payment',
};

export const customerName: FormField = {
	name: 'customerName',
	label: 'Customer Name',
	path: 'customer.name',
	required: true,
	type: 'text',
	example: 'Jane Doe',
	help: 'As on the identity document',
};

/** As the list of document types spells it: the two of Brazil. */
export const brazilianDocumentType: FormField = {
	name: 'documentType',
	label: 'Document Type',
	path: 'customer.document.type',
	required: true,
	type: 'choice',
	choices: [
		{ value: 'CPF', label: 'CPF', description: 'A person, 11 digits' },
		{ value: 'CNPJ', label: 'CNPJ', description: 'A company, 14 digits' },
	],
	default: 'CPF',
	example: 'CPF',
	help: 'The type of identity document',
};

/** Elsewhere the list differs from one country to the next, and grows. */
export const documentType: FormField = {
	name: 'documentType',
	label: 'Document Type',
	path: 'customer.document.type',
	required: true,
	type: 'text',
	example: 'CPF',
	help: 'CPF or CNPJ in Brazil, DNI in Peru, CC in Colombia and Ecuador, ID in India; "List the document types" of Request, Send names all',
};

export const documentNumber: FormField = {
	name: 'documentNumber',
	label: 'Document Number',
	path: 'customer.document.number',
	required: true,
	type: 'document',
	kindField: 'documentType',
	example: '12345678909',
	help: "The number of the customer's identity document",
};

const email = {
	name: 'customerEmail',
	label: 'Customer Email',
	path: 'customer.email',
	type: 'email',
	example: 'jane@example.com',
	help: 'The email address of the customer',
} as const;

export const customerEmail: FormField = email;
export const neededEmail: FormField = { ...email, required: true };

const phone = {
	name: 'customerPhone',
	label: 'Customer Phone',
	path: 'customer.phone',
	type: 'phone',
	writtenAs: 'e164',
	example: '+573000000000',
	help: 'With a plus sign and the country code',
} as const;

export const customerPhone: FormField = phone;
export const neededPhone: FormField = { ...phone, required: true };

export const birthdate: FormField = {
	name: 'birthdate',
	label: 'Birthdate',
	path: 'customer.birthdate',
	type: 'birthdate',
	example: '01-31-1990',
	help: 'Month, day and year',
};

/** The members of an address. The second line is optional wherever there is an address. */
const addressParts: readonly FormField[] = [
	{
		name: 'street',
		label: 'Street',
		path: 'customer.address.address_1',
		type: 'text',
		example: 'Main Street',
		help: 'Without the house number',
	},
	{
		name: 'houseNumber',
		label: 'House Number',
		path: 'customer.address.number',
		type: 'text',
		example: '100',
		help: 'The house number',
	},
	{
		name: 'neighborhood',
		label: 'Neighborhood',
		path: 'customer.address.neighborhood',
		type: 'text',
		example: 'Centro',
		help: 'The district of the city',
	},
	{
		name: 'city',
		label: 'City',
		path: 'customer.address.city',
		type: 'text',
		example: 'Bogota',
		help: 'The city of the address',
	},
	{
		name: 'state',
		label: 'State',
		path: 'customer.address.state',
		type: 'text',
		pattern: { matches: /^[A-Za-z]{2,3}$/, description: 'two or three letters' },
		example: 'SC',
		help: 'Two or three letters',
	},
	{
		name: 'postalCode',
		label: 'Postal Code',
		path: 'customer.address.postal_code',
		type: 'text',
		example: '12332-343',
		help: 'The postal code of the address',
	},
	{
		name: 'addressCountry',
		label: 'Address Country',
		path: 'customer.address.country_code',
		type: 'country',
		writtenAs: 'alpha3',
		example: 'BRA',
		help: 'Three-letter ISO 3166-1 code',
	},
];

export const addressLine2: FormField = {
	name: 'addressLine2',
	label: 'Address Line 2',
	path: 'customer.address.address_2',
	type: 'text',
	example: 'Apartment 4',
	help: 'Further parts of the address, e.g. an apartment number',
};

export const neededAddress: readonly FormField[] = addressParts.map((part) => ({
	...part,
	required: true,
}));

/** For a method that other countries have too: only Brazil's page shows the address. */
export const addressInBrazil: readonly FormField[] = neededAddress.map((part) => ({
	...part,
	when: { field: 'country', is: ['BRA'] },
}));

export const optionalAddress: readonly FormField[] = [...addressParts, addressLine2];
