import type { DeliveryRules, Notice } from '../core/notices.mts';
import type { Runtime } from '../core/simulation.mts';
import { serialize, wrap } from './answers.mts';
import type { Movement } from './movement.mts';
import { webhookSecret } from './seed.mts';
import { webhookSignature } from './signature.mts';

/** "Any other status code" is sent again five times over three days; that they are spread evenly is inferred. */
const rules: DeliveryRules = {
	accepts: (status) => status === 200,
	resends: () => 5,
	waitMs: (3 * 24 * 3600_000) / 5,
	follows: [],
};

/**
 * Tells of a movement that ended. `status` in a notification is only ever paid or canceled; whether open, pending and onhold
 * are told of is not documented, and here they are not.
 */
export function createNotices(runtime: Runtime): (movement: Movement) => void {
	return (movement) => {
		if (!['paid', 'canceled'].includes(movement.transactionStatus)) return;
		runtime.notify({
			...createNotice(runtime)(wrap([noticeView(movement)])),
			url: movement.notificationUrl,
		});
	};
}

/** Signed at the moment of each sending. */
export const createNotice =
	({ now }: Pick<Runtime, 'now'>) =>
	(content: object): Notice => ({
		url: null,
		body: serialize(content),
		headers: ({ body, unsigned, secret = webhookSecret }) => ({
			'Content-Type': 'application/json',
			...(unsigned ? {} : { 'SmartFastPay-Signature': webhookSignature(body, secret, now()) }),
		}),
		rules,
	});

/** Neither currency nor method nor a time. */
function noticeView(movement: Movement): Record<string, string> {
	return {
		id: movement.id,
		customer_id: movement.customerId,
		transaction_id: movement.transactionId,
		amount: movement.amount,
		status: movement.transactionStatus,
		type: movement.type,
		[`${movement.type}_status`]: movement.status,
		exchange: movement.exchange,
	};
}
