import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page, PageScreenshotOptions } from 'playwright-core';

import { projectRoot } from '../n8n/paths.mts';
import { withPalette } from './png.mts';

export const folder = join(projectRoot(), 'docs', 'images');

/** Writes a picture of the page in light and in dark colours. */
export async function shot(
	page: Page,
	name: string,
	options: PageScreenshotOptions = {},
): Promise<void> {
	// Away from everything that shows more when the pointer is over it.
	await page.mouse.move(0, 0);
	await page.evaluate('document.fonts.ready');
	for (const [colorScheme, suffix] of [
		['light', ''],
		['dark', '-dark'],
	] as const) {
		await page.emulateMedia({ colorScheme });
		await save(
			`${name}${suffix}.png`,
			withPalette(await page.screenshot({ ...options, ...still })),
		);
	}
	await page.emulateMedia({ colorScheme: 'light' });
}

const still = { animations: 'disabled' } as const;

export async function save(file: string, bytes: Buffer): Promise<void> {
	await writeFile(join(folder, file), bytes);
	console.log(`- docs/images/${file} (${Math.round(bytes.length / 1024)} KB)`);
}
