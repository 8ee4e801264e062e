import type { KeyStore } from '../../lib/writes/store';

/** One row of n8n's table, which all processes share. */
export type Row = Set<string>;

/** Lets others have so many turns. */
export const pass = async (turns: number): Promise<void> => {
	for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/**
 * The row as one process uses it: read as a whole, and written as a whole some turns later.
 *
 * @param meanwhile between reading and writing; nothing is written where it throws
 */
export function storeOver(row: Row, meanwhile: (use: 'add' | 'remove') => Promise<void>): KeyStore {
	const change = async (use: 'add' | 'remove', write: (read: Row) => void): Promise<void> => {
		const read = new Set(row);
		await meanwhile(use);
		write(read);
		row.clear();
		for (const key of read) row.add(key);
	};
	return {
		add: async (keys) => {
			let added: readonly string[] = [];
			await change('add', (read) => {
				added = keys.filter((key) => !read.has(key));
				for (const key of added) read.add(key);
			});
			return added;
		},
		remove: async (keys) => {
			await change('remove', (read) => {
				for (const key of keys) read.delete(key);
			});
		},
	};
}
