import fc from 'fast-check';
import type { INode } from 'n8n-workflow';
import { providers } from '../../lib/providers';
import { basicAuthorization } from '../../lib/providers/oauth';
import { call } from '../../lib/client/call';
import { callError, detailsOf } from '../../nodes/shared/errors';
import { outputOf } from '../../nodes/PaymentApiRequest/output';
import { runsPer } from '../support/propertyRuns.mts';
import { fakeContext, settings } from '../support/fakeContext.mts';
import { writeRequest } from '../support/providerSamples.mts';

const node: INode = {
	id: '1',
	name: 'Pay',
	type: 'n8n-nodes-payment-api.paymentApiRequest',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
const basic = basicAuthorization(settings);
const secrets = ['token-0001', 'token-0002', settings.clientSecret, basic.replace('Basic ', '')];

/** A sentence that quotes what was sent, where the token of the request stands for `%`. */
const quote = fc.constantFrom(
	'Bearer % is not valid',
	'%',
	`${basic} / %`,
	`secret ${settings.clientSecret} of %`,
	'https://api.example.com/?access_token=%',
);
const fields = [
	...['message', 'error', 'errors', 'moreInformation', 'payload', 'response_message'],
	...['response_text', 'response_code', 'code', 'status', 'statusCode', 'requestId', 'data'],
];
/** Quotes in any of the fields that a provider reads from its answers, nested at will. */
const body = fc.letrec<{ node: unknown }>((tie) => ({
	node: fc.oneof(
		{ maxDepth: 3 },
		quote,
		fc.constantFrom<unknown>(401, 422, 'SP003', 'SP013', 'SP005', false, null),
		fc.array(tie('node'), { maxLength: 3 }),
		fc.dictionary(fc.constantFrom(...fields), tie('node'), { maxKeys: 5 }),
	),
})).node;
const writtenBody = fc
	.tuple(body, fc.constantFrom('json', 'php', 'html', 'url'))
	.map(([value, how]) => {
		const json = JSON.stringify(value);
		if (how === 'php') return json.replaceAll('/', '\\/');
		if (how === 'url') return encodeURIComponent(json);
		return how === 'html' ? `<html><pre>${json.replaceAll('"', '&quot;')}</pre></html>` : json;
	});
const status = fc.constantFrom(200, 301, 400, 401, 403, 404, 409, 422, 429, 500, 503);

describe('an answer that quotes the token, the secret or the header they came in', () => {
	it('leaves none of them in an error, its details or an item', async () => {
		const runs = runsPer('call');
		let told = 0;
		await fc.assert(
			fc.asyncProperty(
				fc.constantFrom(...providers),
				status,
				writtenBody,
				quote,
				async (provider, code, written, header) => {
					const { context } = fakeContext(provider, ({ token }) => ({
						status: code,
						body: written.replaceAll('%', token),
						headers: { 'x-echo': header.replaceAll('%', token), location: `/${token}` },
					}));
					const options = { timeoutMs: 1_000, maxRetries: 0 };
					const result = await call(context, writeRequest(provider), options);
					// Never shown: what was asked, as the builder wrote it, and of whom.
					const { call: asked, ...shown } = result;
					const texts: unknown[] = [shown];
					if (result.kind === 'failed') {
						const error = callError(node, 0, result);
						texts.push({ ...error, message: error.message, stack: error.stack });
						texts.push(error.description, error.messages, detailsOf(result));
					}
					if (result.kind === 'answered')
						for (const format of ['autodetect', 'json', 'text', 'file'] as const) {
							const shape = { simplify: true, fullResponse: true, format, outputPropertyName: 'd' };
							const answer = { ...result, provider, url: asked.request.url, isFailure: false };
							const output = outputOf(answer, shape);
							texts.push(output, output.kind === 'file' ? output.file.bytes.toString() : '');
						}
					const all = JSON.stringify(texts, withBytes);
					for (const secret of secrets) expect(all).not.toContain(secret);
					if (all.includes('[hidden]')) told += 1;
				},
			),
			runs,
		);

		expect(told).toBeGreaterThan(runs.numRuns / 3);
	});
});

/** Buffers as the text they hold, or nothing would be found in them. */
const withBytes = (_key: string, value: unknown): unknown => {
	const { type, data } = Object(value) as { type?: unknown; data?: number[] };
	return type === 'Buffer' && Array.isArray(data) ? Buffer.from(data).toString('utf8') : value;
};
