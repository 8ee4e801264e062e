type ByVersion = Readonly<Record<string, string>>;

/** n8n's own words: it holds its credential test for a request of the HTTP Request node. */
const refusedByN8n = 'This credential is configured to prevent use within an HTTP Request node';

/** n8n writes with the token what the expressions meant for one item. The nodes of this package store no token there. */
export const storesValues = 'n8n replaces it by its value';

const storedUntil2_33: ByVersion = {
	'1.123.81': storesValues,
	'2.8.4': storesValues,
	'2.23.4': storesValues,
	'2.33.7': storesValues,
};

/** What is known to be otherwise in some versions, by the name of the check: a finding that is not listed here is a failure. */
const differences: Readonly<Record<string, ByVersion>> = {
	'HTTP Request node: an expression of the credential stays': storedUntil2_33,
	'Credential test: an expression of the credential stays': storedUntil2_33,
	'Credential test: None': {
		'2.23.4': refusedByN8n,
		'2.33.7': refusedByN8n,
	},
};

export const differencesOf = (check: string): ByVersion => differences[check] ?? {};
