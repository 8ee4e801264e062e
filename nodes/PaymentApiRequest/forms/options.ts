import type { IExecuteFunctions } from 'n8n-workflow';

import type { CallOptions } from '../../../lib/client/call';
import {
	defaultConcurrency,
	defaultMaxRetries,
	defaultTimeoutMs,
	maxConcurrency,
	maxRetriesLimit,
	maxTimeoutMs,
} from '../../../lib/client/numbers';
import type { SignMode } from '../../../lib/providers/signing';
import type { Transport } from '../../shared/context';
import { type ChoiceField, readChoice } from '../../shared/forms/choice';
import type { Invalid } from '../../shared/forms/invalid';
import { type NumberField, readNumber, readNumbers } from '../../shared/forms/number';
import type { WriteOptions } from '../operations/write';
import {
	defaultBatchIntervalMs,
	defaultBatchSize,
	maxBatchIntervalMs,
	type Schedule,
} from '../schedule';
import { readParameter } from './parameter';

/** The options of the node that apply to more than one operation, as n8n returns them. */
export interface Options {
	readonly batching?: {
		readonly batch?: { readonly batchSize?: unknown; readonly batchInterval?: unknown };
	};
	readonly beneficiaryName?: unknown;
	readonly checkBeneficiary?: unknown;
	readonly checkFee?: unknown;
	readonly concurrency?: unknown;
	readonly fullResponse?: unknown;
	readonly keepConnectionsOpen?: unknown;
	readonly maxRetries?: unknown;
	readonly neverError?: unknown;
	readonly allowWritesFromAgents?: unknown;
	readonly onUnknownOutcome?: unknown;
	readonly outputPropertyName?: string;
	readonly pagination?: { readonly pages?: { readonly maxPages?: unknown } };
	readonly queryParameterArrays?: unknown;
	readonly reference?: unknown;
	readonly repeatReferences?: unknown;
	readonly responseFormat?: unknown;
	readonly sendAgainOnRetry?: unknown;
	readonly signRequest?: SignMode;
	readonly timeout?: unknown;
}

export const readOptions = (node: IExecuteFunctions, index: number): Options =>
	readParameter(node, 'options', index, {}) as Options;

export const readSignMode = (node: IExecuteFunctions, index: number): SignMode =>
	readOptions(node, index).signRequest ?? 'auto';

type OptionsRead = { readonly kind: 'options'; readonly options: CallOptions } | Invalid;

/** How a write is to be protected. */
export function readWriteOptions(
	options: Options,
): { readonly kind: 'options'; readonly options: WriteOptions } | Invalid {
	const outcome = readChoice(options.onUnknownOutcome, onUnknownOutcomeField);
	if (outcome.kind === 'invalid') return outcome;
	return {
		kind: 'options',
		options: {
			onUnknownOutcome: outcome.choice,
			repeatReferences: isOn(options.repeatReferences),
			sendAgainOnRetry: isOn(options.sendAgainOnRetry),
			allowWritesFromAgents: isOn(options.allowWritesFromAgents),
		},
	};
}

const onUnknownOutcomeField: ChoiceField<WriteOptions['onUnknownOutcome']> = {
	label: 'On Unknown Outcome',
	choices: ['fail', 'lookUp'],
	otherwise: 'fail',
};

/** How long and how often to try, for whatever an item asks. */
export function readCallOptions(node: IExecuteFunctions, index: number): OptionsRead {
	const { timeout, maxRetries } = readOptions(node, index);
	const read = readNumbers({
		timeoutMs: [timeout, timeoutField],
		maxRetries: [
			maxRetries,
			{ label: 'Max Retries', min: 0, max: maxRetriesLimit, otherwise: defaultMaxRetries },
		],
	});
	return read.kind === 'invalid' ? read : { kind: 'options', options: read.numbers };
}

/** The same for an operation that repeats its requests itself, and so has no option Max Retries. */
export function readOptionsWithoutRetries(node: IExecuteFunctions, index: number): OptionsRead {
	const read = readNumber(readOptions(node, index).timeout, timeoutField);
	return read.kind === 'invalid'
		? read
		: { kind: 'options', options: { timeoutMs: read.number, maxRetries: 0 } };
}

const timeoutField: NumberField = {
	label: 'Timeout (Milliseconds)',
	min: 1,
	max: maxTimeoutMs,
	otherwise: defaultTimeoutMs,
	unit: 'milliseconds',
};

export const readSimplify = (node: IExecuteFunctions, index: number): boolean =>
	isOn(readParameter(node, 'simplify', index, true));

/** What applies to the node as a whole. An expression that throws is the failure of the first item only. */
function nodeOptions(node: IExecuteFunctions): Options {
	try {
		return readOptions(node, 0);
	} catch {
		return {};
	}
}

/** Batching and concurrency apply to the node as a whole: they are read for the first item. */
export function readSchedule(
	node: IExecuteFunctions,
): { readonly kind: 'schedule'; readonly schedule: Schedule } | Invalid {
	const { batching, concurrency } = nodeOptions(node);
	const { batch } = batching ?? {};
	const read = readNumbers({
		batchSize: [
			batch?.batchSize,
			{ label: 'Items per Batch', min: -1, otherwise: batch === undefined ? 0 : defaultBatchSize },
		],
		batchIntervalMs: [
			batch?.batchInterval,
			{
				label: 'Batch Interval (Milliseconds)',
				min: 0,
				max: maxBatchIntervalMs,
				otherwise: defaultBatchIntervalMs,
				unit: 'milliseconds',
			},
		],
		concurrency: [concurrency, concurrencyField],
	});
	return read.kind === 'invalid' ? read : { kind: 'schedule', schedule: read.numbers };
}

/** The same where items are not divided into batches. */
export const readConcurrency = (node: IExecuteFunctions) =>
	readNumber(nodeOptions(node).concurrency, concurrencyField);

/**
 * How an item's requests are sent. A lower concurrency in one run does not slow down others; a higher one raises the shared
 * limit.
 */
export function readTransport(node: IExecuteFunctions, index: number): Transport {
	const { keepConnectionsOpen, concurrency } = readOptions(node, index);
	const read = readNumber(concurrency, concurrencyField);
	const own = read.kind === 'invalid' ? defaultConcurrency : read.number;
	return {
		keepsConnectionsOpen: isOn(keepConnectionsOpen),
		maxAtOnce: Math.max(own, defaultConcurrency),
	};
}

const concurrencyField: NumberField = {
	label: 'Concurrency',
	min: 1,
	max: maxConcurrency,
	otherwise: defaultConcurrency,
};

/** An expression that finds nothing gives undefined, which must not become a path or a body of that name. */
export const textOf = (given: unknown): string => String(given ?? '');

/**
 * An option that may pay twice, or pass off a failure as a result, is on only for a plain yes: an expression may return the text
 * FALSE, e.g. from a spreadsheet. Return All reads TRUE the same way.
 */
export const isOn = (given: unknown): boolean =>
	given === true || textOf(given).trim().toLowerCase() === 'true';
