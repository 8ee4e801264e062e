import { parseResponse } from '../../../lib/http/parse';
import { describeRequest, findEndpoint } from '../../../lib/providers/endpoints';
import { prepareSignature } from '../../../lib/providers/signing';
import { outputOf } from '../../../nodes/PaymentApiRequest/output';
import { documentedCalls } from '../../facts/calls.mts';
import { raw } from '../../support/fakeContext.mts';
import { subjects } from '../../support/subjects.mts';

const baseUrl = 'https://api.example.com';

describe('a call of the sheets that is about no payment of its own', () => {
	it.each(documentedCalls)(
		'$source: $what: $request.method $request.path is classified correctly',
		({ provider: id, request: { method, path, body }, says }) => {
			const { provider } = subjects[id];
			const url = baseUrl + path;
			const text = body === undefined ? undefined : JSON.stringify(body);
			const { kind, isDocumented, endpoint, reference } = describeRequest(provider, {
				...{ method, path, json: body },
			});
			const sent = prepareSignature(
				provider,
				{ method, url, headers: {}, ...(text === undefined ? {} : { body: text }) },
				'auto',
			);
			expect(sent).toMatchObject({ kind: 'request' });
			const isSigned = sent.kind === 'request' && sent.request.isSigned === true;
			expect({ kind, isDocumented, endpoint, reference, isSigned }).toEqual(says);
			// What is not signed is sent as it was written.
			if (!isSigned && sent.kind === 'request') expect(sent.request.body).toBe(text);
		},
	);

	it.each(documentedCalls.filter(({ answer }) => answer !== undefined))(
		'$source: $what: the items of its answer',
		({ provider: id, request: { path }, answer, items }) => {
			const { provider } = subjects[id];
			const response = raw(JSON.stringify(answer));
			const read = parseResponse(response);
			expect(provider.api.readFailure(read)).toBeUndefined();
			const output = outputOf(
				{ provider, url: baseUrl + path, raw: response, response: read, isFailure: false },
				{ simplify: true, fullResponse: false, format: 'autodetect', outputPropertyName: 'data' },
			);
			expect(output).toEqual({ kind: 'json', items });
		},
	);

	it('is never one that refunds: there is none', () => {
		const { endpoints } = subjects.singapay.provider.api;
		expect(endpoints.filter(({ path }) => /refund/.test(path))).toEqual([]);
		expect(
			findEndpoint(subjects.singapay.provider, { method: 'POST', path: '/api/v2.0/refunds' }),
		).toBeUndefined();
	});
});
