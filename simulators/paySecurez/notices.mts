import type { DeliveryRules, Notice } from '../core/notices.mts';
import type { Runtime } from '../core/simulation.mts';
import { statusView } from './transaction.mts';
import type { Transaction } from './transaction.mts';

/** Which answer is expected and what follows another one is not documented; all of this is inferred. */
const rules: DeliveryRules = {
	accepts: (status) => status >= 200 && status < 300,
	resends: () => 3,
	waitMs: 60_000,
	follows: [],
};

/** Tells of every change. The overview speaks of a signature, but no page names a header, a secret or an algorithm: there is none. */
export function createNotices({ notify }: Runtime): (transaction: Transaction) => void {
	return (transaction) => {
		const { SuccessUrl, PendingUrl, FailureUrl, ...told } = statusView(transaction);
		notify({ ...noticeOf(told), url: transaction.callbackUrl });
	};
}

export const noticeOf = (body: object): Notice => ({
	url: null,
	body: JSON.stringify(body),
	headers: () => ({ 'Content-Type': 'application/json' }),
	rules,
});
