import { isEarlierTransfer } from '../../../lib/providers/singapay/repeats';
import type { ApiResponse } from '../../../lib/providers/contract';
import { json } from '../../support/subjects.mts';

const sentAt = Date.UTC(2026, 0, 15, 3, 0, 0);
const times = { sentAt, answeredAt: sentAt + 400 };

const answered = (created_at: unknown, date?: number): ApiResponse => ({
	...json(200, { status: 200, success: true, data: { merchant_ref_no: 'R-1', created_at } }),
	headers: { date: date === undefined ? '' : new Date(date).toUTCString() },
});

describe('the answer to a transfer between accounts', () => {
	it.each<[string, unknown, number | undefined, boolean]>([
		['was made yesterday', String(sentAt - 86_400_000), undefined, true],
		['was made three seconds before', sentAt - 3_000, undefined, true],
		['was made now', String(sentAt + 100), undefined, false],
		['was made now, in whole seconds', String(sentAt - 1_000), undefined, false],
		['names no time', undefined, undefined, false],
		['names an empty time', '', undefined, false],
		[
			'was made now by a clock that is ten minutes behind',
			sentAt - 600_000,
			sentAt - 600_000,
			false,
		],
		['was made before by a clock that is ahead', sentAt + 590_000, sentAt + 600_000, true],
		['was made yesterday, beside a date that is none', sentAt - 86_400_000, Number.NaN, true],
	])('reports an earlier one if its record %s', (_what, createdAt, date, isEarlier) => {
		expect(isEarlierTransfer(answered(createdAt, date), times)).toBe(isEarlier);
	});

	it('is judged by when it was processed where that is all it says', () => {
		const body = { data: { processed_timestamp: String(sentAt - 60_000) } };
		expect(isEarlierTransfer(json(200, body), times)).toBe(true);
	});
});
