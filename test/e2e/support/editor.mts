import type { Browser, Page } from 'playwright-core';

import { launchBrowser, signedIn } from '../../../dev/local/browser.mts';
import type { N8nUnderTest } from './n8n.mts';

/** One window of n8n's editor for all tests of a file: what it has loaded once, it has. */
export interface EditorUnderTest {
	readonly page: Page;
}

/** The editor is a thousand files, and a busy machine takes half a minute to show it for the first time. */
export const loadTimeoutMs = 120_000;

/** For a story of several steps, each of which the editor answers within seconds. */
const testTimeoutMs = 240_000;

export function useEditor(n8n: N8nUnderTest): EditorUnderTest {
	jest.setTimeout(testTimeoutMs);
	let browser: Browser | undefined;
	let page: Page | undefined;

	beforeAll(async () => {
		browser = await launchBrowser();
		const context = await signedIn(browser, n8n.url);
		context.setDefaultTimeout(loadTimeoutMs);
		page = await context.newPage();
	}, loadTimeoutMs);

	afterAll(async () => {
		await browser?.close();
	});

	return {
		get page() {
			if (page === undefined)
				throw new Error('The editor is open only while the tests of the file run');
			return page;
		},
	};
}
