import type { Provider } from '../../lib/providers/contract';
import { renamed } from './edit.mts';
import { credentialClass, singleName } from './names.mts';

/** As much of package.json as is changed. */
export interface Manifest {
	readonly name: string;
	readonly version: string;
	readonly description: string;
	readonly keywords: readonly string[];
	readonly files: readonly string[];
	readonly scripts: Readonly<Record<string, string>>;
	readonly n8n: {
		readonly credentials: readonly string[];
		readonly nodes: readonly string[];
		readonly [other: string]: unknown;
	};
	readonly devDependencies: Readonly<Record<string, string>>;
	readonly [other: string]: unknown;
}

/** What the package needs to be built and checked by itself. */
const tools = ['@n8n/node-cli', '@types/node', 'eslint', 'n8n-workflow', 'typescript'];

/** The package.json of the package with one provider. `all` are the IDs of all of them. */
export function manifestFor(
	combined: Manifest,
	provider: Provider,
	all: readonly string[],
): Manifest {
	const { main: _main, ...rest } = combined;
	const others = all.filter((id) => id !== provider.id).map((id) => id.toLowerCase());
	return {
		...(JSON.parse(renamed(JSON.stringify(rest), provider)) as Manifest),
		name: singleName(provider),
		description: `Payments and payouts with ${provider.displayName} in n8n: access tokens are handled automatically, and a payment with a reference is sent once`,
		keywords: combined.keywords.filter((word) => !others.includes(word)),
		files: ['dist', 'CHANGELOG.md'],
		scripts: { build: 'n8n-node build', lint: 'n8n-node lint' },
		n8n: {
			...combined.n8n,
			credentials: [`dist/credentials/${credentialClass(provider)}.credentials.js`],
		},
		devDependencies: Object.fromEntries(
			tools.map((tool) => [tool, combined.devDependencies[tool] ?? '*']),
		),
	};
}
