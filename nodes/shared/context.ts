import * as n8n from 'n8n-workflow';

import { isUnsent } from '../../lib/auth/hooks';
import { tokenLifecycle } from '../../lib/auth/lifecycle';
import { haveNoExpression } from '../../lib/auth/sameForAllItems';
import { readSettings } from '../../lib/auth/settings';
import { readStored, toStoredFields } from '../../lib/auth/stored';
import type { Token } from '../../lib/auth/token';
import { allowedDomainsIn, withinDomains } from '../../lib/http/domains';
import { text } from '../../lib/providers/json';
import type { Explanation, Provider, Settings } from '../../lib/providers/contract';
import type { SignMode } from '../../lib/providers/signing';
import type { AuthorizedSend, CallContext } from '../../lib/client/call';
import { traffic } from '../../lib/client/traffic';
import { countRead, noting, overKeptConnections } from './connections';
import { type Fields, readCredential } from './credential';

export type ContextRead =
	| { readonly kind: 'context'; readonly context: CallContext }
	| { readonly kind: 'invalid'; readonly explanation: Explanation };

/** What n8n provides to a node that runs, and to a trigger that polls. */
export interface Host {
	getNode(): n8n.INode;
	/** A trigger has no items, and neither has a list in the editor: they leave the index out. */
	getCredentials(type: string, itemIndex?: number): Promise<object>;
	readonly helpers: Pick<
		n8n.IExecuteFunctions['helpers'],
		'httpRequest' | 'httpRequestWithAuthentication'
	> &
		// Older versions of n8n have no rules to be asked.
		Partial<Pick<n8n.IExecuteFunctions['helpers'], 'getSecureEgressFilter'>>;
	readonly getExecutionCancelSignal?: n8n.IExecuteFunctions['getExecutionCancelSignal'];
}

/** How the requests of a node travel. */
export interface Transport {
	/** Whether reads go over connections that stay open. */
	readonly keepsConnectionsOpen?: boolean;
	/**
	 * Requests to the provider at the same time, of all executions of the process; undefined for a node that must not be
	 * delayed.
	 */
	readonly maxAtOnce?: number;
	/** When the run began, in epoch milliseconds; now, where nothing is said. */
	readonly runBeganAt?: number;
}

/** Binds the calls of one item to n8n: its credential, its senders, its cancel signal. */
export async function contextOf(
	node: Host,
	provider: Provider,
	itemIndex: number | undefined,
	signRequest: SignMode,
	{ keepsConnectionsOpen = false, maxAtOnce, runBeganAt = tokenLifecycle.now() }: Transport = {},
): Promise<ContextRead> {
	const fields = await readCredential(node, provider, itemIndex, 'oncePerRun');
	const read = readSettings(provider, fields);
	if (read.kind === 'invalid') return read;
	const { settings } = read;
	const allowedDomains = allowedDomainsIn(fields);
	if (allowedDomains === '') return noDomains;
	const signal = node.getExecutionCancelSignal?.();
	const limitedTo = allowedDomains === undefined ? {} : { allowedDomains };
	return {
		kind: 'context',
		context: {
			provider,
			settings,
			lifecycle: tokenLifecycle,
			// The client secret goes no further than the token.
			send: withinDomains(
				noting(
					async (options) =>
						(await node.helpers.httpRequest({ ...options, ...limitedTo })) as unknown,
				),
				allowedDomains,
			),
			sendAs: (token, use, does) => {
				const isRead = does === 'reads';
				if (isRead && !keepsConnectionsOpen) countRead(node);
				return authorizedSend(node, provider, settings, { ...fields, signRequest }, token, {
					use,
					isKeptOpen: isRead && keepsConnectionsOpen,
				});
			},
			stored: async (again) =>
				readStored(
					provider,
					settings,
					again ? await readCredential(node, provider, itemIndex, 'again') : fields,
				),
			sleep: async (ms) => await sleepFor(node, ms),
			random: Math.random,
			traffic: maxAtOnce === undefined ? undefined : { shared: traffic, maxAtOnce },
			runBeganAt,
			signal,
			allowedDomains,
			hasOptions: itemIndex !== undefined,
		},
	};
}

/**
 * Sends through n8n with the token already chosen. For one request per new token the field is left empty: n8n then asks the
 * credential's hook, which answers with this very token from memory, and stores it, encrypted, for later executions.
 *
 * Not where the credential holds an expression: n8n up to 2.33 stores with the token what the expressions mean for this item, in
 * place of the expressions, so that all later items would use its account. The token is kept in memory then.
 */
function authorizedSend(
	node: Host,
	provider: Provider,
	settings: Settings,
	fields: Fields,
	token: Token,
	{ use, isKeptOpen }: { readonly use: 'shared' | 'own'; readonly isKeptOpen: boolean },
): AuthorizedSend {
	const { id = '', name = '' } = node.getNode().credentials?.[provider.credentialType] ?? {};
	const stored = toStoredFields(provider, settings, token);
	const { storedFor } = tokenLifecycle.record(provider, settings);
	const isNew =
		use === 'shared' &&
		haveNoExpression(fields) &&
		fields.accessToken !== token.accessToken &&
		!storedFor.has(id ?? '');
	if (isNew) storedFor.add(id ?? '');
	const data: Fields = { ...fields, ...stored, ...(isNew ? { accessToken: '' } : {}) };
	const credentialsDecrypted = { id: id ?? '', name, type: provider.credentialType, data };
	const throughN8n = noting(
		async (options) =>
			(await node.helpers.httpRequestWithAuthentication.call(
				stoppedBy(node, options.abortSignal),
				provider.credentialType,
				options,
				{ credentialsDecrypted },
			)) as unknown,
	);
	// Only n8n can store a new token.
	const send =
		isKeptOpen && !isNew ? overKeptConnections(node, provider, data, throughN8n) : throughN8n;
	return {
		send: withinDomains(send, allowedDomainsIn(fields)),
		isUnsent: () => isUnsent(data),
		sentToken: () => text(data.accessToken),
	};
}

/**
 * n8n replaces a request's own abort signal by the execution's (n8n-core, authentication.js), which knows no deadline. The
 * signal passed here contains both.
 */
const stoppedBy = (node: Host, signal: unknown): n8n.IExecuteFunctions =>
	Object.create(node, {
		getExecutionCancelSignal: { value: () => signal },
	}) as n8n.IExecuteFunctions;

const noDomains: ContextRead = {
	kind: 'invalid',
	explanation: {
		message: 'The credential does not allow requests from this node',
		description:
			"'Allowed Domains' of the credential is empty. Enter the host of the provider, or set 'Allowed HTTP Request Domains' to All.",
	},
};

/** Waits, or ends early when one of the signals says so: n8n's own `sleep` cannot be interrupted in every version. */
export async function sleepUntil(
	ms: number,
	...signals: readonly (AbortSignal | undefined)[]
): Promise<void> {
	const given = signals.filter((signal) => signal !== undefined);
	if (given.some(({ aborted }) => aborted)) return;
	let wake = (): void => undefined;
	const stopped = new Promise<void>((resolve) => {
		wake = resolve;
	});
	for (const signal of given) signal.addEventListener('abort', wake, { once: true });
	await Promise.race([n8n.sleep(ms), stopped]);
	for (const signal of given) signal.removeEventListener('abort', wake);
}

/** Waits, or ends early when the execution is canceled. */
export const sleepFor = async (
	node: Pick<Host, 'getExecutionCancelSignal'>,
	ms: number,
): Promise<void> => await sleepUntil(ms, node.getExecutionCancelSignal?.());
