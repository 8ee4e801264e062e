import { timeOf } from '../providers/payment';
import type { Explanation } from '../providers/provider';

export type DateRead =
	| { readonly kind: 'date'; readonly time: number }
	| { readonly kind: 'invalid'; readonly explanation: Explanation };

/**
 * A date as a builder enters it: from the date picker, as text, as a Unix time, or as one of the objects that n8n's
 * expressions give. What names no zone is in the workflow's own. A bare day means its first moment, or its last where a
 * period ends with it.
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
	const whole = typeof written === 'string' ? wholeDay(written.trim(), end) : written;
	const guess = timeOf(whole);
	if (guess === null)
		return {
			kind: 'invalid',
			explanation: {
				message: `'${field}' is not a date`,
				description:
					'Choose it, or enter e.g. 2026-01-31 or 2026-01-31T12:00:00. If it is an expression, check what it gives for this item.',
			},
		};
	// The offset depends on the moment: around a change of the clocks the first guess may be on the other side.
	const near = timeOf(whole, offsetAt(guess, timezone)) ?? guess;
	return { kind: 'date', time: timeOf(whole, offsetAt(near, timezone)) ?? near };
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
	if (/^\d{4}-\d{2}-\d{2}$/.test(written))
		return end === 'start' ? written : `${written}T23:59:59.999`;
	return /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}$/.test(written) ? `${written}:00` : written;
};

/** E.g. `+07:00`. */
function offsetAt(time: number, timezone: string): string {
	const written = new Intl.DateTimeFormat('en-US', {
		timeZone: timezone,
		timeZoneName: 'longOffset',
	})
		.formatToParts(time)
		.find(({ type }) => type === 'timeZoneName')?.value;
	return written?.replace('GMT', '') || 'Z';
}
