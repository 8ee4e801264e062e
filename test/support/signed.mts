import { createHash, createHmac } from 'node:crypto';

import { type EventFilter, receive, type Received } from '../../lib/webhooks/receive';
import { createConfirmationLimits } from '../../lib/webhooks/unconfirmed';
import type { CallContext } from '../../lib/client/call';
import type { Provider, WebhookRequest } from '../../lib/providers/contract';
import { answer, fakeContext, type FakeContext, type Replies, settings } from './fakeContext.mts';

/** Signed requests, made here from the pages of the providers and from nothing of the package. */

export const now = Date.UTC(2026, 0, 15, 3, 0, 0);

export const fetchedSecret = '0f4b1d5e-1111-4222-8333-444455556666';

export const givesSecret = answer({ requestId: 'r', data: { secret: fetchedSecret } });

/** At the moment of the signatures. */
export function webhookContext(
	provider: Provider,
	replies: Replies = givesSecret,
	extras: Readonly<Record<string, string>> = {},
): FakeContext {
	const fake = fakeContext(provider, replies, {
		settings: { ...settings, extras: { ...settings.extras, ...extras } },
	});
	fake.clock.now = now;
	return fake;
}

export const allEvents: EventFilter = {
	events: undefined,
	statuses: undefined,
	confirm: false,
	accountId: 'acc-1',
	toleranceMs: 300_000,
};

/** What a node that has received nothing before makes of a request. */
export const receiveFirst = async (
	context: CallContext,
	request: WebhookRequest,
	filter: EventFilter,
): Promise<Received> => await receive(context, request, filter, createConfirmationLimits());

export const inbound = (
	body: string | Buffer,
	headers: Record<string, string | undefined> = {},
	targets: readonly string[] = ['/webhook/a?x=1'],
): WebhookRequest => ({ targets, headers, body: Buffer.from(body as string) });

export function smartFastPaySigned(
	body: string | Buffer,
	secret: string,
	time: number | string = now,
): WebhookRequest {
	const v1 = createHmac('sha256', secret).update(`${time}.`).update(body).digest('hex');
	return inbound(body, { 'smartfastpay-signature': `t=${time},v1=${v1}` });
}

export interface SingapayParts {
	readonly target?: string;
	readonly bearer?: string;
	readonly timestamp?: number | string;
	/** What is hashed, if it is not the body. */
	readonly hashed?: string | Buffer;
}

export function singapaySigned(
	body: string | Buffer,
	secret: string,
	{
		target = '/webhook/a?x=1',
		bearer = 'rand-token',
		timestamp = now / 1000,
		hashed = body,
	}: SingapayParts = {},
): WebhookRequest {
	const hash = createHash('sha256').update(hashed).digest('hex');
	const text = `POST:${target}:${bearer}:${hash}:${timestamp}`;
	return inbound(
		body,
		{
			'x-signature': createHmac('sha512', secret).update(text).digest('hex'),
			'x-timestamp': String(timestamp),
			authorization: `Bearer ${bearer}`,
		},
		[target],
	);
}

export const paidPix = (change: object = {}): string =>
	JSON.stringify({
		requestId: 'req-0001',
		data: [
			{
				id: 'pay-0001',
				customer_id: 'cust-1',
				transaction_id: 'order-1',
				amount: '25.00',
				status: 'paid',
				type: 'payment',
				payment_status: 'paid',
				...change,
			},
		],
	});

/** In canonical form: the keys are in their order. */
export const paidVirtualAccount =
	'{"data":{"transaction":{"amount":{"currency":"IDR","value":25000},"post_timestamp":"15 Jan 2026 10:00:00","reff_no":"INV-1","status":"paid","transaction_id":"VA-1","type":"va"}},"event":"va-transaction","status":200,"success":true,"timestamp":"15 Jan 2026 10:00:00"}';

/** Every request that differs from this text by one bit. */
export const withOneBitChanged = (text: string): string[] =>
	[...text].flatMap((letter, at) =>
		Array.from({ length: 7 }, (_, bit) => {
			const other = String.fromCharCode(letter.charCodeAt(0) ^ (1 << bit));
			return text.slice(0, at) + other + text.slice(at + 1);
		}),
	);

export function bytesWithOneBitChanged(bytes: Buffer): Buffer[] {
	return Array.from({ length: bytes.length * 8 }, (_, bit) => {
		const changed = Buffer.from(bytes);
		changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
		return changed;
	});
}
