import type { Provider } from '../contract';
import { api } from './api';
import { auth } from './auth';
import { forms } from './forms';
import { payments } from './payments';
import { webhooks } from './webhooks';

/** PaySecurez (also documented as ZepoPay): card payments with a hosted checkout. Facts: docs.zepopay.com. */
export const paySecurez: Provider = {
	id: 'paySecurez',
	displayName: 'PaySecurez',
	credentialType: 'paySecurezApi',
	auth,
	api,
	payments,
	forms,
	webhooks,
};
