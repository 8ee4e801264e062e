import { paySecurez } from '../../../lib/providers/paySecurez';
import { singapay } from '../../../lib/providers/singapay';
import { smartFastPay } from '../../../lib/providers/smartFastPay';
import { interrupted } from '../../../lib/client/call';
import { judgeAnswer, judgeFault } from '../../../lib/client/judge';
import { explainWait } from '../../../lib/client/messages';
import type { CallInfo, CallResult, Failed } from '../../../lib/client/result';
import type { Fault } from '../../../lib/http/faults';
import { parseResponse } from '../../../lib/http/parse';
import {
	agentMayNotWrite,
	anotherRequestHad,
	cannotBeNoted,
	cannotLookUp,
	mayHaveBeenSent,
	neverArrived,
	nothingHeard,
	notMadeAgain,
	sameReference,
	sentBefore,
} from '../../../lib/writes/messages';
import { raw, startMs } from '../../support/fakeContext.mts';
import { readInfo, writeInfo } from '../../support/providerSamples.mts';

const read = readInfo(singapay);
const payment = writeInfo(singapay);
const lookUp =
	'POST /api/v2.0/disbursement/acc-1/inquiry-status with {"reference_number":"order-77"}';

/** What an answer is judged to be. */
const answered = (
	body: unknown,
	status: number,
	info: CallInfo,
	headers: Record<string, string> = {},
): CallResult => {
	const given = raw(body, { status, headers });
	return judgeAnswer(info, { raw: given, response: parseResponse(given) }, startMs);
};
const failed = (...of: Parameters<typeof answered>): Failed => {
	const result = answered(...of);
	if (result.kind === 'answered') throw new Error('That is no failure');
	return result;
};

describe('after a fault', () => {
	it.each<[Fault, string, string]>([
		[
			{ kind: 'neverLeft', code: 'ECONNREFUSED' },
			'https://api.example.com could not be reached (ECONNREFUSED)',
			'Nothing was sent.',
		],
		[
			{ kind: 'neverLeft', code: '' },
			'https://api.example.com could not be reached',
			'Nothing was sent.',
		],
		[
			{ kind: 'blocked', by: 'domains', reason: 'x' },
			'n8n does not let this credential call https://api.example.com',
			"'Allowed Domains'",
		],
		[
			{ kind: 'canceled', wasSent: false },
			'The execution was canceled before this request',
			'Nothing was sent.',
		],
	])('%j a write has not taken effect', (fault, message, description) => {
		for (const info of [read, payment])
			expect(judgeFault(info, fault)).toMatchObject({
				message,
				description: expect.stringContaining(description),
				effect: 'none',
			});
	});

	it.each<[Fault, string]>([
		[{ kind: 'timeout' }, 'no response within 29.5 seconds'],
		[{ kind: 'canceled', wasSent: true }, 'canceled while waiting'],
		[{ kind: 'tooLarge' }, 'too large'],
		[{ kind: 'lost', code: 'ECONNRESET' }, 'connection closed before the response (ECONNRESET)'],
		[{ kind: 'lost', code: '' }, 'connection closed before the response'],
	])('%j the outcome of a write is unknown', (fault, why) => {
		const { message, description, effect } = judgeFault(payment, fault);

		expect(message).toBe(
			`Outcome unknown: Singapay may have processed this POST: ${message.split(': ')[2]}`,
		);
		expect(message).toContain(why);
		expect(description).toBe(
			`Do not send it again yet. Reference: order-77. Look it up with ${lookUp}.`,
		);
		expect(effect).toBe('unknown');
	});

	it.each<[Fault, string]>([
		[{ kind: 'timeout' }, 'Singapay did not respond within 29.5 seconds'],
		[
			{ kind: 'canceled', wasSent: true },
			'The execution was canceled while waiting for the response',
		],
		[{ kind: 'tooLarge' }, 'The response is larger than 32 MiB'],
		[
			{ kind: 'lost', code: 'ECONNRESET' },
			'The connection to https://api.example.com closed before the response was complete (ECONNRESET)',
		],
	])('%j a read says what happened', (fault, message) => {
		expect(judgeFault(read, fault)).toMatchObject({ message, effect: 'none' });
	});
});

describe('a wait that is too long', () => {
	it('is named in seconds', () => {
		expect(explainWait(read, 90_400, 429).message).toBe(
			'Singapay asks to wait 91 seconds (HTTP 429)',
		);
	});
});

