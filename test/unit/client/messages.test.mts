import { paySecurez } from '../../../lib/providers/paySecurez';
import { singapay } from '../../../lib/providers/singapay';
import { smartFastPay } from '../../../lib/providers/smartFastPay';
import type { RequestInfo } from '../../../lib/providers/endpoints';
import type { Provider } from '../../../lib/providers/contract';
import type { Fault } from '../../../lib/http/faults';
import { interrupted, type Problem, problemIn, problemWithout } from '../../../lib/client/messages';
import {
	agentMayNotWrite,
	alreadyGoneThrough,
	cannotLookUp,
	mayHaveBeenSent,
	neverArrived,
	nothingHeard,
	sameReference,
} from '../../../lib/writes/messages';
import { called, payment, raw, read, response } from '../../support/samples.mts';

const answered = (
	body: unknown,
	status: number,
	effect: RequestInfo,
	provider: Provider = singapay,
) => {
	const answer = response(body, status);
	return problemIn(called(effect, provider), {
		kind: 'answered',
		raw: raw(''),
		response: answer,
		failure: provider.api.readFailure(answer),
	});
};
const failed = (fault: Fault, effect: RequestInfo): Problem =>
	problemWithout(called(effect), { kind: 'failed', fault });

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
			{ kind: 'blocked', reason: 'x' },
			'n8n does not let this credential call https://api.example.com',
			"'Allowed Domains'",
		],
		[
			{ kind: 'canceled', wasSent: false },
			'The execution was canceled before this request',
			'Nothing was sent.',
		],
	])('%j a write has not taken effect', (fault, message, description) => {
		for (const effect of [read, payment])
			expect(failed(fault, effect)).toMatchObject({
				message,
				description: expect.stringContaining(description),
				outcome: 'refused',
			});
	});

	it.each<[Fault, string]>([
		[{ kind: 'timeout' }, 'no answer within 1.5 seconds'],
		[{ kind: 'canceled', wasSent: true }, 'canceled while waiting'],
		[{ kind: 'tooLarge' }, 'too large'],
		[{ kind: 'lost', code: 'ECONNRESET' }, 'connection ended before the answer (ECONNRESET)'],
		[{ kind: 'lost', code: '' }, 'connection ended before the answer'],
	])('%j the outcome of a write is unknown', (fault, why) => {
		const { message, description, outcome } = failed(fault, payment);

		expect(message).toBe(
			`Outcome unknown: Singapay may have processed this POST, ${message.split(', ')[1]}`,
		);
		expect(message).toContain(why);
		expect(description).toBe(
			'Do not send it again before you looked. Reference: order-77. Look it up with GET /payments?reference=order-77.',
		);
		expect(outcome).toBe('unknown');
	});

	it.each<[Fault, string]>([
		[{ kind: 'timeout' }, 'Singapay gave no answer within 1.5 seconds'],
		[
			{ kind: 'canceled', wasSent: true },
			'The execution was canceled while waiting for the answer',
		],
		[{ kind: 'tooLarge' }, 'The answer is larger than 32 MiB'],
		[
			{ kind: 'lost', code: 'ECONNRESET' },
			'The connection to https://api.example.com ended before the answer was complete (ECONNRESET)',
		],
	])('%j a read says what happened', (fault, message) => {
		expect(failed(fault, read)).toMatchObject({ message, outcome: 'refused' });
	});
});

describe('without an answer to the request itself', () => {
	const explanation = { message: 'M', description: 'D' };

	it('a missing token is explained as the token lifecycle does', () => {
		expect(
			problemWithout(called(payment), { kind: 'noToken', explanation, isPassing: false }),
		).toEqual({
			...explanation,
			outcome: 'refused',
			status: undefined,
			code: '',
		});
	});

	it('a refused token is, too, with its status', () => {
		const result = { kind: 'tokenRefused', explanation, status: 401 } as const;

		expect(problemWithout(called(payment), result)).toMatchObject({ ...explanation, status: 401 });
	});

	it('a wait that is too long is named in seconds', () => {
		const result = { kind: 'askedToWait', waitMs: 90_400, status: 429 } as const;

		expect(problemWithout(called(read), result)).toMatchObject({
			message: 'Singapay asks to wait 91 seconds (HTTP 429)',
			status: 429,
		});
	});
});

