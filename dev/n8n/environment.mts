import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Credentials are encrypted with it. It is no secret: it guards throw-away databases with made-up credentials. */
export const encryptionKey = 'payment-api-local-development-only';

export interface N8nEnvironment {
	/** Where the n8n that is to run is installed: not every version knows every setting. */
	readonly root: string;
	/** n8n keeps everything it writes under `<userFolder>/.n8n`. */
	readonly userFolder: string;
	readonly port: number;
	/** For the process that runs Code nodes; two servers must not share it. */
	readonly brokerPort: number;
	/** Wins over every default below. */
	readonly env?: Readonly<Record<string, string>>;
}

/**
 * The whole environment of an n8n process. Nothing else is inherited: a developer's own N8N_*, DB_* or proxy variables
 * would make a run differ from machine to machine.
 */
export function n8nEnvironment(options: N8nEnvironment): Record<string, string> {
	return {
		PATH: process.env.PATH ?? '',
		// Also where n8n caches the editor it serves.
		HOME: options.userFolder,
		N8N_USER_FOLDER: options.userFolder,
		N8N_ENCRYPTION_KEY: encryptionKey,
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_PORT: String(options.port),
		// A worker answers no requests but this one.
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(options.port),
		// The login cookie is sent over plain http.
		N8N_SECURE_COOKIE: 'false',
		N8N_RUNNERS_BROKER_PORT: String(options.brokerPort),
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '5',
		N8N_LOG_LEVEL: 'info',
		GENERIC_TIMEZONE: 'UTC',
		...ownPackageOnly,
		...noOutsideCalls,
		...withoutModules(options.root),
		...options.env,
	};
}

/** n8n 3 stops loading unverified packages unless told otherwise; the list of verified ones is fetched from outside. */
const ownPackageOnly = {
	N8N_COMMUNITY_PACKAGES_ENABLED: 'true',
	N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_REINSTALL_MISSING_PACKAGES: 'false',
};

const noOutsideCalls = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	EXTERNAL_FRONTEND_HOOKS_URLS: '',
};

/** Refreshes its list of servers from outside, whether or not anybody uses it. */
const modulesThatCallOut = ['mcp-registry'];

/** An n8n that lacks a module does not start when it is configured to leave it out. */
function withoutModules(root: string): Record<string, string> {
	const modules = join(root, 'node_modules', 'n8n', 'dist', 'modules');
	const present = modulesThatCallOut.filter((name) => existsSync(join(modules, name)));
	return present.length === 0 ? {} : { N8N_DISABLED_MODULES: present.join(',') };
}
