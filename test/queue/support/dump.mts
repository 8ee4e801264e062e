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

/** All keys of Redis with their values, by one script within it: there are thousands of them. */
const everything = `
local texts = {}
for _, key in ipairs(redis.call('KEYS', '*')) do
	local type = redis.call('TYPE', key).ok
	local value = ''
	if type == 'string' then value = redis.call('GET', key) end
	if type == 'hash' then value = table.concat(redis.call('HGETALL', key), '\\n') end
	if type == 'list' then value = table.concat(redis.call('LRANGE', key, 0, -1), '\\n') end
	if type == 'set' then value = table.concat(redis.call('SMEMBERS', key), '\\n') end
	if type == 'zset' then value = table.concat(redis.call('ZRANGE', key, 0, -1), '\\n') end
	if type == 'stream' then value = cjson.encode(redis.call('XRANGE', key, '-', '+')) end
	texts[#texts + 1] = key .. '\\n' .. value
end
return table.concat(texts, '\\n')`;

export async function redisText(port: number): Promise<string> {
	return (await runOrThrow('redis-cli', ['-p', String(port), 'EVAL', everything, '0'])).stdout;
}
