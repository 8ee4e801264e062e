import { setTimeout as sleep } from 'node:timers/promises';

import type { N8nRest, Workflow } from '../../../dev/n8n/rest.mts';
import { chain, type NodeInput, webhook } from '../../e2e/support/workflow.mts';
import type { Cluster } from './cluster.mts';

/** A published workflow behind a webhook, which answers with what its last node has put out. */
export async function published(
	rest: N8nRest,
	path: string,
	...nodes: readonly NodeInput[]
): Promise<Workflow> {
	const workflow = await rest.workflows.create(chain(path, webhook(path), ...nodes));
	await rest.workflows.publish(workflow);
	return workflow;
}

export interface Answered {
	readonly status: number;
	readonly body: string;
}

export async function post(
	{ webhookUrl }: Pick<Cluster, 'webhookUrl'>,
	path: string,
	json: object,
): Promise<Answered> {
	const response = await fetch(`${webhookUrl}/webhook/${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(json),
	});
	return { status: response.status, body: await response.text() };
}

/** One call after another at an even pace, each waiting for none before it. */
export async function atPace(
	count: number,
	everyMs: number,
	call: (index: number) => Promise<Answered>,
): Promise<readonly Answered[]> {
	const calls: Promise<Answered>[] = [];
	for (let index = 0; index < count; index += 1) {
		calls.push(call(index));
		await sleep(everyMs);
	}
	return await Promise.all(calls);
}
