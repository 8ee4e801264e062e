/**
 * `npm run smoke -- <provider>`: for people with real credentials. Reads only: a token, the probe, the first page of each list and one
 * payment of it, and the documented signatures. Prints what differs from the shapes that this package expects, and nothing secret.
 *
 * The credential's fields come from the environment, in capitals: CLIENT_ID, CLIENT_SECRET, PARTNER_ID, …; ENVIRONMENT is one of the
 * provider's (the first unless given), BASE_URL stands for another host, ACCOUNT_ID for the account whose lists are read, PAYMENT_ID for
 * a payment of a kind without a list.
 */
import { createRequire } from 'node:module';

import type { readSettings } from '../lib/auth/settings';
import type { Provider } from '../lib/providers/contract';
import { runBattery } from './smoke/battery.mts';
import { sendByFetch } from './smoke/send.mts';

// The published code is CommonJS; `npm run smoke` has built it.
const built = createRequire(import.meta.url);
const { providers } = built('../dist/lib/providers/index.js') as {
	readonly providers: readonly Provider[];
};
const settingsModule = built('../dist/lib/auth/settings.js') as {
	readonly readSettings: typeof readSettings;
};

const [wanted = ''] = process.argv.slice(2);
const provider = providers.find(({ id }) => id.toLowerCase() === wanted.toLowerCase());
if (provider === undefined) {
	console.error(`Name a provider: ${providers.map(({ id }) => id).join(', ')}.`);
	process.exit(2);
}

const inCapitals = (name: string): string => name.replace(/[A-Z]/g, '_$&').toUpperCase();
const given = (name: string): string | undefined => process.env[inCapitals(name)];
const baseUrl = given('baseUrl');
const read = settingsModule.readSettings(provider, {
	...Object.fromEntries(provider.auth.fields.map(({ name }) => [name, given(name)])),
	environment:
		baseUrl === undefined
			? (given('environment') ?? provider.auth.environments[0].value)
			: 'custom',
	baseUrl,
});
if (read.kind === 'invalid') {
	const { message, description } = read.explanation;
	console.error(`${message}. ${description}`);
	console.error(`Set ${provider.auth.fields.map(({ name }) => inCapitals(name)).join(', ')}.`);
	process.exit(2);
}

const steps = await runBattery({
	provider,
	settings: read.settings,
	accountId: given('accountId') ?? '',
	paymentId: given('paymentId') ?? '',
	send: sendByFetch,
	now: Date.now,
});
console.log(`${provider.displayName} at ${read.settings.baseUrl}`);
for (const { name, result, says } of steps)
	console.log(`${result.padEnd(8)} ${name}${says === '' ? '' : `: ${says}`}`);
if (steps.some(({ result }) => result === 'differs' || result === 'failed')) process.exitCode = 1;
