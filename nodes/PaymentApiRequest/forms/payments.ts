import type { IExecuteFunctions } from 'n8n-workflow';

import type { CallContext, CallOptions } from '../../../lib/client/call';
import type { PaymentListQuery } from '../../../lib/payments/list';
import type { Lookup } from '../../../lib/payments/lookup';
import { defaultWaitSeconds, maxWaitSeconds } from '../../../lib/payments/numbers';
import type { Provider } from '../../../lib/providers/contract';
import { type ChoiceField, lookUpByField, readChoice } from '../../shared/forms/choice';
import type { Invalid } from '../../shared/forms/invalid';
import { readListForm } from '../../shared/forms/list';
import { type LookupForm, readLookup } from '../../shared/forms/lookup';
import { readNumber } from '../../shared/forms/number';
import { isOn, readCallOptions, readOptionsWithoutRetries, readSimplify, textOf } from './options';
import { readParameter } from './parameter';

type Account = Pick<CallContext, 'provider' | 'settings'>;

/** Get: which payment is meant. */
export function readStatusParameters(
	node: IExecuteFunctions,
	index: number,
	account: Account,
): StatusParameters | Invalid {
	return readLookupParameters(node, index, account, readCallOptions);
}

interface StatusParameters {
	readonly kind: 'parameters';
	readonly lookup: Lookup;
	readonly options: CallOptions;
	readonly simplify: boolean;
}

/** Wait for Final Status: which payment is meant, how long to wait, and what to do when that was not enough. */
export function readWaitParameters(
	node: IExecuteFunctions,
	index: number,
	account: Account,
): WaitParameters | Invalid {
	const read = readLookupParameters(node, index, account, readOptionsWithoutRetries);
	if (read.kind === 'invalid') return read;
	const seconds = readNumber(readParameter(node, 'maxWaitSeconds', index, ''), {
		label: 'Max Wait (Seconds)',
		min: 1,
		max: maxWaitSeconds,
		otherwise: defaultWaitSeconds,
		unit: 'seconds',
		hint: 'For longer, look again on a schedule, or use the Payment Status Trigger.',
	});
	if (seconds.kind === 'invalid') return seconds;
	const onTimeout = readChoice(readParameter(node, 'onTimeout', index, 'error'), onTimeoutField);
	if (onTimeout.kind === 'invalid') return onTimeout;
	return { ...read, maxWaitMs: seconds.number * 1000, onTimeout: onTimeout.choice };
}

const onTimeoutField: ChoiceField<WaitParameters['onTimeout']> = {
	label: 'On Timeout',
	choices: ['error', 'item'],
	otherwise: 'error',
};

interface WaitParameters extends StatusParameters {
	readonly maxWaitMs: number;
	readonly onTimeout: 'error' | 'item';
}

function readLookupParameters(
	node: IExecuteFunctions,
	index: number,
	{ provider, settings }: Account,
	readOptions: typeof readCallOptions,
): StatusParameters | Invalid {
	const by = readChoice(readParameter(node, 'lookUpBy', index, 'id'), lookUpByField);
	if (by.kind === 'invalid') return by;
	const read = readLookup(provider, settings, readLookupForm(node, index, by.choice));
	if (read.kind === 'invalid') return read;
	const call = readOptions(node, index);
	if (call.kind === 'invalid') return call;
	return {
		kind: 'parameters',
		lookup: read.lookup,
		options: call.options,
		simplify: readSimplify(node, index),
	};
}

function readLookupForm(
	node: IExecuteFunctions,
	index: number,
	by: 'id' | 'reference',
): LookupForm {
	const [name, label] =
		by === 'reference'
			? (['reference', 'Reference'] as const)
			: (['paymentId', 'Payment ID'] as const);
	return {
		kind: textOf(readParameter(node, 'kind', index, '')),
		by,
		value: readParameter(node, name, index, ''),
		accountId: readParameter(node, 'accountId', index, ''),
		field: label,
	};
}

/** Get Many: which payments to list. */
export function readListParameters(
	node: IExecuteFunctions,
	index: number,
	provider: Provider,
):
	| {
			readonly kind: 'parameters';
			readonly listing: Omit<PaymentListQuery, 'maxPages'>;
			readonly options: CallOptions;
			readonly simplify: boolean;
	  }
	| Invalid {
	const read = readListForm(provider, {
		kind: textOf(readParameter(node, 'kind', index, '')),
		accountId: readParameter(node, 'accountId', index, ''),
		limit: isOn(readParameter(node, 'returnAll', index, false))
			? 'all'
			: { given: readParameter(node, 'limit', index, '') },
		filters: readParameter(node, 'filters', index, {}) as Readonly<Record<string, unknown>>,
		timezone: node.getTimezone(),
	});
	if (read.kind === 'invalid') return read;
	const call = readCallOptions(node, index);
	if (call.kind === 'invalid') return call;
	return {
		kind: 'parameters',
		listing: read.listing,
		options: call.options,
		simplify: readSimplify(node, index),
	};
}
