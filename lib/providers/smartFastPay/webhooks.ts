import { createHmac } from 'node:crypto';

import { isFilledObject, type JsonObject, property, text } from '../json';
import { textOf } from '../paymentRecord';
import { isSameDigest, judgeTime, mismatch, refused, unsigned } from '../webhook';
import type {
	PaymentKind,
	WebhookRequest,
	ProviderWebhooks,
	WebhookEvent,
	Verification,
} from '../contract';
import { payment, payout, transaction } from './payments';

/** `SmartFastPay-Signature: t=<milliseconds>,v1=<hex>` (signature page). Other schemes beside v1 are ignored, as it says. */
const header = 'smartfastpay-signature';

function verify(
	request: WebhookRequest,
	secrets: readonly string[],
	now: number,
	toleranceMs: number,
): Verification {
	const written = request.headers[header];
	if (written === undefined) return refused(unsigned);
	const parts = written.split(',').map((part) => part.trim().split('='));
	const valuesOf = (name: string): readonly string[] =>
		parts.flatMap(([key, value, ...rest]) =>
			key === name && value !== undefined && rest.length === 0 ? [value] : [],
		);
	const [time, ...otherTimes] = valuesOf('t');
	if (time === undefined || otherTimes.length > 0 || !/^\d{1,15}$/.test(time))
		return refused('its signature names no time');
	const expected = secrets.map((secret) =>
		createHmac('sha256', secret).update(`${time}.`).update(request.body).digest(),
	);
	const isSigned = valuesOf('v1').some((digest) =>
		expected.some((one) => isSameDigest(one, digest)),
	);
	return isSigned ? judgeTime(Number(time), now, toleranceMs) : refused(mismatch);
}

/**
 * A list of transactions, each with the status word of its payment or payout, which says more than its own: `canceled` is
 * every kind of failure (notification page). What is not recognized is reported unchanged: it was signed, and is not sent
 * again.
 */
function read(body: unknown): readonly WebhookEvent[] {
	const data = property(body, 'data');
	const content = data === undefined ? body : data;
	const rows = rowsIn(content);
	if (rows.length > 0) return rows.map(eventOf);
	const isUnrecognized = typeof body === 'object' && hasContent(content);
	return isUnrecognized ? [{ event: transaction.id, kind: transaction, record: body }] : [];
}

const rowsIn = (content: unknown): readonly JsonObject[] =>
	(Array.isArray(content) ? content : [content]).filter(isFilledObject);

/** Whether it says anything: an empty list is a notification without rows. */
const hasContent = (content: unknown): boolean =>
	(Array.isArray(content) ? content : [content]).some(
		(entry) => isFilledObject(entry) || textOf(entry) !== '',
	);

function eventOf(row: JsonObject): WebhookEvent {
	const kind = kindOf(row);
	const word = kind === undefined ? '' : wordOf(row, kind);
	return kind === undefined || word === ''
		? { event: kind?.id ?? (typeOf(row) || transaction.id), kind: transaction, record: row }
		: { event: kind.id, kind, record: row, readAs: { ...row, status: word } };
}

const typeOf = (row: JsonObject): string => textOf(property(row, 'type'));
const wordOf = (row: JsonObject, { id }: PaymentKind): string =>
	textOf(property(row, `${id}_status`));

/** By its type, in whatever case, else by the one status word that it has: a filter for payments must not miss one. */
function kindOf(row: JsonObject): PaymentKind | undefined {
	const kinds = [payment, payout];
	const type = typeOf(row).toLowerCase();
	const [only, another] = kinds.filter((kind) => wordOf(row, kind) !== '');
	const byWord = type === '' && another === undefined ? only : undefined;
	return kinds.find(({ id }) => id === type) ?? byWord;
}

/** The same endpoint is documented with and without the prefix. */
export const webhookSecretPaths = ['/v1/webhook/secret', '/webhook/secret'];

/** The credential's field for whoever enters the secret instead. */
export const webhookSecretField = 'webhookSecret';

export const webhooks: ProviderWebhooks = {
	events: [
		{ value: 'payment', label: 'Payment' },
		{ value: 'payout', label: 'Payout' },
	],
	setUp:
		"SmartFastPay expects the address with each payment: enter the production URL above as 'notification_url' (version 1: 'callback') in the request that creates it.",
	signature: {
		secret: {
			kind: 'fetched',
			field: webhookSecretField,
			paths: webhookSecretPaths,
			read: (body) => text(property(property(body, 'data') ?? body, 'secret')),
		},
		verify,
	},
	isTest: () => false,
	read,
};
