import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One call of a tool that the model asks for. */
export interface ToolCall {
	/** As n8n names it: the node's name with underscores. */
	readonly tool: string;
	readonly input: Readonly<Record<string, unknown>>;
}

export interface ModelStandIn {
	/** The base URL of the API, as OpenAI's credential takes it. */
	readonly url: string;
	/** What the tools have answered, oldest first. */
	answers(): string[];
	close(): Promise<void>;
}

interface ChatRequest {
	readonly messages: readonly { readonly role: string; readonly content: unknown }[];
}

/** Answers like OpenAI's chat completions: asks for the calls of one step after the other, and then says that it is done. */
export async function startModel(steps: readonly (readonly ToolCall[])[]): Promise<ModelStandIn> {
	let answers: string[] = [];
	const server = createServer((request, response) => {
		void (async () => {
			const asked = JSON.parse(await textOf(request)) as ChatRequest;
			const told = asked.messages.filter(({ role }) => role === 'tool');
			answers = told.map(({ content }) => String(content));
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify(completion(nextStep(steps, told.length))));
		})();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
		answers: () => answers,
		close: async () => {
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

/** The step that follows so many answers of tools. */
function nextStep(
	steps: readonly (readonly ToolCall[])[],
	answered: number,
): readonly ToolCall[] | undefined {
	let done = 0;
	return steps.find((step) => {
		const isNext = done >= answered;
		done += step.length;
		return isNext;
	});
}

const completion = (calls: readonly ToolCall[] | undefined): object => ({
	id: 'chatcmpl-1',
	object: 'chat.completion',
	created: 1,
	model: 'stand-in',
	choices: [
		{
			index: 0,
			finish_reason: calls === undefined ? 'stop' : 'tool_calls',
			message:
				calls === undefined
					? { role: 'assistant', content: 'Done' }
					: {
							role: 'assistant',
							content: null,
							tool_calls: calls.map(({ tool, input }) => ({
								id: `call_${randomUUID()}`,
								type: 'function',
								function: { name: tool, arguments: JSON.stringify(input) },
							})),
						},
		},
	],
	usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
});

async function textOf(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString('utf8');
}
