import type { Provider } from '../contract';
import { api } from './api';
import { auth } from './auth';
import { forms } from './forms';
import { payments } from './payments';
import { webhooks } from './webhooks';

/** Singapay (Singa Payment Gateway): virtual accounts, QRIS, e-wallets and disbursements in Indonesia. Facts: docs.singapay.id. */
export const singapay: Provider = {
	id: 'singapay',
	displayName: 'Singapay',
	credentialType: 'singapayApi',
	auth,
	api,
	payments,
	forms,
	webhooks,
};
