import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

import { packPackage } from '../n8n/pack.mts';

/**
 * Runs n8n's official package scanner on this machine: over the sources, as it does with the attested commit, and over the
 * unpacked tarball. The scanner's own command takes only the name of a published package. Prints what it finds.
 *
 * @param folder of a package that has been built
 * @returns whether both passed
 */
export async function scan(folder: string): Promise<boolean> {
	const { packageDir } = await packPackage(folder);
	const legs = [
		{ name: 'sources', folder, patterns: SOURCE_FILE_PATTERNS },
		{ name: 'tarball', folder: packageDir, patterns: ['**/*.js', 'package.json'] },
	];
	let allPassed = true;
	for (const { name, folder: scanned, patterns } of legs) {
		const { passed, message = '', details = '' } = await analyzePackage(scanned, patterns);
		console.log(
			`Scanner, ${name}: ${passed ? 'passed' : 'NOT passed'} ${message} ${details}`.trim(),
		);
		allPassed &&= passed;
	}
	return allPassed;
}
