import type { FieldErrors } from '../core/simulation.mts';
import { errorsWhere, missingFields } from '../core/validation.mts';
import { documentErrors } from './documents.mts';
import type { BodyV1 } from './schemasV1.mts';

/** What the v1 creates ask for by country; without one it is Brazil. */

export function commonErrors(body: BodyV1): FieldErrors {
	return isColombian(body)
		? { ...missingFields(body, ['country', 'currency', 'document']), ...colombianDocument(body) }
		: brazilianDocument(body);
}

/** A pix key or a bank account in Brazil, the phone in Colombia. Older pages have no `payout_method`: the block decides. */
export function payoutErrors(body: BodyV1): FieldErrors {
	const { payout_method: method, pix, bank } = body;
	const blocks = [pix, bank].filter((block) => block !== undefined).length;
	const destination = isColombian(body)
		? missingFields(body, ['phone'])
		: errorsWhere([
				[blocks !== 1, 'pix', 'is required, or bank is'],
				[method === 'pix' && pix === undefined, 'pix', 'is required'],
				[method === 'bank_transfer' && bank === undefined, 'bank', 'is required'],
			]);
	return { ...destination, ...commonErrors(body) };
}

export function checkoutErrors(body: BodyV1): FieldErrors {
	const redirect = ['transaction.redirect.url', 'transaction.redirect.type'];
	return { ...missingFields(body, isColombian(body) ? redirect : []), ...commonErrors(body) };
}

function isColombian({ country, currency }: BodyV1): boolean {
	return country === 'COL' || currency === 'COP';
}

function colombianDocument({ document = '' }: BodyV1): FieldErrors {
	return errorsWhere([[document.length === 14, 'document', 'has not 11 digits']]);
}

function brazilianDocument({ document, document_type }: BodyV1): FieldErrors {
	if (document === undefined) return {};
	const byLength = document.length === 14 ? 'CNPJ' : 'CPF';
	return documentErrors('document', document_type ?? byLength, document);
}
