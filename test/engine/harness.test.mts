import { EventEmitter, once } from 'node:events';
import { chain, createEngine } from '../../dev/engine/index.mts';
import type {
	ActiveWorkflow,
	CredentialRef,
	Engine,
	WorkflowJson,
	WorkflowNodeJson,
} from '../../dev/engine/index.mts';
import { writeProbePackage } from './support/probe-package.mts';
import { json, startProbeServer, type ProbeServer } from './support/probe-server.mts';

let probePackage: Awaited<ReturnType<typeof writeProbePackage>>;
let server: ProbeServer;
let engine: Engine;

beforeAll(async () => {
	probePackage = await writeProbePackage();
});
afterAll(async () => await probePackage.remove());
beforeEach(async () => {
	server = await startProbeServer();
	engine = await createEngine({ packageDir: probePackage.dir });
});
afterEach(async () => await server.close());

const trigger: WorkflowNodeJson = { name: 'Start', type: 'n8n-nodes-base.manualTrigger' };

function probe(
	operation: string,
	value = '',
	more: Partial<WorkflowNodeJson> = {},
): WorkflowNodeJson {
	const parameters = { operation, value };
	return { name: 'Probe', type: 'n8n-nodes-probe.probe', parameters, ...more };
}

function workflow(
	operation: string,
	value?: string,
	more?: Partial<WorkflowNodeJson>,
): WorkflowJson {
	return chain(trigger, probe(operation, value, more));
}

function addCredential(data = {}): { probeApi: CredentialRef } {
	return {
		probeApi: engine.credentials.add('probeApi', 'Probe', { baseUrl: server.url, ...data }),
	};
}

const numbers = (count: number) => Array.from({ length: count }, (_, n) => ({ json: { n } }));

describe('running a workflow', () => {
	it('starts at the manual trigger and runs the nodes of the package', async () => {
		const run = await engine.run(workflow('echo', 'hello'));

		expect(run.status).toBe('success');
		expect(run.items('Probe')).toEqual([
			{ json: { value: 'hello', mode: 'manual' }, pairedItem: { item: 0 } },
		]);
	});

	it('evaluates expressions for each item', async () => {
		const run = await engine.run(
			workflow('echo', '={{ $json.n * 2 }} of {{ $input.all().length }}'),
			{
				input: numbers(3),
			},
		);

		expect(run.items('Probe').map(({ json }) => json.value)).toEqual([
			'0 of 3',
			'2 of 3',
			'4 of 3',
		]);
	});

	it('keeps the pairing of items across nodes', async () => {
		const after = probe('echo', "={{ $('Start').item.json.n }}", { name: 'After' });
		const run = await engine.run(chain(trigger, probe('echo'), after), { input: numbers(2) });

		expect(run.items('After').map(({ json }) => json.value)).toEqual([0, 1]);
	});

	it('starts at any node with given items', async () => {
		const run = await engine.run(workflow('echo', '={{ $json.n }}'), {
			startNode: 'Probe',
			input: numbers(2),
		});

		expect(run.outputs('Start')).toEqual([]);
		expect(run.items('Probe').map(({ json }) => json.value)).toEqual([0, 1]);
	});

	it('uses pinned data in a manual run only', async () => {
		const pinned = { ...workflow('echo', '={{ $json.n }}'), pinData: { Start: numbers(2) } };
		const inMode = async (mode: 'manual' | 'trigger') =>
			(await engine.run(pinned, { mode })).items('Probe').length;

		expect([await inMode('manual'), await inMode('trigger')]).toEqual([2, 1]);
	});

	it('reports an unknown node type', async () => {
		const unknown = { name: 'Else', type: 'n8n-nodes-base.code' };
		await expect(engine.run(chain(trigger, unknown))).rejects.toThrow('Unrecognized node type');
	});

	it('fails a run whose required parameter is missing, as n8n does', async () => {
		const incomplete = workflow('echo', '', { parameters: { operation: 'echo', needed: '' } });
		const run = await engine.run(incomplete);

		expect(run.status).toBe('error');
		expect(run.error?.message).toContain('issues');
		expect(run.tries('Probe')).toBe(0);
	});

	it('passes binary data from node to node', async () => {
		const second = probe('binary', '', { name: 'Upper' });
		const run = await engine.run(chain(trigger, probe('binary', 'abc'), second));
		const file = run.items('Upper')[0]?.binary?.file;

		expect(file).toMatchObject({ fileName: 'a.txt', mimeType: 'text/plain' });
		expect(Buffer.from(file?.data ?? '', 'base64').toString()).toBe('ABC');
	});

	it('keeps static data between production runs and not after manual ones', async () => {
		const remember = workflow('remember', '={{ $execution.id }}');
		const before = async (mode: 'manual' | 'trigger', executionId: string) =>
			(await engine.run(remember, { mode, executionId })).items('Probe')[0]?.json.before;

		expect(await before('trigger', '7')).toBeNull();
		expect(await before('manual', '8')).toBe('7');
		expect(await before('trigger', '9')).toBe('7');
	});
});

