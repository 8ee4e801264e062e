import type { Choice } from './auth';
import type { Explanation } from './explanation';

/**
 * Requests that a builder fills in field by field. The editor's fields, the checks before sending and the docs' tables are derived
 * from this data, and are declared nowhere else.
 */

/** What a builder can ask for without writing JSON. */
export interface ProviderForms {
	/** In the order of the editor: the most usual first. */
	readonly creates: readonly CreateForm[];
	/** What can be done with a payment link that exists; undefined where the provider has none. */
	readonly links?: PaymentLinkForms;
}

/** A request with fields. The endpoint is one of the provider's `endpoints`: what it does, and its reference, stand there. */
export interface RequestForm {
	readonly method: string;
	/** The endpoint's template. Each parameter in braces is the `path` of a field with `in: 'path'`. */
	readonly path: string;
	/** Members of the body that are fixed by the method itself, by dotted path. */
	readonly fixed?: Readonly<Record<string, string | number | boolean>>;
	/** Required ones first. The merchant's reference is none of them: it is the endpoint's. */
	readonly fields: readonly FormField[];
	/** The currency of its amounts: always this one, or the value of the field with this name. */
	readonly currency: { readonly always: string } | { readonly field: string };
}

/** One way to create a payment, a payout or a payment link. */
export interface CreateForm extends RequestForm {
	/** The value of the node's `paymentMethod`. The same word is used for the same method at every provider, e.g. `pix`. */
	readonly id: string;
	/** As a choice in the editor, e.g. `PIX`. */
	readonly label: string;
	/** One line of help beside the choice, e.g. in which countries. */
	readonly description: string;
	readonly resource: 'payment' | 'payout' | 'paymentLink';
	/** The ID of the payment kind as which the answer's record is read; that of `payments.link` for a link. */
	readonly kind: string;
	/** What the payer has to do next, from the record in the response. */
	nextAction?(record: unknown): NextActionFacts;
	/** Checks that can be made before the payout is sent, in their order. */
	readonly checks?: readonly PayoutCheck[];
}

export interface FieldCommon {
	/** The node's parameter, in camelCase. The same name has the same meaning, whichever method it belongs to. */
	readonly name: string;
	/** In Title Case, with its unit where it has one. */
	readonly label: string;
	/** Dotted path in the JSON body, e.g. `customer.document.number`, or the parameter of the endpoint's path. */
	readonly path: string;
	/** `body` unless given. */
	readonly in?: 'path';
	/** One that is not required stands under Additional Fields. */
	readonly required?: true;
	/** Required only where another field, which is required, has one of these values. The field is shown only then. */
	readonly when?: { readonly field: string; readonly is: readonly string[] };
	/** An example of a value that passes, without `e.g.`. Never a default. */
	readonly example: string;
	/** One sentence of help, without a full stop. */
	readonly help: string;
}

