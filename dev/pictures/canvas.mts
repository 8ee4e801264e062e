import type { Page } from 'playwright-core';

import { shot } from './shot.mts';

/** A picture of a workflow alone. */

type Box = Readonly<Record<'x' | 'y' | 'width' | 'height', number>>;

const marginPx = 24;
/** The notes are readable at this size, and the widest workflow is not wider than a screen. */
const scale = 0.7;
/** n8n leaves so much room around the workflow, and its own bars need some. */
const aroundPx = 400;
/** The canvas moves into its place within this time. */
const settleMs = 1_500;

/** What n8n lays over the canvas. */
const hidden =
	'[data-test-id="canvas-controls"], [data-test-id="node-creator-plus-button"], [class*="executionButtons"], [class*="nodeButtonsWrapper"], [class*="floatingTabBar"], .el-notification { visibility: hidden !important }';

/** Leaves the page as large as the workflow needs. */
export async function takeCanvas(page: Page, name: string, workflowId: string): Promise<void> {
	await page.goto(`/workflow/${workflowId}`);
	await page.getByTestId('canvas').locator('[data-node-name]').first().waitFor();
	const { width, height } = await sizeOf(page);
	await page.setViewportSize({ width: Math.round(width), height: Math.round(height) });
	await page.getByTestId('zoom-to-fit').click();
	await page.waitForTimeout(settleMs);
	await shot(page, name, { style: hidden, clip: await areaOf(page) });
}

/** Of the page that shows all of the workflow at the scale. */
async function sizeOf(page: Page): Promise<{ readonly width: number; readonly height: number }> {
	await page.waitForTimeout(settleMs);
	const { width, height } = await areaOf(page);
	const shown = await zoomOf(page);
	return {
		width: (width / shown) * scale + aroundPx,
		height: (height / shown) * scale + aroundPx,
	};
}

/** The canvas is moved and scaled as a whole. */
async function zoomOf(page: Page): Promise<number> {
	const style = await page.locator('.vue-flow__transformationpane').first().getAttribute('style');
	const zoom = /scale\(([\d.]+)\)/.exec(style ?? '')?.[1];
	if (zoom === undefined) throw new Error(`The canvas has no scale: ${style}`);
	return Number(zoom);
}

/** The part of the page with nodes and notes in it, and a margin around. */
async function areaOf(page: Page): Promise<Box> {
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
