import { isFilledObject, type JsonObject, property, text } from '../json';
import { isSameDigest, judgeTime, mismatch, refused, unsigned } from '../webhook';
import { textOf } from '../paymentRecord';
import type {
	WebhookRequest,
	ProviderWebhooks,
	WebhookEvent,
	WebhookEventKind,
	Verification,
} from '../contract';
import { canonicalForms } from './canonicalJson';
import { batches, readBatch, told } from './notificationKinds';
import { hashOfBody, signatureOf } from './signature';

/** The credential's field with further secrets. */
export const furtherSecretsField = 'webhookSecrets';

/**
 * The same formula as for requests, with POST, the path and query of the receiver's own URL, the bearer that came with it (a
 * value made up by Singapay) and a secret: that of the credential that owns the account, for money out and expiries that of
 * the default credential (as measured), or the dashboard's "HMAC Validation Key" (as others use it).
 */
function verify(
	request: WebhookRequest,
	secrets: readonly string[],
	now: number,
	toleranceMs: number,
): Verification {
	const signature = request.headers['x-signature'];
	const timestamp = request.headers['x-timestamp'];
	const accessToken = /^Bearer (\S.*)$/.exec(request.headers.authorization ?? '')?.[1];
	if (signature === undefined) return refused(unsigned);
	if (timestamp === undefined || !/^\d{1,11}$/.test(timestamp))
		return refused('its signature names no time');
	if (accessToken === undefined) return refused('it has no bearer token');
	// Before the body is read: a forged request should cost little.
	if (!isDigest.test(signature)) return refused(mismatch);
	const isSignedOver = (body: string | Buffer): boolean => {
		const bodyHash = hashOfBody(body);
		return secrets.some((clientSecret) =>
			request.targets.some((target) => {
				const signed = { target, accessToken, bodyHash, timestamp, clientSecret };
				return isSameDigest(signatureOf({ method: 'POST', ...signed }), signature);
			}),
		);
	};
	const isSigned =
		isSignedOver(request.body) ||
		canonicalForms(request.body.toString('utf8')).some((form) => isSignedOver(form));
	return isSigned ? judgeTime(Number(timestamp) * 1000, now, toleranceMs) : refused(mismatch);
}

/** HMAC-SHA512 in hex. */
const isDigest = /^[0-9a-f]{128}$/;

interface Event {
	readonly value: string;
	readonly label: string;
	readonly kind: WebhookEventKind;
	/** Other names under which it is documented. */
	readonly alias?: readonly string[];
	/**
	 * `data.transaction.type` or `data.payment.method`, which tell where a notification lacks `event`: one page shows that of
	 * payment links without.
	 */
	readonly types?: readonly string[];
}

type Told = Pick<Event, 'value' | 'kind'>;

/** The events of the dashboard's notification fields. Batches are read row by row. */
const events: readonly Event[] = [
	{ value: 'disbursement', label: 'Disbursement', kind: told.disbursement },
	{
		value: 'ewallet-native-transaction',
		label: 'E-Wallet Payment',
		kind: told.ewallet,
		types: ['ewallet'],
	},
	{ value: 'ewallet-topup', label: 'E-Wallet Top-Up', kind: told.ewalletTopUp },
	{
		value: 'payment-link-transaction',
		label: 'Payment Link',
		kind: told.paymentLink,
		types: ['pl', 'payment_link'],
	},
	{
		value: 'payment-link-inquiry',
		label: 'Payment Link Attempt',
		kind: told.linkInquiry,
		alias: ['payment_link.inquiry'],
	},
	{ value: 'product-expiration', label: 'Product Expired', kind: told.product },
	{
		value: 'qris-acquirer-transaction',
		label: 'QRIS Code',
		kind: told.qris,
		types: ['qris'],
	},
	{ value: 'qris-issuer', label: 'QRIS Payment', kind: told.qrisPayment },
	{ value: 'settlement.completed', label: 'Settlement Completed', kind: told.settled },
	{
		value: 'settlement.refund_cancelled',
		label: 'Settlement Refund Canceled',
		kind: told.settlementRefundCanceled,
	},
	{ value: 'settlement.refunded', label: 'Settlement Refunded', kind: told.settlementRefunded },
	{
		value: 'subscription.cycle.payment_failed',
		label: 'Subscription Cycle Failed',
		kind: told.subscriptionFailed,
	},
	{
		value: 'subscription.cycle.payment_success',
		label: 'Subscription Cycle Paid',
		kind: told.subscriptionPaid,
	},
	{
		value: 'subscription.plan.status_changed',
		label: 'Subscription Plan Changed',
		kind: told.subscription,
	},
	{ value: 'transaction-expiration', label: 'Transaction Expired', kind: told.other },
	{
		value: 'va-transaction',
		label: 'Virtual Account Payment',
		kind: told.virtualAccount,
		types: ['va'],
	},
];

