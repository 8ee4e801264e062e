import { certificateTrouble } from './certificates';
import type { Fault } from './faults';

/** Temporary failures: the same request may end differently soon, with nothing changed. */

/** 501 and 505 are permanent; the other 5xx, Cloudflare's 520 to 527 included, are temporary. */
export const isPassingStatus = (status: number): boolean =>
	passing4xx.has(status) || (status >= 500 && status !== 501 && status !== 505);

/** Statuses after which a request may still have been processed: the server gave up, or sends somewhere else. */
export const leavesOpen = (status: number): boolean =>
	status >= 500 || status === 408 || (status >= 300 && status < 400);

const passing4xx = new Set([408, 425, 429]);

/** A certificate that is not accepted stays so until somebody changes it. */
export function isPassingFault(fault: Fault): boolean {
	switch (fault.kind) {
		case 'neverLeft':
			return certificateTrouble(fault.code) === undefined;
		case 'lost':
		case 'timeout':
			return true;
		case 'canceled':
		case 'tooLarge':
		case 'blocked':
			return false;
	}
}
