import type { ApiRequest, ApiResponse } from '../../lib/providers/contract';

/** Longer than any of the providers takes for a page. */
const timeoutMs = 30_000;

/** One request by Node's own fetch. A redirect is an answer like any other. */
export async function sendByFetch({
	method,
	url,
	headers,
	body,
}: ApiRequest): Promise<ApiResponse> {
	const answer = await fetch(url, {
		method,
		headers: { Accept: 'application/json', ...headers },
		redirect: 'manual',
		signal: AbortSignal.timeout(timeoutMs),
		...(body === undefined ? {} : { body }),
	});
	const text = await answer.text();
	return { status: answer.status, headers: Object.fromEntries(answer.headers), ...parsed(text) };
}

function parsed(text: string): Pick<ApiResponse, 'body' | 'isJson'> {
	try {
		return { body: JSON.parse(text) as unknown, isJson: true };
	} catch {
		return { body: text, isJson: false };
	}
}
