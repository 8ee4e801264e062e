import type { ICredentialDataDecryptedObject, IHttpRequestHelper } from 'n8n-workflow';
import type { Platform } from './platform.mts';

/** The hook's `this`: only `helpers.httpRequest`, held to the credential's own "Allowed HTTP Request Domains". */
export function restrictToCredentialDomains(
	wf: Platform['workflow'],
	{ helpers }: IHttpRequestHelper,
	credentials: ICredentialDataDecryptedObject,
): IHttpRequestHelper {
	return {
		helpers: {
			httpRequest: async (request) => {
				const allowedDomains = wf.getCredentialOwnRequestAllowedDomains(credentials);
				if (allowedDomains === undefined) return await helpers.httpRequest(request);
				if (request.allowedDomains !== undefined) {
					throw new wf.UserError(
						'This credential restricts requests to specific domains, which cannot be combined with the domains its authentication step asks for.',
					);
				}
				return await helpers.httpRequest({ ...request, allowedDomains });
			},
		},
	};
}
