import type { Locator, Page } from 'playwright-core';

/** The settings of a node, between its input and its output. Fields are named by their parameter. */

/** Opens the settings of a node of the workflow that is shown. */
export async function openNode(page: Page, node: string): Promise<void> {
	await nodeOf(page, node).dblclick();
	await page.getByTestId('ndv').waitFor();
}

/** The node on the canvas. */
export const nodeOf = (page: Page, node: string): Locator =>
	page.locator(`[data-test-id="canvas-node"][data-node-name="${node}"]`);

/** Back to the workflow; nothing happens where no settings are open. */
export async function closeNode(page: Page): Promise<void> {
	const ndv = page.getByTestId('ndv');
	if (!(await ndv.isVisible())) return;
	await page.getByTestId('ndv-close-button').click();
	await ndv.waitFor({ state: 'hidden' });
}

/** The labels that are shown, from top to bottom, without the switch between a fixed value and an expression. */
export async function labels(page: Page): Promise<string[]> {
	const texts = await page.getByTestId('node-parameters').locator('label:visible').allInnerTexts();
	const lines = texts.map((text) => text.split('\n')[0]?.trim() ?? '');
	return lines.filter((text) => !['', 'Fixed', 'Expression'].includes(text));
}

/** The labels once they are these, or those that are there after two seconds: the editor takes a moment to change them. */
export async function labelsOnce(page: Page, expected: readonly string[]): Promise<string[]> {
	const wanted = expected.join();
	for (let tries = 0; tries < 20; tries += 1) {
		const shown = await labels(page);
		if (shown.join() === wanted) return shown;
		await page.waitForTimeout(100);
	}
	return await labels(page);
}

/** n8n shows the choice of the provider as the choice of a credential. */
export async function chooseCredential(page: Page, name: string): Promise<void> {
	await page.getByTestId('node-credentials-select').click();
	await page
		.locator('[data-test-id^="node-credentials-select-item-"]:visible')
		.filter({ hasText: name })
		.click();
}

/** The open list of a field, each as its name and description. */
export async function choices(page: Page, field: string): Promise<string[]> {
	await fieldOf(page, field).click();
	await items(page).first().waitFor();
	const texts = await items(page).allInnerTexts();
	await page.keyboard.press('Escape');
	return texts.map((text) => text.trim());
}

/** Chooses by the name of the choice. */
export async function choose(page: Page, field: string, name: string): Promise<void> {
	await fieldOf(page, field).click();
	await items(page)
		.filter({ has: page.getByText(name, { exact: true }) })
		.click();
}

/** Turns a switch. */
export async function toggle(page: Page, field: string): Promise<void> {
	await fieldOf(page, field).locator('.el-switch').click();
}

export async function fill(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
	for (const [field, value] of Object.entries(fields))
		await fieldOf(page, field).locator('input, textarea').first().fill(value);
}

/** Opens the list of a resource locator, which n8n asks the node for, and chooses the one that is named. */
export async function chooseFromList(page: Page, field: string, name: string): Promise<string[]> {
	await page.getByTestId(`resource-locator-${field}`).getByTestId('rlc-input').click();
	const found = page.locator('[data-test-id="rlc-item"]:visible');
	await found.first().waitFor();
	const texts = await found.allInnerTexts();
	await found.filter({ hasText: name }).first().click();
	return texts.map((text) => text.trim());
}

/** Executes the node, and what has to run before it, and reads the output when it holds `expected`. */
export async function execute(page: Page, expected: string | RegExp): Promise<string> {
	await page.getByTestId('node-execute-button').click();
	const output = page.getByTestId('output-panel');
	await output.getByText(expected).first().waitFor();
	return await output.innerText();
}

/** Chooses a branch of the output of a node that has several, and reads it when it holds `expected`. */
export async function openBranch(page: Page, branch: string, expected: string): Promise<string> {
	const output = page.getByTestId('output-panel');
	await output.getByText(branch).click();
	await output.getByText(expected).first().waitFor();
	return await output.innerText();
}

const fieldOf = (page: Page, field: string): Locator =>
	page.getByTestId(`parameter-input-${field}`);

const items = (page: Page): Locator => page.locator('.el-select-dropdown__item:visible');
