import type { INodeParameters } from 'n8n-workflow';

import type { Execution } from '../../dev/n8n/executions.mts';
import { useN8n } from './support/n8n.mts';
import { items } from './support/workflow.mts';
import { world, type World } from './support/world.mts';

/**
 * n8n's rules for outgoing requests (environment variables N8N_SSRF_…) in a real n8n: at first they allow the address of the
 * simulators, and after a restart only a name that leads there. The simulators count who has connected.
 */
const rules: Record<string, string> = {
	N8N_SSRF_PROTECTION_ENABLED: 'true',
	N8N_SSRF_ALLOWED_IP_RANGES: '127.0.0.1/32',
};
const n8n = useN8n(rules);

const blockedHost = 'https://blocked.example.com';
const onlyByName = {
	N8N_SSRF_ALLOWED_IP_RANGES: '',
	N8N_SSRF_ALLOWED_HOSTNAMES: 'localhost',
	N8N_SSRF_BLOCKED_HOSTNAMES: 'blocked.example.com',
};

const transports: ReadonlyArray<{ readonly over: string; readonly options: INodeParameters }> = [
	{ over: "n8n's own connections", options: {} },
	{ over: 'kept connections', options: { keepConnectionsOpen: true } },
];
const [own, kept] = transports;
const reads = 40;
/** Far from one for each read. */
const few = 15;

const connect = async (changes = {}): Promise<World> => await world(n8n, 'smartFastPay', changes);

const read = async (w: World, options: INodeParameters = {}): Promise<Execution> =>
	await w.run(
		...items(Array.from({ length: reads }, (_, n) => ({ n }))),
		w.payNode({ method: 'GET', path: w.sample.read, options }),
	);

const connections = ({ sim }: World): number => sim.control.traffic().connections;

/** Connections of the reads, and of the token call if there is one. */
async function connectionsFor(w: World, options: INodeParameters = {}): Promise<number> {
	const before = connections(w);
	expect((await read(w, options)).status).toBe('success');
	return connections(w) - before;
}

const whatToDo =
	/^Nothing was sent\. Check 'Environment' and 'Base URL' of the credential\. .* allow the host \(environment variables N8N_SSRF_ALLOWED_HOSTNAMES and N8N_SSRF_ALLOWED_IP_RANGES\)\./;

const refusal = (origin: string): object => ({
	message: `The rules of this n8n for outgoing requests do not allow ${origin}`,
	description: expect.stringMatching(whatToDo),
});

/** With a token from before the restart, so that only the read is left to be refused. */
let known: World;

beforeAll(async () => {
	known = await connect();
});

describe('an address that n8n allows', () => {
	test('is read over both transports, and over few kept connections', async () => {
		expect(await connectionsFor(known, own?.options)).toBe(reads + 1);
		expect(await connectionsFor(known, kept?.options)).toBeLessThan(few);
	});
});

describe('an address that n8n does not allow', () => {
	let sent = 0;

	beforeAll(async () => {
		sent = connections(known);
		Object.assign(rules, onlyByName);
		await n8n.restart();
	}, 120_000);

	test.each(transports)('is not connected to for a read over $over', async ({ options }) => {
		const execution = await read(known, options);

		expect(execution.data.resultData.error).toMatchObject({
			...refusal(known.sim.url),
			context: { details: { cause: 'unreachable', outcome: 'refused' } },
		});
		expect(connections(known)).toBe(sent);
	});

	test.each(transports)('is not connected to for a token over $over', async ({ options }) => {
		const w = await connect();
		const execution = await read(w, options);

		expect(execution.data.resultData.error).toMatchObject({
			...refusal(w.sim.url),
			context: { details: { cause: 'noToken', outcome: 'refused' } },
		});
		expect(connections(w)).toBe(0);
	});

	test('is not connected to by the HTTP Request node, nor by the test of the credential', async () => {
		const w = await connect();
		const execution = await w.run(w.httpNode({ method: 'GET', url: w.sample.read }));
		const tested = await n8n.rest.credentials.test({ ...w.credential, data: w.fields });

		const said = new RegExp(`do not allow ${w.sim.url}. Nothing was sent. Check 'Environment'`);
		expect(execution.data.resultData.error?.message).toMatch(said);
		expect(tested).toMatchObject({ status: 'Error', message: expect.stringMatching(said) });
		expect(connections(w)).toBe(0);
	});

	test.each(transports)('may be one by its name, over $over', async ({ options }) => {
		const w = await connect({ baseUrl: blockedHost });
		const execution = await read(w, options);

		expect(execution.data.resultData.error).toMatchObject(refusal(blockedHost));
	});
});

describe('a name that n8n allows', () => {
	test('is read over both transports although its address is not allowed', async () => {
		const w = await connect();
		const baseUrl = w.sim.url.replace('127.0.0.1', 'localhost');
		await n8n.rest.credentials.update(w.credential.id, await w.form({ baseUrl }));

		expect(await connectionsFor(w, own?.options)).toBe(reads + 1);
		expect(await connectionsFor(w, kept?.options)).toBeLessThan(few);
	});
});
