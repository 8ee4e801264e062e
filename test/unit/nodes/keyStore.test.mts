import type { IExecuteFunctions } from 'n8n-workflow';

import { maxEntries, maxEntriesOfSmallRow } from '../../../lib/writes/numbers';
import type { KeyStore } from '../../../lib/writes/store';
import { keyStoreOf } from '../../../nodes/shared/keyStore';

/** n8n's set of hashes, in a row of its database that holds so many bytes. */

/** An MD5 in Base64, with its quotation marks and comma. */
const bytesPerEntry = 27;
/** Of a column of the type TEXT. */
const maxBytes = 65_535;

const tooLong = Object.assign(new Error("Data too long for column 'value' at row 1"), {
	code: 'ER_DATA_TOO_LONG',
});

interface Options {
	readonly maxEntries: number;
}

/** As n8n's DeduplicationHelper: what is new goes to the end, and the oldest leave. */
function n8nWith(bytes: number) {
	let row: readonly string[] = [];
	const write = (entries: readonly string[]): void => {
		if (entries.length * bytesPerEntry > bytes) throw tooLong;
		row = entries;
	};
	const node = {
		getWorkflow: () => ({ id: 'workflow-1' }),
		getNode: () => ({ id: 'node-1' }),
		helpers: {
			checkProcessedAndRecord: async (
				keys: readonly string[],
				_scope: string,
				options: Options,
			) => {
				const added = keys.filter((key) => !row.includes(key));
				write([...row, ...added].slice(-options.maxEntries));
				return await Promise.resolve({ new: added, processed: [] });
			},
			removeProcessed: async (keys: readonly string[]) => {
				write(row.filter((key) => !keys.includes(key)));
				await Promise.resolve();
			},
		},
	} as unknown as IExecuteFunctions;
	const { store } = keyStoreOf(node, () => undefined);
	if (store === undefined) throw new Error('There is no store');
	return { store, row: () => row };
}

const fill = async (store: KeyStore, count: number): Promise<void> =>
	void (await store.add(Array.from({ length: count }, (_, n) => `old-${n}`)));

describe('a set of keys', () => {
	it.each([
		['any size', Infinity, maxEntries],
		['64 kB', maxBytes, maxEntriesOfSmallRow],
	])('of a row of %s keeps the newest', async (_what, bytes, kept) => {
		const { store, row } = n8nWith(bytes);
		await fill(store, kept);

		expect(await store.add(['new-1', 'new-2'])).toEqual(['new-1', 'new-2']);
		expect(await store.add(['new-1', 'new-2'])).toEqual([]);
		expect(row().slice(-2)).toEqual(['new-1', 'new-2']);
		// A row of 64 kB is shortened when it is full, and not before.
		expect(row().length).toBeGreaterThanOrEqual(kept);
		expect(row()[0]).toBe(bytes === Infinity ? 'old-2' : 'old-0');
	});

	it('of a row of 64 kB that is full loses the oldest, and nothing else', async () => {
		const { store, row } = n8nWith(maxBytes);
		const full = Math.floor(maxBytes / bytesPerEntry);
		await fill(store, full);
		for (let n = 0; n < 50; n += 1)
			expect(await store.add([`new-${n}`, `mark-${n}`])).toEqual([`new-${n}`, `mark-${n}`]);

		expect(row().length).toBeGreaterThanOrEqual(maxEntriesOfSmallRow);
		expect(row().slice(-100)).toEqual(
			Array.from({ length: 50 }, (_, n) => [`new-${n}`, `mark-${n}`]).flat(),
		);
		expect(await store.add(['new-0'])).toEqual([]);
	});

	it('throws what else the database says', async () => {
		const { store } = n8nWith(0);
		await expect(store.add(['new'])).rejects.toBe(tooLong);
	});
});

describe('an error of the database', () => {
	const { troubleOf } = keyStoreOf(
		{
			getWorkflow: () => ({ id: 'workflow-1' }),
			getNode: () => ({ id: 'node-1' }),
			helpers: {},
		} as unknown as IExecuteFunctions,
		() => undefined,
	);

	it.each([
		['SQLite', 'SQLITE_CONSTRAINT: FOREIGN KEY constraint failed', '', 'unsaved'],
		['SQLite', 'SQLITE_CONSTRAINT: UNIQUE constraint failed', '', 'busy'],
		['SQLite', 'SQLITE_BUSY: database is locked', '', 'busy'],
		['PostgreSQL', 'violates foreign key constraint', '23503', 'unsaved'],
		['PostgreSQL', 'duplicate key value violates unique constraint', '23505', 'busy'],
		['PostgreSQL', 'deadlock detected', '40P01', 'busy'],
		[
			'MySQL',
			'Cannot add or update a child row: a foreign key constraint fails',
			'ER_NO_REFERENCED_ROW_2',
			'unsaved',
		],
		['MySQL', "Duplicate entry 'n:1-w' for key 'PRIMARY'", 'ER_DUP_ENTRY', 'busy'],
		['MySQL', 'Deadlock found when trying to get lock', 'ER_LOCK_DEADLOCK', 'busy'],
		['MySQL', 'Lock wait timeout exceeded', 'ER_LOCK_WAIT_TIMEOUT', 'busy'],
		['MySQL', "Data too long for column 'value'", 'ER_DATA_TOO_LONG', 'failed'],
		['any', 'Connection terminated', 'ECONNRESET', 'failed'],
	])('of %s is judged: %s (%s)', (_of, message, code, trouble) => {
		expect(troubleOf(Object.assign(new Error(message), { driverError: { code } }))).toBe(trouble);
	});
});
