import type { Locator, Page } from 'playwright-core';

import { addAction, findNodes, openActions, openPanel } from '../editor/node-panel.mts';
import { chooseCredential } from '../editor/node-settings.mts';
import { animationOf, type Frame } from './gif.mts';
import { save } from './shot.mts';

/** The animation of the README's first workflow: the node is added, the credential chosen, the payments are read. */

const node = 'Payment API Request';
const action = 'Get many payments';
const credential = 'SmartFastPay (simulator)';

/** Small enough for a page of text, large enough to be read there. */
const size = { width: 1060, height: 660 };

/** The editor moves its panels within this time. */
const settleMs = 700;
const lookMs = 1_400;
const pointMs = 700;
const typeMs = 180;
const resultMs = 4_000;

const pointerId = 'shown-pointer';

export async function takeFirstWorkflow(page: Page): Promise<void> {
	const frames: Frame[] = [];
	const look = async (delayMs: number = lookMs): Promise<void> => {
		await page.waitForTimeout(settleMs);
		frames.push({ png: await page.screenshot({ animations: 'disabled' }), delayMs });
	};
	/** Shows where the next click goes. */
	const point = async (target: Locator): Promise<void> => {
		await showPointer(page, target);
		await look(pointMs);
		await hidePointer(page);
	};

	await page.setViewportSize(size);
	await page.goto('/workflow/new');
	const add = page.getByTestId('canvas-add-button');
	await add.waitFor();
	await look();
	await point(add);
	await openPanel(page);
	await look(pointMs);
	for (const text of ['p', 'pay', 'payme']) {
		await page.getByTestId('node-creator-search-bar').fill(text);
		await look(typeMs);
	}
	await findNodes(page, 'payment', node);
	await look();
	const panel = page.getByTestId('node-creator');
	await point(panel.getByText(node).first());
	await openActions(page, node);
	await look();
	await point(panel.getByText(action, { exact: true }));
	await addAction(page, action);
	await look();
	const chosen = page.getByTestId('node-credentials-select');
	await point(chosen);
	await chosen.click();
	await look();
	const item = page
		.locator('[data-test-id^="node-credentials-select-item-"]:visible')
		.filter({ hasText: credential });
	await point(item);
	await page.keyboard.press('Escape');
	await chooseCredential(page, credential);
	await look();
	const execute = page.getByTestId('node-execute-button');
	await point(execute);
	await execute.click();
	await page
		.getByTestId('output-panel')
		.getByText(/\d+ items/)
		.first()
		.waitFor();
	await look(resultMs);
	await save('first-workflow.gif', animationOf(frames));
}

async function showPointer(page: Page, target: Locator): Promise<void> {
	await target.scrollIntoViewIfNeeded();
	const box = await target.boundingBox();
	if (box === null) throw new Error('What the pointer is to show is not on the page');
	const style = {
		position: 'fixed',
		left: `${box.x + box.width / 2}px`,
		top: `${box.y + box.height / 2}px`,
		transform: 'translate(-50%, -50%)',
		width: '28px',
		height: '28px',
		borderRadius: '50%',
		background: 'rgba(255, 109, 90, 0.55)',
		border: '2px solid #ff6d5a',
		zIndex: '100000',
		pointerEvents: 'none',
	};
	// Text, because it runs in the browser, whose globals the tools here do not know.
	await page.evaluate(`{
		const dot = Object.assign(document.createElement('div'), { id: '${pointerId}' });
		Object.assign(dot.style, ${JSON.stringify(style)});
		document.body.append(dot);
	}`);
}

const hidePointer = async (page: Page): Promise<void> => {
	await page.evaluate(`document.getElementById('${pointerId}').remove()`);
};
