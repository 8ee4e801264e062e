import { requestChecks } from './support/requestChecks.mts';
import { credentialChecks } from './support/credentialChecks.mts';
import { tableTest } from './support/measured.mts';
import { packageChecks } from './support/packageChecks.mts';
import { triggerChecks } from './support/triggerChecks.mts';
import { versions } from './support/versions.mts';
import { useN8n } from '../e2e/support/n8n.mts';

/** The core of the end-to-end tests, in one n8n of each version after the other. */
describe.each(versions)('n8n %s', (version) => {
	const n8n = useN8n({}, version);
	packageChecks(n8n, version);
	requestChecks(n8n, version);
	credentialChecks(n8n, version);
	triggerChecks(n8n, version);
});

tableTest();
