import type { INodeProperties } from 'n8n-workflow';

import { parametersOf } from '../../../lib/providers/endpoints';
import { providers } from '../../../lib/providers';
import type { Endpoint, Provider } from '../../../lib/providers/contract';
import { accountOf, accountProperty } from '../../shared/payments';
import { fieldOf, labelOf, nameOf, needsBody, offered, valueOf } from '../endpoints';

/** The documented endpoints as a choice, and a field for each parameter in their paths. */

export const forRequest = { resource: ['request'] };

/** Where method and path are typed. */
export const typed = { ...forRequest, endpoint: [''] };

const mayHaveBody = ({ method }: Endpoint): boolean => method !== 'GET';

const valuesOf = (which: (endpoint: Endpoint) => boolean): readonly string[] => [
	...new Set(providers.flatMap((provider) => offered(provider).filter(which).map(valueOf))),
];

/** Chosen endpoints whose request has a body. */
export const endpointsWithBody = [...valuesOf(needsBody)];

/** Chosen endpoints whose request may have a body, and usually has none. */
export const endpointsWithOptionalBody = [
	...valuesOf((endpoint) => mayHaveBody(endpoint) && !needsBody(endpoint)),
];

/** Chosen endpoints that write. */
export const endpointsThatWrite = [...valuesOf(({ kind }) => kind !== 'reads')];

/** Chosen endpoints that are read by GET. */
export const endpointsToGet = [...valuesOf(({ method }) => method === 'GET')];

export const endpointProperties: INodeProperties[] = [
	...providers.map((provider): INodeProperties => ({
		displayName: 'Endpoint',
		name: 'endpoint',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Any Endpoint',
				value: '',
				description: 'Enter the method and path yourself',
			},
			...offered(provider).map((endpoint) => ({
				name: nameOf(provider, endpoint),
				value: valueOf(endpoint),
				description: `${valueOf(endpoint)} - ${helpOf(endpoint)}`,
			})),
		],
		default: '',
		description: 'A documented endpoint, or any other by its path',
		displayOptions: { show: { ...forRequest, provider: [provider.id] } },
	})),
	...providers.flatMap((provider) =>
		parametersIn(provider).map((parameter): INodeProperties => ({
			...parameterProperty(provider, parameter),
			displayOptions: {
				show: {
					...forRequest,
					provider: [provider.id],
					endpoint: offered(provider)
						.filter(({ path }) => parametersOf(path).includes(parameter))
						.map(valueOf),
				},
			},
		})),
	),
];

/** The account is chosen from its list, anything else is typed. */
function parameterProperty(provider: Provider, parameter: string): INodeProperties {
	const account = accountOf(provider);
	if (account?.parameter === parameter)
		return { ...accountProperty(account), name: fieldOf(parameter) };
	return {
		displayName: labelOf(provider, parameter),
		name: fieldOf(parameter),
		type: 'string',
		default: '',
		required: true,
		description: `Replaces {${parameter}} in the path of the endpoint`,
	};
}

/** Each once. */
function parametersIn(provider: Provider): readonly string[] {
	return [...new Set(offered(provider).flatMap(({ path }) => parametersOf(path)))];
}

/** One line of help: what a builder has to know about its effect. */
function helpOf({ kind, isSigned, reference }: Endpoint): string {
	if (kind === 'reads') return 'Only reads';
	if (kind === 'changes') return 'Changes something, but moves no money';
	const signed = isSigned === true ? ', signed by the credential' : '';
	const found = reference === undefined ? '' : `. Your reference: ${reference.path}`;
	return `Moves money${signed}${found}`;
}