/** The pages write underscores where the deliveries have hyphens, and the other way round. */
const spelled = (name: string): string => name.trim().toLowerCase().replaceAll('_', '-');

/** An event with two spellings, of which a builder sees one. No page says how it is spelled when delivered. */
const linkExpired: readonly [string, Told][] = [
	'payment_link.inquiry.expired',
	'payment-link-inquiry.expired',
	'payment-link-inquiry-expired',
].map((name) => [name, { value: 'payment-link-inquiry', kind: told.linkExpired }]);

const byName: ReadonlyMap<string, Told> = new Map(
	[
		...events.flatMap((event) =>
			[event.value, ...(event.alias ?? [])].map((name): [string, Told] => [name, event]),
		),
		...linkExpired,
	].map(([name, event]) => [spelled(name), event]),
);

/** Events of which only the beginning of the name is documented. */
const byBeginning: readonly (readonly [string, WebhookEventKind])[] = [
	['subscription.', told.subscription],
	['direct-debit', told.directDebit],
];

/** By its name, else by what it is about. Anything else that Singapay reports is passed on unchanged. */
function eventOf(name: string, data: unknown): Told {
	const named = byName.get(spelled(name));
	if (named !== undefined) return named;
	if (name !== '') {
		const [, kind = told.other] =
			byBeginning.find(([begin]) => spelled(name).startsWith(begin)) ?? [];
		return { value: name, kind };
	}
	const types = [
		property(property(data, 'transaction'), 'type'),
		property(property(data, 'payment'), 'method'),
	].map(text);
	const typed = types.flatMap((type) => events.filter((event) => event.types?.includes(type)));
	return typed[0] ?? { value: told.other.id, kind: told.other };
}

/** What is not recognised is reported unchanged: it was signed, and is not sent again. */
const read = (body: unknown): readonly WebhookEvent[] =>
	Array.isArray(body) ? body.flatMap(readOne) : readOne(body);

function readOne(body: unknown): readonly WebhookEvent[] {
	const data = property(body, 'data');
	const name = nameIn(body);
	const { value: event, kind } = eventOf(name, data);
	if (!isFilledObject(data))
		return !isFilledObject(body) || isTest(body) ? [] : [{ event, kind: told.other, record: body }];
	const lists = batches[event];
	if (lists === undefined || !Object.keys(lists).some((list) => Array.isArray(data[list])))
		return [{ event, kind, record: data, ...accountIn(data) }];
	const { rows, isWhole } = readBatch(lists, data);
	return [
		...rows.map(([rowKind, record]): WebhookEvent => ({
			event,
			kind: rowKind,
			record,
			...accountIn(data),
			...accountIn(record),
		})),
		...(isWhole ? [] : [{ event, kind: told.other, record: data }]),
	];
}

const nameIn = (body: unknown): string => textOf(property(body, 'event'));

const isTest = (body: unknown): boolean =>
	typeof property(body, 'data') === 'string' && property(body, 'event') === undefined;

/** The ID that the API needs. Payment links contain another number for the account, which the API does not accept. */
function accountIn(data: JsonObject): { readonly accountId?: string } {
	const inPayment = property(property(data, 'payment'), 'additional_info');
	const places = [
		data,
		property(data, 'transaction'),
		property(data, 'payment_link_history'),
		inPayment,
		property(inPayment, 'payment_link'),
	];
	const ids = places.flatMap((place) => [
		text(property(property(place, 'account'), 'id')),
		text(property(place, 'account_id')),
	]);
	const accountId = ids.find((id) => /\D/.test(id));
	return accountId === undefined ? {} : { accountId };
}

export const webhooks: ProviderWebhooks = {
	events: events.map(({ value, label }) => ({ value, label })),
	setUp:
		'Enter the production URL above in the Singapay dashboard, in the notification fields of the credential that this node uses.',
	signature: {
		secret: { kind: 'clientSecret', furtherField: furtherSecretsField },
		coversPath: true,
		verify,
	},
	isTest,
	nameIn,
	read,
};
