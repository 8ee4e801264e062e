import { clock } from './clock.mts';
import type { World } from './world.mts';

/** Watches how many requests the simulator has open at once. */
export function watchOpenRequests({ sim, sample }: World): { most(): number } {
	let most = 0;
	clock.whenProviderLooks(() => {
		const open = sim.control
			.requests()
			.filter(({ status, path }) => status === null && path !== sample.tokenPath);
		most = Math.max(most, open.length);
	});
	return { most: () => most };
}
