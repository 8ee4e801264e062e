import type { FastifyRequest } from 'fastify';
import { pathOf } from '../core/simulation.mts';
import { answers } from './answers.mts';

const rowsPerPage = 25;

/** The v1 answer to a list: `pagination` stands beside `data`, and `links.next` is missing on the last page. */
export function paged(
	request: FastifyRequest,
	rows: readonly unknown[],
	perPage = rowsPerPage,
): Record<string, unknown> {
	const url = new URL(request.url, `${request.protocol}://${request.host}`);
	const currentPage = positive(url.searchParams.get('page')) ?? 1;
	const totalPages = Math.max(1, Math.ceil(rows.length / perPage));
	const data = rows.slice((currentPage - 1) * perPage, currentPage * perPage);
	url.searchParams.set('page', String(currentPage + 1));
	return {
		...Object(answers.success(pathOf(request), data)),
		pagination: {
			total: rows.length,
			count: data.length,
			perPage,
			currentPage,
			totalPages,
			links: currentPage < totalPages ? { next: url.href } : {},
		},
	};
}

/** An absent or odd number is no number, as in the framework behind the provider. */
export function positive(text: string | null | undefined): number | undefined {
	return /^[1-9]\d{0,8}$/.test(text ?? '') ? Number(text) : undefined;
}
