import { existsSync } from 'node:fs';
import { chromium, selectors, type Browser, type BrowserContext } from 'playwright-core';

import { owner } from '../n8n/rest.mts';

/** Debian's, because a browser that playwright fetches itself would not be covered by the lock file. */
const executablePath = '/usr/bin/chromium';

const args = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	// What the editor would fetch from outside is not found. Intercepting its requests would switch the browser's cache off.
	'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

const viewport = { width: 1400, height: 900 };

export async function launchBrowser(): Promise<Browser> {
	if (!existsSync(executablePath)) {
		throw new Error(
			`There is no Chromium at ${executablePath}; on Debian 'apt-get install chromium' brings it.`,
		);
	}
	// n8n's editor spells the attribute with two hyphens.
	selectors.setTestIdAttribute('data-test-id');
	return await chromium.launch({ executablePath, args });
}

/** A browser window of n8n's owner. */
export async function signedIn(browser: Browser, n8nUrl: string): Promise<BrowserContext> {
	const context = await browser.newContext({ viewport, deviceScaleFactor: 1, baseURL: n8nUrl });
	const login = await context.request.post('/rest/login', {
		data: { emailOrLdapLoginId: owner.email, password: owner.password },
	});
	if (!login.ok()) throw new Error(`n8n answered the sign-in with ${login.status()}`);
	return context;
}
