import type { GenericValue, IDataObject } from 'n8n-workflow';

/** The value at a path such as `data.list`; undefined where the path ends early. Brackets are not read. */
export function valueAt(json: IDataObject, path: string): GenericValue {
	return path
		.split('.')
		.reduce<GenericValue>((value, key) => (isObject(value) ? value[key] : undefined), json);
}

/** Sets the value at a path such as `customer.name`, making the objects on the way; `whole` takes the path as one name. */
export function setAt(json: IDataObject, path: string, value: GenericValue, whole: boolean): void {
	const keys = whole ? [path] : path.split('.');
	const last = keys.pop() ?? path;
	let target = json;
	for (const key of keys) {
		const next = target[key];
		target = isObject(next) ? next : (target[key] = {});
	}
	target[last] = value;
}

function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null;
}