describe('an answer', () => {
	it.each([
		[{ success: true, data: {} }, 200],
		[{ response_code: 'SP000', data: null }, 201],
	])('%j with %i is no failure', (body, status) => {
		for (const info of [read, payment])
			expect(answered(body, status, info)).toMatchObject({ kind: 'answered', call: info });
	});

	it.each([500, 502, 503, 504, 408])('of %i to a write leaves its outcome open', (status) => {
		expect(failed('', status, payment)).toMatchObject({
			effect: 'unknown',
			status,
			message: `Outcome unknown: Singapay may have processed this POST: it answered HTTP ${status}`,
		});
	});

	it('with a code that says nothing of a write names that code', () => {
		expect(failed({ response_code: 'SP001' }, 200, payment)).toMatchObject({
			code: 'SP001',
			message: expect.stringContaining('it answered SP001 (HTTP 200)'),
		});
	});

	it.each<[string, unknown, Record<string, string>, string]>([
		['a web page', '<!DOCTYPE html><html></html>', {}, 'a web page'],
		['text', 'OK', {}, 'text that is not JSON'],
		[
			'half of its JSON',
			'{"a":',
			{ 'content-type': 'application/json' },
			'JSON that is cut off or broken',
		],
	])('of a read that is %s says that something else answered', (_what, body, headers, what) => {
		expect(failed(body, 200, read, headers)).toMatchObject({
			message: `Something other than Singapay answered: ${what} (HTTP 200)`,
			description: expect.stringContaining('try again later'),
		});
	});

	it.each([301, 302, 307])('of %i says that redirects are not followed', (status) => {
		expect(failed('', status, read)).toMatchObject({
			message: `Singapay redirects this request to another address (HTTP ${status})`,
			description: expect.stringContaining('Redirects are not followed'),
			status,
		});
	});

	it.each([
		[403, 'permissions'],
		[404, 'the path if you entered one'],
		[429, 'Too many requests'],
		[500, 'Try again later'],
		[400, 'documentation'],
		[409, 'documentation'],
		[422, 'documentation'],
	])('of %i to a read says what to do', (status, advice) => {
		expect(failed('', status, read)).toMatchObject({
			message: `Singapay answered HTTP ${status}`,
			description: expect.stringContaining(advice),
			effect: 'none',
			status,
		});
	});

	it.each([
		[400, 'Check the settings of this node'],
		[404, 'Check the settings of this node'],
		[429, 'Ask less often, or later'],
	])('of %i to a node without a path and options names none of them', (status, advice) => {
		const { description } = failed('', status, { ...read, hasOptions: false });
		expect(description).toContain(advice);
		expect(description).not.toMatch(/Batching|Concurrency|path/);
	});

	it('that is late, to a node without options, names none of them', () => {
		const late = judgeFault({ ...read, hasOptions: false }, { kind: 'timeout' });
		expect(late.description).toBe('Try again later.');
		expect(explainWait({ ...read, hasOptions: false }, 90_000, 429).description).toBe(
			'Try again after that time.',
		);
	});

	it('that reports a duplicate says that something with this reference exists', () => {
		expect(failed({ response_code: 'SP004' }, 400, payment)).toMatchObject({
			message:
				'Outcome unknown: Singapay already has something with this reference: SP004 (HTTP 400)',
			description: expect.stringContaining('Reference: order-77.'),
		});
	});

	it('quotes what the provider says, in one line and not at length', () => {
		const message = `Line one.\n\tLine   two ${'x'.repeat(400)}.`;
		const said = failed({ status: 400, success: false, error: { message } }, 400, payment);

		expect(said.description).toContain('It says: Line one. Line two xxx');
		expect(said.description).toContain('…');
		expect(said.description.length).toBeLessThan(450);
		expect(said.description).not.toMatch(/[\n\t]/);
		expect(said.message).not.toContain('Line');
	});

	it('prefers the hint of the provider to general advice', () => {
		const body = { response_code: 'SP003', response_message: 'Insufficient Balance' };

		expect(failed(body, 400, payment)).toMatchObject({
			message: 'Singapay answered SP003 (HTTP 400)',
			description: 'It says: Insufficient Balance. Top up the balance of the Singapay account.',
			code: 'SP003',
		});
	});

	it('does not name a code twice that is the status itself', () => {
		const body = { status: 422, success: false, error: { code: 422, message: 'No' } };

		expect(failed(body, 422, payment).message).toBe('Singapay answered HTTP 422');
	});
});

describe('an item that n8n itself could not finish', () => {
	it('leaves the outcome of a write open', () => {
		expect(interrupted(payment, new Error('no space left'), true)).toMatchObject({
			effect: 'unknown',
			message: expect.stringContaining('n8n could not finish this item'),
		});
	});

	it('says why in the case of a read', () => {
		expect(interrupted(read, new Error('no space left'), true)).toMatchObject({
			effect: 'none',
			message: 'n8n could not finish this item',
			description: 'n8n says: no space left.',
		});
	});

	it('says that nothing was sent, where that is so', () => {
		expect(interrupted(payment, new Error('no space left'), false)).toMatchObject({
			effect: 'none',
			description: 'Nothing was sent. n8n says: no space left.',
		});
	});
});

describe('an unknown outcome without a reference', () => {
	it('says that there is none', () => {
		const info = { ...payment, reference: '' };

		expect(judgeFault(info, { kind: 'timeout' }).description).toContain(
			'The request has no reference.',
		);
	});

	it('keeps a long reference short', () => {
		const info = { ...payment, reference: 'r'.repeat(5_000) };

		expect(judgeFault(info, { kind: 'timeout' }).description.length).toBeLessThan(500);
	});
});

