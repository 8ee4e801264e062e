import type { ProviderDefinition } from '../core/simulation.mts';
import { addAccounts } from './accounts.mts';
import { answers } from './answers.mts';
import { addCards } from './cards.mts';
import { addChecks } from './checks.mts';
import { addDisbursementReads } from './disbursements.mts';
import { createNotice, testNotice } from './delivery.mts';
import { addEwallet } from './ewallet.mts';
import { createGate, createVerifier } from './gate.mts';
import { addLinkHistories } from './linkHistories.mts';
import { addLinks } from './links.mts';
import { addMoneyOut } from './moneyOutRoutes.mts';
import { createWatcher } from './notices.mts';
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
				addChecks(scope, store);
				addMoneyOut(scope, store, runtime.now);
				addVirtualAccounts(scope, store, runtime.now);
				addQris(scope, store, runtime.now);
				addEwallet(scope, store, runtime.now);
				addLinks(scope, store, runtime.now);
				addLinkHistories(scope, store, runtime.now);
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