describe('an answer', () => {
	it.each([
		[{ success: true, data: {} }, 200],
		['', 204],
		['plain', 200],
		[{ response_code: 'SP000', data: null }, 201],
	])('%j with %i is no problem', (body, status) => {
		expect(answered(body, status, payment)).toBeUndefined();
		expect(answered(body, status, read)).toBeUndefined();
	});

	it.each([500, 502, 503, 504, 408])('of %i to a write leaves its outcome open', (status) => {
		expect(answered('', status, payment)).toMatchObject({
			outcome: 'unknown',
			status,
			message: `Outcome unknown: Singapay may have processed this POST, it answered HTTP ${status}`,
		});
	});

	it.each(['SP001', 'SP005'])('of %s to a write leaves its outcome open', (response_code) => {
		expect(answered({ response_code }, 200, payment)).toMatchObject({
			outcome: 'unknown',
			code: response_code,
			message: expect.stringContaining(`it answered ${response_code} (HTTP 200)`),
		});
		expect(answered({ response_code }, 200, read)).toMatchObject({ outcome: 'refused' });
	});

	it('that is a web page leaves the outcome of a write open', () => {
		expect(answered('<!DOCTYPE html><html></html>', 200, payment)).toMatchObject({
			outcome: 'unknown',
		});
		expect(answered('<!DOCTYPE html><html></html>', 200, read)).toBeUndefined();
	});

	it('that breaks off in its JSON leaves the outcome of a write open', () => {
		const answer = { ...response('{"a":'), headers: { 'content-type': 'application/json' } };
		const result = {
			kind: 'answered',
			raw: raw(''),
			response: answer,
			failure: undefined,
		} as const;

		expect(problemIn(called(payment), result)).toMatchObject({ outcome: 'unknown' });
		expect(problemIn(called(read), result)).toBeUndefined();
	});

	it.each([301, 302, 303, 307])('of %i to a write leaves its outcome open', (status) => {
		expect(answered('', status, payment)).toMatchObject({ outcome: 'unknown', status });
	});

	it.each([301, 302, 307])('of %i says that redirects are not followed', (status) => {
		expect(answered('', status, read)).toMatchObject({
			message: `Singapay redirects this request to another address (HTTP ${status})`,
			status,
		});
	});

	it.each([
		[403, 'permissions'],
		[404, "'Path'"],
		[409, 'new reference'],
		[429, 'Too many requests'],
		[500, 'Try again later'],
		[400, 'documentation'],
		[422, 'documentation'],
	])('of %i to a read says what to do', (status, advice) => {
		expect(answered('', status, read)).toMatchObject({
			message: `Singapay answered HTTP ${status}`,
			description: expect.stringContaining(advice),
			outcome: 'refused',
			status,
		});
	});

	it('quotes what the provider says, in one line and not at length', () => {
		const message = `Line one.\n\tLine   two ${'x'.repeat(400)}.`;
		const problem = answered({ status: 400, success: false, error: { message } }, 400, payment);

		expect(problem?.description).toContain('It says: Line one. Line two xxx');
		expect(problem?.description).toContain('…');
		expect(problem?.description.length).toBeLessThan(450);
		expect(problem?.description).not.toMatch(/[\n\t]/);
		expect(problem?.message).not.toContain('Line');
	});

	it('prefers the hint of the provider to general advice', () => {
		const body = { response_code: 'SP003', response_message: 'Insufficient Balance' };

		expect(answered(body, 400, payment)).toMatchObject({
			message: 'Singapay answered SP003 (HTTP 400)',
			description: 'It says: Insufficient Balance. Top up the balance of the Singapay account.',
			code: 'SP003',
		});
	});

	it('does not name a code twice that is the status itself', () => {
		const body = { status: 422, success: false, error: { code: 422, message: 'No' } };

		expect(answered(body, 422, payment)?.message).toBe('Singapay answered HTTP 422');
	});
});

