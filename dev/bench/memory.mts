import type { CaseId } from './cases.mts';
import type { Measurement } from './measurement.mts';
import type { MemoryRow } from './results.mts';
import { runRound } from './rounds.mts';
import type { Runner } from './runner.mts';

/** Enough for n8n to have loaded and compiled what a run needs. */
const warmUpItems = 100;

type Log = (line: string) => void;

/** A process keeps the memory it once had, so each measurement has a new n8n. */
async function inNewN8n(
	runner: Runner,
	measure: () => Promise<Measurement>,
	warm: () => Promise<unknown>,
): Promise<Measurement> {
	await runner.restart();
	await warm();
	return await measure();
}

/** What GETs take over the idle server, for each case inside n8n. */
export async function measureMemory(
	runner: Runner,
	{ items, rounds, log }: { readonly items: number; readonly rounds: number; readonly log: Log },
): Promise<MemoryRow[]> {
	const inside = runner.cases.filter(({ node }) => node !== undefined);
	const measured = new Map<CaseId, Measurement[]>(inside.map(({ id }) => [id, []]));
	for (let round = 0; round < rounds; round += 1)
		for (const { id } of inside) {
			const run = { kind: 'get', items, latencyMs: 0 } as const;
			const warm = async () => await runRound(runner, { ...run, items: warmUpItems }, 0, [id]);
			measured.get(id)?.push(await inNewN8n(runner, async () => await runner.run(id, run), warm));
			log(`memory of ${id}: round ${round + 1} of ${rounds}`);
		}
	return inside.map(({ id, title }) => rowOf(title, items, measured.get(id) ?? []));
}

/** Many items, against a node that puts out the same and asks nobody. */
export async function measureManyItems(
	runner: Runner,
	{ sizes, log }: { readonly sizes: readonly number[]; readonly log: Log },
): Promise<MemoryRow[]> {
	const own = runner.cases.filter(({ id }) => id.startsWith('B-') || id.startsWith('C-'));
	const keepsOpen = own.some(({ needsKeepOpen }) => needsKeepOpen);
	const chosen = own.filter(({ needsKeepOpen = false }) => needsKeepOpen === keepsOpen);
	const rows: MemoryRow[] = [];
	for (const items of sizes)
		for (const { id, title } of chosen) {
			const answer = await runner.answerOf(id);
			const echo = await inNewN8n(
				runner,
				async () => await runner.echo(answer, items),
				async () => await runner.echo(answer, warmUpItems),
			);
			rows.push(rowOf(`the output of ${title} alone`, items, [echo]));
			const run = { kind: 'get', items, latencyMs: 0 } as const;
			const warm = async () => await runRound(runner, { ...run, items: warmUpItems }, 0, [id]);
			const asked = await inNewN8n(runner, async () => await runner.run(id, run), warm);
			rows.push(rowOf(title, items, [asked]));
			const [peak, output] = [asked, echo].map(({ peakBytes }) => Math.round(peakBytes / 2 ** 20));
			log(
				`${items} items, ${title}: ${peak} MB at most, its output alone ${output} MB; ${Math.round(asked.wallMs / 1000)} s`,
			);
		}
	return rows;
}

const rowOf = (title: string, items: number, measured: readonly Measurement[]): MemoryRow => ({
	title,
	items,
	peak: measured.map(({ peakBytes }) => peakBytes),
	held: measured.map(({ heldBytes }) => heldBytes),
});
