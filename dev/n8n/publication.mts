import type { RestSession } from './rest-session.mts';
import { waitFor } from './wait-for.mts';

interface PublicationStatus {
	readonly status: 'in_progress' | 'not_published' | 'published' | 'partial' | 'failed';
	readonly triggers: ReadonlyArray<{
		readonly status: string;
		readonly errorMessage: string | null;
	}>;
}

/** n8n looks into its queue of publications at least every 15 s, should a notice get lost, and tries for 15 s what fails. */
const timeoutMs = 60_000;

/** n8n answers a publish request at once and registers webhooks and triggers afterwards. */
export async function waitForPublication(
	{ send }: RestSession,
	workflowId: string,
	wanted: 'published' | 'not_published',
): Promise<void> {
	let last = '';
	await waitFor(
		async () => {
			const state = await send<PublicationStatus>(
				'GET',
				`/rest/workflows/${workflowId}/publication-status`,
			);
			last = JSON.stringify(state);
			if (state.status === 'failed' || state.status === 'partial') {
				throw new Error(`n8n could not publish workflow ${workflowId}: ${last}`);
			}
			return state.status === wanted;
		},
		{ what: `workflow ${workflowId} to be ${wanted}`, timeoutMs, lastSeen: () => last },
	);
}
