import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { withFileLock } from '../../../dev/n8n/file-lock.mts';

const timeoutMs = 5_000;
/** Above the largest process id that Linux gives. */
const nobody = 2 ** 22 + 1;

describe('a lock file', () => {
	let folder = '';
	let path = '';
	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), 'file-lock-'));
		path = join(folder, 'the.lock');
	});
	afterEach(async () => await rm(folder, { recursive: true, force: true }));

	test('lets the second wait until the first is done', async () => {
		const seen: string[] = [];
		const onWait = jest.fn();
		let second: Promise<void> | undefined;
		await withFileLock(path, { timeoutMs, onWait }, async () => {
			const waits = new Promise<void>((resolve) => onWait.mockImplementation(resolve));
			second = withFileLock(path, { timeoutMs, onWait }, async () => {
				seen.push('second');
			});
			await Promise.race([waits, second]);
			seen.push('first');
		});
		await second;
		expect(onWait).toHaveBeenCalledTimes(1);
		expect(seen).toEqual(['first', 'second']);
	});

	test('is gone after work that fails', async () => {
		const onWait = jest.fn();
		const work = async (): Promise<void> => {
			throw new Error('no disk');
		};
		await expect(withFileLock(path, { timeoutMs, onWait }, work)).rejects.toThrow('no disk');
		expect(existsSync(path)).toBe(false);
	});

	test('of a process that has ended is not waited for', async () => {
		await writeFile(path, String(nobody));
		const work = async (): Promise<string> => 'done';
		expect(await withFileLock(path, { timeoutMs, onWait: () => {} }, work)).toBe('done');
	});
});
