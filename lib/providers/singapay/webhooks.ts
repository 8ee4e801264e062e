import { isObject, property, text } from '../json';
import { isSameDigest, judgeTime, mismatch, refused, unsigned } from '../webhook';
import { statusMeanings } from '../paymentRecord';
import type {
	WebhookRequest,
	ProviderWebhooks,
	WebhookEvent,
	WebhookEventKind,
	Verification,
} from '../contract';
import { canonicalAsWritten } from './canonicalJson';
import { disbursement, ewallet, qris, virtualAccount } from './payments';
import { signatureOf } from './signature';

/**
 * The same formula as for requests, with POST, the path and query of the receiver's own URL, the bearer that came with it (a
 * value made up by Singapay) and the client secret (signature guide; the dashboard's "HMAC Validation Key" is not used, as
 * measured).
 */
function verify(
	request: WebhookRequest,
	secret: string,
	now: number,
	toleranceMs: number,
): Verification {
	const signature = request.headers['x-signature'];
	const timestamp = request.headers['x-timestamp'];
	const accessToken = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
	if (signature === undefined) return refused(unsigned);
	if (timestamp === undefined || !/^\d{1,11}$/.test(timestamp))
		return refused('its signature names no time');
	if (accessToken === undefined) return refused('it carries no bearer token');
	// Sent in the canonical form, the body is its own.
	const bodies = [canonicalAsWritten(request.body.toString('utf8')), request.body];
	const isSigned = request.targets.some((target) =>
		bodies.some(
			(canonicalBody) =>
				canonicalBody !== undefined &&
				isSameDigest(
					signatureOf({
						method: 'POST',
						target,
						accessToken,
						canonicalBody,
						timestamp,
						clientSecret: secret,
					}),
					signature,
				),
		),
	);
	return isSigned ? judgeTime(Number(timestamp) * 1000, now, toleranceMs) : refused(mismatch);
}

interface Event {
	readonly value: string;
	readonly label: string;
	readonly kind: WebhookEventKind;
	/** `data.transaction.type`, which tells where a notification lacks `event`: that of payment links once did. */
	readonly type?: string;
}

const { pending, succeeded, expired } = statusMeanings;

const events: readonly Event[] = [
	{ value: 'disbursement', label: 'Disbursement', kind: disbursement },
	{
		value: 'ewallet-native-transaction',
		label: 'E-Wallet Payment',
		// Whatever the product's own word is, a notification says `paid`.
		kind: { ...ewallet, statusMap: { ...ewallet.statusMap, paid: succeeded } },
		type: 'ewallet',
	},
	{
		value: 'ewallet-topup',
		label: 'E-Wallet Top-Up',
		kind: { ...disbursement, id: 'ewalletTopUp' },
	},
	{
		value: 'payment-link-transaction',
		label: 'Payment Link',
		kind: {
			...virtualAccount,
			id: 'paymentLink',
			statusMap: { open: pending, paid: succeeded, settled: succeeded, expired },
		},
		type: 'pl',
	},
	{ value: 'qris-acquirer-transaction', label: 'QRIS Code', kind: qris, type: 'qris' },
	{ value: 'qris-issuer', label: 'QRIS Payment', kind: { ...disbursement, id: 'qrisPayment' } },
	{ value: 'va-transaction', label: 'Virtual Account Payment', kind: virtualAccount, type: 'va' },
];

/** Whatever else Singapay tells of: subscriptions, settlements and the like have no common words. */
const other: WebhookEventKind = { ...disbursement, id: 'other', statusMap: {} };

/** Money in: the payment is `data.transaction`. Money out: `data` is the disbursement itself. */
function read(body: unknown): readonly WebhookEvent[] {
	const data = property(body, 'data');
	if (!isObject(data)) return [];
	const inner = property(data, 'transaction');
	const record = isObject(inner) ? inner : data;
	const name = text(property(body, 'event'));
	const type = text(property(record, 'type'));
	const known = events.find(({ value, type: own }) =>
		name === '' ? own !== undefined && own === type : value === name,
	);
	const event = name === '' ? (known?.value ?? 'other') : name;
	return [{ event, kind: known?.kind ?? other, record: data, readAs: record }];
}

export const webhooks: ProviderWebhooks = {
	events: events.map(({ value, label }) => ({ value, label })),
	setUp:
		'Enter the production URL above in the Singapay dashboard, in the notification fields of the credential that this node uses.',
	signature: { secret: { kind: 'clientSecret' }, coversPath: true, verify },
	isTest: (body) =>
		typeof property(body, 'data') === 'string' && property(body, 'event') === undefined,
	read,
};
