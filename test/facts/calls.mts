import { readFileSync } from 'node:fs';

import type { RequestKind } from '../../lib/providers/contract';

/** A call that the sheets of a provider show and that is about no payment of its own: what is known of it, and its items. */
export interface DocumentedCall {
	/** File and section of the sheet. */
	readonly source: string;
	readonly provider: 'smartFastPay' | 'paySecurez' | 'singapay';
	readonly what: string;
	readonly request: { readonly method: string; readonly path: string; readonly body?: unknown };
	/** What the package takes the request for. */
	readonly says: {
		readonly kind: RequestKind;
		readonly isDocumented: boolean;
		readonly endpoint: string;
		/** The merchant's own reference; '' where the provider protects none, so that a repeat makes a second one. */
		readonly reference: string;
		readonly isSigned: boolean;
	};
	/** The answer as it is shown, with its envelope. */
	readonly answer?: unknown;
	/** What Send Request gives of it. */
	readonly items?: readonly Readonly<Record<string, unknown>>[];
}

export const documentedCalls = JSON.parse(
	readFileSync('test/facts/calls.json', 'utf8'),
) as readonly DocumentedCall[];
