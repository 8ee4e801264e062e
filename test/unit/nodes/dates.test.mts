import { readDate } from '../../../nodes/shared/forms/dates';

const read = (value: unknown, end: 'start' | 'end' = 'start', zone = 'UTC'): string => {
	const date = readDate(value, 'Date From', zone, end);
	return date.kind === 'date' ? new Date(date.time).toISOString() : date.explanation.message;
};

/** As luxon's DateTime, which n8n's expressions give, writes itself. */
const luxon = (iso: string | null): unknown => ({ toJSON: () => iso, ts: 12 });

describe('a date with a zone of its own', () => {
	it.each<[unknown, string]>([
		['2026-01-31T12:00:00Z', '2026-01-31T12:00:00.000Z'],
		['2026-01-31T12:00Z', '2026-01-31T12:00:00.000Z'],
		['2026-01-31T12:00+07:00', '2026-01-31T05:00:00.000Z'],
		['2026-01-31T12:00-0330', '2026-01-31T15:30:00.000Z'],
		['2026-01-31T12:00:00.123+07:00', '2026-01-31T05:00:00.123Z'],
		['2026-01-31 12:00:00 +0700', '2026-01-31T05:00:00.000Z'],
		['2026-01-31 12:00:00+07', '2026-01-31T05:00:00.000Z'],
		['2026-01-31T12:00-03', '2026-01-31T15:00:00.000Z'],
		// Midnight with a zone is a moment: that is what {{ $today }} gives.
		['2026-01-31T00:00:00Z', '2026-01-31T00:00:00.000Z'],
		['2026-01-31T00:00:00.000+07:00', '2026-01-30T17:00:00.000Z'],
		['2026-01-31 00:00+07', '2026-01-30T17:00:00.000Z'],
		[luxon('2026-01-31T00:00:00.000-03:00'), '2026-01-31T03:00:00.000Z'],
		[new Date('2026-01-31T00:00:00Z'), '2026-01-31T00:00:00.000Z'],
		[new Date('2026-01-31T12:00:00.5Z'), '2026-01-31T12:00:00.500Z'],
		[luxon('2026-01-31T12:00:00.000-03:00'), '2026-01-31T15:00:00.000Z'],
		[1_769_860_800, '2026-01-31T12:00:00.000Z'],
		['1769860800', '2026-01-31T12:00:00.000Z'],
		[1_769_860_800_123, '2026-01-31T12:00:00.123Z'],
	])('%p is that moment in any workflow', (value, iso) => {
		for (const zone of ['UTC', 'Asia/Jakarta', 'America/New_York'])
			for (const end of ['start', 'end'] as const) expect(read(value, end, zone)).toBe(iso);
	});
});

describe('a date without a zone', () => {
	it.each<[string, unknown, string, string]>([
		['from the date picker', '2026-01-31T12:00:00', 'Asia/Jakarta', '2026-01-31T05:00:00.000Z'],
		['without seconds', '2026-01-31T12:00', 'Asia/Jakarta', '2026-01-31T05:00:00.000Z'],
		['with a blank instead of T', ' 2026-01-31 12:00 ', 'UTC', '2026-01-31T12:00:00.000Z'],
		['as providers write it', '31 Jan 2026 12:00:00', 'UTC', '2026-01-31T12:00:00.000Z'],
		['as a bare day', '2026-01-31', 'Asia/Jakarta', '2026-01-30T17:00:00.000Z'],
		['in a zone of half hours', '2026-01-31T12:00:00', 'Asia/Kolkata', '2026-01-31T06:30:00.000Z'],
		['in Sao Paulo', '2026-01-31T12:00:00', 'America/Sao_Paulo', '2026-01-31T15:00:00.000Z'],
		['in winter', '2026-01-31T12:00:00', 'America/New_York', '2026-01-31T17:00:00.000Z'],
		['in summer', '2026-07-31T12:00:00', 'America/New_York', '2026-07-31T16:00:00.000Z'],
		['behind the date line', '2026-01-01', 'Pacific/Kiritimati', '2025-12-31T10:00:00.000Z'],
	])('%s is in that of the workflow', (_how, value, zone, iso) => {
		expect(read(value, 'start', zone)).toBe(iso);
	});

	it.each(['DEFAULT', '', 'Nowhere/Nothing'])(
		'is in some zone where the workflow says %j',
		(zone) => {
			expect(read('2026-01-31T12:00:00', 'start', zone)).toMatch(/^2026-01-3\d|^2026-02-01/);
		},
	);
});