describe('an item that n8n itself could not finish', () => {
	it('leaves the outcome of a write open', () => {
		expect(interrupted(called(payment), 'no space left')).toMatchObject({
			outcome: 'unknown',
			message: expect.stringContaining('n8n could not finish this item'),
		});
	});

	it('says why in the case of a read', () => {
		expect(interrupted(called(read), 'no space left')).toMatchObject({
			outcome: 'refused',
			message: 'n8n could not finish this item',
			description: 'n8n says: no space left.',
		});
	});
});

describe('an unknown outcome without a reference', () => {
	it('says that there is none', () => {
		const effect = { ...payment, reference: '' };

		expect(failed({ kind: 'timeout' }, effect).description).toContain(
			'The request carries no reference of yours.',
		);
	});

	it('keeps a long reference short', () => {
		const effect = { ...payment, reference: 'r'.repeat(5_000) };

		expect(failed({ kind: 'timeout' }, effect).description.length).toBeLessThan(500);
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

		expect(message).toBe('PaySecurez cannot be asked what became of this request');
		expect(description).toContain(says);
		expect(description).not.toContain(saysNot);
	});

	it('because an earlier item is the same payment, names that item as n8n counts', () => {
		expect(sameReference(3).message).toBe('Item 3 has the same reference for the same endpoint');
	});
});

describe('a write that was sent earlier, or was lost', () => {
	it.each<[string, (about: ReturnType<typeof called>) => Problem, Problem['outcome'], string[]]>([
		['is not there', neverArrived, 'refused', ['order-77', 'Sending it again is safe.']],
		[
			'went through',
			alreadyGoneThrough,
			'unknown',
			['not sent again', 'GET /payments?reference=order-77'],
		],
		[
			'was never heard of',
			nothingHeard,
			'unknown',
			['Do not send it again', 'order-77', 'GET /payments?reference=order-77'],
		],
		[
			'may have been sent by the first execution',
			mayHaveBeenSent,
			'unknown',
			['not sent again', 'GET /payments?reference=order-77', "'Send Again on Retry'"],
		],
	])('and %s says so', (_what, say, outcome, parts) => {
		const problem = say(called(payment));

		expect(problem).toMatchObject({ outcome, status: undefined, code: '' });
		for (const part of parts) expect(problem.description).toContain(part);
	});

	it('is never said to be safe to send again unless it is certainly not there', () => {
		for (const say of [alreadyGoneThrough, nothingHeard, mayHaveBeenSent])
			expect(say(called(payment)).description).not.toContain('is safe');
	});
});

describe('every sentence', () => {
	const faults: Fault[] = [
		{ kind: 'neverLeft', code: 'X' },
		{ kind: 'blocked', reason: '' },
		{ kind: 'timeout' },
		{ kind: 'canceled', wasSent: true },
		{ kind: 'canceled', wasSent: false },
		{ kind: 'tooLarge' },
		{ kind: 'lost', code: 'X' },
	];
	const statuses = [301, 400, 401, 403, 404, 408, 409, 422, 429, 500, 503];
	const effects = [read, payment, { ...payment, kind: 'changes', reference: '' } as const];
	const problems = effects.flatMap((effect) => [
		...faults.map((fault) => failed(fault, effect)),
		problemWithout(called(effect), { kind: 'askedToWait', waitMs: 1, status: 503 }),
		agentMayNotWrite(effect),
		cannotLookUp(paySecurez, effect),
		sameReference(0),
		...[neverArrived, alreadyGoneThrough, nothingHeard, mayHaveBeenSent].map((say) =>
			say(called(effect)),
		),
		...[singapay, smartFastPay, paySecurez].flatMap((provider) =>
			statuses.flatMap((status) => answered('', status, effect, provider) ?? []),
		),
	]);

	it.each(problems.map((problem) => [problem.message, problem] as const))(
		'"%s" says what happened and what to do, in words that help',
		(_message, { message, description }) => {
			expect(message).toMatch(/^\S.*[^.]$/);
			expect(description).toMatch(/^'?[A-Z].*\.$/);
			expect(`${message} ${description}`).not.toMatch(/\b(error|problem|failure|mistake)/i);
		},
	);
});
