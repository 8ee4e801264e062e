import { createHmac } from 'node:crypto';

import { isObject, property, text } from '../json';
import { isSameDigest, judgeTime, mismatch, refused, unsigned } from '../webhook';
import type { ProviderWebhooks, Verification, WebhookRequest } from '../contract';
import { payout } from './payments.mts';

/** `X-Seal: <seconds>/<hex>`: HMAC-SHA256 of the seconds and the body. */
function verify(
	{ headers, body }: WebhookRequest,
	secrets: readonly string[],
	now: number,
	toleranceMs: number,
): Verification {
	const seal = headers['x-seal'];
	if (seal === undefined) return refused(unsigned);
	const [, seconds = '', digest = ''] = /^(\d{1,11})\/(\w+)$/.exec(seal) ?? [];
	const isSigned = secrets.some((secret) =>
		isSameDigest(createHmac('sha256', secret).update(seconds).update(body).digest(), digest),
	);
	return isSigned ? judgeTime(Number(seconds) * 1000, now, toleranceMs) : refused(mismatch);
}

export const webhooks: ProviderWebhooks = {
	events: [{ value: payout.id, label: payout.label }],
	setUp: 'Fourth Pay takes the address in the settings of the shop.',
	signature: {
		secret: {
			kind: 'fetched',
			field: 'notificationKey',
			paths: ['/notification-key'],
			read: (body) => text(property(property(body, 'result'), 'key')),
		},
		verify,
	},
	isTest: (body) => property(body, 'ping') === true,
	read: (body) => (isObject(body) ? [{ event: payout.id, kind: payout, record: body }] : []),
};
