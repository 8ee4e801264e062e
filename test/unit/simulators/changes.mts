/** Bodies with one thing changed, by dotted path. */

export function changed(body: object, path: string, value: unknown): object {
	const [name = '', ...rest] = path.split('.');
	const inner = (body as Record<string, object>)[name] ?? {};
	return { ...body, [name]: rest.length === 0 ? value : changed(inner, rest.join('.'), value) };
}

export function without(body: object, path: string): object {
	return changed(body, path, undefined);
}

/** The fields that a refusal of any of the providers names; none where nothing was refused. */
export function refusedFields({ body }: { body: unknown }): string[] {
	const { moreInformation, error, data } = Object(body) as Record<string, { errors?: object }>;
	const errors = [moreInformation, error, data].map((part) => part?.errors);
	return Object.keys(errors.find((found) => found !== undefined) ?? {});
}
