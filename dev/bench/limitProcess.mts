import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ensureN8n } from '../n8n/install.mts';
import { projectRoot } from '../n8n/paths.mts';
import type { LimitRun } from './limit.mts';
import type { Told } from './measurement.mts';
import { type BenchProvider, paymentIds, payout } from './provider.mts';
import type { Order } from './runner.mts';

/** The process of case E, on n8n's own Node. It lives as long as the benchmark, so that its code is as warm as n8n's. */
export async function startLimit(provider: BenchProvider) {
	const { nodePath } = await ensureN8n(() => {});
	const script = join(projectRoot(), 'dev', 'bench', 'limit.mts');
	const child: ChildProcess = fork(script, { execPath: nodePath, execArgv: [] });
	await once(child, 'spawn');
	return {
		async run(order: Order): Promise<Told> {
			const answered = once(child, 'message');
			child.send(limitRun(provider, order));
			const [told] = (await answered) as [Told | { readonly error: string }];
			if ('error' in told) throw new Error(told.error);
			return told;
		},
		stop: () => child.kill(),
	};
}

const limitRun = (
	{ origin, caPath }: BenchProvider,
	{ kind, items, name, token, concurrency }: Order,
): LimitRun => ({
	origin,
	token,
	ca: readFileSync(caPath, 'utf8'),
	concurrency,
	requests: Array.from({ length: items }, (_, index) =>
		kind === 'get' ? read(index) : write(`${name}-${index}`),
	),
});

const read = (index: number) =>
	({ method: 'GET', path: `/payment/${paymentIds[index % paymentIds.length]}` }) as const;

const write = (reference: string) => {
	const { template, path } = payout;
	const transaction = { ...template.transaction, id: reference };
	return { method: 'POST', path, body: JSON.stringify({ ...template, transaction }) } as const;
};
