import { parseJson } from '../http/parse';
import type { ApiRequest } from '../providers/contract';
import { isObject } from '../providers/json';

/** What a request's body says: its JSON, or the fields of its form, with `a[b]=1` as `{ a: { b: '1' } }`. */
export function bodyValue({ body, headers }: ApiRequest): unknown {
	if (body === undefined || body === '') return undefined;
	const isForm = Object.entries(headers).some(
		([name, value]) => name.toLowerCase() === 'content-type' && formType.test(value),
	);
	if (isForm) return formFields(body);
	const parsed = parseJson(body);
	return parsed.ok ? parsed.value : undefined;
}

const formType = /^application\/x-www-form-urlencoded\b/i;

function formFields(body: string): unknown {
	const fields: Record<string, unknown> = {};
	for (const [name, value] of new URLSearchParams(body)) {
		const [, first = name, rest = ''] = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name) ?? [];
		const path = [first, ...[...rest.matchAll(/\[([^[\]]*)\]/g)].map(([, key = '']) => key)];
		setAt(fields, path, value);
	}
	return fields;
}

function setAt(
	fields: Record<string, unknown>,
	[name = '', ...rest]: string[],
	value: string,
): void {
	if (name === '__proto__') return;
	if (rest.length === 0) {
		fields[name] = value;
		return;
	}
	const inner = isObject(fields[name]) ? { ...fields[name] } : {};
	setAt(inner, rest, value);
	fields[name] = inner;
}
