import type { RestSession } from './rest-session.mts';

/** What the REST API of an n8n does, which differs from version to version. */
export interface Dialect {
	/** A run names a saved workflow; older versions want the workflow itself. */
	readonly runsSaved: boolean;
	/** Publishing goes on after the answer, and can be asked about; in older versions the answer is the end of it. */
	readonly tellsPublication: boolean;
}

/** Minor versions of n8n 2 in which it was found first (measured with the versions of `versions.mts`). */
const since = { runsSaved: 23, tellsPublication: 41 };

export function dialectOf(version: string): Dialect {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	const has = (first: number): boolean => major > 2 || (major === 2 && minor >= first);
	return { runsSaved: has(since.runsSaved), tellsPublication: has(since.tellsPublication) };
}

/** Asks the server once which one it speaks. */
export function dialectReader({ send }: RestSession): () => Promise<Dialect> {
	let known: Promise<Dialect> | undefined;
	const read = async (): Promise<Dialect> => {
		const { versionCli } = await send<{ versionCli: string }>('GET', '/rest/settings');
		return dialectOf(versionCli);
	};
	return async () => await (known ??= read());
}
