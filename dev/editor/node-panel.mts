import type { Page } from 'playwright-core';

/** The panel from which nodes are added to a workflow. */

const panel = (page: Page) => page.getByTestId('node-creator');

/** Opens the panel of an empty workflow. */
export async function openPanel(page: Page): Promise<void> {
	await page.goto('/workflow/new', { waitUntil: 'commit' });
	await page.getByTestId('canvas-add-button').click();
	await page.getByTestId('node-creator-search-bar').waitFor();
}

/** The names of the nodes that are found, when this one is among them. */
export async function findNodes(page: Page, text: string, wanted: string): Promise<string[]> {
	await page.getByTestId('node-creator-search-bar').fill(text);
	const names = panel(page).getByTestId('node-creator-item-name');
	await names.filter({ hasText: wanted }).first().waitFor();
	return await textsOf(names.allInnerTexts());
}

/** The actions of a node or a trigger that has been found, group by group. */
export async function openActions(page: Page, node: string): Promise<string[]> {
	const names = panel(page).getByTestId('node-creator-item-name');
	await names.filter({ hasText: node }).first().click();
	await panel(page)
		.getByText(/^(Actions|Triggers) \(/)
		.first()
		.waitFor();
	return await textsOf(names.allInnerTexts());
}

/** Adds the node with an action, and opens its settings. */
export async function addAction(page: Page, action: string): Promise<void> {
	await panel(page).getByText(action, { exact: true }).click();
	await page.getByTestId('ndv').waitFor();
}

const textsOf = async (texts: Promise<string[]>): Promise<string[]> =>
	(await texts).map((text) => text.trim());
