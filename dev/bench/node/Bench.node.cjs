/** The nodes of the benchmark, as one node with four tasks. Plain JavaScript, because n8n loads it as it is. */
const { startMeter } = require('./meter.cjs');
const { startProfiler } = require('./profiler.cjs');

/** What is being measured, by execution. */
const runs = new Map();

const tasks = { start, floor, echo, stop };

class Bench {
	constructor() {
		this.description = {
			displayName: 'Bench',
			name: 'bench',
			group: ['transform'],
			version: 1,
			description: 'Part of the benchmark',
			defaults: { name: 'Bench' },
			inputs: ['main'],
			outputs: ['main'],
			properties: [
				{
					displayName: 'Task',
					name: 'task',
					type: 'options',
					options: Object.keys(tasks).map((name) => ({ name, value: name })),
					default: 'start',
				},
				{ displayName: 'Measured Node', name: 'measured', type: 'string', default: '' },
			],
		};
	}

	async execute() {
		return [await tasks[this.getNodeParameter('task', 0)](this)];
	}
}

/** Puts out the items and starts the clock. The webhook before it has received what the run is to be. */
async function start(node) {
	const run = node.getInputData()[0].json.body;
	const items = Array.from({ length: run.items }, (_, index) => ({
		json: run.ids ? { id: run.ids[index % run.ids.length] } : { reference: `${run.name}-${index}` },
	}));
	const stopProfiler = run.profile ? await startProfiler(run.profile) : undefined;
	const stopMeter = startMeter({ collect: run.collect });
	runs.set(node.getExecutionId(), { ...run, stopMeter, stopProfiler });
	return items;
}

/** What n8n's own helper costs: a token that is there already, nothing read, nothing checked, nothing remembered. */
async function floor(node) {
	const { origin, token, body, concurrency } = runs.get(node.getExecutionId());
	const headers = { authorization: `Bearer ${token}` };
	return await inLanes(node.getInputData(), concurrency, async ({ json }) =>
		body
			? await node.helpers.httpRequest({
					method: 'POST',
					url: `${origin}${body.path}`,
					headers,
					body: withReference(body.template, json.reference),
					json: true,
				})
			: await node.helpers.httpRequest({
					method: 'GET',
					url: `${origin}/payment/${json.id}`,
					headers,
					json: true,
				}),
	);
}

/** What the output alone costs: as many items as were asked for, each with an answer of its own. */
async function echo(node) {
	const { answer } = runs.get(node.getExecutionId());
	return await inLanes(node.getInputData(), 1, async () => JSON.parse(answer));
}

async function inLanes(items, lanes, ask) {
	const results = [];
	let next = 0;
	const lane = async () => {
		while (next < items.length) {
			const item = next;
			next += 1;
			results[item] = { json: await ask(items[item]), pairedItem: { item } };
		}
	};
	await Promise.all(Array.from({ length: lanes }, lane));
	return results;
}

const withReference = (template, reference) => ({
	...template,
	transaction: { ...template.transaction, id: reference },
});

/** Stops the clock. Puts out one item, so that nothing else of the run is sent to whoever waits for it. */
async function stop(node) {
	const { stopMeter, stopProfiler } = runs.get(node.getExecutionId());
	const measured = await stopMeter();
	await stopProfiler?.();
	runs.delete(node.getExecutionId());
	const name = node.getNodeParameter('measured', 0);
	const { executionTime } = node.runExecutionData.resultData.runData[name].at(-1);
	const items = node.getInputData();
	const failed = items.filter(({ json, error }) => error || json.error).length;
	const [first] = items;
	return [{ json: { ...measured, executionTime, items: items.length, failed, first: first.json } }];
}

module.exports = { Bench };
