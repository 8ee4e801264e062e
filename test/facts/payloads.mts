import { readFileSync } from 'node:fs';

/** A payload that the sheets of a provider show, and the item that becomes of it. */
export interface Payload {
	/** File and section of the sheet. */
	readonly source: string;
	readonly provider: 'smartFastPay' | 'paySecurez' | 'singapay';
	readonly kind: string;
	readonly what: string;
	readonly record: unknown;
	/** Its fields that are not null. */
	readonly item: Readonly<Record<string, unknown>>;
}

export const payloads = JSON.parse(
	readFileSync('test/facts/payloads.json', 'utf8'),
) as readonly Payload[];
