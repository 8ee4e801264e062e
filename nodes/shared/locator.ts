import { isObject } from '../../lib/providers/json';

/** The value of n8n's resource locator, whichever way it was chosen; anything else stands for itself. */
export const locatedValue = (given: unknown): unknown =>
	isObject(given) && given.__rl === true ? given.value : given;
