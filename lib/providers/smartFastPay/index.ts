import type { Provider } from '../contract';
import { api } from './api';
import { auth } from './auth';
import { forms } from './forms';
import { payments } from './payments';
import { webhooks } from './webhooks';

/** SmartFastPay: PIX, bank transfers, cards and payouts in Latin America. Facts: docs.smartfastpay.com. */
export const smartFastPay: Provider = {
	id: 'smartFastPay',
	displayName: 'SmartFastPay',
	credentialType: 'smartFastPayApi',
	auth,
	api,
	payments,
	forms,
	webhooks,
};
