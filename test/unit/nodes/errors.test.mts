import type { INode } from 'n8n-workflow';
import { callError, detailsOf, settingError } from '../../../nodes/shared/errors';
import type { Problem } from '../../../lib/client/messages';
import { called, payment, read } from '../../support/samples.mts';

const node: INode = {
	id: '1',
	name: 'Pay',
	type: 'n8n-nodes-payment-api.paymentApiRequest',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
const problem: Problem = {
	message: 'Outcome unknown: x',
	description: 'Look first.',
	outcome: 'unknown',
	status: 503,
	code: 'SP005',
};

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
		expect(callError(node, 2, called(payment), problem)).toMatchObject({
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
					path: '/payments',
					httpCode: 503,
					code: 'SP005',
					reference: 'order-77',
					lookUp: 'GET /payments?reference=order-77',
					description: 'Look first.',
				},
			},
		});
	});

	it.each(['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EPIPE'])(
		'keeps its own words although they name %s',
		(code) => {
			const message = `https://api.example.com could not be reached (${code})`;
			const error = callError(node, 0, called(read), { ...problem, message, status: undefined });

			expect(error.message).toBe(message);
			expect(error.httpCode).toBeNull();
		},
	);

	it('holds neither the request nor its headers', () => {
		const secretive = {
			...called(payment),
			request: {
				method: 'POST',
				url: 'https://api.example.com/x?key=query-secret',
				headers: { Authorization: 'Bearer header-secret' },
				body: 'body-secret',
			},
		};
		const error = callError(node, 0, secretive, problem);
		const all = JSON.stringify({ ...error, stack: error.stack, cause: error.cause });

		expect(all).not.toMatch(/header-secret|body-secret|query-secret/);
	});
});

describe('the details', () => {
	it('of a read have nothing to look up', () => {
		const known = { ...problem, status: undefined, code: '' };

		expect(detailsOf(called(read), known)).toMatchObject({
			httpCode: null,
			code: null,
			reference: null,
			lookUp: null,
		});
	});
});
