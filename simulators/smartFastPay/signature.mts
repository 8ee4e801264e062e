import { createHmac } from 'node:crypto';

/** The SmartFastPay-Signature of a notification: HMAC-SHA256 of `t.body`, t in milliseconds, over the bytes that are sent. */
export function webhookSignature(body: string, secret: string, timeMs: number): string {
	const hex = createHmac('sha256', secret).update(`${timeMs}.${body}`).digest('hex');
	return `t=${timeMs},v1=${hex}`;
}