describe('credentials', () => {
	it('gives a node the declared fields, defaults filled in and expressions resolved', async () => {
		const credentials = addCredential({
			clientId: "={{ 'id-' + $json.n }}",
			secret: 'not declared',
		});
		const run = await engine.run(workflow('credential', '', { credentials }), {
			input: numbers(1),
		});

		expect(run.items('Probe')[0]?.json).toEqual({
			baseUrl: server.url,
			clientId: 'id-0',
			region: 'eu',
			accessToken: '',
			n8n_expires_at: '',
			allowedHttpRequestDomains: 'all',
		});
	});

	it('calls the hook when the token is empty, persists all it returns and calls it no more', async () => {
		const credentials = addCredential();
		const request = workflow('request', '/balance', { credentials });
		const first = await engine.run(request);
		const second = await engine.run(request);

		expect(first.items('Probe')[0]?.json).toEqual({ path: '/balance', token: 't1' });
		expect(second.items('Probe')[0]?.json).toEqual({ path: '/balance', token: 't1' });
		expect(server.seen).toEqual(['/token -', '/balance Bearer t1', '/balance Bearer t1']);
		expect(engine.credentials.get(credentials.probeApi.id).data).toEqual({
			baseUrl: server.url,
			clientId: 'resolved',
			accessToken: 't1',
			n8n_expires_at: '4102444800000',
			undeclared: 'kept',
		});
		expect(engine.credentials.counters()).toMatchObject({ hookCalls: 1, writes: 1 });
	});

	it('does not replace an expression of the stored credential by what the hook returned', async () => {
		const clientId = "={{ 'an' + 'expression' }}";
		const credentials = addCredential({ clientId });
		await engine.run(workflow('request', '/balance', { credentials }));

		expect(engine.credentials.get(credentials.probeApi.id).data).toMatchObject({
			clientId,
			accessToken: 't1',
		});
	});

	it('calls the hook after a 401 and sends again with the new token', async () => {
		const credentials = addCredential({ accessToken: 'revoked' });
		const run = await engine.run(workflow('request', '/pay', { credentials }));

		expect(run.status).toBe('success');
		expect(server.seen).toEqual(['/pay Bearer revoked', '/token -', '/pay Bearer t1']);
	});

	it('keeps the hidden token when the credential is edited', async () => {
		const credentials = addCredential({ accessToken: 'old' });
		engine.credentials.update(credentials.probeApi.id, { region: 'us' });

		expect(engine.credentials.get(credentials.probeApi.id).data).toMatchObject({
			accessToken: 'old',
			region: 'us',
		});
	});

	it('holds the hook to the allowed domains of the credential', async () => {
		const credentials = addCredential({
			allowedHttpRequestDomains: 'domains',
			allowedDomains: 'api.example.com',
		});
		const run = await engine.run(workflow('request', '/pay', { credentials }));

		expect(run.status).toBe('error');
		expect(server.seen).toEqual([]);
	});

	it('refuses a credential that does not exist', async () => {
		const credentials = { probeApi: { id: 'gone', name: 'Gone' } };
		const run = await engine.run(workflow('credential', '', { credentials }));

		expect(run.error?.message).toContain('Credential with ID "gone" does not exist');
	});

	it('sends through the legacy helper of the HTTP Request node, which resends after any failure', async () => {
		server.on('/pay', (_request, response) => json(response, 500, { message: 'down' }));
		const credentials = addCredential({ accessToken: 'live' });
		const parameters = {
			method: 'POST',
			url: `${server.url}/pay`,
			nodeCredentialType: 'probeApi',
			sendBody: true,
			jsonBody: '={{ { amount: 1 } }}',
		};
		const http = { name: 'HTTP', type: 'n8n-nodes-base.httpRequest', parameters, credentials };
		const run = await engine.run(chain(trigger, http));

		expect(run.error).toMatchObject({ name: 'NodeApiError', httpCode: '500' });
		expect(server.seen).toEqual(['/pay Bearer live', '/token -', '/pay Bearer t1']);
	});
});

