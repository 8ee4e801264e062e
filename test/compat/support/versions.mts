import { testedVersions } from '../../../dev/n8n/versions.mts';

/** `COMPAT_VERSIONS=2.42.0,1.123.81` runs these instead; any version that can be installed will do. */
const asked = process.env.COMPAT_VERSIONS?.split(',')
	.map((version) => version.trim())
	.filter((version) => version !== '');

/** Oldest first. */
export const versions: readonly string[] =
	asked === undefined || asked.length === 0 ? testedVersions() : asked;

/** Whether the table in the documentation can be compared with what is measured. */
export const areAll = versions.join() === testedVersions().join();
