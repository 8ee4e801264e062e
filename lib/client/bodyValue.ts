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

/** Iterative: a body may contain thousands of levels, and recursion would exhaust the stack. */
function setAt(fields: Record<string, unknown>, path: readonly string[], value: string): void {
	if (path.includes('__proto__')) return;
	let holder = fields;
	for (const name of path.slice(0, -1)) {
		const held = holder[name];
		const inner: Record<string, unknown> = isObject(held) ? held : {};
		holder[name] = inner;
		holder = inner;
	}
	holder[path.at(-1) ?? ''] = value;
}
