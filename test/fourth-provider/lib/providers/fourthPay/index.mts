import type { Provider } from '../contract';
import { api } from './api.mts';
import { auth } from './auth.mts';
import { forms } from './forms.mts';
import { payments } from './payments.mts';
import { webhooks } from './webhooks.mts';

/** Fourth Pay exists in the tests only. It differs from the real providers wherever the contract lets it. */
export const fourthPay: Provider = {
	id: 'fourthPay',
	displayName: 'Fourth Pay',
	credentialType: 'fourthPayApi',
	auth,
	api,
	payments,
	forms,
	webhooks,
};
