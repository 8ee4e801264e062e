/**
 * `npm run screenshots`: takes the pictures in docs/images anew, in a real n8n with the example workflows. Nothing is kept of that
 * n8n. With names, e.g. `npm run screenshots -- node recipe-wait`, only those.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

import { launchBrowser, signedIn } from './local/browser.mts';
import { startLocalN8n } from './local/local-n8n.mts';
import { takeCanvas } from './pictures/canvas.mts';
import { takeCredential, takeNode, takeWorkflow } from './pictures/editor.mts';
import { takeFirstWorkflow } from './pictures/first-workflow.mts';
import { folder } from './pictures/shot.mts';

/** The picture of each example workflow, which its recipe shows. */
const examples: Readonly<Record<string, string>> = {
	'recipe-schedule': 'ScheduledStatusDemo',
	'recipe-status-trigger': 'StatusTriggerDemo',
	'recipe-wait': 'WaitForPaymentDemo',
	'recipe-create-and-wait': 'CreatePixDemo',
	'recipe-payment-link': 'PaymentLinkDemo',
	'recipe-payout-with-approval': 'PayoutApprovalDemo',
	'recipe-safe-payout': 'SafePayoutDemo',
	'recipe-reconciliation': 'ReconciliationDemo',
	'recipe-webhook': 'PaymentWebhookDemo',
	'recipe-agent': 'AgentApprovalDemo',
};

const pictures: Readonly<Record<string, (page: Page) => Promise<void>>> = {
	'first-workflow': takeFirstWorkflow,
	workflow: takeWorkflow,
	node: takeNode,
	credential: takeCredential,
	...Object.fromEntries(
		Object.entries(examples).map(([name, id]) => [
			name,
			async (page: Page) => await takeCanvas(page, name, id),
		]),
	),
};

/** A busy machine takes half a minute to show the editor for the first time. */
const waitTimeoutMs = 120_000;

const log = (line: string): void => console.log(`- ${line}`);

try {
	const names = namesOf(process.argv.slice(2));
	const browser = await launchBrowser();
	const userFolder = await mkdtemp(join(tmpdir(), 'payment-api-screenshots-'));
	try {
		const local = await startLocalN8n({ userFolder, log });
		try {
			const context = await signedIn(browser, local.server.url);
			context.setDefaultTimeout(waitTimeoutMs);
			await mkdir(folder, { recursive: true });
			for (const name of names) {
				const page = await context.newPage();
				await pictures[name]?.(page);
				await page.close();
			}
		} finally {
			await local.stop();
		}
	} finally {
		await browser.close();
		await rm(userFolder, { recursive: true, force: true });
	}
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
}

function namesOf(given: readonly string[]): readonly string[] {
	const unknown = given.filter((name) => !Object.hasOwn(pictures, name));
	if (unknown.length > 0)
		throw new Error(
			`There is no picture ${unknown.join(', ')}. There are: ${Object.keys(pictures).join(', ')}.`,
		);
	return given.length === 0 ? Object.keys(pictures) : given;
}