describe('a write that is not sent', () => {
	it('by an agent, names the endpoint and the option', () => {
		const { message, description } = agentMayNotWrite({ ...payment, endpoint: 'POST /v2/payin' });

		expect(message).toBe('This tool is read-only for AI agents');
		expect(description).toContain('POST /v2/payin was not sent');
		expect(description).toContain("'Allow Writes From Agents'");
	});

	it.each<[string, string, string]>([
		['', "enter one under 'Reference'", 'has no lookup by reference'],
		['order-77', 'has no lookup by reference for this endpoint', "enter one under 'Reference'"],
	])('because it cannot be looked up (reference %j), says: %s', (reference, says, saysNot) => {
		const { message, description } = cannotLookUp(paySecurez, { ...payment, reference });

		expect(message).toBe('PaySecurez has no way to look up this request');
		expect(description).toContain(says);
		expect(description).not.toContain(saysNot);
	});

	it('because an earlier item is the same payment, names that item as n8n counts', () => {
		expect(sameReference(3).message).toBe('Item 3 has the same reference for the same endpoint');
	});
});

describe('a write that was sent earlier, or was lost', () => {
	it.each<[string, (about: CallInfo) => Failed, Failed['effect'], string[]]>([
		['is not there', neverArrived, 'none', ['order-77', "turn on 'Allow Repeated References'"]],
		[
			'is another one than the first with its reference',
			anotherRequestHad,
			'unknown',
			['not sent', 'order-77', lookUp],
		],
		...(['absent', 'unclear', 'notAskable'] as const).map(
			(seen): [string, (about: CallInfo) => Failed, Failed['effect'], string[]] => [
				`was sent before, ${seen}`,
				(about) => sentBefore(about, seen),
				'unknown',
				['not sent again', 'order-77', lookUp, "turn on 'Allow Repeated References'"],
			],
		),
		[
			'cannot be noted',
			(about) => cannotBeNoted(about, 'The database is gone'),
			'none',
			['n8n says: The database is gone.', 'Run the workflow again'],
		],
		['was never heard of', nothingHeard, 'unknown', ['Do not send it again', 'order-77', lookUp]],
		[
			'may have been sent by the first execution',
			mayHaveBeenSent,
			'unknown',
			['not sent again', lookUp, 'Retry the execution later'],
		],
		[
			'may have been sent, and cannot be looked up,',
			(info) => mayHaveBeenSent({ ...info, find: undefined }),
			'unknown',
			['not sent again', lookUp, "'Send Again on Retry'"],
		],
	])('and %s says so', (_what, say, effect, parts) => {
		const failure = say(payment);

		expect(failure).toMatchObject({ effect, status: undefined, code: '' });
		for (const part of parts) expect(failure.description).toContain(part);
	});

	it('is not said to be sent by an option that does not send what can be looked up', () => {
		expect(mayHaveBeenSent(payment).description).not.toContain("'Send Again on Retry'");
	});

	it('is never said to be safe to send again', () => {
		for (const say of [neverArrived, anotherRequestHad, nothingHeard, mayHaveBeenSent])
			expect(say(payment).description).not.toContain('is safe');
	});
});

describe('every sentence', () => {
	const faults: Fault[] = [
		{ kind: 'neverLeft', code: 'X' },
		{ kind: 'blocked', by: 'domains', reason: '' },
		{ kind: 'timeout' },
		{ kind: 'canceled', wasSent: true },
		{ kind: 'canceled', wasSent: false },
		{ kind: 'tooLarge' },
		{ kind: 'lost', code: 'X' },
	];
	const statuses = [301, 400, 401, 403, 404, 408, 409, 422, 429, 500, 503];
	const infos = [singapay, smartFastPay, paySecurez].flatMap((provider) => [
		readInfo(provider),
		writeInfo(provider),
		{ ...writeInfo(provider), kind: 'changes', reference: '' } as const,
	]);
	const sentences = infos.flatMap((info) => [
		...faults.map((fault) => judgeFault(info, fault)),
		explainWait(info, 1, 503),
		agentMayNotWrite(info),
		cannotLookUp(info.provider, info),
		sameReference(0),
		...[neverArrived, anotherRequestHad, nothingHeard, mayHaveBeenSent].map((say) => say(info)),
		...(['absent', 'unclear', 'notAskable'] as const).map((seen) => sentBefore(info, seen)),
		cannotBeNoted(info, ''),
		notMadeAgain(info),
		...statuses.map((status) => failed('', status, info)),
		failed('<html>', 200, info),
	]);

	it.each(sentences.map((sentence) => [sentence.message, sentence] as const))(
		'"%s" says what happened and what to do, in words that help',
		(_message, { message, description }) => {
			expect(message).toMatch(/^\S.*[^.]$/);
			expect(description).toMatch(/^'?[A-Z].*\.$/);
			expect(`${message} ${description}`).not.toMatch(/\b(error|problem|failure|mistake)/i);
		},
	);
});