describe('failing nodes', () => {
	it('ends the run with the error of the node', async () => {
		const run = await engine.run(workflow('refuse', 'no'));

		expect(run.status).toBe('error');
		expect(run.error).toMatchObject({ name: 'NodeOperationError', message: 'Refused: no' });
		expect(run.errorOf('Probe')?.message).toBe('Refused: no');
	});

	it('runs the whole node again with Retry On Fail', async () => {
		const statuses = [500, 500, 200];
		server.on('/flaky', (_request, response) => json(response, statuses.shift() ?? 500, {}));
		const retry = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
		const credentials = addCredential({ accessToken: 'live' });
		const run = await engine.run(workflow('request', '/flaky', { credentials, ...retry }));

		expect(run.status).toBe('success');
		expect(run.tries('Probe')).toBe(3);
		expect(server.seen).toHaveLength(3);
	});

	it('routes failed items to the error output, merged with their input', async () => {
		server.live.add('live');
		server.on('/item/1', (_request, response) => json(response, 422, {}));
		const credentials = addCredential({ accessToken: 'live' });
		const node = { credentials, onError: 'continueErrorOutput' as const };
		const run = await engine.run(workflow('request', '=/item/{{ $json.n }}', node), {
			input: numbers(3),
		});
		const [good, bad] = run.outputs('Probe');

		expect(run.status).toBe('success');
		expect(good?.map(({ json }) => json.path)).toEqual(['/item/0', '/item/2']);
		expect(bad).toHaveLength(1);
		expect(bad?.[0]?.json).toEqual({
			n: 1,
			error: expect.stringContaining('could not be processed'),
		});
	});

	it('goes on with the items of a failed node on the regular output', async () => {
		const node = { onError: 'continueRegularOutput' as const };
		const run = await engine.run(workflow('refuse', 'no', node));

		expect(run.status).toBe('success');
		expect(run.items('Probe').map(({ json }) => json)).toEqual([{ error: 'Refused: no' }]);
	});
});

describe('canceling', () => {
	async function cancelDuringRequest(
		cancel: (arrived: Promise<void>) => Promise<void> | AbortSignal,
	) {
		const requests = new EventEmitter();
		const arrived = once(requests, 'arrived');
		const closed = once(requests, 'closed');
		server.on('/hang', (request) => {
			request.socket.once('close', () => requests.emit('closed'));
			requests.emit('arrived');
		});
		const credentials = addCredential({ accessToken: 'live' });
		const run = await engine.run(workflow('request', '/hang', { credentials }), {
			cancelAfter: cancel(arrived.then(() => undefined)),
		});
		await closed;
		return run;
	}

	it('aborts the request under way when the promise resolves', async () => {
		const run = await cancelDuringRequest((arrived) => arrived);

		expect(run.status).toBe('canceled');
	});

	it('aborts the request under way when the signal fires', async () => {
		const run = await cancelDuringRequest((arrived) => {
			const controller = new AbortController();
			void arrived.then(() => controller.abort());
			return controller.signal;
		});

		expect(run.status).toBe('canceled');
	});

	it('runs nothing when it is canceled before it starts', async () => {
		const run = await engine.run(workflow('echo'), { cancelAfter: AbortSignal.abort() });

		expect(run.status).toBe('canceled');
		expect(run.tries('Probe')).toBe(0);
	});
});

