import * as n8n from 'n8n-workflow';

import { failure, type Failed } from '../../../lib/client/result';
import { declare, pollFailureOf } from '../../../nodes/PaymentStatusTrigger/failure';

const failed = (cause: Failed['cause'], known: Partial<Failed>): Failed =>
	failure({ kind: 'reads' } as Failed['call'], cause, { message: '', description: '' }, known);

describe('a failed poll reports to n8n', () => {
	it.each<[string, Failed, object]>([
		[
			'that the provider asks to wait',
			failed('unavailable', { isPassing: true, status: 429, retryAfterMs: 90_000 }),
			{ cause: 'rate-limited', retryAfterMs: 90_000 },
		],
		[
			'that the provider asks to wait without saying how long',
			failed('unavailable', { isPassing: true, status: 429 }),
			{ cause: 'rate-limited' },
		],
		[
			'that the provider has broken down',
			failed('unavailable', { isPassing: true, status: 503, retryAfterMs: 5_000 }),
			{ cause: 'temporarily-unavailable', retryAfterMs: 5_000 },
		],
		[
			'that the connection was lost',
			failed('lost', { isPassing: true }),
			{ cause: 'temporarily-unavailable' },
		],
		[
			'that no token can be had just now',
			failed('noToken', { isPassing: true, status: 500 }),
			{ cause: 'temporarily-unavailable' },
		],
		[
			'that something on the way answers 403 with a web page',
			failed('noToken', { isPassing: true, status: 403 }),
			{ cause: 'temporarily-unavailable' },
		],
		[
			'that the secret is wrong',
			failed('noToken', { status: 401 }),
			{ cause: 'credential-invalid' },
		],
		[
			'that new tokens are refused',
			failed('tokenRefused', { status: 401 }),
			{ cause: 'credential-invalid' },
		],
		[
			'that the address is not registered',
			failed('noToken', { status: 403 }),
			{ cause: 'configuration-invalid' },
		],
		[
			'that a person has to look',
			failed('refused', { status: 403 }),
			{ cause: 'configuration-invalid' },
		],
		[
			'that a certificate is not accepted',
			failed('unreachable', {}),
			{ cause: 'configuration-invalid' },
		],
	])('%s', (_what, given, expected) => {
		expect(pollFailureOf(given)).toEqual(expected);
	});

	it('in words that this n8n knows', () => {
		const causes: readonly string[] = [...n8n.TIMED_CAUSES, ...n8n.ACTIONABLE_CAUSES];
		for (const cause of [
			'rate-limited',
			'temporarily-unavailable',
			'credential-invalid',
			'configuration-invalid',
		])
			expect(causes).toContain(cause);
		const declared = declare(new Error('oops'), { cause: 'rate-limited' });
		expect(declared).toMatchObject({ message: 'oops', failure: { cause: 'rate-limited' } });
	});
});
