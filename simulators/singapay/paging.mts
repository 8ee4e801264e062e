import type { FastifyRequest } from 'fastify';
import { pathOf } from '../core/simulation.mts';
import { answers } from './answers.mts';

const rowsPerPage = 25;
/** `per_page` beyond it is cut. */
const maxPerPage = 100;

/** The spellings of the totals beside the rows (second sheet, section 2.0). */
export type Spelling = 'snake' | 'camel' | 'meta' | 'empty';

/** A v1 answer to a list, newest rows first as they are given. */
export function paged(
	request: FastifyRequest,
	rows: readonly unknown[],
	{
		spelling = 'camel',
		hearsPerPage = false,
	}: { spelling?: Spelling; hearsPerPage?: boolean } = {},
): Record<string, unknown> {
	const url = new URL(request.url, `${request.protocol}://${request.host}`);
	const asked = hearsPerPage ? positive(url.searchParams.get('per_page')) : undefined;
	const perPage = Math.min(asked ?? rowsPerPage, maxPerPage);
	const page = positive(url.searchParams.get('page')) ?? 1;
	const pages = Math.max(1, Math.ceil(rows.length / perPage));
	const data = rows.slice((page - 1) * perPage, page * perPage);
	url.searchParams.set('page', String(page + 1));
	const links = page < pages ? { next: url.href } : {};
	const totals = { total: rows.length, count: data.length };
	const snake = { ...totals, per_page: perPage, current_page: page, total_pages: pages };
	const beside = {
		snake: { pagination: { ...snake, links } },
		camel: { pagination: { ...totals, perPage, currentPage: page, totalPages: pages, links } },
		meta: { meta: { pagination: snake } },
		empty: { pagination: {} },
	};
	return { ...Object(answers.success(pathOf(request), data)), ...beside[spelling] };
}

/** An absent or odd number is no number, as in the framework behind the provider. */
export function positive(text: string | null | undefined): number | undefined {
	return /^[1-9]\d{0,8}$/.test(text ?? '') ? Number(text) : undefined;
}
