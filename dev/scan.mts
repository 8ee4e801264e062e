/**
 * Runs n8n's official package scanner on this machine: over the sources, as it does with the attested commit, and over the
 * unpacked tarball. The scanner's own command takes only the name of a published package.
 */
import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

import { packPackage } from './n8n/pack.mts';

const { packageDir } = await packPackage(process.cwd());
const legs = [
	{ name: 'sources', folder: process.cwd(), patterns: SOURCE_FILE_PATTERNS },
	{ name: 'tarball', folder: packageDir, patterns: ['**/*.js', 'package.json'] },
];
for (const { name, folder, patterns } of legs) {
	const { passed, message = '', details = '' } = await analyzePackage(folder, patterns);
	console.log(`Scanner, ${name}: ${passed ? 'passed' : 'NOT passed'} ${message} ${details}`.trim());
	if (!passed) process.exitCode = 1;
}
