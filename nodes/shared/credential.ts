import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { areSameForAllItems } from '../../lib/auth/sameForAllItems';
import type { Provider } from '../../lib/providers/contract';
import type { Host } from './context';

/** Reads the credential: for n8n a look into the database, a decryption and its expressions. */

export type Fields = ICredentialDataDecryptedObject;

/** By credential type, what holds for all items of a run. n8n creates a new node object for each run that has items. */
const runs = new WeakMap<Host, Map<string, Fields>>();

/**
 * The credential's values for an item: read once for all items of a run if none of them is an expression, because those may differ
 * by item.
 *
 * @param itemIndex undefined outside of a run; then nothing is kept, because n8n polls with the same object for months
 * @param when `again` for what another process may have changed since, e.g. the token
 */
export async function readCredential(
	node: Host,
	{ credentialType }: Provider,
	itemIndex: number | undefined,
	when: 'oncePerRun' | 'again',
): Promise<Fields> {
	const run = runs.get(node) ?? new Map<string, Fields>();
	runs.set(node, run);
	const known = when === 'again' ? undefined : run.get(credentialType);
	if (known !== undefined) return known;
	const fields = (await node.getCredentials(credentialType, itemIndex)) as Fields;
	if (itemIndex !== undefined && areSameForAllItems(fields)) run.set(credentialType, fields);
	return fields;
}
