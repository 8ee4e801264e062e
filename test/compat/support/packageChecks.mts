import type { N8nUnderTest } from '../../e2e/support/n8n.mts';
import { samples } from '../../support/providerSamples.mts';
import { check } from './measured.mts';

const nodes = ['paymentApiRequest', 'paymentStatusTrigger', 'paymentWebhookTrigger'];

export function packageChecks(n8n: N8nUnderTest, version: string): void {
	check(version, 'Loads: three nodes, the agent tool, three credentials', async () => {
		const { versionCli } = await n8n.rest.send<{ versionCli: string }>('GET', '/rest/settings');
		expect(versionCli).toBe(version);
		const types = (await n8n.rest.types.nodes()).map(({ name }) => name);
		const expected = nodes.map((name) => `n8n-nodes-payment-api.${name}`);
		expect(types).toEqual(expect.arrayContaining([...expected, `${expected[0]}Tool`]));
		const credentials = (await n8n.rest.types.credentials()).map(({ name }) => name);
		expect(credentials).toEqual(
			expect.arrayContaining(samples.map(({ credentialType }) => credentialType)),
		);
		return undefined;
	});
}
