import type { Explanation } from '../../lib/providers/contract';

/** While a workflow is published n8n shows the message alone, so a trigger's says what to do as well. */
export const withRemedy = <Known extends Explanation>(known: Known): Known => ({
	...known,
	message: `${known.message}. ${known.description}`,
});
