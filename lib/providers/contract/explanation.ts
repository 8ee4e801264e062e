/** What a person reads: what happened, then what to do about it. Never holds a secret. */
export interface Explanation {
	readonly message: string;
	readonly description: string;
}
