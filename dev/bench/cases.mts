import type { INodeParameters } from 'n8n-workflow';

import type { NodeInput } from '../../test/e2e/support/workflow.mts';
import { payout } from './provider.mts';

/** What each item asks for. */
export type Kind = 'get' | 'post';

export type CaseId = 'A' | 'B-send' | 'B-get' | 'C-send' | 'C-get' | 'D' | 'E';

export interface Case {
	readonly id: CaseId;
	/** As the tables name it. */
	readonly title: string;
	readonly what: string;
	readonly kinds: readonly Kind[];
	/** The node that is measured; undefined for what runs outside of n8n. */
	readonly node?: (setup: Setup) => NodeInput;
	readonly needsKeepOpen?: true;
}

export interface Setup {
	readonly origin: string;
	readonly kind: Kind;
	readonly credential: { readonly id: string; readonly name: string };
	/** Requests of the node at once; undefined for its default. */
	readonly concurrency?: number;
}

export const measuredNode = 'Measured';
export const credentialType = 'smartFastPayApi';

/** What the nodes do by default. */
export const readsAtOnce = 5;
/** Writes of the Payment API Request node go one after the other. */
export const writesAtOnce = 1;

/** The reference of the item in the body, as a builder writes it. */
const bodyExpression = `=${JSON.stringify({
	...payout.template,
	transaction: { ...payout.template.transaction, id: '{{ $json.reference }}' },
})}`;

const requestOf = (kind: Kind): INodeParameters =>
	kind === 'get'
		? { method: 'GET' }
		: {
				method: 'POST',
				sendBody: true,
				contentType: 'json',
				specifyBody: 'json',
				jsonBody: bodyExpression,
			};

const pathOf = (kind: Kind): string => (kind === 'get' ? '/payment/{{ $json.id }}' : payout.path);

const http = ({ origin, kind, credential }: Setup): NodeInput => ({
	name: measuredNode,
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.5,
	parameters: {
		authentication: 'predefinedCredentialType',
		nodeCredentialType: credentialType,
		url: `=${origin}${pathOf(kind)}`,
		...requestOf(kind),
	},
	credentials: { [credentialType]: credential },
});

const own =
	(parameters: (setup: Setup) => INodeParameters, keepsOpen: boolean) =>
	(setup: Setup): NodeInput => {
		const { concurrency, credential } = setup;
		return {
			name: measuredNode,
			type: 'n8n-nodes-payment-api.paymentApiRequest',
			typeVersion: 1,
			parameters: {
				provider: 'smartFastPay',
				...parameters(setup),
				options: {
					...(keepsOpen ? { keepConnectionsOpen: true } : {}),
					...(concurrency === undefined ? {} : { concurrency }),
				},
			},
			credentials: { [credentialType]: credential },
		};
	};

const send = ({ kind }: Setup): INodeParameters => ({
	resource: 'request',
	operation: 'send',
	path: `=${pathOf(kind)}`,
	...requestOf(kind),
});

const get = (): INodeParameters => ({
	resource: 'payment',
	operation: 'get',
	kind: 'payment',
	paymentId: '={{ $json.id }}',
});

const floor = (): NodeInput => benchNode(measuredNode, { task: 'floor' });

export const benchNode = (name: string, parameters: INodeParameters): NodeInput => ({
	name,
	type: 'n8n-nodes-payment-api-bench.bench',
	typeVersion: 1,
	parameters,
});

export const cases: readonly Case[] = [
	{
		id: 'A',
		title: 'A HTTP Request',
		what: "n8n's HTTP Request node (version 4.5) with this package's credential. It sends all items at once",
		kinds: ['get', 'post'],
		node: http,
	},
	{
		id: 'B-send',
		title: 'B Send Request',
		what: "Payment API Request, Send Request, as it is by default: 5 reads at once; writes one after the other, each noted in n8n's database",
		kinds: ['get', 'post'],
		node: own(send, false),
	},
	{
		id: 'B-get',
		title: 'B Get Payment Status',
		what: 'Payment API Request, Payment, Get by ID, as it is by default',
		kinds: ['get'],
		node: own(get, false),
	},
	{
		id: 'C-send',
		title: 'C Send Request, kept open',
		what: 'the same as B with the option Keep Connections Open, which is for reads',
		kinds: ['get'],
		node: own(send, true),
		needsKeepOpen: true,
	},
	{
		id: 'C-get',
		title: 'C Get Payment Status, kept open',
		what: 'the same as B with the option Keep Connections Open',
		kinds: ['get'],
		node: own(get, true),
		needsKeepOpen: true,
	},
	{
		id: 'D',
		title: 'D floor inside n8n',
		what: "a node that only calls n8n's `helpers.httpRequest` with a token that is there already, as many at once as B",
		kinds: ['get', 'post'],
		node: floor,
	},
	{
		id: 'E',
		title: 'E limit outside n8n',
		what: "a plain script with undici's `Pool` and a token that is there already, as many at once as B",
		kinds: ['get', 'post'],
	},
];
