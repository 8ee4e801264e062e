import type { ProviderDefinition } from '../core/simulation.mts';
import { addAccounts } from './accounts.mts';
import { answers } from './answers.mts';
import { addCards } from './cards.mts';
import { addDisbursementReads } from './disbursements.mts';
import { createNotice, testNotice } from './delivery.mts';
import { addEwallet } from './ewallet.mts';
import { createGate, createVerifier } from './gate.mts';
import { addMoneyOut } from './moneyOutRoutes.mts';
import { createWatcher } from './notices.mts';
import { addPaymentLinks } from './paymentLinks.mts';
import { createSingapayPayments } from './payments.mts';
import { addQris } from './qris.mts';
import { createStore } from './store.mts';
import { addTokenRoutes } from './token.mts';
import { addVirtualAccounts } from './virtualAccounts.mts';

export const singapay: ProviderDefinition = {
	provider: 'singapay',
	credentials: {
		clientId: 'sim-client',
		clientSecret: 'sim-secret-singapay',
		partnerId: 'sim-partner-0001',
	},
	tokenLifetimeSeconds: 3600,
	create(runtime) {
		const store = createStore(runtime, createWatcher(runtime));
		return {
			answers,
			gate: createGate(runtime),
			verify: createVerifier(runtime),
			routes(scope) {
				addTokenRoutes(scope, runtime);
				addAccounts(scope, store, runtime.now);
				addDisbursementReads(scope, store, runtime.now);
				addMoneyOut(scope, store, runtime.now);
				addVirtualAccounts(scope, store, runtime.now);
				addQris(scope, store, runtime.now);
				addEwallet(scope, store, runtime.now);
				addPaymentLinks(scope, store, runtime.now);
				addCards(scope, store);
			},
			reset: store.reset,
			records: store.records,
			setStatus: store.setStatus,
			addPayment: createSingapayPayments(store, runtime.now),
			noticeOf: createNotice(runtime),
			testNotice,
		};
	},
};
