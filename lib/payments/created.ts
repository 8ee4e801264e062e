import { endpointOf, valueAt } from '../providers/endpoints';
import { noAction } from '../providers/nextAction';
import { firstOf, textOf } from '../providers/paymentRecord';
import type {
	CreateForm,
	Explanation,
	NextActionFacts,
	PaymentKind,
	Provider,
} from '../providers/contract';
import { type Answered, type Failed, failure } from '../client/result';
import { ofAnother, ofAnotherReference, withoutConfirmation, withoutRecord } from './messages';
import { type Payment, readPayment } from './payment';

/** What a payer has to do next; what the response does not contain is null. */
export interface NextAction {
	readonly type: NextActionFacts['type'];
	readonly url: string | null;
	/** The text of the QR code to show. */
	readonly qrText: string | null;
	/** The number to pay to, or a boleto's digits. */
	readonly account: string | null;
	readonly bank: string | null;
	readonly branch: string | null;
	readonly holder: string | null;
	/** A one-time code, e.g. for a cardless withdrawal. */
	readonly code: string | null;
	/** ISO 8601, UTC. */
	readonly expiresAt: string | null;
}

/** What was requested, for values that the response does not repeat. */
export interface Asked {
	readonly reference: string;
	/** A decimal number as text; null where nothing was named. */
	readonly amount: string | null;
	readonly currency: string;
	/** Epoch milliseconds. */
	readonly now: number;
}

export interface CreatedPayment {
	readonly payment: Payment & { readonly nextAction: NextAction };
	readonly record: unknown;
}

/**
 * A payment that was just created, by the provider's record of it. One that the provider accepted without a status is
 * pending: it was not refused, and nothing is known to have ended it.
 */
export function readCreated(
	provider: Provider,
	kind: PaymentKind,
	create: Pick<CreateForm, 'nextAction'>,
	record: unknown,
	asked: Asked,
): CreatedPayment {
	const { reference, now } = asked;
	const { payment } = readPayment(provider, kind, record, { reference, now });
	const isUntold = payment.providerStatus === null;
	// An amount says nothing without its currency, nor the other way round.
	const money =
		payment.amount === null && payment.currency === null
			? { amount: asked.amount, currency: asked.currency === '' ? null : asked.currency }
			: {};
	return {
		payment: {
			...payment,
			...money,
			...(isUntold ? { status: 'pending', final: false } : {}),
			nextAction: readNextAction(create.nextAction?.(record) ?? noAction, asked.now),
		},
		record,
	};
}

/**
 * Why a write to a documented endpoint is not done, although it was answered with success; undefined if it is, or if no page says
 * how its answer looks. A notice, or an empty envelope, says nothing about what happened to the request.
 */
export function whyUnconfirmed(answered: Answered): Failed | undefined {
	const { call, response } = answered;
	const { api } = call.provider;
	const endpoint = endpointOf(call.provider, call.request);
	if (endpoint?.kind === 'changes' && response.body !== '' && !api.isSuccess(response.body))
		return outcomeUnknown(answered, withoutConfirmation(call));
	if (endpoint?.kind !== 'movesMoney') return undefined;
	const record = api.unwrap(response.body);
	const isNamed = endpoint.namedBy === undefined || firstOf(record, endpoint.namedBy) !== undefined;
	return isNamed ? undefined : outcomeUnknown(answered, withoutRecord(call));
}

/** The same where a payment was answered with the record of another reference. */
export function whyAnother(answered: Answered): Failed | undefined {
	const { call, response } = answered;
	const inAnswer = endpointOf(call.provider, call.request)?.reference?.inAnswer;
	const record = call.provider.api.unwrap(response.body);
	const named = inAnswer === undefined ? '' : textOf(valueAt(record, inAnswer));
	return named === '' || call.reference === '' || named === call.reference.trim()
		? undefined
		: outcomeUnknown(answered, ofAnotherReference(call, named));
}

/** The same where a change was answered with the record of something else than was to be changed. */
export const whyOfAnother = (answered: Answered): Failed =>
	outcomeUnknown(answered, ofAnother(answered.call));

const outcomeUnknown = ({ call, raw, response }: Answered, explanation: Explanation): Failed =>
	failure(call, 'unusable', explanation, { status: raw.status, answer: { raw, response } });

/** What has expired cannot be paid any more, e.g. if an earlier create is found. */
function readNextAction(facts: NextActionFacts, now: number): NextAction {
	const { url, qrText, account, bank, branch, holder, code, expiresAt } = facts;
	const hasLapsed = facts.expiresAt !== null && facts.expiresAt <= now;
	return {
		type: hasLapsed ? 'none' : facts.type,
		url: orNull(url),
		qrText: orNull(qrText),
		account: orNull(account),
		bank: orNull(bank),
		branch: orNull(branch),
		holder: orNull(holder),
		code: orNull(code),
		expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
	};
}

const orNull = (text: string): string | null => (text === '' ? null : text);
