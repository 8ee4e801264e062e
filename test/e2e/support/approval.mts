import type { Execution } from '../../../dev/n8n/executions.mts';
import { waitFor } from '../../../dev/n8n/wait-for.mts';
import type { N8nUnderTest } from './n8n.mts';

/** A person who decides: in the form of n8n's Wait node, or with the buttons of n8n's chat. */

/** The execution, once it waits at this node. */
export async function waitingAt(n8n: N8nUnderTest, id: string, node: string): Promise<Execution> {
	let seen = '';
	return await waitFor(
		async () => {
			const execution = await n8n.rest.executions.get(id);
			seen = execution.status;
			// One that runs has no data yet.
			if (seen !== 'waiting') return undefined;
			const { lastNodeExecuted } = execution.data.resultData;
			seen = `waiting at ${lastNodeExecuted}`;
			return lastNodeExecuted === node && execution;
		},
		{
			what: `execution ${id} to wait at ${node}`,
			timeoutMs: 60_000,
			everyMs: 200,
			lastSeen: () => seen,
		},
	);
}

/** Sends the form, whose first field is the decision. The HTTP status of n8n's answer. */
export async function submitForm(url: string, decision: string): Promise<number> {
	const body = new FormData();
	body.set('field-0', decision);
	return await statusOf(url, { method: 'POST', body });
}

/** Presses the button with this label, which n8n's chat shows at this node. */
export async function press(execution: Execution, node: string, label: string): Promise<number> {
	const message = messageOf(execution, node) as { readonly buttons?: readonly ChatButton[] };
	const button = message.buttons?.find(({ text }) => text === label);
	if (button === undefined)
		throw new Error(`There is no button ${label} in ${JSON.stringify(message)}`);
	return await statusOf(button.link);
}

interface ChatButton {
	readonly text: string;
	readonly link: string;
}

/** What the chat shows at this node: a text, or one with buttons. */
export function messageOf(execution: Execution, node: string): unknown {
	const { data } = execution.data.resultData.runData[node]?.at(-1) ?? {};
	return (data?.main ?? data?.ai_tool)?.[0]?.[0]?.sendMessage;
}

async function statusOf(url: string, request: RequestInit = {}): Promise<number> {
	// n8n takes whatever is no browser for a preview of the link.
	const userAgent = 'Mozilla/5.0 (X11; Linux x86_64) Firefox/145.0';
	// A connection of its own: n8n may be closing one that was idle.
	const headers = { 'user-agent': userAgent, connection: 'close' };
	const response = await fetch(url, { ...request, headers });
	await response.text();
	return response.status;
}
