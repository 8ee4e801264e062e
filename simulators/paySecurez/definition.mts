import type { ProviderDefinition } from '../core/simulation.mts';
import { answers } from './answers.mts';
import { createNotices, noticeOf } from './notices.mts';
import { createStore } from './store.mts';
import { addTokenRoute } from './token.mts';
import { addTransactions } from './transactions.mts';

export const paySecurez: ProviderDefinition = {
	provider: 'paySecurez',
	credentials: { clientId: 'sim-client', clientSecret: 'sim-secret-paysecurez' },
	tokenLifetimeSeconds: 1800,
	create(runtime) {
		const store = createStore(runtime, createNotices(runtime));
		return {
			answers,
			routes(scope) {
				addTokenRoute(scope, runtime);
				addTransactions(scope, store);
			},
			reset: store.reset,
			records: store.records,
			setStatus: store.setStatus,
			addPayment: store.addPayment,
			noticeOf,
		};
	},
};
