import { readdirSync, readFileSync } from 'node:fs';

import type { Sources } from './imports.mts';

/** Everything that is compiled into the package, by its path in the repository. */
export const sources = (): Sources =>
	Object.fromEntries(
		['credentials', 'lib', 'nodes']
			.flatMap((folder) =>
				readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) =>
					`${folder}/${path}`.replaceAll('\\', '/'),
				),
			)
			.filter((path) => path.endsWith('.ts'))
			.map((path) => [path, readFileSync(path, 'utf8')]),
	);