describe('a bare day', () => {
	it.each<[string, string, string, string]>([
		['UTC', '2026-01-31', '2026-01-31T00:00:00.000Z', '2026-01-31T23:59:59.999Z'],
		['Asia/Jakarta', '2026-01-31', '2026-01-30T17:00:00.000Z', '2026-01-31T16:59:59.999Z'],
		// 23 and 25 hours.
		['America/New_York', '2026-03-08', '2026-03-08T05:00:00.000Z', '2026-03-09T03:59:59.999Z'],
		['America/New_York', '2026-11-01', '2026-11-01T04:00:00.000Z', '2026-11-02T04:59:59.999Z'],
		// Midnight does not come: the day begins at one.
		['America/Santiago', '2026-09-06', '2026-09-06T04:00:00.000Z', '2026-09-07T02:59:59.999Z'],
		// The last hour comes twice.
		['America/Santiago', '2026-04-04', '2026-04-04T03:00:00.000Z', '2026-04-05T03:59:59.999Z'],
	])('in %s, %s, is all of it', (zone, day, first, last) => {
		expect([read(day, 'start', zone), read(day, 'end', zone)]).toEqual([first, last]);
	});

	it.each([
		'2026-01-31T00:00:00',
		'2026-01-31T00:00',
		'2026-01-31 00:00',
		' 2026-01-31 00:00:00 ',
		'2026-01-31T00:00:00.000',
		'2026-01-31t00:00:00,0',
		'31 Jan 2026 00:00:00',
		' 31 jan 2026 00:00 ',
		'31 JAN 2026 00:00:00.000',
	])('is meant by its midnight without a zone, too: %j', (midnight) => {
		for (const zone of ['UTC', 'Asia/Jakarta', 'America/Santiago'])
			for (const end of ['start', 'end'] as const)
				expect(read(midnight, end, zone)).toBe(read('2026-01-31', end, zone));
	});

	it.each([
		'2026-01-31T00:00:01',
		'2026-01-31T00:01',
		'2026-01-31T00:00:00.001',
		'31 Jan 2026 00:00:01',
		'31 Jan 2026 00:00:00 +07:00',
	])('is not meant a moment later, or in a zone: %j', (moment) => {
		expect(read(moment, 'end')).toMatch(/^2026-01-3/);
		expect(read(moment, 'end')).toBe(read(moment, 'start'));
	});

	it('follows on the one before it without a gap', () => {
		for (const zone of ['America/Santiago', 'Europe/Berlin'])
			for (let day = Date.UTC(2026, 0, 1); day < Date.UTC(2027, 0, 1); day += 86_400_000) {
				const [one = '', next = ''] = [day, day + 86_400_000].map((at) =>
					new Date(at).toISOString().slice(0, 10),
				);
				const [end, start] = [read(one, 'end', zone), read(next, 'start', zone)];
				expect([zone, one, Date.parse(start) - Date.parse(end)]).toEqual([zone, one, 1]);
			}
	});
});

describe('a time around a change of the clocks in New York', () => {
	it.each<[string, 'start' | 'end', string]>([
		['2026-03-08T01:59:59', 'start', '2026-03-08T06:59:59.000Z'],
		['2026-03-08T03:00:00', 'start', '2026-03-08T07:00:00.000Z'],
		// It does not come, and is taken for half past three.
		['2026-03-08T02:30:00', 'start', '2026-03-08T07:30:00.000Z'],
		['2026-03-08T02:30:00', 'end', '2026-03-08T07:30:00.000Z'],
		// It comes twice.
		['2026-11-01T01:30:00', 'start', '2026-11-01T05:30:00.000Z'],
		['2026-11-01T01:30:00', 'end', '2026-11-01T06:30:00.000Z'],
	])('%s, as the %s of a period', (value, end, iso) => {
		expect(read(value, end, 'America/New_York')).toBe(iso);
	});
});

describe('what is not a date', () => {
	it.each<[unknown]>([
		[''],
		[' '],
		['yesterday'],
		['31.01.2026'],
		['2026-02-30'],
		['2026-13-01'],
		['2026-01-31T25:00:00'],
		['2026-01-31T12:00:00 in Jakarta'],
		[undefined],
		[null],
		[true],
		[Number.NaN],
		[Infinity],
		[12],
		[{}],
		[[]],
		[['2026-01-31']],
		[new Date(Number.NaN)],
		[luxon(null)],
		[{ toJSON: 'no function' }],
	])('%p is said not to be one', (value) => {
		expect(read(value)).toBe("'Date From' is not a date");
		expect(read(value, 'end')).toBe("'Date From' is not a date");
	});

	it('comes with an example and the usual suspect', () => {
		expect(readDate('x', 'Date To', 'UTC', 'end')).toMatchObject({
			explanation: {
				message: "'Date To' is not a date",
				description: expect.stringMatching(/e\.g\. 2026-01-31 .* expression/),
			},
		});
	});
});
