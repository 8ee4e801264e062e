import { parametersOf } from '../../../lib/providers/endpoints';
import { providers } from '../../../lib/providers';
import type { CreateForm, Endpoint, FormField, Provider } from '../../../lib/providers/contract';
import { valueOf } from '../endpoints';

/** An example of a documented body, shown when its endpoint is chosen: to read, never sent. */
export const exampleBodies: ReadonlyMap<string, string> = new Map(
	providers.flatMap((provider) =>
		provider.api.endpoints.flatMap((endpoint) => {
			const create = provider.forms.creates.find(
				({ method, path }) => method === endpoint.method && path === endpoint.path,
			);
			return create === undefined
				? []
				: [[valueOf(endpoint), exampleBody(provider, endpoint, create)] as const];
		}),
	),
);

/** The required members, with the examples of their fields. */
function exampleBody(provider: Provider, { reference }: Endpoint, create: CreateForm): string {
	const body: Record<string, unknown> = {};
	const put = (path: string, value: unknown): void => {
		const names = path.split('.');
		let place = body;
		for (const name of names.slice(0, -1)) place = (place[name] ??= {}) as Record<string, unknown>;
		place[names.at(-1) ?? ''] = value;
	};
	for (const [path, value] of Object.entries(create.fixed ?? {})) put(path, value);
	const inPath = parametersOf(create.path);
	for (const field of create.fields)
		if (field.required === true && field.when === undefined && !inPath.includes(field.path))
			put(field.path, exampleOf(provider, field));
	if (reference !== undefined) put(reference.path, 'ORDER-1');
	// With spaces, at which the editor breaks the line.
	return JSON.stringify(body, null, 1).replace(/\n\s*/g, ' ');
}

function exampleOf({ payments }: Provider, field: FormField): unknown {
	if (field.type === 'account')
		return (
			payments.kinds
				.find(({ account }) => account !== undefined)
				?.account?.placeholder.replace('e.g. ', '') ?? ''
		);
	const isNumber =
		field.type === 'integer' || (field.type === 'amount' && field.writtenAs !== 'text');
	return isNumber ? Number(field.example) : field.example;
}
