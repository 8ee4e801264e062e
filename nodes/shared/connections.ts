import * as n8n from 'n8n-workflow';

import { createHooks } from '../../lib/auth/hooks';
import type { SendOptions } from '../../lib/http/exchange';
import { egressRefusal, faultOf } from '../../lib/http/faults';
import { canKeepAlive, createKeptAlive } from '../../lib/http/keptAlive';
import type { Provider } from '../../lib/providers/contract';
import type { Host } from './context';

/** The option Keep Connections Open: reads go over connections that stay open, past n8n's own transport but by its rules. */

type RequestOptions = Parameters<SendOptions>[0];

const keptAlive = createKeptAlive();

/**
 * Sends a read over a kept connection, with the credential's own headers. What cannot go there goes through n8n: a token that
 * is to be renewed first, an origin of which nothing is known yet, a header that belongs to a connection.
 *
 * @param data The decrypted credential, with the token already chosen.
 */
export const overKeptConnections =
	(node: Host, provider: Provider, data: Fields, throughN8n: SendOptions): SendOptions =>
	async (options) => {
		if (!canKeepAlive(options)) return await throughN8n(options);
		const { origin } = new URL(options.url);
		if (!(await isLetOut(node, origin))) return await throughN8n(options);
		const authorized = await authorize(provider, data, options);
		if (authorized === undefined) return await throughN8n(options);
		return await keptAlive.send(authorized, async () => await throughN8n(options));
	};

type Fields = n8n.ICredentialDataDecryptedObject;

/** Undefined where the credential's hook does not let it go: n8n asks the hook again, and does what it wants done. */
async function authorize(
	provider: Provider,
	data: Fields,
	options: RequestOptions,
): Promise<RequestOptions | undefined> {
	try {
		return await createHooks(provider).authenticate(data, options);
	} catch {
		return undefined;
	}
}

/** What is known about one run of a node: n8n creates a new object for each. */
interface Run {
	/** Origins that n8n's rules allow. A refusal is not remembered: a name server that failed may answer the next time. */
	readonly letOut: Map<string, Promise<void>>;
	reads: number;
}

const runs = new WeakMap<Host, Run>();

function runOf(node: Host): Run {
	const run = runs.get(node) ?? { letOut: new Map(), reads: 0 };
	runs.set(node, run);
	return run;
}

/**
 * Whether requests may leave past n8n's own transport. Where n8n has no rules to be asked, its transport has to have reached the
 * origin before: whatever stands in its way would have shown. Throws n8n's refusal.
 */
async function isLetOut(node: Host, origin: string): Promise<boolean> {
	const filter = node.helpers.getSecureEgressFilter?.();
	if (filter === undefined) return reached.has(origin);
	const { letOut } = runOf(node);
	const asked = letOut.get(origin) ?? checkEgress(filter, origin);
	letOut.set(origin, asked);
	asked.catch(() => letOut.delete(origin));
	await asked;
	return true;
}

/** Throws what n8n answers, and what it throws. */
async function checkEgress(filter: n8n.NodeEgressFilter, origin: string): Promise<void> {
	try {
		const verdict = await filter.validateUrl(origin);
		if (!verdict.ok) throw verdict.error;
	} catch (error) {
		throw inWords(error);
	}
}

/** A name that is not found is no refusal. */
function inWords(error: unknown): unknown {
	if (faultOf(error).kind !== 'lost') return error;
	const reason = error instanceof Error ? error.message : String(error);
	return new Error(`${egressRefusal} of n8n's rules for outgoing requests: ${reason}`);
}

/** Origins that have answered to n8n's own transport in this process. */
const reached = new Set<string>();

/** More than one n8n calls. What is forgotten is reached again by the next request. */
const maxOrigins = 100;

/** n8n's own transport, which takes note of the origins that answer. */
export const noting =
	(send: SendOptions): SendOptions =>
	async (options) => {
		const answer = await send(options);
		if (reached.size >= maxOrigins) reached.clear();
		reached.add(new URL(options.url).origin);
		return answer;
	};

/** Counts a read that opens a connection of its own. */
export const countRead = (node: Host): void => {
	runOf(node).reads += 1;
};

/** Reads of this run that opened a connection each. */
export const readsOf = (node: Host): number => runOf(node).reads;
