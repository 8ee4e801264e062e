import { findProvider, providers } from '../../lib/providers';
import type { CreateForm, FormField } from '../../lib/providers/contract';
import type { ProviderId } from '../../simulators/index.mts';
import { account } from './support/writes.mts';
import { world } from './support/world.mts';

const forms = providers.flatMap((provider) =>
	provider.forms.creates.map(
		(create) => [provider.id as ProviderId, create.resource, create.id, create] as const,
	),
);

/** What a builder enters into a field: the example that the editor shows. */
function entered(field: FormField, chosen: Readonly<Record<string, string>>): unknown {
	if (field.name in chosen) return chosen[field.name];
	switch (field.type) {
		case 'account':
			return { __rl: true, mode: 'id', value: account };
		case 'time':
			return new Date(Date.now() + 3_600_000_0).toISOString();
		default:
			return field.example;
	}
}

const chosenFor: Readonly<Record<string, Readonly<Record<string, string>>>> = {};

export function parametersOf(
	create: CreateForm,
	reference: string,
	more: Readonly<Record<string, string>> = {},
): object {
	const required = create.fields.filter((field) => field.required === true);
	return {
		resource: create.resource,
		operation: 'create',
		paymentMethod: create.id,
		reference,
		...Object.fromEntries(
			required.map((field) => [field.name, entered(field, { ...chosenFor[create.id], ...more })]),
		),
	};
}

describe('creating', () => {
	it.each(forms)(
		'%s %s %s gives the item of a payment',
		async (provider, _resource, _id, create) => {
			const w = await world(provider);
			const run = await w.run(parametersOf(create, 'ORDER-7'));
			console.log(
				provider,
				create.resource,
				create.id,
				JSON.stringify(run.items('Pay')[0]?.json ?? [run.error?.message, run.error?.description]),
			);
		},
	);
});
