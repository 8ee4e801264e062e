import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { runOrThrow } from '../../../dev/n8n/run-process.mts';

/** Everything in the database, as SQL. */
export async function dumpOf(port: number): Promise<string> {
	const versions = '/usr/lib/postgresql';
	const newest = (await readdir(versions)).toSorted().at(-1) ?? '';
	const args = ['-h', '127.0.0.1', '-p', String(port), '-U', 'n8n', 'postgres'];
	return (await runOrThrow(join(versions, newest, 'bin', 'pg_dump'), args)).stdout;
}

/** All keys of Redis with their values, as `redis-cli` shows them. */
export async function redisText(port: number): Promise<string> {
	const cli = async (...args: readonly string[]): Promise<string> =>
		(await runOrThrow('redis-cli', ['-p', String(port), ...args])).stdout;
	const keys = (await cli('--scan')).split('\n').filter((key) => key !== '');
	const reads: Readonly<Record<string, readonly string[]>> = {
		string: ['GET'],
		hash: ['HGETALL'],
		list: ['LRANGE', '0', '-1'],
		set: ['SMEMBERS'],
		zset: ['ZRANGE', '0', '-1'],
		stream: ['XRANGE', '-', '+'],
	};
	const texts: string[] = keys;
	for (const key of keys) {
		const [read = 'GET', ...range] = reads[(await cli('TYPE', key)).trim()] ?? ['GET'];
		texts.push(await cli(read, key, ...range));
	}
	return texts.join('\n');
}
