import { isoFrom, timeOf } from '../../../lib/providers/paymentRecord';
import type { Explanation } from '../../../lib/providers/contract';
import { dayMs } from '../../../lib/client/numbers';

export type DateRead =
	| { readonly kind: 'date'; readonly time: number }
	| { readonly kind: 'invalid'; readonly explanation: Explanation };

/**
 * A date as a builder enters it: from the date picker, as text, as a Unix time, or as one of the objects that n8n's
 * expressions give. What names no zone is in the workflow's own. A bare day means its first moment, or its last where a
 * period ends with it; so does the text of its midnight without a zone, which is what the date picker gives for a day.
 *
 * @param field the field's name in the editor
 * @param timezone IANA name, as the workflow is set
 */
export function readDate(
	value: unknown,
	field: string,
	timezone: string,
	end: 'start' | 'end',
): DateRead {
	const written = writtenOf(value);
	const whole = typeof written === 'string' ? wholeDay(isoFrom(written.trim()), end) : written;
	const asUtc = timeOf(whole);
	if (asUtc === null)
		return {
			kind: 'invalid',
			explanation: {
				message: `'${field}' is not a date`,
				description:
					'Choose it, or enter e.g. 2026-01-31 or 2026-01-31T12:00:00. If it is an expression, check its result for this item.',
			},
		};
	return { kind: 'date', time: inZone(whole, asUtc, timezone, end) };
}

/**
 * Where the clocks are put back, a time of day comes twice: a period begins with the first and ends with the second. Where they
 * are put forward, some do not come at all: the moment of the change stands for them, or as long after it.
 */
function inZone(written: unknown, asUtc: number, timezone: string, end: 'start' | 'end'): number {
	const meant = [asUtc - dayMs, asUtc + dayMs].map((near) => {
		const offset = offsetAt(near, timezone);
		const time = timeOf(written, offset) ?? asUtc;
		return { time, isReal: offsetAt(time, timezone) === offset };
	});
	const real = meant.filter(({ isReal }) => isReal).map(({ time }) => time);
	if (real.length === 0) return Math.max(...meant.map(({ time }) => time));
	return end === 'start' ? Math.min(...real) : Math.max(...real);
}

/** Dates, both JavaScript's and those of n8n's expressions, write themselves with their zone. */
const writtenOf = (value: unknown): unknown =>
	typeof value === 'object' &&
	value !== null &&
	'toJSON' in value &&
	typeof value.toJSON === 'function'
		? (value.toJSON as () => unknown)()
		: value;

const wholeDay = (written: string, end: 'start' | 'end'): string => {
	const [, day] = aDay.exec(written) ?? [];
	if (day !== undefined) return end === 'start' ? day : `${day}T23:59:59.999`;
	return written.replace(/^(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2})(?=$|z|[+-])/i, '$1:00');
};

/** Alone, or with its midnight. */
const aDay = /^(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00(?:[.,]0+)?)?)?$/i;

/** E.g. `+07:00`. A workflow whose zone nobody knows is in that of this machine. */
function offsetAt(time: number, timezone: string): string {
	const written = formatIn(timezone)
		.formatToParts(time)
		.find(({ type }) => type === 'timeZoneName')?.value;
	return written?.replace('GMT', '') || 'Z';
}

/** Of the zone that was asked for last: to make one takes as long as to use it a hundred times. */
let latest: { readonly timeZone: string; readonly format: Intl.DateTimeFormat } | undefined;

function formatIn(timeZone: string): Intl.DateTimeFormat {
	if (latest?.timeZone !== timeZone) latest = { timeZone, format: newFormat(timeZone) };
	return latest.format;
}

function newFormat(timeZone: string): Intl.DateTimeFormat {
	try {
		return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
	} catch {
		return new Intl.DateTimeFormat('en-US', { timeZoneName: 'longOffset' });
	}
}
