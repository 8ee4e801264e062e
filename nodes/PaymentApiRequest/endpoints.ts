import { fillInFind, parametersOf } from '../../lib/providers/endpoints';
import {
	type Endpoint,
	type Explanation,
	idParameter,
	type Provider,
	referenceParameter,
} from '../../lib/providers/contract';
import { readIdentifier } from '../shared/forms/identifier';
import { locatedValue } from '../shared/locator';
import { accountOf } from '../shared/payments';

/** The documented endpoints as choices of the node, and the fields for the parameters in their paths. */

/** The value of the node's `endpoint` parameter. */
export const valueOf = ({ method, path }: Endpoint): string => `${method} ${path}`;

/** Those that are offered, by product and name. */
export const offered = (provider: Provider): readonly Endpoint[] =>
	provider.api.endpoints
		.filter(({ isAlias }) => isAlias !== true)
		.toSorted((one, other) => nameOf(provider, one).localeCompare(nameOf(provider, other), 'en'));

/** Whether a request to it has to name something in a body: its page names required fields, and it is no DELETE. */
export const needsBody = ({ method, isBodyOptional }: Endpoint): boolean =>
	!['GET', 'HEAD', 'DELETE'].includes(method) && isBodyOptional !== true;

/** As it stands in the list, e.g. `Payouts: Get a payout`. */
export const nameOf = ({ api }: Provider, { path, name }: Endpoint): string =>
	`${api.productOf(path)}: ${name}`;

/** The node's parameter for a parameter of the path: `account_id` becomes `accountId`. `id` alone would be too vague. */
export const fieldOf = (parameter: string): string =>
	parameter === idParameter
		? 'resourceId'
		: parameter.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Its label: that of the provider's account, or else derived from the name. */
export function labelOf(provider: Provider, parameter: string): string {
	const account = accountOf(provider);
	return account?.parameter === parameter ? account.label : inTitleCase(parameter);
}

/** E.g. `Virtual Account ID` for `virtual_account_id`. */
const inTitleCase = (parameter: string): string =>
	parameter
		.replace(/([a-z])([A-Z])/g, '$1 $2')
		.split(/[_ ]/)
		.map((word) =>
			word.toLowerCase() === 'id' ? 'ID' : word.charAt(0).toUpperCase() + word.slice(1),
		)
		.join(' ');

export type ChosenEndpoint =
	| { readonly kind: 'target'; readonly method: string; readonly path: string }
	| { readonly kind: 'invalid'; readonly explanation: Explanation };

/** Method and path of a choice, with its parameters filled in. */
export function chosenEndpoint(
	provider: Provider,
	choice: string,
	valueIn: (field: string) => unknown,
): ChosenEndpoint {
	const endpoint = offered(provider).find((each) => valueOf(each) === choice);
	if (endpoint === undefined)
		return {
			kind: 'invalid',
			explanation: {
				message: `'Endpoint' is not one of ${provider.displayName}'s endpoints`,
				description: 'Choose it again, or choose Any Endpoint and enter the method and path.',
			},
		};
	const values = new Map<string, string>();
	for (const parameter of parametersOf(endpoint.path)) {
		const read = readIdentifier(
			locatedValue(valueIn(fieldOf(parameter))),
			labelOf(provider, parameter),
			isReference(provider, endpoint, parameter) ? 'reference' : 'id',
		);
		if (read.kind === 'invalid') return read;
		values.set(parameter, read.value);
	}
	const filled = fillInFind(
		{ method: 'GET', target: endpoint.path },
		(parameter) => values.get(parameter) ?? '',
	);
	// A value that no path can contain is left to the checks of the path, which say what is wrong with it.
	return { kind: 'target', method: endpoint.method, path: filled?.target ?? endpoint.path };
}

/** Whether it is the merchant's reference under another name: a look-up by reference asks the same path for it. */
function isReference({ api }: Provider, { path }: Endpoint, parameter: string): boolean {
	const target = path.replace(`{${parameter}}`, `{${referenceParameter}}`);
	return api.endpoints.some(({ find }) => find?.target === target);
}
