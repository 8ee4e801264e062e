import type { Page } from 'playwright-core';

import { shot } from './shot.mts';

/** Pictures of the editor around a workflow. */

const shown = {
	workflow: 'ScheduledStatusDemo',
	node: 'SmartFastPay Status',
	credential: 'SingapayApiDemo1',
};

/** The workflow after a run. */
export async function takeWorkflow(page: Page): Promise<void> {
	await execute(page);
	await shot(page, 'workflow');
}

/** The settings of a node beside its output. */
export async function takeNode(page: Page): Promise<void> {
	await execute(page);
	await page.locator(`[data-node-name="${shown.node}"]`).first().dblclick();
	await page.getByTestId('ndv').getByText('2 items').waitFor();
	await widenOutput(page);
	await shot(page, 'node');
}

/** A credential that has been tested. */
export async function takeCredential(page: Page): Promise<void> {
	await page.goto(`/home/credentials/${shown.credential}`);
	await page.getByText('Connection tested successfully').waitFor();
	await shot(page, 'credential');
}

async function execute(page: Page): Promise<void> {
	await page.goto(`/workflow/${shown.workflow}`);
	await page.getByTestId('execute-workflow-button').click();
	const toast = page.getByText('Workflow executed successfully');
	await toast.waitFor();
	await toast.waitFor({ state: 'detached' });
}

/** Moves the settings to the left: the output is what the picture is about. */
async function widenOutput(page: Page): Promise<void> {
	const handle = page.getByTestId('panel-drag-button');
	await handle.hover();
	await page.mouse.down();
	await page.mouse.move(520, 60, { steps: 10 });
	await page.mouse.up();
}
