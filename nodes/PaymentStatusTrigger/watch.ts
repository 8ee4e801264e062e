import type { IPollFunctions } from 'n8n-workflow';

import type { Explanation, PaymentKind } from '../../lib/providers/contract';
import type { CallContext } from '../../lib/client/call';
import { maxWatched } from '../../lib/watch/numbers';
import { isListed } from '../../lib/payments/list';
import { type ChoiceField, lookUpByField, readChoice } from '../shared/forms/choice';
import { readStatuses } from '../shared/forms/list';
import type { Lookup } from '../../lib/payments/lookup';
import { readIdentifiers } from '../shared/forms/identifier';
import { askable, readAccount, readKind } from '../shared/forms/lookup';
import type { Change } from '../../lib/watch/change';
import { fingerprint } from '../../lib/watch/state';
import { hasLists } from '../shared/payments';

interface Common {
	/** Distinguishes this watch from one with other settings. */
	readonly fingerprint: string;
	readonly isWanted: (change: Change) => boolean;
	readonly simplify: boolean;
}

/** Which changes start the workflow. */
export type Watch =
	| (Common & {
			readonly kind: 'list';
			readonly list: { readonly kind: PaymentKind; readonly accountId: string };
	  })
	| (Common & { readonly kind: 'chosen'; readonly lookups: readonly Lookup[] });

export type WatchRead =
	| { readonly kind: 'watch'; readonly watch: Watch }
	| { readonly kind: 'invalid'; readonly explanation: Explanation };

/** The option of that name. */
export const keepsConnectionsOpen = (node: IPollFunctions): boolean =>
	(node.getNodeParameter('options', {}) as { keepConnectionsOpen?: unknown })
		.keepConnectionsOpen === true;

/** Reads the node's parameters, or says what is wrong with them. */
export function readWatch(node: IPollFunctions, context: CallContext): WatchRead {
	const wanted = readWanted(node);
	if (wanted.kind === 'invalid') return wanted;
	const { isWanted } = wanted;
	const simplify = node.getNodeParameter('simplify', true) as boolean;
	const common = { isWanted, simplify };
	const watched = readChoice(node.getNodeParameter('watch', 'list'), watchField);
	if (watched.kind === 'invalid') return watched;
	return watched.choice === 'ones'
		? readChosen(node, context, common)
		: readListWatch(node, context, common);
}

const watchField: ChoiceField<'list' | 'ones'> = {
	label: 'Watch',
	choices: ['list', 'ones'],
	otherwise: 'list',
};

const emitField: ChoiceField<'every' | 'final' | 'chosen'> = {
	label: 'Trigger On',
	choices: ['every', 'final', 'chosen'],
	otherwise: 'every',
};

type WatchOptions = Omit<Common, 'fingerprint'>;

function readListWatch(
	node: IPollFunctions,
	{ provider, settings }: CallContext,
	common: WatchOptions,
): WatchRead {
	if (!hasLists(provider))
		return invalid(
			`${provider.displayName} has no lists of payments`,
			"Set 'Watch' to Chosen Payments.",
		);
	const chosen = readKind(provider, String(node.getNodeParameter('kind', '')));
	if (chosen.kind === 'invalid') return chosen;
	const kind = chosen.chosen;
	if (!isListed(provider, kind))
		return invalid(
			`${provider.displayName} cannot list its ${kind.name}s`,
			"Set 'Watch' to Chosen Payments.",
		);
	const account = readAccount(kind, node.getNodeParameter('accountId', ''));
	if (account.kind === 'invalid') return account;
	const { accountId } = account;
	return {
		kind: 'watch',
		watch: {
			...common,
			kind: 'list',
			list: { kind, accountId },
			fingerprint: fingerprint(provider, settings, kind, accountId, 'list'),
		},
	};
}

function readChosen(
	node: IPollFunctions,
	{ provider, settings }: CallContext,
	common: WatchOptions,
): WatchRead {
	const lookUpBy = readChoice(node.getNodeParameter('lookUpBy', 'id'), lookUpByField);
	if (lookUpBy.kind === 'invalid') return lookUpBy;
	const by = lookUpBy.choice;
	const chosen = readKind(provider, String(node.getNodeParameter('kind', '')));
	if (chosen.kind === 'invalid') return chosen;
	const kind = chosen.chosen;
	const account = readAccount(kind, node.getNodeParameter('accountId', ''));
	if (account.kind === 'invalid') return account;
	const { accountId } = account;
	const read = readIdentifiers(node.getNodeParameter('payments', ''), 'Payments', by);
	if (read.kind === 'invalid') return read;
	const { values } = read;
	if (values.length === 0)
		return invalid("'Payments' is empty", 'Enter at least one ID or reference, one per line.');
	if (values.length > maxWatched)
		return invalid(
			`'Payments' contains ${values.length} entries`,
			`One trigger watches up to ${maxWatched}. Watch all new payments, or use another trigger for the rest.`,
		);
	const lookups: Lookup[] = [];
	for (const value of values) {
		const asked = askable(provider, settings, { kind, by, value, accountId }, 'Payments');
		if (asked.kind === 'invalid') return asked;
		lookups.push(asked.lookup);
	}
	return {
		kind: 'watch',
		watch: {
			...common,
			kind: 'chosen',
			lookups,
			fingerprint: fingerprint(provider, settings, kind, accountId, by),
		},
	};
}

function readWanted(
	node: IPollFunctions,
):
	| { readonly kind: 'wanted'; readonly isWanted: Common['isWanted'] }
	| Extract<WatchRead, { kind: 'invalid' }> {
	const read = readChoice(node.getNodeParameter('emit', 'every'), emitField);
	if (read.kind === 'invalid') return read;
	const emit = read.choice;
	if (emit === 'final') return { kind: 'wanted', isWanted: ({ payment }) => payment.final };
	if (emit !== 'chosen') return { kind: 'wanted', isWanted: () => true };
	const statuses = readStatuses(node.getNodeParameter('statuses', []));
	if (statuses === undefined || statuses === 'invalid')
		return invalid(
			"'Statuses' is empty or contains an unknown status",
			'Choose at least one status.',
		);
	return { kind: 'wanted', isWanted: ({ payment }) => statuses.has(payment.status) };
}

const invalid = (
	message: string,
	description: string,
): Extract<WatchRead, { kind: 'invalid' }> => ({
	kind: 'invalid',
	explanation: { message, description },
});