describe('several runs and engines', () => {
	it('runs three workflows at once on one credential, each with its own logs', async () => {
		const waiting: Array<() => void> = [];
		server.on('/token', (_request, response) => {
			const token = `held${waiting.length}`;
			server.live.add(token);
			waiting.push(() => json(response, 200, { token }));
			if (waiting.length === 3) for (const answer of waiting) answer();
		});
		const credentials = addCredential();
		const both = (value: string) =>
			chain(
				trigger,
				probe('request', value, { credentials }),
				probe('talk', value, { name: 'Talk' }),
			);
		const runs = await Promise.all(
			['/a', '/b', '/c'].map(async (path) => await engine.run(both(path))),
		);

		expect(runs.map((run) => run.items('Probe')[0]?.json.path)).toEqual(['/a', '/b', '/c']);
		expect(
			runs.map((run) =>
				run.logs.filter(({ level }) => level === 'warn').map(({ meta }) => meta.value),
			),
		).toEqual([['/a'], ['/b'], ['/c']]);
		expect(engine.credentials.counters()).toMatchObject({ hookCalls: 3, writes: 3 });
	});

	it('forgets what the package kept in memory, and keeps the credentials, on a restart', async () => {
		const credentials = addCredential();
		const request = workflow('request', '/balance', { credentials });
		const tokenCalls = async (of: Engine) =>
			(await of.run(workflow('memory'))).items('Probe')[0]?.json.tokenCalls;
		await engine.run(request);
		const restarted = await engine.restart();
		const run = await restarted.run(request);

		expect(run.items('Probe')[0]?.json.token).toBe('t1');
		expect([await tokenCalls(engine), await tokenCalls(restarted)]).toEqual([1, 0]);
		expect(restarted.credentials.counters(credentials.probeApi.id)).toMatchObject({ hookCalls: 1 });
	});

	it('lets two engines share one store, as two workers share a database', async () => {
		const worker = await createEngine({
			packageDir: probePackage.dir,
			credentials: engine.credentials,
		});
		const request = workflow('request', '/balance', { credentials: addCredential() });
		await engine.run(request);
		const run = await worker.run(request);

		expect(run.items('Probe')[0]?.json.token).toBe('t1');
	});
});

