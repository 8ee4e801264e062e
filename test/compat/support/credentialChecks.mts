import { createRequire } from 'node:module';
import { join } from 'node:path';

import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';

import { ensureN8n } from '../../../dev/n8n/install.mts';
import type { CredentialTestResult } from '../../../dev/n8n/rest.mts';
import type { N8nUnderTest } from '../../e2e/support/n8n.mts';
import { items } from '../../e2e/support/workflow.mts';
import { simulator, world, type World } from '../../e2e/support/world.mts';
import { credentialProperties } from '../../../lib/auth/credential';
import { areSameForAllItems } from '../../../lib/auth/sameForAllItems';
import { providers } from '../../../lib/providers';
import type { Simulator } from '../../../simulators/index.mts';
import { samples, type Sample } from '../../support/providerSamples.mts';
import { storesValues } from './differences.mts';
import { check } from './measured.mts';

/** The simulators listen there. */
const listed = { allowedHttpRequestDomains: 'domains', allowedDomains: 'example.com, 127.0.0.1' };
const unlisted = { allowedHttpRequestDomains: 'domains', allowedDomains: '*.example.com' };
/** A version of the HTTP Request node that each of these n8n has. */
const everywhere = 4.2;
const expression = { baseUrl: '={{ $json.url }}' };
const ofAnItem = { clientId: '={{ $json.clientId }}' };
const none = { allowedHttpRequestDomains: 'none' };

/** The credential test, and the credential's allowed domains. */
export function credentialChecks(n8n: N8nUnderTest, version: string): void {
	const forEach = (
		name: string,
		changes: ICredentialDataDecryptedObject,
		run: (w: World, sample: Sample) => Promise<string | undefined>,
	): void =>
		check(version, name, async () => {
			const seen = new Set<string | undefined>();
			for (const sample of samples)
				seen.add(await run(await world(n8n, sample.provider, changes), sample));
			expect(seen.size).toBe(1);
			return [...seen][0];
		});
	const pressed = async ({ credential, fields }: World): Promise<CredentialTestResult> =>
		await n8n.rest.credentials.test({ ...credential, data: fields });
	const verdict = (result: CredentialTestResult): string | undefined =>
		result.status === 'OK' ? undefined : result.message;
	const reads = async ({ run, payNode }: World, { read }: Sample): Promise<string | undefined> => {
		const { status, data } = await run(payNode({ method: 'GET', path: read }));
		return status === 'success' ? undefined : data.resultData.error?.message;
	};

	forEach('Items with different accounts by an expression', expression, async (w, sample) => {
		const other = await simulator(sample.provider);
		const urls = [w.sim.url, other.url, w.sim.url];
		const look = w.payNode({ method: 'GET', path: sample.read, options: { simplify: false } });
		for (let run = 0; run < 2; run += 1)
			expect((await w.run(...items(urls.map((url) => ({ url }))), look)).status).toBe('success');
		const readsAt = ({ control }: Simulator): number =>
			control.requests().filter(({ method, path }) => method === 'GET' && path === sample.read)
				.length;
		expect([readsAt(w.sim), readsAt(other)]).toEqual([4, 2]);
		return undefined;
	});
	forEach(
		'HTTP Request node: an expression of the credential stays',
		expression,
		async ({ sim, run, httpNode, form }, { read }) => {
			const node = httpNode({ url: read }, { typeVersion: everywhere });
			const { status } = await run(...items([{ url: sim.url }]), node);
			expect(status).toBe('success');
			const { data } = await form();
			return data.baseUrl === expression.baseUrl ? undefined : storesValues;
		},
	);
	check(version, 'Credential test: an expression of the credential stays', async () => {
		const seen = new Set<string | undefined>();
		for (const { provider } of samples) {
			const { clientId } = (await simulator(provider)).credentials;
			const evaluated = `={{ ${JSON.stringify(clientId)} }}`;
			const w = await world(n8n, provider, { clientId: evaluated });
			expect(verdict(await pressed(w))).toBeUndefined();
			const { data } = await w.form();
			seen.add(data.clientId === evaluated ? undefined : storesValues);
		}
		expect(seen.size).toBe(1);
		return [...seen][0];
	});
	forEach('Credential test: an expression that needs an item stays', ofAnItem, async (w) => {
		expect(await pressed(w)).toMatchObject({ status: 'Error' });
		expect((await w.form()).data.clientId).toBe(ofAnItem.clientId);
		expect(w.sim.control.requests()).toEqual([]);
		return undefined;
	});
	check(version, 'A credential says whether it holds expressions', async () => {
		const { root } = await ensureN8n(console.log, version);
		const { NodeHelpers } = createRequire(join(root, 'package.json'))(
			'n8n-workflow',
		) as typeof import('n8n-workflow');
		for (const provider of providers) {
			const properties = credentialProperties(provider);
			const isSame = (fields: INodeParameters): boolean =>
				areSameForAllItems(
					NodeHelpers.getNodeParameters(properties, fields, true, false, null, null) ?? {},
				);
			expect(isSame({ clientId: 'typed' })).toBe(true);
			for (const { name, type } of properties)
				if (!['notice', 'hidden'].includes(type))
					expect([name, isSame({ [name]: '={{ $json.x }}' })]).toEqual([name, false]);
		}
		return undefined;
	});

	forEach('Credential test: right secret', {}, async (w) => verdict(await pressed(w)));

	forEach('Credential test: wrong secret', { clientSecret: 'not-the-one' }, async (w, sample) => {
		const { status, message } = await pressed(w);
		expect(status).toBe('Error');
		expect(message).toContain(
			`${sample.displayName} did not accept the Client ID and Client Secret. Check 'Client ID'`,
		);
		return undefined;
	});

	forEach('Credential test: a token that is never accepted', {}, async (w, sample) => {
		w.sim.control.configure({ rejectAllTokens: true });
		const { status, message } = await pressed(w);
		expect(message).toContain(`${sample.displayName} issued a token and then rejected it`);
		expect(status).toBe('Error');
		return undefined;
	});

	forEach('Credential test: an answer that says nothing of the token', {}, async (w, sample) => {
		w.sim.control.addFault({ match: { method: 'GET' }, status: 503, times: Infinity });
		const result = verdict(await pressed(w));
		expect(w.sim.control.requests().at(-1)).toMatchObject({ method: 'GET', status: 503 });
		expect(sample.provider).toBe(w.sample.provider);
		return result;
	});

	forEach(
		'Allowed domains: a list with the host',
		listed,
		async (w, sample) => await reads(w, sample),
	);
	forEach('Allowed domains: a list without it', unlisted, async (w, sample) => {
		expect(await reads(w, sample)).toBe(`n8n does not let this credential call ${w.sim.url}`);
		expect(w.sim.control.requests()).toEqual([]);
		return undefined;
	});
	forEach('Allowed domains: None', none, async (w, sample) => await reads(w, sample));

	forEach('Credential test: a list with the host', listed, async (w) => verdict(await pressed(w)));
	forEach('Credential test: a list without it', unlisted, async (w) => {
		expect(verdict(await pressed(w))).toContain(
			`n8n does not let this credential call ${w.sim.url}`,
		);
		expect(w.sim.control.requests()).toEqual([]);
		return undefined;
	});
	forEach('Credential test: None', none, async (w) => verdict(await pressed(w)));
}
