import type { IAuthenticate, IHttpRequestOptions } from 'n8n-workflow';

type GenericAuthentication = Exclude<IAuthenticate, (...args: never[]) => unknown>;
type Target = Record<string, Record<string, unknown> | undefined>;

/** `authenticate: { type: 'generic' }`: assigns into the request in place, so a second call replaces what the first one set. */
export function applyGenericAuthentication(
	request: IHttpRequestOptions,
	authenticate: GenericAuthentication,
	resolve: (template: string) => string,
): IHttpRequestOptions {
	request.headers ??= {};
	const target = request as unknown as Target;
	for (const [part, values] of Object.entries(authenticate.properties)) {
		for (const [key, value] of Object.entries(values as Record<string, string>)) {
			const fields = (target[part] ??= {});
			fields[resolve(key)] = resolve(value);
		}
	}
	return request;
}
