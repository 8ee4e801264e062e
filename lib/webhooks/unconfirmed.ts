import { createLimiter, type Limiter } from '../client/limiter';
import { maxConfirmations, maxUnconfirmedPerMinute, minuteMs } from './numbers';

/** Limits what one node asks a provider because of notifications, forged ones among them. */
export interface ConfirmationLimits {
	/** Look-ups side by side; the others wait for their turn. */
	readonly limiter: Limiter;
	/** Counts a claim that is not confirmed yet. False if there were too many within a minute. */
	count(now: number): boolean;
	/** It has been confirmed after all. */
	uncount(countedAt: number): void;
	isExhausted(now: number): boolean;
}

export function createConfirmationLimits(): ConfirmationLimits {
	let counted: number[] = [];
	const isExhausted = (now: number): boolean => {
		counted = counted.filter((at) => Math.abs(now - at) < minuteMs);
		return counted.length >= maxUnconfirmedPerMinute;
	};
	return {
		limiter: createLimiter(maxConfirmations),
		isExhausted,
		count(now) {
			if (isExhausted(now)) return false;
			counted.push(now);
			return true;
		},
		uncount(countedAt) {
			const index = counted.indexOf(countedAt);
			if (index !== -1) counted.splice(index, 1);
		},
	};
}
