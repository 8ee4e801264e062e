import { type Import, importsOf, type Sources } from './imports.mts';

/** The rooms, and those that each may import beside itself: whatever stands below. */
const below: Readonly<Record<string, readonly string[]>> = {
	providers: [],
	http: ['providers'],
	redaction: ['http', 'providers'],
	auth: ['redaction', 'http', 'providers'],
	client: ['auth', 'redaction', 'http', 'providers'],
	payments: ['client', 'auth', 'redaction', 'http', 'providers'],
	writes: ['payments', 'client', 'auth', 'redaction', 'http', 'providers'],
	watch: ['writes', 'payments', 'client', 'auth', 'redaction', 'http', 'providers'],
	webhooks: ['writes', 'payments', 'client', 'auth', 'redaction', 'http', 'providers'],
	nodes: [
		'webhooks',
		'watch',
		'writes',
		'payments',
		'client',
		'auth',
		'redaction',
		'http',
		'providers',
	],
	credentials: ['auth', 'providers'],
};

/** Types of n8n that lib/ speaks of, and why. Whatever else it needs is handed in by the nodes. */
const n8nTypes: Readonly<Record<string, string>> = {
	'lib/auth/credential.ts':
		'builds what n8n reads of a credential: its fields, its test, its hooks',
	'lib/auth/hooks.ts': 'is called by n8n with a credential and a request, and answers with both',
	'lib/auth/requestOptions.ts': "reads and completes a request in the form of n8n's senders",
	'lib/auth/sameForAllItems.ts': "is one of a credential's fields, which n8n reads",
	'lib/http/exchange.ts': "sends through n8n's own HTTP helper",
};

/** Code of n8n that lib/ runs, and why. */
const n8nCode: Readonly<Record<string, string>> = {
	'lib/auth/lifecycle.ts':
		"waits between two token calls: n8n's linter allows timers to nobody else",
};

/** What a node is given to run in: only nodes/ knows these. */
const isContext = (name: string): boolean => /^I\w*Functions(Base)?$|^FunctionsBase/.test(name);

/** n8n Cloud lets no package have more. */
const builtins: readonly string[] = ['node:crypto'];

/** A sentence for each import that is not allowed. */
export function violations(sources: Sources): readonly string[] {
	const folders = providerFolders(Object.keys(sources));
	return importsOf(sources).flatMap((each) => {
		const why = refusal(each, folders);
		return why === undefined
			? []
			: [`${each.from} imports ${each.to || 'a computed name'}: ${why}`];
	});
}

/** Folders under lib/providers but for the contract: one for each provider. */
const providerFolders = (paths: readonly string[]): ReadonlySet<string> =>
	new Set(
		paths.flatMap((path) => {
			const folder = /^lib\/providers\/([^/]+)\//.exec(path)?.[1];
			return folder === undefined || folder === 'contract' ? [] : [folder];
		}),
	);

function refusal(each: Import, folders: ReadonlySet<string>): string | undefined {
	const { from, to } = each;
	const source = roomOf(from);
	if (source === undefined) return 'it stands in no room';
	if (to === 'n8n-workflow') return n8nRefusal(each, source);
	const target = roomOf(to);
	if (target === undefined)
		return builtins.includes(to) ? undefined : 'the package has no dependencies';
	if (source !== target && below[source]?.includes(target) !== true)
		return `${source} is not above ${target}`;
	return target === 'providers' ? providerRefusal(from, to, source, folders) : undefined;
}

/** `http` of `lib/http/parse.ts`, `nodes`, `credentials`; undefined for what is not of the package. */
function roomOf(path: string): string | undefined {
	const [top = '', second = ''] = path.split('/');
	const room = top === 'lib' ? second : ['nodes', 'credentials'].includes(top) ? top : '';
	return room in below ? room : undefined;
}

function n8nRefusal({ from, names, isTypeOnly }: Import, room: string): string | undefined {
	if (room === 'nodes') return undefined;
	if (!isTypeOnly && !(from in n8nCode)) return 'only nodes/ runs code of n8n';
	if (names.some(isContext)) return `${names.filter(isContext).join(', ')} belongs to nodes/`;
	if (room === 'credentials' || from in n8nTypes || from in n8nCode) return undefined;
	return 'it is not among the files that speak of types of n8n';
}

/**
 * What all providers share knows none of them; the registry knows all; a provider knows itself and what is shared. Everybody
 * else takes providers from the registry, but for a credential, which is of one.
 */
function providerRefusal(
	from: string,
	to: string,
	source: string,
	folders: ReadonlySet<string>,
): string | undefined {
	const partOf = (path: string): string => path.split('/')[2]?.replace(/\.ts$/, '') ?? 'index';
	const target = partOf(to);
	const own = partOf(from);
	if (source !== 'providers')
		return folders.has(target) && source !== 'credentials'
			? 'a provider is known to the registry and its credential only'
			: undefined;
	if (own === 'index') return undefined;
	if (own === 'contract') return target === 'contract' ? undefined : 'the contract stands alone';
	if (target === 'index') return 'the registry knows the providers, not the other way round';
	return folders.has(target) && target !== own ? 'it is of another provider' : undefined;
}
