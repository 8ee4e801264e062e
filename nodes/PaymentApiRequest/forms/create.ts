import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { buildRequest } from '../../../lib/client/buildRequest';
import type { CallContext, CallOptions } from '../../../lib/client/call';
import { parseJson } from '../../../lib/http/parse';
import { trimUnseen } from '../../../lib/providers/characters';
import { findEndpoint, valueAt } from '../../../lib/providers/endpoints';
import type {
	ApiRequest,
	CreateForm,
	FormField,
	Provider,
	RequestForm,
	Settings,
} from '../../../lib/providers/contract';
import { withReference } from '../../../lib/writes/reference';
import { checkExpression, invalid, type Invalid } from '../../shared/forms/invalid';
import { locatedValue } from '../../shared/locator';
import type { WriteOptions } from '../operations/write';
import { type FormRead, readForm, referenceMissing } from './create/body';
import { readCallOptions, readOptions, readSimplify, readWriteOptions, textOf } from './options';
import { readParameter } from './parameter';
import { resolvePath } from './path';
import { type ChecksRead, readChecks } from './payoutChecks';

type Account = Pick<CallContext, 'provider' | 'settings' | 'lifecycle'>;

/** Create: what to create, its request, and how it is protected. */
export interface CreateParameters {
	readonly kind: 'create';
	readonly create: CreateForm;
	readonly request: ApiRequest;
	/** What was requested: a decimal number as text, or null; the currency, or ''. */
	readonly amount: string | null;
	readonly currency: string;
	readonly call: CallOptions;
	readonly write: WriteOptions;
	readonly simplify: boolean;
	readonly checks: ChecksRead;
}

export function readCreate(
	node: IExecuteFunctions,
	index: number,
	account: Account,
): CreateParameters | Invalid {
	const { provider } = account;
	const create = chosenCreate(node, index, provider);
	if (create.kind === 'invalid') return create;
	const { form } = create;
	const fields = readFields(node, index, account, form);
	if (fields.kind === 'invalid') return fields;
	const built = createRequest(account, form, fields, readParameter(node, 'reference', index, ''));
	if (built.kind === 'invalid') return built;
	const call = readCallOptions(node, index);
	if (call.kind === 'invalid') return call;
	const options = readOptions(node, index);
	const write = readWriteOptions(options);
	if (write.kind === 'invalid') return write;
	const checks = readChecks(form, options, built.json);
	if (checks.kind === 'invalid') return checks;
	return {
		kind: 'create',
		create: form,
		request: built.request,
		amount: fields.amount,
		currency: fields.currency,
		call: call.options,
		write: write.options,
		simplify: readSimplify(node, index),
		checks,
	};
}

/** The form of the chosen method. A method of the previous provider stays selected when the provider is changed. */
function chosenCreate(
	node: IExecuteFunctions,
	index: number,
	provider: Provider,
): { readonly kind: 'form'; readonly form: CreateForm } | Invalid {
	const resource = textOf(readParameter(node, 'resource', index, ''));
	const chosen = textOf(readParameter(node, 'paymentMethod', index, ''));
	const offered = provider.forms.creates.filter((create) => create.resource === resource);
	const form = offered.find(({ id }) => id === chosen);
	if (form !== undefined) return { kind: 'form', form };
	return offered.length === 0
		? invalid(
				`${provider.displayName} cannot create anything here`,
				"Choose another 'Resource', or send the request yourself with Request, Send.",
			)
		: invalid(
				`'Method' is not one of ${provider.displayName}'s choices`,
				`Choose ${offered.map(({ label }) => label).join(', ')}. ${checkExpression}`,
			);
}

/** The fields of a form: required ones are parameters, the others were added one by one. */
export function readFields(
	node: IExecuteFunctions,
	index: number,
	{ lifecycle }: Pick<Account, 'lifecycle'>,
	form: RequestForm,
): FormRead {
	const added = readParameter(node, 'additionalFields', index, {}) as IDataObject;
	const valueOf = (field: FormField): unknown =>
		locatedValue(
			field.required === true || field.type === 'account'
				? readParameter(node, field.name, index, '')
				: added[field.name],
		);
	return readForm(form, {
		valueOf,
		extraJson: added.extraJson,
		timezone: node.getTimezone(),
		now: lifecycle.now(),
	});
}

type Built =
	{ readonly kind: 'built'; readonly request: ApiRequest; readonly json: unknown } | Invalid;

/** The request with its reference, in the place that the endpoint expects and nowhere else. */
function createRequest(
	{ provider, settings }: Pick<Account, 'provider' | 'settings'>,
	form: CreateForm,
	fields: Extract<FormRead, { kind: 'form' }>,
	given: unknown,
): Built {
	const reference = typeof given === 'string' ? trimUnseen(given) : given;
	if (reference === '' || reference === undefined || reference === null)
		return { kind: 'invalid', explanation: referenceMissing };
	const parsed = parseJson(fields.body);
	const json = parsed.ok ? parsed.value : undefined;
	const own = findEndpoint(provider, { method: form.method, path: fields.path })?.reference?.path;
	if (own !== undefined && (valueAt(json, own) ?? '') !== '')
		return invalid(
			`'Extra JSON' contains ${own}, which is the reference`,
			"Enter it under 'Reference', and remove it from the JSON.",
		);
	const referenced = withReference(provider, {
		method: form.method,
		path: fields.path,
		body: fields.body,
		json,
		isJson: true,
		reference,
	});
	if (referenced.kind === 'invalid') return referenced;
	return jsonRequest(provider, settings, form.method, fields.path, referenced);
}

/** A request with a JSON body, or with none. */
export function jsonRequest(
	provider: Provider,
	settings: Settings,
	method: string,
	path: string,
	{ body, json }: { readonly body: string | undefined; readonly json: unknown },
): Built {
	const target = resolvePath(provider, settings, method, path);
	if (target.kind === 'invalid') return target;
	const built = buildRequest(provider, {
		method,
		url: target.url,
		query: '',
		headers: {},
		body: { text: body, contentType: body === undefined ? '' : 'application/json', json },
		sign: 'auto',
	});
	return built.kind === 'invalid' ? built : { kind: 'built', request: built.request, json };
}
