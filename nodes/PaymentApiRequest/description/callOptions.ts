import type { INodeProperties } from 'n8n-workflow';

import {
	defaultConcurrency,
	defaultMaxRetries,
	defaultTimeoutMs,
	maxConcurrency,
	maxRetriesLimit,
	maxTimeoutMs,
} from '../../../lib/client/numbers';
import { defaultBatchIntervalMs, defaultBatchSize, maxBatchIntervalMs } from '../schedule';

/** The options of every operation that calls the provider: how many at once, how often and for how long. */

export const batching: INodeProperties = {
	displayName: 'Batching',
	name: 'batching',
	type: 'fixedCollection',
	placeholder: 'Add Batching',
	typeOptions: { multipleValues: false },
	default: { batch: {} },
	options: [
		{
			displayName: 'Batching',
			name: 'batch',
			values: [
				{
					displayName: 'Items per Batch',
					name: 'batchSize',
					type: 'number',
					typeOptions: { minValue: -1 },
					default: defaultBatchSize,
					description: 'How many items to handle before a pause. -1 or 0 for all at once.',
				},
				{
					displayName: 'Batch Interval (Milliseconds)',
					name: 'batchInterval',
					type: 'number',
					typeOptions: { minValue: 0, maxValue: maxBatchIntervalMs },
					default: defaultBatchIntervalMs,
					description: 'How long to pause between batches',
				},
			],
		},
	],
};

export const concurrency: INodeProperties = {
	displayName: 'Concurrency',
	name: 'concurrency',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: maxConcurrency },
	default: defaultConcurrency,
	description: 'How many items to read in parallel. Writes are always sent one after another.',
};

export const maxRetries: INodeProperties = {
	displayName: 'Max Retries',
	name: 'maxRetries',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: maxRetriesLimit },
	default: defaultMaxRetries,
	description:
		'How often to retry a GET or HEAD after a network failure, 408, 429 or 5xx. Other methods are never retried.',
};

export const timeout: INodeProperties = {
	displayName: 'Timeout (Milliseconds)',
	name: 'timeout',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: maxTimeoutMs },
	default: defaultTimeoutMs,
	description: 'How long to wait for a complete response, per attempt',
};
