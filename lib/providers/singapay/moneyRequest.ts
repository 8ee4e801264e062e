import type { Endpoint } from '../contract';

/** A request that charges a payer or pays a payee. */
export interface MoneyRequest {
	readonly path: string;
	readonly name: string;
	/** Where the body contains the merchant's reference, and how many characters it may have. */
	readonly reference: readonly [path: string, maxLength: number];
	/** Where its answer names it, if not by the ID of the transaction. */
	readonly namedBy?: readonly string[];
	/** Whether no page says that its answer repeats the reference, under the same name as in the body. */
	readonly omitsReference?: true;
	/** For people; where a `find` stands beside it, the same in words. */
	readonly lookUp?: string;
}

export const pay = ({
	path,
	name,
	reference: [field, maxLength],
	namedBy = ['transaction_id', 'id'],
	omitsReference,
	lookUp,
}: MoneyRequest): Endpoint => ({
	method: 'POST',
	path,
	name,
	kind: 'movesMoney',
	reference: { path: field, maxLength, ...(omitsReference === true ? {} : { inAnswer: field }) },
	namedBy,
	...(lookUp === undefined ? {} : { lookUp }),
});

/** Wants `X-Timestamp` and `X-Signature` (list from the measured client; the pages name them one by one). */
export const paySigned = (payment: MoneyRequest): Endpoint => ({ ...pay(payment), isSigned: true });
