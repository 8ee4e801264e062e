import type { FastifyInstance } from 'fastify';
import { freshReference } from '../core/payments.mts';
import { give, pathOf } from '../core/simulation.mts';
import type { Answer } from '../core/simulation.mts';
import { anyText, hasErrors, missingFields, object, text } from '../core/validation.mts';
import type { StoredRecord } from '../types.mts';
import { answers, refuse } from './answers.mts';
import { isoTime } from './dates.mts';
import { idOf, moneyInView } from './moneyIn.mts';
import type { MoneyIn } from './moneyIn.mts';
import { microseconds } from './moneyInViews.mts';
import { jakartaTime, narrowed } from './narrowing.mts';
import { paged } from './paging.mts';
import type { Store } from './store.mts';

const fields = {
	amount: { type: 'integer', minimum: 1 },
	ewallet_vendor: {
		enum: ['EWALLET_DANA', 'EWALLET_OVO', 'EWALLET_GOPAY', 'EWALLET_SHOPEEPAY'],
	},
	customer_phone: text(1, 20),
	customer_name: text(1, 255),
	customer_email: text(1, 255),
	expired_at: isoTime,
	merchant_redirect_url: { ...text(1, 2048), format: 'uri' },
	merchant_reff_no: anyText,
};
const checkoutSchema = object(['amount', 'ewallet_vendor'], fields);
const orderSchema = object(['account_id', 'amount', 'ewallet_vendor'], {
	...fields,
	account_id: text(1, 50),
});

/** `merchant_reff_no` is none of its filters. No page says that the end of a period counts as a whole day. */
const filters = {
	partial: ['reff_no'],
	exact: ['status', 'ewallet_vendor'],
	times: ['created_at', 'settle_at'],
	momentOf: jakartaTime,
};

interface Wanted {
	amount: number;
	ewallet_vendor: string;
	customer_phone?: string;
	customer_name?: string;
	customer_email?: string;
	expired_at?: string;
	merchant_redirect_url?: string;
	merchant_reff_no?: string;
}

interface OneRoute {
	Params: { account_id: string; id: string };
}

/** E-wallet money-in. */
export function addEwallet(scope: FastifyInstance, store: Store, now: () => number): void {
	const view = (row: MoneyIn) => moneyInView(row, now());
	const list = '/api/v1.0/ewallet-native-transactions/:account_id';
	scope.get<{ Params: { account_id: string } }>(list, (request, reply) => {
		const { account_id } = request.params;
		if (!store.hasAccount(account_id)) return give(reply, refuse(pathOf(request), 'SP020'));
		const rows = store.received('ewallet', account_id).map(view);
		const found = narrowed(request, rows, filters, true);
		return paged(request, found, { spelling: 'meta', hearsPerPage: true });
	});
	// That the inquiry shows the same row is inferred; it is said to ask the wallet, which here is never ahead of the row.
	for (const one of [`${list}/:id`, '/api/v1.0/ewallet-native/:account_id/inquiry-status/:id']) {
		scope.get<OneRoute>(one, (request, reply) => {
			const { account_id, id } = request.params;
			const found = store.received('ewallet', account_id).find((row) => idOf(row) === id);
			return found
				? answers.success(pathOf(request), view(found))
				: give(reply, answers.notFound(pathOf(request)));
		});
	}

	scope.post<{ Params: { account_id: string }; Body: Wanted }>(
		'/api/v1.0/ewallet-native/:account_id/create-checkout',
		{ schema: { body: checkoutSchema } },
		(request, reply) =>
			give(reply, create(store, pathOf(request), request.params.account_id, request.body)),
	);
	scope.post<{ Body: Wanted & { account_id: string } }>(
		'/api/v2.0/ewallet-native/create-order',
		{ schema: { body: orderSchema } },
		(request, reply) =>
			give(reply, create(store, pathOf(request), request.body.account_id, request.body)),
	);
}

function create(store: Store, path: string, accountId: string, body: Wanted): Answer {
	const { amount, merchant_reff_no: reference = freshReference() } = body;
	if (!store.hasAccount(accountId)) return refuse(path, 'SP020');
	const errors = missingFields(body, isOvo(body) ? ['customer_phone'] : []);
	if (hasErrors(errors)) return answers.invalid(path, errors);
	if (store.isKnown({ product: 'ewallet', reference })) return refuse(path, 'SP004');
	const details = detailsOf(body);
	const received = store.receive({ product: 'ewallet', accountId, reference, amount, details });
	return { status: 200, body: answers.success(path, moneyInView(received)) };
}

/** OVO asks the payer on the phone: there is no page to go to. */
function isOvo({ ewallet_vendor }: Wanted): boolean {
	return ewallet_vendor === 'EWALLET_OVO';
}

function detailsOf(body: Wanted): StoredRecord {
	return {
		ewallet_vendor: body.ewallet_vendor.replace('EWALLET_', ''),
		merchant_redirect_url: body.merchant_redirect_url ?? null,
		customer_name: body.customer_name ?? null,
		customer_email: body.customer_email ?? null,
		customer_phone: body.customer_phone ?? null,
		...(isOvo(body) ? { checkout_url: null } : {}),
		...(body.expired_at === undefined
			? {}
			: { expired_at: microseconds(Date.parse(body.expired_at)) }),
	};
}