/** Lengths count characters, bounds are inclusive. */
export type FormField = FieldCommon &
	(
		| {
				readonly type: 'text';
				readonly minLength?: number;
				readonly maxLength?: number;
				/** The whole value has to match; `description` completes the sentence `It has to be …`. */
				readonly pattern?: { readonly matches: RegExp; readonly description: string };
		  }
		/**
		 * Major units, digit by digit as it was written; bounds as decimal text. Decimals as the currency has them, unless given.
		 * A JSON number unless `writtenAs`: `text` with two decimals.
		 */
		| {
				readonly type: 'amount';
				readonly min?: string;
				readonly max?: string;
				readonly multipleOf?: string;
				readonly decimals?: number;
				readonly writtenAs?: 'text';
		  }
		| { readonly type: 'integer'; readonly min?: number; readonly max?: number }
		| { readonly type: 'boolean' }
		/** One of these; another value is refused. `default` is for a choice that nearly everybody makes. */
		| { readonly type: 'choice'; readonly choices: readonly Choice[]; readonly default?: string }
		/** A moment in the future, as the editor or an expression gives it. `milliseconds`: Unix time as text of 13 digits. */
		| { readonly type: 'time'; readonly writtenAs: 'iso' | 'milliseconds' }
		/** A day, written `mm-dd-yyyy`. */
		| { readonly type: 'birthdate' }
		| { readonly type: 'email'; readonly maxLength?: number }
		/** An `https:` or `http:` address. */
		| { readonly type: 'url'; readonly maxLength?: number }
		/** `e164` with a plus and the country's code; `digits` without anything else. */
		| {
				readonly type: 'phone';
				readonly writtenAs: 'e164' | 'digits' | 'any';
				readonly minLength?: number;
				readonly maxLength?: number;
		  }
		/** ISO 3166-1. */
		| { readonly type: 'country'; readonly writtenAs: 'alpha2' | 'alpha3' }
		/** ISO 4217, three letters. */
		| { readonly type: 'currency' }
		/**
		 * Digits of an identity document. `kindField` names the field with its kind; CPF and CNPJ are checked by their check digits,
		 * and written without dots and dashes. Without a kind: CPF or CNPJ by its length.
		 */
		| { readonly type: 'document'; readonly kindField?: string; readonly maxLength?: number }
		/** Several texts: a list, its JSON, or text with commas between them. `anyWord` alone stands for the empty list. */
		| {
				readonly type: 'textList';
				readonly choices?: readonly Choice[];
				readonly anyWord?: string;
		  }
		| { readonly type: 'json'; readonly shape: 'object' | 'array' }
		/** The account at the provider, see `AccountParameter`. */
		| { readonly type: 'account' }
	);

/** What a payer needs. '' or null where the answer does not say. */
export interface NextActionFacts {
	/** `redirect`: open `url`. `qr`: scan `qrText`. `transfer`: pay into `account`, or with the code that stands there. */
	readonly type: 'redirect' | 'qr' | 'transfer' | 'none';
	/** An `https:` or `http:` address. */
	readonly url: string;
	/** The text of the QR code. */
	readonly qrText: string;
	/** The number to pay to, or a boleto's digits. */
	readonly account: string;
	/** The account's bank, by name or code; its branch; its holder. */
	readonly bank: string;
	readonly branch: string;
	readonly holder: string;
	/** A one-time code, e.g. for a cardless withdrawal. */
	readonly code: string;
	/** Epoch milliseconds. */
	readonly expiresAt: number | null;
}

/** A check that can be made before a payout is sent. It returns who the payee is, what the payout costs, or both. */
export interface PayoutCheck {
	/** An endpoint that only reads. */
	readonly method: 'POST';
	/** Its template: each parameter is a member of the body of the payout. */
	readonly path: string;
	/** Its body, made from that of the payout; an explanation if the payout lacks what the check needs. */
	bodyOf(
		payout: unknown,
	):
		| { readonly kind: 'body'; readonly body: Readonly<Record<string, unknown>> }
		| { readonly kind: 'unaskable'; readonly explanation: Explanation };
	/** Who the payee is, by the content of the answer without its envelope. `name` '' if it returns none. */
	readBeneficiary?(content: unknown): { readonly isValid: boolean; readonly name: string };
	/** What the payout costs. */
	readFee?(content: unknown): FeeFacts;
}

/** What a payout would cost: decimal numbers as text in major units, null where the answer does not say. */
export interface FeeFacts {
	/** What the payee would receive. */
	readonly amount: string | null;
	readonly fee: string | null;
	/** What the merchant would be debited. */
	readonly gross: string | null;
	/** '' where the answer does not say. */
	readonly currency: string;
}

/** Requests about an existing link. Its ID is the path parameter `id`, beside the account where the path names it. */
export interface PaymentLinkForms {
	readonly update: RequestForm;
	readonly remove: Pick<RequestForm, 'method' | 'path' | 'fields'>;
}
