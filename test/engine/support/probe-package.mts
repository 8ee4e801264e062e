import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { probeTrigger } from './probe-trigger.mts';

/** A built community package with the least that exercises the engine, so that its tests need no build of ours. */
export async function writeProbePackage(): Promise<{ dir: string; remove(): Promise<void> }> {
	const dir = await mkdtemp(join(tmpdir(), 'engine-probe-'));
	for (const [path, text] of Object.entries(files)) {
		await mkdir(dirname(join(dir, path)), { recursive: true });
		await writeFile(join(dir, path), text);
	}
	return { dir, remove: async () => await rm(dir, { recursive: true }) };
}

const manifest = {
	name: 'n8n-nodes-probe',
	version: '1.2.3',
	n8n: {
		n8nNodesApiVersion: 1,
		nodes: ['dist/Probe.node.js', 'dist/ProbeTrigger.node.js'],
		credentials: ['dist/ProbeApi.credentials.js'],
	},
};

const credential = `
const memory = require('./memory.js');
exports.ProbeApi = class {
	name = 'probeApi';
	displayName = 'Probe API';
	properties = [
		{ displayName: 'Base URL', name: 'baseUrl', type: 'string', default: '' },
		{ displayName: 'Client ID', name: 'clientId', type: 'string', default: '' },
		{ displayName: 'Region', name: 'region', type: 'string', default: 'eu' },
		{ displayName: 'Token', name: 'accessToken', type: 'hidden', default: '', typeOptions: { expirable: true, password: true } },
		{ displayName: 'Expiry', name: 'n8n_expires_at', type: 'hidden', default: '' },
	];
	async preAuthentication({ baseUrl, clientId }) {
		memory.tokenCalls += 1;
		const { token } = await this.helpers.httpRequest({
			method: 'POST', url: baseUrl + '/token', body: { clientId }, json: true,
		});
		return { accessToken: token, n8n_expires_at: '4102444800000', undeclared: 'kept', clientId: 'resolved' };
	}
	async authenticate({ accessToken }, request) {
		return { ...request, headers: { ...request.headers, Authorization: 'Bearer ' + accessToken } };
	}
};`;

const node = `
const { NodeOperationError } = require('n8n-workflow');
const memory = require('./memory.js');
const text = (name) => ({ displayName: name, name, type: 'string', default: '' });
const operations = {
	async request(path) {
		const { baseUrl } = await this.getCredentials('probeApi');
		return await this.helpers.httpRequestWithAuthentication.call(this, 'probeApi', { method: 'POST', url: baseUrl + path, json: true });
	},
	async credential() { return await this.getCredentials('probeApi'); },
	async echo(value) { return { value, mode: this.getMode() }; },
	async memory() { return { tokenCalls: memory.tokenCalls }; },
	async remember(value) {
		const data = this.getWorkflowStaticData('node');
		const before = data.value ?? null;
		data.value = value;
		return { before };
	},
	async talk(value) {
		this.logger.warn('Talking', { value, error: new Error('with cause', { cause: new Error('hidden cause') }) });
		this.addExecutionHints({ message: 'A hint: ' + value });
		return {};
	},
	async refuse(value) { throw new NodeOperationError(this.getNode(), 'Refused: ' + value); },
};
exports.Probe = class {
	description = {
		displayName: 'Probe', name: 'probe', group: ['transform'], version: 1, description: '', defaults: { name: 'Probe' },
		inputs: ['main'], outputs: ['main'], credentials: [{ name: 'probeApi', required: false }],
		properties: [text('operation'), text('value'), { ...text('needed'), required: true, default: 'x' }],
	};
	async execute() {
		const output = [];
		for (const [item, { binary }] of this.getInputData().entries()) {
			const operation = this.getNodeParameter('operation', item);
			const value = this.getNodeParameter('value', item);
			try {
				if (operation === 'binary') {
					const upper = async () => (await this.helpers.getBinaryDataBuffer(item, 'file')).toString().toUpperCase();
					const bytes = Buffer.from(binary ? await upper() : value);
					output.push({ json: {}, binary: { file: await this.helpers.prepareBinaryData(bytes, 'a.txt') }, pairedItem: { item } });
				} else {
					output.push({ json: await operations[operation].call(this, value), pairedItem: { item } });
				}
			} catch (error) {
				if (!this.continueOnFail()) throw error;
				output.push({ json: { error: error.message }, pairedItem: { item } });
			}
		}
		return [output];
	}
};`;

const files = {
	'package.json': JSON.stringify(manifest),
	'dist/ProbeApi.credentials.js': credential,
	'dist/Probe.node.js': node,
	'dist/ProbeTrigger.node.js': probeTrigger,
	'dist/memory.js': 'exports.tokenCalls = 0;',
};
