/** Case E, in a process of its own, as n8n is: undici's Pool and nothing else. Forked by runner.mts. */
import { createRequire } from 'node:module';

import { Pool } from 'undici';

import type { Meter } from './measurement.mts';

export interface LimitRun {
	readonly origin: string;
	readonly token: string;
	readonly ca: string;
	readonly concurrency: number;
	/** One request each. */
	readonly requests: readonly LimitRequest[];
}

interface LimitRequest {
	readonly method: 'GET' | 'POST';
	readonly path: string;
	readonly body?: string;
}

const { startMeter } = createRequire(import.meta.url)('./node/meter.cjs') as {
	startMeter: Meter;
};

process.on('message', (run: LimitRun) => {
	void measure(run).then(
		(measured) => process.send?.(measured),
		(error: unknown) => process.send?.({ error: String(error) }),
	);
});

async function measure({ origin, token, ca, concurrency, requests }: LimitRun) {
	const pool = new Pool(origin, { connections: concurrency, connect: { ca } });
	const results: unknown[] = [];
	let next = 0;
	const stopMeter = startMeter({ collect: true });
	const lane = async (): Promise<void> => {
		for (let index = next++; index < requests.length; index = next++) {
			const { method, path, body } = requests[index] ?? { method: 'GET', path: '/' };
			const json = body === undefined ? {} : { 'content-type': 'application/json' };
			const headers = { authorization: `Bearer ${token}`, ...json };
			const answer = await pool.request({ method, path, headers, body });
			const answered = await answer.body.json();
			if (answer.statusCode >= 300) throw new Error(`${path} answered ${answer.statusCode}`);
			results[index] = answered;
		}
	};
	await Promise.all(Array.from({ length: concurrency }, lane));
	const measured = await stopMeter();
	await pool.close();
	const executionTime = measured.endedAt - measured.startedAt;
	return { ...measured, executionTime, items: results.length, failed: 0, first: results[0] };
}