describe('polling triggers', () => {
	let events: number[][];

	beforeEach(() => {
		events = [];
		server.on('/events', (_request, response) => {
			const next = events.shift();
			if (next === undefined) json(response, 500, { message: 'down' });
			else json(response, 200, { events: next });
		});
	});

	const polling = (): WorkflowJson => {
		const credentials = addCredential({ accessToken: 'live' });
		const type = 'n8n-nodes-probe.probeTrigger';
		return chain({ name: 'Poll', type, credentials }, probe('echo', '={{ $json.n }}'));
	};
	const numbersOf = (items: Awaited<ReturnType<ActiveWorkflow['poll']>>) =>
		items?.map(({ json }) => json.n);

	it('polls on activation, runs the workflow with what it emitted and saves the static data', async () => {
		events = [[1, 2]];
		const active = await engine.activate(polling());
		const [run] = active.executions;

		expect(active.executions).toHaveLength(1);
		expect(run?.raw.mode).toBe('trigger');
		expect(run?.items('Poll').map(({ json }) => json)).toEqual([
			{ n: 1, polls: 1, mode: 'trigger', activation: 'activate', budget: 300_000 },
			{ n: 2, polls: 1, mode: 'trigger', activation: 'activate', budget: 300_000 },
		]);
		expect(run?.items('Probe').map(({ json }) => json.value)).toEqual([1, 2]);
		expect(active.staticData()).toEqual({ 'node:Poll': { polls: 1, last: 2 } });
		expect(active.logs).toContainEqual(expect.objectContaining({ meta: { polls: 1 } }));
	});

	it('passes the activation mode and the budget to the poll', async () => {
		events = [[1], [2]];
		const options = { activation: 'update', pollBudgetMs: 36_000 } as const;
		const active = await engine.activate(polling(), options);
		const items = await active.poll();

		expect(items?.[0]?.json).toMatchObject({ activation: 'update', budget: 36_000 });
	});

	it('saves after an activation that emitted nothing, and not after a poll that returned null', async () => {
		events = [[], [], [7]];
		const active = await engine.activate(polling());
		const saved = [active.staticData()];

		expect(await active.poll('Poll')).toBeNull();
		saved.push(active.staticData());
		expect(numbersOf(await active.poll('Poll'))).toEqual([7]);
		saved.push(active.staticData());

		expect(saved.map((data) => data['node:Poll'])).toEqual([
			{ polls: 1 },
			{ polls: 1 },
			{ polls: 3, last: 7 },
		]);
		expect(active.executions.map((run) => run.items('Probe')[0]?.json.value)).toEqual([7]);
	});

	it('rejects with the error of a later poll, records it, saves nothing and polls on', async () => {
		events = [[]];
		const active = await engine.activate(polling());

		await expect(active.poll()).rejects.toMatchObject({ httpCode: '500' });
		expect(active.staticData()).toEqual({ 'node:Poll': { polls: 1 } });
		expect(active.failures.map(({ status, errorOf }) => [status, errorOf('Poll')])).toEqual([
			['error', expect.objectContaining({ name: 'NodeApiError', httpCode: '500' })],
		]);
		events = [[4]];
		expect(numbersOf(await active.poll())).toEqual([4]);
		expect(active.executions).toHaveLength(1);
	});

	it('throws what the activation poll threw, and saves what that poll had set', async () => {
		const workflow = polling();

		await expect(engine.activate(workflow)).rejects.toMatchObject({ httpCode: '500' });
		events = [[]];
		expect((await engine.activate(workflow)).staticData()).toEqual({ 'node:Poll': { polls: 2 } });
	});

	it('lets polls overlap, each with its own outcome', async () => {
		events = [[]];
		const active = await engine.activate(polling());
		const waiting: Array<() => void> = [];
		server.on('/events', (_request, response) => {
			const first = waiting.length === 0;
			waiting.push(() => json(response, 200, { events: first ? [] : [8] }));
			if (waiting.length === 2) for (const answer of waiting) answer();
		});
		const outcomes = await Promise.all([active.poll(), active.poll()]);

		expect(outcomes.map(numbersOf)).toEqual(expect.arrayContaining([undefined, [8]]));
		expect(active.executions).toHaveLength(1);
		expect(active.staticData()).toEqual({ 'node:Poll': { polls: 3, last: 8 } });
	});

	it('starts from what was saved after a restart, and has lost what was not', async () => {
		const workflow = polling();
		events = [[], [5], [], [6]];
		const killed = await engine.activate(workflow);
		await killed.poll();
		await killed.poll();
		const active = await (await engine.restart()).activate(workflow, { activation: 'init' });

		expect(active.executions[0]?.items('Poll')[0]?.json).toMatchObject({ n: 6, polls: 3 });
		expect(active.staticData()).toEqual({ 'node:Poll': { polls: 3, last: 6 } });
	});

	it('starts from the static data the workflow came with', async () => {
		events = [[]];
		const staticData = { 'node:Poll': { polls: 40 } };
		const active = await engine.activate({ ...polling(), staticData });

		expect(active.staticData()).toEqual({ 'node:Poll': { polls: 41 } });
		expect(staticData).toEqual({ 'node:Poll': { polls: 40 } });
	});

	it('drops what a poll in flight returns after the deactivation', async () => {
		events = [[]];
		const active = await engine.activate(polling());
		const requests = new EventEmitter();
		const arrived = once(requests, 'arrived');
		server.on('/events', (_request, response) => {
			requests.emit('arrived', () => json(response, 200, { events: [9] }));
		});
		const poll = active.poll();
		const [answer] = (await arrived) as [() => void];
		await active.deactivate();
		answer();

		expect(await poll).toBeNull();
		expect(active.executions).toEqual([]);
		expect(active.staticData()).toEqual({ 'node:Poll': { polls: 1 } });
		await expect(active.poll()).rejects.toThrow('not active');
	});

	it('replaces the active workflow when it is activated again', async () => {
		const workflow = polling();
		events = [[], [], [3]];
		const [old, current] = [await engine.activate(workflow), await engine.activate(workflow)];

		await expect(old.poll()).rejects.toThrow('not active');
		expect(numbersOf(await current.poll())).toEqual([3]);
	});

	it('gets a token for a poll and sends again after a 401', async () => {
		server.on('/events', (request, response) => {
			const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
			if (server.live.has(token)) json(response, 200, { events: [1] });
			else json(response, 401, { message: 'token refused' });
		});
		const active = await engine.activate(polling());

		expect(server.seen).toEqual(['/events Bearer live', '/token -', '/events Bearer t1']);
		expect(active.executions).toHaveLength(1);
	});

	it('fetches a test event in a manual run, which saves no static data', async () => {
		const workflow = polling();
		events = [[1], [2]];
		const runs = [await engine.run(workflow), await engine.run(workflow)];

		expect(runs.map((run) => run.items('Poll')[0]?.json)).toEqual([
			expect.objectContaining({ n: 1, polls: 1, mode: 'manual', activation: 'manual' }),
			expect.objectContaining({ n: 2, polls: 1, mode: 'manual', activation: 'manual' }),
		]);
		expect(runs.map((run) => run.items('Probe')[0]?.json.value)).toEqual([1, 2]);
	});

	it('ends a manual run at a poll that returns null or throws', async () => {
		const workflow = polling();
		events = [[]];
		const runs = [await engine.run(workflow), await engine.run(workflow)];

		expect(runs.map(({ status }) => status)).toEqual(['success', 'error']);
		expect(runs.map((run) => run.tries('Probe'))).toEqual([0, 0]);
		expect(runs[1]?.error).toMatchObject({ name: 'NodeApiError', httpCode: '500' });
	});

	it('refuses a workflow or a node that does not poll', async () => {
		events = [[]];
		const active = await engine.activate(polling());

		await expect(engine.activate(workflow('echo'))).rejects.toThrow('no polling node');
		await expect(active.poll('Probe')).rejects.toThrow('no polling node Probe');
	});
});

describe('what a run returns', () => {
	it('collects logs and hints, and writes them into the searchable text with the causes of errors', async () => {
		const run = await engine.run(workflow('talk', 'needle'));

		expect(run.logs).toContainEqual(expect.objectContaining({ level: 'warn', message: 'Talking' }));
		expect(run.hints).toEqual([{ message: 'A hint: needle' }]);
		expect(run.serialized()).toContain('A hint: needle');
		expect(run.serialized()).toContain('hidden cause');
	});

	it('calls the lifecycle hooks that were asked for', async () => {
		const nodes: string[] = [];
		const watched = await createEngine({
			packageDir: probePackage.dir,
			hooks: (hooks) => hooks.addHandler('nodeExecuteAfter', (name) => void nodes.push(name)),
		});
		await watched.run(workflow('echo'));

		expect(nodes).toEqual(['Start', 'Probe']);
	});
});
