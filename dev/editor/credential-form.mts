import type { Page } from 'playwright-core';

/** The form of a credential, which n8n tests whenever it is saved. */

/** Opens the list of credentials. */
export async function openCredentials(page: Page): Promise<void> {
	await page.goto('/home/credentials', { waitUntil: 'commit' });
	await page.getByTestId('add-resource-credential').waitFor();
}

/** Opens an empty form from the list. */
export async function newCredential(page: Page, displayName: string): Promise<void> {
	await page.getByTestId('add-resource-credential').click();
	await page.getByTestId('new-credential-type-select').locator('input').fill(displayName);
	await page.getByTestId('new-credential-type-select-option').first().click();
	await page.getByTestId('new-credential-type-button').click();
	await page.getByTestId('editCredential-modal').waitFor();
}

/** Back to the list. */
export async function closeCredential(page: Page): Promise<void> {
	const form = page.getByTestId('editCredential-modal');
	await form.getByRole('button', { name: /close/i }).first().click();
	await form.waitFor({ state: 'hidden' });
}

export async function chooseInCredential(page: Page, field: string, name: string): Promise<void> {
	await page.getByTestId(`parameter-input-${field}`).click();
	await page
		.locator('.el-select-dropdown__item:visible')
		.filter({ has: page.getByText(name, { exact: true }) })
		.click();
}

export async function fillCredential(
	page: Page,
	fields: Readonly<Record<string, string>>,
): Promise<void> {
	for (const [field, value] of Object.entries(fields))
		await page.getByTestId(`parameter-input-${field}`).locator('input').fill(value);
}

/** Saves, and gives what the form says when it says this. */
export async function saveCredential(page: Page, expected: string): Promise<string> {
	await page.getByTestId('credential-save-button').click();
	const form = page.getByTestId('editCredential-modal');
	await form.getByText(expected).waitFor();
	const details = form.getByText('More details', { exact: true });
	if (await details.isVisible()) await details.click();
	return await form.innerText();
}
