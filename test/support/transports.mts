import { Agent, fetch as undiciFetch } from 'undici';
import { assertUrlAllowed } from 'n8n-workflow';
import type { SendOptions } from '../../lib/http/exchange';
import { createKeptAlive } from '../../lib/http/keptAlive';
import { send } from './send.mts';
import { certificate, type CertificateName, sendTrusting } from './tls.mts';

/** Both transports behind the one interface, for tests that hold for either. */
export const transports: ReadonlyArray<{
	readonly name: string;
	readonly send: SendOptions;
	readonly sendTrusting: (...trusted: readonly CertificateName[]) => SendOptions;
}> = [
	{ name: "n8n's transport", send, sendTrusting },
	{
		name: 'connections that stay open',
		send: keptAliveSend(),
		sendTrusting: (...trusted) =>
			keptAliveSend(
				(async (url: string, init: RequestInit) =>
					await undiciFetch(url, {
						...(init as object),
						dispatcher: new Agent({ connect: { ca: trusted.map(certificate) } }),
					})) as unknown as typeof fetch,
			),
	},
];

function keptAliveSend(fetcher?: typeof fetch): SendOptions {
	const keptAlive = createKeptAlive(fetcher);
	return async (options) => {
		const { url, allowedDomains } = options;
		if (allowedDomains !== undefined) assertUrlAllowed({ url, allowedDomains });
		return await keptAlive.send(options, send);
	};
}
