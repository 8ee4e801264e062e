import type { IExecuteFunctions } from 'n8n-workflow';

import { tokenLifecycle } from '../../../lib/auth/lifecycle';
import { findProvider } from '../../../lib/providers';
import type { Explanation } from '../../../lib/providers/contract';
import type { SignMode } from '../../../lib/providers/signing';
import type { CallContext } from '../../../lib/client/call';
import { readTransport } from '../forms/options';
import { readParameter } from '../forms/parameter';
import { contextOf } from '../../shared/context';
import { unknownProvider } from '../../shared/providers';
import type { Planned } from './operation';
import { unusable } from './results';

/** What every operation starts an item with: the provider and the credential. */
export async function openContext(
	node: IExecuteFunctions,
	index: number,
	sign: SignMode,
): Promise<
	| { readonly kind: 'open'; readonly context: CallContext }
	| { readonly kind: 'unusable'; readonly planned: Planned }
> {
	const no = (explanation: Explanation) =>
		({ kind: 'unusable', planned: unusable(node, index, explanation) }) as const;
	const provider = findProvider(String(readParameter(node, 'provider', index)));
	if (provider === undefined) return no(unknownProvider());
	const transport = { ...readTransport(node, index), runBeganAt: beginOf(node) };
	const read = await contextOf(node, provider, index, sign, transport);
	return read.kind === 'invalid' ? no(read.explanation) : { kind: 'open', context: read.context };
}

/** When each run of a node began, in epoch milliseconds: n8n hands out another object for each, also for each try. */
const begins = new WeakMap<IExecuteFunctions, number>();

/** Items are planned while others are sent already, so the moment of the first holds for all. */
function beginOf(node: IExecuteFunctions): number {
	const begin = begins.get(node) ?? tokenLifecycle.now();
	begins.set(node, begin);
	return begin;
}
