import { createLimiter, type Limiter } from '../../../lib/client/limiter';
import { deferred } from '../../support/scripted.mts';

interface Task {
	readonly name: string;
	readonly finish: (result: string) => void;
	readonly result: Promise<string>;
}

/** Lets everything run that can. */
const settle = async (): Promise<void> => await new Promise((resolve) => setImmediate(resolve));

function enter(gate: Limiter, begun: string[], name: string): Task {
	const { promise, resolve } = deferred<string>();
	const result = gate.run(async () => {
		begun.push(name);
		const finished = await promise;
		if (finished === 'fails') throw new Error(name);
		return finished;
	});
	result.catch(() => undefined);
	return { name, finish: resolve, result };
}

describe('a gate', () => {
	it.each([
		[1, ['a']],
		[2, ['a', 'b']],
		[4, ['a', 'b', 'c', 'd']],
		[9, ['a', 'b', 'c', 'd']],
		[Infinity, ['a', 'b', 'c', 'd']],
	])('with %d places lets so many in at once', async (places, inside) => {
		const gate = createLimiter(places);
		const begun: string[] = [];
		for (const name of ['a', 'b', 'c', 'd']) enter(gate, begun, name);
		await settle();

		expect(begun).toEqual(inside);
	});

	it.each(['done', 'fails'])('lets the next in when one is through (%s), in order', async (how) => {
		const gate = createLimiter(2);
		const begun: string[] = [];
		const [a, b, c] = ['a', 'b', 'c', 'd', 'e'].map((name) => enter(gate, begun, name));
		b?.finish(how);
		await settle();
		expect(begun).toEqual(['a', 'b', 'c']);
		c?.finish(how);
		a?.finish(how);
		await settle();

		expect(begun).toEqual(['a', 'b', 'c', 'd', 'e']);
	});

	it('does not let a newcomer pass those who wait', async () => {
		const gate = createLimiter(1);
		const begun: string[] = [];
		const a = enter(gate, begun, 'a');
		enter(gate, begun, 'b');
		a.finish('done');
		enter(gate, begun, 'c');
		await settle();

		expect(begun).toEqual(['a', 'b']);
	});

	it('has all its places again when everybody is through', async () => {
		const gate = createLimiter(2);
		const begun: string[] = [];
		const first = ['a', 'b', 'c'].map((name) => enter(gate, begun, name));
		for (const { finish } of first) finish('fails');
		await settle();
		for (const name of ['d', 'e', 'f']) enter(gate, begun, name);
		await settle();

		expect(begun).toEqual(['a', 'b', 'c', 'd', 'e']);
	});

	it('hands on what comes of a task', async () => {
		const gate = createLimiter(1);
		const begun: string[] = [];
		const [good, bad] = ['a', 'b'].map((name) => enter(gate, begun, name));
		good?.finish('result');
		bad?.finish('fails');

		await expect(good?.result).resolves.toBe('result');
		await expect(bad?.result).rejects.toThrow('b');
	});

	it('survives a task that throws at once', async () => {
		const gate = createLimiter(1);
		const thrower = (): Promise<never> => {
			throw new Error('at once');
		};

		await expect(gate.run(thrower)).rejects.toThrow('at once');
		await expect(gate.run(async () => await Promise.resolve(1))).resolves.toBe(1);
	});
});
