import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { StoredCredential } from '../n8n/cli.mts';
import { projectRoot } from '../n8n/paths.mts';
import type { Workflow } from '../n8n/rest.mts';
import type { ProviderId, Simulator } from '../../simulators/index.mts';

/** The workflows of the examples folder, in the order of their file names. */
export async function readExamples(): Promise<Workflow[]> {
	const folder = join(projectRoot(), 'examples');
	const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted();
	return await Promise.all(
		files.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as Workflow),
	);
}

/** n8n's names of the credentials; whatever else differs is in the simulators. */
const credentialTypes: Readonly<Record<ProviderId, string>> = {
	smartFastPay: 'smartFastPayApi',
	paySecurez: 'paySecurezApi',
	singapay: 'singapayApi',
};

/** The credentials that the examples refer to, with their ids and names, for the simulators instead of the real hosts. */
export function credentialsOf(
	examples: readonly Workflow[],
	simulators: readonly Simulator[],
): StoredCredential[] {
	return simulators.map(({ provider, url, credentials }) => {
		const type = credentialTypes[provider];
		const reference = examples
			.flatMap(({ nodes }) => nodes.map((node) => node.credentials?.[type]))
			.find((found) => typeof found?.id === 'string');
		if (typeof reference?.id !== 'string') throw new Error(`No example uses a ${type} credential`);
		const data = { environment: 'custom', baseUrl: url, ...credentials };
		return { id: reference.id, name: reference.name, type, data };
	});
}
