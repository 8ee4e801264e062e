import type { CreateForm, Provider } from '../../lib/providers/contract';
import { combinedName, nodeNames, singleName } from './names.mts';

/**
 * The README of a package with one provider, from what the provider's own data says.
 *
 * @param documentation the provider's own pages, as the credential links them
 */
export function readmeFor(provider: Provider, documentation: string): string {
	const name = singleName(provider);
	const { displayName } = provider;
	const [request, status, webhook] = nodeNames(provider).map(([, to]) => to);
	return `# ${name}

Payments with **${displayName}** in n8n. Enter your ${displayName} credentials once: access tokens are requested, renewed and kept encrypted
automatically, and they are never sent to another host. A payment with a reference is sent once, also after a timeout, a retry or a restart.

[Installation](#installation) · [Nodes and operations](#nodes-and-operations) · [Credentials](#credentials) · [Usage](#usage) ·
[Moving from ${combinedName}](#moving-from-${combinedName}) · [Compatibility](#compatibility) · [Resources](#resources) · [Version history](#version-history)

> **Do not install this package and \`${combinedName}\` in the same n8n.** Both contain the credential ${displayName} API under the same name.

## Installation

In n8n: **Settings → Community Nodes → Install**, enter \`${name}\`, confirm.
See [n8n's guide](https://docs.n8n.io/integrations/community-nodes/installation/).

## Nodes and operations

| Node | What it does |
| --- | --- |
| ${request} | Creates and looks up payments, and calls any ${displayName} endpoint |
| ${status} | Starts a workflow when the status of a payment changes, by asking ${displayName} at intervals |
| ${webhook} | Starts a workflow when ${displayName} reports a payment. Every notification is verified first |

${operations(provider)}

## Credentials

Create the credential **${displayName} API** and fill in:

| Field | What to enter |
| --- | --- |
${fields(provider)}

n8n tests the credential when you save it.${provider.auth.notice === undefined ? '' : ` ${provider.auth.notice}`}

## Usage

Import this workflow with **Import from Clipboard**, choose your credential in the node, and run it. It only reads:

\`\`\`json
${exampleWorkflow(provider, request ?? displayName)}
\`\`\`

- **Sending money.** Give each payment a unique reference. If the answer is lost, the node looks the payment up by its reference instead of
  sending it again. When the node says "Outcome unknown", check the payment with ${displayName} before you send anything again.
- **AI agents.** The node can be used as a tool. Writes by agents are refused unless you allow them in the options of the node; put an approval step before it.
- **Webhooks.** ${provider.webhooks.setUp}

## Moving from ${combinedName}

The credential has the same type and fields, and the nodes have the same parameters. Both packages have the same source code, so moving is a rename:

1. Export your workflows.
2. In each file, replace \`"${combinedName}.\` with \`"${name}.\`.
3. Uninstall \`${combinedName}\` and install \`${name}\`. Credentials stay as they are.
4. Import the changed workflows. Nodes for other providers stay unknown to n8n: they need \`${combinedName}\`.

n8n keeps the state of triggers and the record of sent references per workflow. An imported workflow is a new one: publish it when no
payment is under way, and give new payments new references.

## Compatibility

The same code is tested with n8n 2.41.1 on Node 24 as part of \`${combinedName}\`. The package has no runtime dependencies.

## Resources

- [${displayName} documentation](${documentation})
- [n8n community nodes](https://docs.n8n.io/integrations/community-nodes/)

## Version history

See [CHANGELOG.md](CHANGELOG.md). Versions are those of \`${combinedName}\`.

## License

[MIT](LICENSE.md)
`;
}

const resources: ReadonlyArray<readonly [CreateForm['resource'], string]> = [
	['payment', 'Payment'],
	['payout', 'Payout'],
	['paymentLink', 'Payment Link'],
];

/** Each resource with its operations, and what can be created. */
function operations({ forms, payments, api }: Provider): string {
	const directions = new Set(payments.kinds.map(({ direction }) => direction));
	const has = {
		payment: directions.has('in') || directions.has('both'),
		payout: directions.has('out') || directions.has('both'),
		paymentLink: payments.link !== undefined,
	};
	const rows = resources.flatMap(([id, label]) => {
		const creates = forms.creates.filter(({ resource }) => resource === id);
		if (!has[id] && creates.length === 0) return [];
		const create = creates.length === 0 ? [] : ['Create'];
		const list = payments.kinds.some((kind) => kind.list !== undefined) ? ['Get Many'] : [];
		const others =
			id === 'paymentLink'
				? ['Delete', 'Get', 'Get Many', 'Update']
				: ['Get', ...list, 'Wait for Final Status'];
		const methods = creates.map((form) => form.label).join(', ');
		return [`| ${label} | ${[...create, ...others].join(', ')} | ${methods} |`];
	});
	const offered = api.endpoints.filter(({ isAlias }) => isAlias !== true).length;
	return [
		'| Resource | Operations | What can be created from fields |',
		'| --- | --- | --- |',
		...rows,
		`| Request | Send: any endpoint; ${offered} are documented in the node | |`,
	].join('\n');
}

const fields = ({ auth }: Provider): string =>
	[
		`| Environment | ${[...auth.environments.map(({ label }) => label), 'Custom'].join(', ')} |`,
		...auth.fields.map(
			({ label, description, required }) =>
				`| ${label} | ${description}${required === true ? '' : ' (optional)'} |`,
		),
	].join('\n');

/** Reads what the credential test reads. */
function exampleWorkflow(provider: Provider, node: string): string {
	const trigger = 'When clicking "Execute workflow"';
	const workflow = {
		nodes: [
			{
				id: '1d0f8c1e-6b1a-4c39-9f0e-1f2b7c7b2a01',
				name: trigger,
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{
				id: '1d0f8c1e-6b1a-4c39-9f0e-1f2b7c7b2a02',
				name: node,
				type: `${singleName(provider)}.paymentApiRequest`,
				typeVersion: 1,
				position: [220, 0],
				parameters: { method: 'GET', path: provider.auth.probe.path },
			},
		],
		connections: { [trigger]: { main: [[{ node, type: 'main', index: 0 }]] } },
	};
	return JSON.stringify(workflow, null, 2);
}
