import type { Explanation, Provider } from '../providers/contract';
import { explainUnknown, shortened } from '../client/messages';
import type { CallInfo, Failed } from '../client/result';
import type { FoundPayment, Payment } from './payment';
import type { Lookup } from './lookup';
import { maxNamedPayments, maxSearchedPages } from './numbers';

/** Messages for a payment whose status cannot be reported. */

export const noSuchPayment = (
	provider: Provider,
	lookup: Pick<Lookup, 'kind' | 'by' | 'value'>,
): Explanation => {
	const { kind, by, value } = lookup;
	const account = kind.account === undefined ? '' : ` Check '${kind.account.label}', too.`;
	const others =
		provider.payments.kinds.length === 1
			? ''
			: ` The ${by === 'id' ? 'IDs' : 'references'} of other kinds are not found here: check the kind.`;
	return {
		message: `${provider.displayName} has no ${kind.name} with the ${nameOf(by)} ${shortened(value)}`,
		description: `Check the ${nameOf(by)}, and that it belongs to the credential's environment.${others}${account}`,
	};
};

export const severalPayments = (
	provider: Provider,
	{ kind, value }: Pick<Lookup, 'kind' | 'value'>,
	found: readonly FoundPayment[],
): Explanation => {
	const ids = found.slice(0, maxNamedPayments).map(({ payment }) => payment.id ?? '?');
	return {
		message: `${provider.displayName} has ${found.length} payments (${kind.name}) with the reference ${shortened(value)}`,
		description: `Look up the one you mean by its ID: ${ids.join(', ')}${found.length > ids.length ? ', …' : ''}. The operation Get Many with the filter Reference returns them all.`,
	};
};

/** Neither found nor known to be missing. */
export const notDetermined = (
	provider: Provider,
	{ kind, by, value }: Pick<Lookup, 'kind' | 'by' | 'value'>,
): Explanation => ({
	message: `Whether ${provider.displayName} has a ${kind.name} with the ${nameOf(by)} ${shortened(value)} could not be determined`,
	description: `It is not on the newest ${maxSearchedPages} pages of the list, and the rest was not searched. ${by === 'id' ? 'Check the ID' : 'Look it up by its ID'}, or use the operation Get Many with dates.`,
});

export const notSearchedThrough = (
	provider: Provider,
	{ kind, value }: Pick<Lookup, 'kind' | 'value'>,
	id: string | null,
): Explanation => ({
	message: `${provider.displayName} lists too many payments (${kind.name}) to search them all for the reference ${shortened(value)}`,
	description: `There is one${id === null ? '' : ` with the ID ${id}`}, and there may be others. Look it up by its ID.`,
});

export const anotherPayment = ({ provider }: CallInfo): Explanation => ({
	message: `${provider.displayName} returned a different payment than the one requested`,
	description: "It is not used. Check the ID and 'Environment' and 'Base URL' of the credential.",
});

export const notAPayment = (called: CallInfo): Explanation => notWhatWasAsked(called, 'a payment');

export const notAList = (called: CallInfo): Explanation =>
	notWhatWasAsked(called, 'a list of payments');

const notWhatWasAsked = ({ provider, request }: CallInfo, wanted: string): Explanation => ({
	message: `${provider.displayName} returned something other than ${wanted}`,
	description: `It came from ${new URL(request.url).pathname}. Check 'Environment' and 'Base URL' of the credential, and proxies in between.`,
});

/** The wait ended before the payment did. */
export const stillPending = (
	provider: Provider,
	{ kind, value }: Pick<Lookup, 'kind' | 'value'>,
	payment: Payment,
	waitedMs: number,
): Explanation => ({
	message: `The ${kind.name} ${shortened(value)} is still ${payment.status} after ${secondsIn(waitedMs)} seconds`,
	description: `${wordFor(provider, payment)}Look again later with the operation Get, raise 'Max Wait (Seconds)', or use the Payment Status Trigger.`,
});

/** The wait ended without a single response with the status. */
export const neverSeen = (
	{ kind, value }: Pick<Lookup, 'kind' | 'value'>,
	last: Failed | undefined,
	waitedMs: number,
): Explanation => ({
	message: last?.message ?? `The status of the ${kind.name} ${shortened(value)} could not be read`,
	description:
		`No status could be read in ${secondsIn(waitedMs)} seconds. ${last?.description ?? ''}`.trim(),
});

const secondsIn = (ms: number): number => Math.round(ms / 1000);

const wordFor = ({ displayName }: Provider, { providerStatus }: Payment): string =>
	providerStatus === null ? '' : `${displayName} calls it ${shortened(providerStatus)}. `;

export const waitCanceled = ({ kind, value }: Pick<Lookup, 'kind' | 'value'>): Explanation => ({
	message: `The wait for the ${kind.name} ${shortened(value)} was stopped`,
	description: 'The execution was canceled, or another item failed. Nothing was changed.',
});

export const tooManyRows = (provider: Provider, pages: number): Explanation => ({
	message: `${provider.displayName}'s list has more than ${pages} pages`,
	description: "Narrow it by 'Date From' and 'Date To', or turn 'Return All' off.",
});

const nameOf = (by: Lookup['by']): string => (by === 'id' ? 'ID' : 'reference');

/** A create that was answered with success, but without a payment. */
export const withoutRecord = (call: CallInfo): Explanation =>
	explainUnknown(call, 'its response contains no payment');

/** A change that was answered with success, but not in the provider's format. */
export const withoutConfirmation = (call: CallInfo): Explanation =>
	explainUnknown(call, 'its response does not confirm it');

/** A payment that was answered with the record of another one. */
export const ofAnotherReference = (call: CallInfo, named: string): Explanation =>
	explainUnknown(call, `its response names another reference, ${shortened(named)}`);

/** A change that was answered with the record of something else, or with none. */
export const ofAnother = (call: CallInfo): Explanation =>
	explainUnknown(call, 'its response does not contain what was to be changed');
