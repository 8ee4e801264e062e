import Module, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { tmpdir } from 'node:os';
import type { Cipher, EncryptionKeyProxy, InstanceSettings } from 'n8n-core';
import { capturingLogger } from './logs.mts';
import { deduplicator } from './processed-data.mts';

type Constructor<T> = abstract new (...args: never[]) => T;

/** The part of n8n's dependency injection the engine needs; `@n8n/di` itself is not a dependency of this package. */
export interface Container {
	get<T>(type: Constructor<T>): T;
	set<T>(type: Constructor<T>, instance: T): void;
}

/** n8n-core and everything it shares with us, each in the ONE copy n8n-core itself uses. */
export interface Platform {
	core: typeof import('n8n-core');
	workflow: typeof import('n8n-workflow');
	container: Container;
	cipher: Cipher;
	/** Node's CommonJS module cache. */
	moduleCache: NodeJS.Require['cache'];
}

let loaded: Platform | undefined;

/** Loads n8n-core (about a second) on first use and gives its container what n8n's command line would. */
export function loadPlatform(): Platform {
	loaded ??= load();
	return loaded;
}

function load(): Platform {
	const require = createRequire(import.meta.url);
	const corePath = require.resolve('n8n-core');
	// npm may install a second copy of n8n-workflow and of the container at the top (another n8n tool wants another version), and
	// an ES import would take n8n-workflow's ESM copy: only what n8n-core requires shares its loggers and expression engine.
	const coreRequire = createRequire(corePath);
	const core: Platform['core'] = require('n8n-core');
	const workflow: Platform['workflow'] = coreRequire('n8n-workflow');
	const { Container: container }: { Container: Container } = coreRequire('@n8n/di');
	const { Logger }: { Logger: Constructor<unknown> } = coreRequire('@n8n/backend-common');

	container.set(Logger, capturingLogger);
	workflow.LoggerProxy.init(capturingLogger);
	// n8n's server evaluates expressions in isolated-vm, a native module; `legacy` is its in-process evaluator and needs none.
	workflow.Expression.setExpressionEngine('legacy');
	container.set(core.InstanceSettings, instanceSettings());
	const cipher = container.get(core.Cipher);
	container.get(core.EncryptionKeyProxy).setProvider(instanceKey(cipher));
	void core.DataDeduplicationService.init(deduplicator);
	resolvePeersAsInstalledPackagesDo(dirname(require.resolve('n8n-workflow/package.json')));
	return { core, workflow, container, cipher, moduleCache: require.cache };
}

const ENCRYPTION_KEY = 'embedded-engine';

/** The real class reads and writes a settings file in the home folder; the engine leaves no trace on the disk. */
function instanceSettings(): InstanceSettings {
	const settings: Partial<InstanceSettings> = {
		instanceId: 'embedded-engine',
		hmacSignatureSecret: ENCRYPTION_KEY,
		encryptionKey: ENCRYPTION_KEY,
		n8nFolder: join(tmpdir(), 'n8n-embedded-engine'),
	};
	return settings as InstanceSettings;
}

type KeyProvider = NonNullable<Parameters<EncryptionKeyProxy['setProvider']>[0]>;

/** n8n keeps its data keys in the database; this one is the instance key itself, as on an instance that never rotated it. */
function instanceKey(cipher: Cipher): KeyProvider {
	const key = {
		id: 'instance',
		value: cipher.encryptDEKWithInstanceKey(ENCRYPTION_KEY),
		algorithm: 'aes-256-cbc',
		format: 'no-prefix' as const,
	};
	return {
		getActiveKey: async () => await Promise.resolve(key),
		getLegacyKey: async () => await Promise.resolve(key),
		getKeyById: async () => await Promise.resolve(null),
	};
}

/** n8n does the same: an installed package has no n8n-workflow of its own and finds n8n's through NODE_PATH. */
function resolvePeersAsInstalledPackagesDo(workflowDir: string): void {
	const nodeModules = dirname(workflowDir);
	const paths = [process.env.NODE_PATH, nodeModules].filter((path) => path !== undefined);
	process.env.NODE_PATH = paths.join(process.platform === 'win32' ? ';' : ':');
	(Module as typeof Module & { _initPaths(): void })._initPaths();
}
