import { runOrThrow } from '../n8n/run-process.mts';
import { join } from 'node:path';

/** Builds a project of `writeProject` with n8n's own tool. */
export const buildProject = async (folder: string): Promise<void> => {
	await n8nNode(folder, 'build');
};

/** n8n's linter in its strict mode. */
export const lintProject = async (folder: string): Promise<void> => {
	await n8nNode(folder, 'lint');
};

const n8nNode = async (folder: string, command: string): Promise<void> => {
	const tool = join(folder, 'node_modules', '@n8n', 'node-cli', 'bin', 'n8n-node.mjs');
	await runOrThrow(process.execPath, [tool, command], { cwd: folder, env: process.env });
};
