import type { ProviderDefinition } from '../core/simulation.mts';
import { answers, serialize } from './answers.mts';
import { addCreatesV1 } from './createsV1.mts';
import { addCreatesV2 } from './createsV2.mts';
import { createNotice, createNotices } from './notices.mts';
import { addReads } from './reads.mts';
import { createStore } from './store.mts';
import { addTokenRoute } from './token.mts';

export const smartFastPay: ProviderDefinition = {
	provider: 'smartFastPay',
	credentials: { clientId: 'sim-client', clientSecret: 'sim-secret-smartfastpay' },
	tokenLifetimeSeconds: 3600,
	create(runtime) {
		const store = createStore(runtime, createNotices(runtime));
		return {
			answers,
			serialize,
			countAs: (pattern) => pattern.replace(/^\/v1(?=\/)/, ''),
			routes(scope) {
				addTokenRoute(scope, runtime);
				// The pages write the same endpoint with and without /v1; only the v2 creates have a prefix of their own.
				for (const prefix of ['', '/v1']) {
					addReads(scope, prefix, store);
					addCreatesV1(scope, prefix, store, runtime.now);
				}
				addCreatesV2(scope, store, runtime.now);
			},
			reset: store.reset,
			records: store.records,
			setStatus: store.setStatus,
			addPayment: store.addPayment,
			noticeOf: createNotice(runtime),
		};
	},
};
