import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Schedule } from '../schedule';

/** Why an item has no result: as n8n shows it, and as the error branch carries it. */
export interface ItemError {
	readonly error: Error;
	readonly details: IDataObject;
}

export type ItemResult =
	| { readonly kind: 'items'; readonly items: INodeExecutionData[] }
	| { readonly kind: 'failed'; readonly failed: ItemError };

/** What an operation intends to do for one item. Planning checks everything and sends nothing. */
export type Planned =
	| {
			readonly kind: 'ready';
			readonly isRead: boolean;
			/** Two items with the same are the same payment; undefined if unknown. */
			readonly uniqueAs?: string | undefined;
			/** Whether it moves money without a reference that could find it again. */
			readonly lacksReference?: boolean;
			/** What has to be asked before the first item is sent; for all items side by side. Never rejects. */
			readonly prepare?: (() => Promise<void>) | undefined;
			readonly run: () => Promise<ItemResult>;
	  }
	| { readonly kind: 'unusable'; readonly isRead: true; readonly failed: ItemError };

/** One entry of the node's `operation` parameter. */
export interface Operation {
	/** Called once per run of the node: the result holds what its items share. */
	begin(node: IExecuteFunctions): Running;
}

export interface Running {
	plan(index: number): Promise<Planned>;
	/** The order, and how many at once. */
	readonly schedule: Schedule;
	/** Reads, too, begin only when all items are planned. */
	readonly beginsTogether?: boolean;
	/** An item has failed, and the node with it: pending work may end. */
	stop?(): void;
}
