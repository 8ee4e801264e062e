/**
 * `npm run screenshots`: retakes the pictures in docs/images, of the example workflows in a real n8n. Nothing is kept of that
 * n8n. Names of recipes' pictures, e.g. `npm run screenshots -- recipe-wait`, retake only those.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

import { launchBrowser, signedIn } from './local/browser.mts';
import { startLocalN8n } from './local/local-n8n.mts';
import { projectRoot } from './n8n/paths.mts';

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

const shown = {
	workflow: 'ScheduledStatusDemo',
	node: 'SmartFastPay Status',
	credential: 'SingapayApiDemo1',
};

/** A busy machine takes half a minute to show the editor for the first time. */
const waitTimeoutMs = 120_000;

const settleMs = 1_500;
const marginPx = 24;

/** What n8n lays over the canvas. */
const hidden =
	'[data-test-id="canvas-controls"], [data-test-id="node-creator-plus-button"], [class*="executionButtons"], .el-notification { visibility: hidden }';

const folder = join(projectRoot(), 'docs', 'images');
const log = (line: string): void => console.log(`- ${line}`);

try {
	const browser = await launchBrowser();
	const userFolder = await mkdtemp(join(tmpdir(), 'payment-api-screenshots-'));
	try {
		const local = await startLocalN8n({ userFolder, log });
		try {
			const context = await signedIn(browser, local.server.url);
			context.setDefaultTimeout(waitTimeoutMs);
			await takeAll(await context.newPage());
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

async function takeAll(page: Page): Promise<void> {
	await mkdir(folder, { recursive: true });
	const only = process.argv.slice(2);
	if (only.length === 0) await takeEditor(page);
	for (const [name, id] of Object.entries(examples))
		if (only.length === 0 || only.includes(name)) await takeCanvas(page, name, id);
}

async function takeEditor(page: Page): Promise<void> {
	await page.goto(`/workflow/${shown.workflow}`);
	await page.getByTestId('execute-workflow-button').click();
	const toast = page.getByText('Workflow executed successfully');
	await toast.waitFor();
	await toast.waitFor({ state: 'detached' });
	await take(page, 'workflow');

	await page.locator(`[data-node-name="${shown.node}"]`).first().dblclick();
	await page.getByTestId('ndv').getByText('2 items').waitFor();
	await widenOutput(page);
	await take(page, 'node');

	await page.goto(`/home/credentials/${shown.credential}`);
	await page.getByText('Connection tested successfully').waitFor();
	await take(page, 'credential');
}

/** The canvas alone, with all of the workflow in it; in light colours only, to keep the repository small. */
async function takeCanvas(page: Page, name: string, id: string): Promise<void> {
	await page.goto(`/workflow/${id}`);
	const canvas = page.getByTestId('canvas');
	await canvas.locator('[data-node-name]').first().waitFor();
	await page.getByTestId('zoom-to-fit').click();
	await page.mouse.move(0, 0);
	await page.evaluate('document.fonts.ready');
	// The canvas moves into its place within this time.
	await page.waitForTimeout(settleMs);
	const file = `${name}.png`;
	const { length } = await page.screenshot({
		path: join(folder, file),
		animations: 'disabled',
		style: hidden,
		clip: await areaOf(page),
	});
	log(`docs/images/${file} (${Math.round(length / 1024)} KB)`);
}

/** The part of the page with nodes and notes in it, and a margin around. */
async function areaOf(page: Page): Promise<Record<'x' | 'y' | 'width' | 'height', number>> {
	const found = await Promise.all(
		(await page.locator('.vue-flow__node').all()).map(async (node) => await node.boundingBox()),
	);
	const boxes = found.filter((box) => box !== null);
	const x = Math.min(...boxes.map((box) => box.x)) - marginPx;
	const y = Math.min(...boxes.map((box) => box.y)) - marginPx;
	const right = Math.max(...boxes.map((box) => box.x + box.width)) + marginPx;
	const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + marginPx;
	return { x, y, width: right - x, height: bottom - y };
}

/** Moves the settings to the left: the output is what the picture is about. */
async function widenOutput(page: Page): Promise<void> {
	const handle = page.getByTestId('panel-drag-button');
	await handle.hover();
	await page.mouse.down();
	await page.mouse.move(520, 60, { steps: 10 });
	await page.mouse.up();
}

async function take(page: Page, name: string): Promise<void> {
	// Away from everything that shows more when the pointer is over it.
	await page.mouse.move(0, 0);
	await page.evaluate('document.fonts.ready');
	for (const [colorScheme, suffix] of [
		['light', ''],
		['dark', '-dark'],
	] as const) {
		await page.emulateMedia({ colorScheme });
		const file = `${name}${suffix}.png`;
		const { length } = await page.screenshot({ path: join(folder, file), animations: 'disabled' });
		log(`docs/images/${file} (${Math.round(length / 1024)} KB)`);
	}
	await page.emulateMedia({ colorScheme: 'light' });
}
