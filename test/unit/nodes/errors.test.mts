import type { INode } from 'n8n-workflow';
import { type Failed, type FailureCause, failure } from '../../../lib/client/result';
import { singapay } from '../../../lib/providers/singapay';
import {
	callError,
	detailsOf,
	settingError,
	thrownError,
	unsentDetails,
} from '../../../nodes/shared/errors';
import { readInfo, writeInfo } from '../../support/providerSamples.mts';

const node: INode = {
	id: '1',
	name: 'Pay',
	type: 'n8n-nodes-payment-api.paymentApiRequest',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
const failed = (change: Partial<Failed> = {}): Failed => ({
	...failure(
		writeInfo(singapay),
		'unavailable',
		{ message: 'Outcome unknown: x', description: 'Look first.' },
		{ effect: 'unknown', status: 503, code: 'SP005' },
	),
	...change,
});

describe('an error for a wrong setting', () => {
	it('names the item and says what to do', () => {
		const error = settingError(node, 3, { message: "'Path' is empty", description: 'Enter it.' });

		expect(error).toMatchObject({
			name: 'NodeOperationError',
			message: "'Path' is empty",
			description: 'Enter it. (Item 3)',
			context: { itemIndex: 3 },
		});
	});
});

describe('an error for a wrong setting that reads like a system code', () => {
	it('keeps its own words', () => {
		const message = "The name 'ECONNREFUSED' in 'Headers' is not a header name";

		expect(settingError(node, 0, { message, description: 'D.' }).message).toBe(message);
	});
});

describe('an error of a call', () => {
	it('carries what a workflow needs', () => {
		expect(callError(node, 2, failed())).toMatchObject({
			name: 'NodeApiError',
			message: 'Outcome unknown: x',
			description: 'Look first. (Item 2)',
			httpCode: '503',
			context: {
				itemIndex: 2,
				details: {
					outcome: 'unknown',
					provider: 'singapay',
					method: 'POST',
					path: '/api/v2.0/disbursement/transfer',
					httpCode: 503,
					code: 'SP005',
					reference: 'order-77',
					lookUp:
						'POST /api/v2.0/disbursement/acc-1/inquiry-status with {"reference_number":"order-77"}',
					message: 'Outcome unknown: x',
					description: 'Look first.',
				},
			},
		});
	});

	it.each(['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EPIPE'])(
		'keeps its own words although they name %s',
		(code) => {
			const message = `https://api.example.com could not be reached (${code})`;
			const error = callError(node, 0, failed({ message, status: undefined }));

			expect(error.message).toBe(message);
			expect(error.httpCode).toBeNull();
		},
	);

	it('holds neither the request nor its headers', () => {
		const call = {
			...writeInfo(singapay),
			request: {
				method: 'POST',
				url: 'https://api.example.com/x?key=query-secret',
				headers: { Authorization: 'Bearer header-secret' },
				body: 'body-secret',
			},
		};
		const error = callError(node, 0, failed({ call }));
		const all = JSON.stringify({ ...error, stack: error.stack, cause: error.cause });

		expect(all).not.toMatch(/header-secret|body-secret|query-secret/);
	});
});

describe('the details', () => {
	it('of a read have nothing to look up', () => {
		const read = failed({ call: readInfo(singapay), effect: 'none', status: undefined, code: '' });

		expect(detailsOf(read)).toMatchObject({
			outcome: 'refused',
			httpCode: null,
			code: null,
			reference: null,
			lookUp: null,
		});
	});

	it.each<FailureCause>([
		'noToken',
		'tokenRefused',
		'unreachable',
		'canceled',
		'timeout',
		'lost',
		'unavailable',
		'unexpected',
		'refused',
		'duplicate',
		'notFound',
		'unusable',
		'interrupted',
	])('name the cause %s as it is, whatever the sentence says', (cause) => {
		expect(detailsOf(failed({ cause }))).toMatchObject({ cause });
		expect(callError(node, 0, failed({ cause })).context.details).toMatchObject({ cause });
	});

	it('of a setting that cannot be used name it as the cause', () => {
		expect(unsentDetails({ message: 'No', description: 'Check it.' })).toEqual({
			message: 'No',
			description: 'Check it.',
			cause: 'setting',
			outcome: 'refused',
		});
	});

	it('of what n8n threw are its own words, and whether something may have been sent', () => {
		const thrown = Object.assign(new Error('No path back to the node'), {
			description: 'Check it.',
		});

		expect(thrownError(thrown, 'unknown')).toEqual({
			error: thrown,
			details: {
				message: thrown.message,
				description: 'Check it.',
				cause: 'interrupted',
				outcome: 'unknown',
			},
		});
		expect(thrownError('odd', 'refused').details).toEqual({
			message: 'odd',
			description: '',
			cause: 'interrupted',
			outcome: 'refused',
		});
	});
});
