import type { IExecuteFunctions } from 'n8n-workflow';

import type { CallContext, CallOptions } from '../../../lib/client/call';
import { noBody } from '../../../lib/client/buildRequest';
import { parseJson } from '../../../lib/http/parse';
import { defaultListLimit } from '../../../lib/payments/numbers';
import type { PaymentListQuery } from '../../../lib/payments/list';
import type { Lookup } from '../../../lib/payments/lookup';
import { parametersOf } from '../../../lib/providers/endpoints';
import type {
	ApiRequest,
	PaymentKind,
	PaymentLinkForms,
	Provider,
	RequestForm,
} from '../../../lib/providers/contract';
import { readIdentifier } from '../../shared/forms/identifier';
import { invalid, type Invalid } from '../../shared/forms/invalid';
import { askable, readAccount } from '../../shared/forms/lookup';
import { readNumber } from '../../shared/forms/number';
import type { WriteOptions } from '../operations/write';
import { jsonRequest, readFields } from './create';
import { isOn, readCallOptions, readOptions, readSimplify, readWriteOptions } from './options';
import { readParameter } from './parameter';

type Account = Pick<CallContext, 'provider' | 'settings' | 'lifecycle'>;

/** Payment link: which link is meant, or which are listed, and what is changed of one. */

const linkId = 'Payment Link ID';

interface Links {
	readonly kind: 'links';
	readonly link: PaymentKind;
	readonly forms: PaymentLinkForms;
}

function linksOf({ displayName, payments, forms }: Provider): Links | Invalid {
	return payments.link === undefined || forms.links === undefined
		? invalid(`${displayName} has no payment links`, "Choose another 'Resource'.")
		: { kind: 'links', link: payments.link, forms: forms.links };
}

export function readLinkLookup(
	node: IExecuteFunctions,
	index: number,
	{ provider, settings }: Account,
):
	| {
			readonly kind: 'lookup';
			readonly lookup: Lookup;
			readonly options: CallOptions;
			readonly simplify: boolean;
	  }
	| Invalid {
	const links = linksOf(provider);
	if (links.kind === 'invalid') return links;
	const link = askedById(links.link);
	const account = readAccount(link, readParameter(node, 'accountId', index, ''));
	if (account.kind === 'invalid') return account;
	const id = readIdentifier(readParameter(node, 'linkId', index, ''), linkId);
	if (id.kind === 'invalid') return id;
	const { accountId } = account;
	const query = { kind: link, by: 'id', value: id.value, accountId } as const;
	const asked = askable(provider, settings, query, linkId);
	if (asked.kind === 'invalid') return asked;
	const call = readCallOptions(node, index);
	return call.kind === 'invalid'
		? call
		: { ...asked, options: call.options, simplify: readSimplify(node, index) };
}

/** Without its account, where the ID alone is asked for: the editor shows no field for it then. */
function askedById(link: PaymentKind): PaymentKind {
	const { account, ...withoutAccount } = link;
	const { byId } = link;
	const isNeeded =
		byId === undefined || parametersOf(byId.target).includes(account?.parameter ?? '');
	return isNeeded ? link : withoutAccount;
}

export function readLinkList(
	node: IExecuteFunctions,
	index: number,
	{ provider }: Account,
):
	| {
			readonly kind: 'listing';
			readonly listing: Omit<PaymentListQuery, 'maxPages'>;
			readonly options: CallOptions;
			readonly simplify: boolean;
	  }
	| Invalid {
	const links = linksOf(provider);
	if (links.kind === 'invalid') return links;
	const account = readAccount(links.link, readParameter(node, 'accountId', index, ''));
	if (account.kind === 'invalid') return account;
	const isAll = isOn(readParameter(node, 'returnAll', index, false));
	const limit = readNumber(readParameter(node, 'limit', index, ''), {
		label: 'Limit',
		min: 1,
		otherwise: defaultListLimit,
		hint: "Turn 'Return All' on for all of them.",
	});
	if (limit.kind === 'invalid') return limit;
	const call = readCallOptions(node, index);
	if (call.kind === 'invalid') return call;
	return {
		kind: 'listing',
		listing: {
			kind: links.link,
			accountId: account.accountId,
			limit: isAll ? Infinity : limit.number,
			filter: { order: 'newestFirst' },
		},
		options: call.options,
		simplify: readSimplify(node, index),
	};
}

/** A change of a link: what is sent, and how it is protected. */
export interface LinkChange {
	readonly kind: 'change';
	readonly id: string;
	readonly link: PaymentKind;
	readonly request: ApiRequest;
	readonly call: CallOptions;
	readonly write: WriteOptions;
	readonly simplify: boolean;
}

export function readLinkChange(
	node: IExecuteFunctions,
	index: number,
	account: Account,
	which: 'update' | 'remove',
): LinkChange | Invalid {
	const { provider, settings } = account;
	const links = linksOf(provider);
	if (links.kind === 'invalid') return links;
	const id = readIdentifier(readParameter(node, 'linkId', index, ''), linkId);
	if (id.kind === 'invalid') return id;
	const form = { currency: { always: '' }, ...links.forms[which] };
	const fields = readFields(node, index, account, withId(form, id.value));
	if (fields.kind === 'invalid') return fields;
	if (which === 'update' && fields.body === '{}')
		return invalid('There is nothing to change', "Add what to change under 'Additional Fields'.");
	const parsed = parseJson(fields.body);
	const body =
		which === 'update'
			? { body: fields.body, json: parsed.ok ? parsed.value : undefined }
			: { body: noBody.text, json: undefined };
	const built = jsonRequest(provider, settings, form.method, fields.path, body);
	if (built.kind === 'invalid') return built;
	const call = readCallOptions(node, index);
	if (call.kind === 'invalid') return call;
	const write = readWriteOptions(readOptions(node, index));
	if (write.kind === 'invalid') return write;
	return {
		kind: 'change',
		id: id.value,
		link: links.link,
		request: built.request,
		call: call.options,
		write: write.options,
		simplify: readSimplify(node, index),
	};
}

/** Its ID has a parameter of its own, which all operations share. */
const withId = (form: RequestForm, id: string): RequestForm => ({
	...form,
	path: form.path.replace('{id}', encodeURIComponent(id)),
	fields: form.fields.filter(({ path, in: place }) => place !== 'path' || path !== 'id'),
});
