import { paySecurez } from '../../../lib/providers/paySecurez';
import { singapay } from '../../../lib/providers/singapay';
import type { Host } from '../../../nodes/shared/context';
import { readCredential } from '../../../nodes/shared/credential';

/** A node that counts the readings; each gives other values. */
function nodeWith(more: object) {
	const reads: string[] = [];
	const node = {
		getCredentials: async (type: string, index?: number) => {
			reads.push(`${type} ${index}`);
			return await Promise.resolve({ clientId: `value ${reads.length}`, ...more });
		},
	} as unknown as Host;
	const read = async (index?: number, when: 'oncePerRun' | 'again' = 'oncePerRun') =>
		(await readCredential(node, singapay, index, when)).clientId;
	return { node, reads, read };
}
const same = { sameForAllItems: 'true' };

describe('reading the credential', () => {
	it('happens once for all items where no field is an expression', async () => {
		const { read, reads } = nodeWith(same);
		expect([await read(0), await read(1), await read(2)]).toEqual([
			'value 1',
			'value 1',
			'value 1',
		]);
		expect(reads).toEqual(['singapayApi 0']);
	});

	it('happens for each item where one is', async () => {
		const { read, reads } = nodeWith({});
		expect([await read(0), await read(1)]).toEqual(['value 1', 'value 2']);
		expect(reads).toEqual(['singapayApi 0', 'singapayApi 1']);
	});

	it('happens again where it is asked for, for the later items as well', async () => {
		const { read } = nodeWith(same);
		await read(0);
		expect(await read(0, 'again')).toBe('value 2');
		expect(await read(1)).toBe('value 2');
	});

	it('happens at each poll of a trigger, for which n8n uses one object until the workflow is changed', async () => {
		const { read } = nodeWith(same);
		expect([await read(), await read(), await read()]).toEqual(['value 1', 'value 2', 'value 3']);
	});

	it('happens anew in each run', async () => {
		const one = nodeWith(same);
		const other = nodeWith({ ...same, clientId: 'of the other run' });
		await one.read(0);
		expect(await other.read(0)).toBe('of the other run');
	});

	it('happens for each type of credential', async () => {
		const { node, read, reads } = nodeWith(same);
		await read(0);
		await readCredential(node, paySecurez, 1, 'oncePerRun');
		expect(reads).toEqual(['singapayApi 0', 'paySecurezApi 1']);
	});

	it('is tried again after it has failed', async () => {
		const { node, read } = nodeWith(same);
		const { getCredentials } = node;
		node.getCredentials = async () => await Promise.reject(new Error('No database'));
		await expect(read(0)).rejects.toThrow('No database');
		node.getCredentials = getCredentials;
		expect(await read(1)).toBe('value 1');
	});
});
