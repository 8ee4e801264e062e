import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { databaseTurn } from './database-turn.mts';
import type { Platform } from './platform.mts';
import type { CredentialCounters, CredentialStore } from './types.mts';

/** A row of the credentials table. */
export interface CredentialRow {
	id: string;
	name: string;
	type: string;
	data: string;
}

/** The store as the credentials helper sees it. */
export interface CredentialTable extends CredentialStore {
	find(id: string, type: string): Promise<CredentialRow | undefined>;
	save(id: string, encrypted: string): Promise<void>;
	countHookCall(id: string | null | undefined): void;
}

export function createCredentialStore({ cipher, workflow }: Platform): CredentialTable {
	const rows = new Map<string, CredentialRow>();
	const counts = new Map<string, CredentialCounters>();

	const rowOf = (id: string) => {
		const row = rows.get(id);
		if (row === undefined) throw new Error(`The store has no credential "${id}"`);
		return row;
	};
	const countsOf = (id: string) => {
		const found = counts.get(id) ?? noCounts();
		counts.set(id, found);
		return found;
	};
	const decrypt = (row: CredentialRow) =>
		workflow.jsonParse<ICredentialDataDecryptedObject>(cipher.decryptWithInstanceKey(row.data));
	const encrypt = (data: ICredentialDataDecryptedObject) => cipher.encryptWithInstanceKey(data);

	return {
		add(type, name, data) {
			const id = `credential${rows.size + 1}`;
			rows.set(id, { id, name, type, data: encrypt(data) });
			return { id, name };
		},
		get(id) {
			const row = rowOf(id);
			return { id, name: row.name, type: row.type, data: decrypt(row) };
		},
		update(id, patch) {
			const row = rowOf(id);
			row.data = encrypt({ ...decrypt(row), ...patch });
		},
		counters(id) {
			return id === undefined ? sum([...counts.values()]) : { ...countsOf(id) };
		},
		async find(id, type) {
			await databaseTurn();
			const row = rows.get(id);
			if (row?.type !== type) return undefined;
			countsOf(id).reads += 1;
			return { ...row };
		},
		async save(id, encrypted) {
			await databaseTurn();
			rowOf(id).data = encrypted;
			countsOf(id).writes += 1;
		},
		countHookCall(id) {
			countsOf(id ?? '').hookCalls += 1;
		},
	};
}

function noCounts(): CredentialCounters {
	return { hookCalls: 0, reads: 0, writes: 0 };
}

function sum(all: CredentialCounters[]): CredentialCounters {
	return all.reduce(
		(total, one) => ({
			hookCalls: total.hookCalls + one.hookCalls,
			reads: total.reads + one.reads,
			writes: total.writes + one.writes,
		}),
		noCounts(),
	);
}
