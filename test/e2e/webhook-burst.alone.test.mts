import { setTimeout as sleep } from 'node:timers/promises';

import { useN8n } from './support/n8n.mts';
import { type Answer, nobody, receiving, signed } from './support/receiving.mts';

/** More notifications at once than n8n can work on: it needs the whole machine for minutes. */
const n8n = useN8n();

test('500 genuine notifications at once: none is lost and none comes twice', async () => {
	const r = await receiving(n8n, 'smartFastPay');
	await r.publish();
	// What the simulator would send; it hangs up after 30 seconds, which n8n may need for so many.
	r.sim.control.notify({ url: nobody });
	const ids = Array.from({ length: 500 }, () => r.pay());
	const bodies = r.sim.control.notifications().map(({ body }) => body);
	r.sim.control.notify(null);
	expect(bodies).toHaveLength(500);

	const began = performance.now();
	// As a provider does: again a second later, until it is taken. Busy with so many, n8n may not have the webhook secret in time, or not
	// the workflow.
	const taken = async (body: string): Promise<Answer> => {
		for (let tries = 1; ; tries += 1) {
			const answer = await r.post(body, signed(r, body));
			if (answer.status < 500 || tries === 5) return answer;
			await sleep(1_000);
		}
	};
	// Some twice in the same moment.
	const answers = await Promise.all([...bodies, ...bodies.slice(0, 50)].map(taken));
	const answeredMs = performance.now() - began;
	expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
	const received = await r.received(500, 300_000);
	const executedMs = performance.now() - began;
	process.stdout.write(
		`500 notifications and 50 repeats: answered within ${Math.round(answeredMs)} ms, executed and read within ${Math.round(executedMs)} ms\n`,
	);
	expect(received.map((items) => items.length)).toEqual(ids.map(() => 1));
	expect(
		received
			.flat()
			.map(({ id }) => String(id))
			.toSorted(),
	).toEqual(ids.toSorted());
	expect(await r.begun()).toBe(500);
}, 600_000);
