import type { IDataObject } from 'n8n-workflow';

import { decode } from '../../lib/http/decode';
import type { RawResponse } from '../../lib/http/parse';
import { isObject } from '../../lib/providers/json';
import type { ApiResponse, Provider } from '../../lib/providers/contract';

export interface OutputOptions {
	readonly simplify: boolean;
	readonly fullResponse: boolean;
	readonly format: 'autodetect' | 'json' | 'text' | 'file';
	/** The output field for text, and the name of binary data. */
	readonly outputPropertyName: string;
}

/** The items of one response: items of data, or one item with a file. */
export type Output =
	| { readonly kind: 'json'; readonly items: readonly IDataObject[] }
	| { readonly kind: 'file'; readonly json: IDataObject; readonly file: FileContent }
	| { readonly kind: 'notJson' };

export interface FileContent {
	readonly bytes: Buffer;
	readonly name: string;
	readonly mimeType: string;
}

export interface Answer {
	readonly provider: Provider;
	readonly url: string;
	readonly raw: RawResponse;
	readonly response: ApiResponse;
	/** Whether the provider reported a failure that the builder asked to see as data. */
	readonly isFailure: boolean;
}

/** Shapes a response as the builder asked. */
export function outputOf(answer: Answer, options: OutputOptions): Output {
	const { raw, response } = answer;
	const envelope = { headers: { ...raw.headers }, statusCode: raw.status };
	if (!answer.isFailure && isFile(answer, options))
		return { kind: 'file', json: options.fullResponse ? envelope : {}, file: fileOf(answer) };
	if (options.format === 'json' && !response.isJson && response.body !== '')
		return { kind: 'notJson' };

	const body = options.format === 'text' ? textOf(answer) : bodyOf(answer, options);
	if (options.fullResponse) return json([{ body, ...envelope } as IDataObject]);
	// A failure that is returned as data is marked by its status, and never by its own field `error`: n8n's Retry On Fail
	// treats an item with that field as a failed node and would send everything again.
	if (answer.isFailure) return json([{ statusCode: raw.status, body } as IDataObject]);
	if (Array.isArray(body) && options.simplify)
		return json(body.map((entry) => asItem(entry, options.outputPropertyName)));
	return json([asItem(body, options.outputPropertyName)]);
}

/** In the answer's own character set, also where it is JSON. */
const textOf = ({ raw }: Answer): string =>
	decode(raw.bytes, raw.headers['content-type'] ?? '').text;

function bodyOf({ provider, response }: Answer, options: OutputOptions): unknown {
	if (!response.isJson || !options.simplify) return response.body;
	return provider.api.unwrap(response.body);
}

/** An item is an object; anything else goes into a field of one. An empty answer is an empty item. */
function asItem(value: unknown, name: string): IDataObject {
	if (value === '' || value === null || value === undefined) return {};
	if (!isObject(value)) return { [name]: value } as IDataObject;
	const saysError = ![undefined, null, false].includes(value.error as undefined);
	return (saysError ? { body: value } : value) as IDataObject;
}

const json = (items: readonly IDataObject[]): Output => ({ kind: 'json', items });

const fileTypes = /^(image|audio|video|font)\/|^application\/(pdf|zip|gzip|octet-stream|vnd\.)/;

function isFile({ raw }: Answer, options: OutputOptions): boolean {
	if (options.format === 'file') return true;
	return options.format === 'autodetect' && fileTypes.test(raw.headers['content-type'] ?? '');
}

function fileOf({ raw, url }: Answer): FileContent {
	const named = /filename="?([^";]+)"?/i.exec(raw.headers['content-disposition'] ?? '')?.[1];
	const last = new URL(url).pathname.split('/').at(-1) ?? '';
	// A name from outside never becomes a path.
	const name = (named ?? last).replace(/[^\w.() -]/g, '_') || 'data';
	const mimeType =
		(raw.headers['content-type'] ?? '').split(';')[0]?.trim() || 'application/octet-stream';
	return { bytes: raw.bytes, name, mimeType };
}
