import type { FieldErrors } from '../core/simulation.mts';
import { errorsWhere, missingFields } from '../core/validation.mts';
import { documentErrors } from './documents.mts';
import type { BodyV2 } from './schemasV2.mts';
import { bankDetails, boletoCode, boletoUrl, payUrl, pixText } from './values.mts';

/** What the methods of v2 need beyond the common fields, and what they answer (sheet, section 1.3). */

interface MethodRule {
	method: string;
	/** null = wherever the method is offered. */
	country: string | null;
	needs: readonly string[];
}

/** `address_2` may be left out or null. */
const wholeAddress = [
	'address_1',
	'number',
	'neighborhood',
	'city',
	'state',
	'postal_code',
	'country_code',
].map((name) => `customer.address.${name}`);

/** A phone or an address that a page only shows, without saying that it is needed, is not asked for, except the whole addresses. */
const payinRules: readonly MethodRule[] = [
	{ method: 'bank_transfer', country: 'BRA', needs: wholeAddress },
	{ method: 'boleto', country: 'BRA', needs: wholeAddress },
	{ method: 'wallet', country: 'PER', needs: ['customer.email'] },
	{
		method: 'pse',
		country: null,
		needs: ['customer.phone', ...wholeAddress, 'extra.bank_code'],
	},
	{ method: 'transfiya', country: null, needs: ['customer.email', 'customer.phone'] },
];

const payoutRules: readonly MethodRule[] = [
	{ method: 'pix', country: null, needs: ['transfer.value'] },
	{ method: 'mobile_money', country: null, needs: ['transfer.value', 'customer.phone'] },
	{
		method: 'bank_transfer',
		country: null,
		needs: ['bank_transfer.bank_code', 'bank_transfer.bank_account_number'],
	},
];

export function payinErrors(body: BodyV2): FieldErrors {
	return { ...needed(payinRules, body), ...brazilianDocument(body) };
}

export function payoutErrors(body: BodyV2): FieldErrors {
	const number = body.transfer?.value ?? '';
	const isWallet = body.payment_method === 'mobile_money';
	return {
		...errorsWhere([
			[isWallet && !/^\d+$/.test(number), 'transfer.value', 'is no number without +'],
		]),
		...needed(payoutRules, body),
		...brazilianDocument(body),
	};
}

/** CPF and CNPJ in Brazil; the formats of other countries are told in notes that contradict their samples. */
export function brazilianDocument({ country, customer }: BodyV2): FieldErrors {
	if (country !== 'BRA') return {};
	const { type, number } = customer.document;
	return documentErrors('customer.document.number', type, number);
}

function needed(rules: readonly MethodRule[], body: BodyV2): FieldErrors {
	const found = rules.find(
		({ method, country }) =>
			method === body.payment_method && (country === null || country === body.country),
	);
	return missingFields(body, found?.needs ?? []);
}

/**
 * `payment` of a charge. Where no page shows it, the method stands alone, but for two: a wallet is said to answer a QR code,
 * and PSE is expected to answer an address.
 */
export function paymentOf({ payment_method: method, country }: BodyV2, id: string): object {
	return { method, ...(payments[`${country} ${method}`] ?? payments[method])?.(id) };
}

const payments: Record<string, (id: string) => object> = {
	pix: (id) => ({ qr_code: pixText(id) }),
	'BRA bank_transfer': () => bankDetails,
	'IND bank_transfer': (id) => ({ url: payUrl(id) }),
	boleto: (id) => ({ url: boletoUrl(id), bar_code: boletoCode }),
	'PER wallet': (id) => ({ qr_code: pixText(id) }),
	pse: (id) => ({ url: payUrl(id) }),
};
