import { providers } from '../../../lib/providers';
import { sources } from './sources.mts';

const names = providers.flatMap(({ id, displayName, credentialType }) =>
	[id, displayName, credentialType].map((name) => name.toLowerCase()),
);

/** Where a provider may be named: its folder, the registry, its credential. */
const isItsPlace = (path: string): boolean =>
	path === 'lib/providers/index.ts' ||
	path.startsWith('credentials/') ||
	providers.some(({ id }) => path.startsWith(`lib/providers/${id}/`));

it('names a provider nowhere but in its folder, the registry and its credential', () => {
	const found = Object.entries(sources())
		.filter(([path]) => !isItsPlace(path))
		.flatMap(([path, text]) =>
			text.split('\n').flatMap((line, index) => {
				const isNamed = names.some((name) => line.toLowerCase().includes(name));
				return isNamed ? [`${path}:${index + 1}: ${line.trim()}`] : [];
			}),
		);
	expect(found).toEqual([]);
});

it('names in the folder of a provider no other', () => {
	const found = providers.flatMap(({ id }) =>
		Object.entries(sources())
			.filter(([path]) => path.startsWith(`lib/providers/${id}/`))
			.filter(([, text]) =>
				providers.some(
					(other) =>
						other.id !== id && text.toLowerCase().includes(other.displayName.toLowerCase()),
				),
			)
			.map(([path]) => path),
	);
	expect(found).toEqual([]);
});
