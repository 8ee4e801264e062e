import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

import { credentialBehavior, credentialProperties } from '../lib/auth/credential';
import { singapay } from '../lib/providers/singapay';

const behavior = credentialBehavior(singapay);

/** Names, icon and documentation are literals because n8n's linter reads them from the source. */
export class SingapayApi implements ICredentialType {
	name = 'singapayApi';

	displayName = 'Singapay API';

	icon: Icon = { light: 'file:icons/singapay.svg', dark: 'file:icons/singapay.dark.svg' };

	documentationUrl = 'https://docs.singapay.id';

	properties: INodeProperties[] = credentialProperties(singapay);

	preAuthentication = behavior.preAuthentication;

	authenticate = behavior.authenticate;

	test = behavior.test;
}
