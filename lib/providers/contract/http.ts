/** Requests and responses, in the form that all rooms use. */

/** One HTTP request, complete: absolute URL, headers by their usual spelling, body as the text that is sent. */
export interface ApiRequest {
	readonly method: string;
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string;
	/** Whether `authorize` has to sign it. Its body is in canonical form then: what is hashed is what is sent. */
	readonly isSigned?: boolean;
}

/** One HTTP answer, read whole. `body` is the parsed JSON value, or the text where it is not JSON ('' when empty). */
export interface ApiResponse {
	readonly status: number;
	/** Header names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	readonly body: unknown;
	readonly isJson: boolean;
	/** Set if the bytes are not UTF-8 and no other charset is named: characters outside ASCII are then a guess. */
	readonly readAs?: 'windows-1252';
}
