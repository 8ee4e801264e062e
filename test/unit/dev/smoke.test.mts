import { runBattery, type Step } from '../../../dev/smoke/battery.mts';
import { sendByFetch } from '../../../dev/smoke/send.mts';
import { wrongVectors } from '../../../dev/smoke/vectors.mts';
import { readSettings } from '../../../lib/auth/settings';
import type { ApiRequest, ApiResponse, Settings } from '../../../lib/providers/contract';
import { type ProviderId, type Simulator, startSimulator } from '../../../simulators/index.mts';
import { subjects } from '../../support/subjects.mts';

const accountId = '01J5XW8LD0R6M9CJEXAMPLE01';

const started: Simulator[] = [];
afterEach(async () => {
	await Promise.all(started.splice(0).map(async (simulator) => await simulator.close()));
});

async function at(id: ProviderId): Promise<{ sim: Simulator; settings: Settings }> {
	const sim = await startSimulator(id);
	started.push(sim);
	const fields = { environment: 'custom', baseUrl: sim.url, ...sim.credentials };
	const read = readSettings(subjects[id].provider, fields);
	if (read.kind === 'invalid') throw new Error(read.explanation.message);
	return { sim, settings: read.settings };
}

async function run(
	id: ProviderId,
	settings: Settings,
	send: (request: ApiRequest) => Promise<ApiResponse> = sendByFetch,
	account = accountId,
): Promise<readonly Step[]> {
	const { provider } = subjects[id];
	const paymentId = id === 'paySecurez' ? 'txn_demo0001' : '';
	return await runBattery({
		provider,
		settings,
		accountId: account,
		paymentId,
		send,
		now: Date.now,
	});
}

const byResult = (steps: readonly Step[], result: Step['result']): string[] =>
	steps.filter((step) => step.result === result).map(({ name, says }) => `${name}: ${says}`);

describe('the smoke battery', () => {
	it.each(['smartFastPay', 'paySecurez', 'singapay'] as const)(
		'finds nothing at the simulator of %s that differs, and writes nothing there',
		async (id) => {
			const { sim, settings } = await at(id);
			const before = sim.control.records();
			const steps = await run(id, settings);

			expect(byResult(steps, 'failed')).toEqual([]);
			expect(byResult(steps, 'differs')).toEqual([]);
			expect(sim.control.records()).toEqual(before);
			const sent = sim.control.requests().map(({ method, path }) => `${method} ${path}`);
			const tokenCall = new URL(subjects[id].provider.auth.tokenRequest(settings, Date.now()).url)
				.pathname;
			expect(sent.filter((one) => !one.startsWith('GET '))).toEqual([`POST ${tokenCall}`]);
		},
	);

	it('looks at every list of Singapay, and at one payment of it', async () => {
		const { settings } = await at('singapay');
		const names = byResult(await run('singapay', settings), 'ok').map((said) => said.split(':')[0]);
		expect(names).toEqual(
			expect.arrayContaining(['signatures', 'token', 'list of paymentLink', 'status of a qris']),
		);
	});

	it('looks the named payment up where there is no list', async () => {
		const { settings } = await at('paySecurez');
		expect(byResult(await run('paySecurez', settings), 'ok')).toContain(
			'status of a transaction: the one that was asked for',
		);
	});

	it('skips the lists of an account that is not named', async () => {
		const { settings } = await at('singapay');
		expect(byResult(await run('singapay', settings, sendByFetch, ''), 'skipped')).toEqual(
			expect.arrayContaining(['list of disbursement: set ACCOUNT_ID']),
		);
	});

	it('names what differs, without the values of a record', async () => {
		const { sim, settings } = await at('singapay');
		const id = sim.control.addPayment({ kind: 'qris', status: 'mystery', reference: 'R-9' });
		const [said = ''] = byResult(await run('singapay', settings), 'differs');
		expect(said).toBe("list of qris: 5 rows; the status word 'mystery' is not documented");
		expect(said).not.toContain(id);
	});

	it('ends at a token that is refused, and prints no secret that an answer repeats', async () => {
		const { settings } = await at('singapay');
		const { clientSecret } = settings;
		const steps = await run('singapay', settings, async () => {
			throw new Error(`connect ECONNREFUSED for ${clientSecret}`);
		});
		expect(steps.map(({ name, result }) => [name, result])).toEqual([
			['signatures', 'ok'],
			['token', 'failed'],
		]);
		expect(JSON.stringify(steps)).not.toContain(clientSecret);
	});

	it.each([
		['singapay', 4],
		['smartFastPay', 2],
		['paySecurez', 0],
	] as const)('reproduces the documented signatures of %s: %d', (id, known) => {
		expect(wrongVectors(subjects[id].provider)).toEqual({ known, wrong: [] });
	});
});
