import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names the code of a built package: the same for all that behave alike, whatever their documents say. */
export function buildOf(packageDir: string): string {
	const dist = join(packageDir, 'dist');
	const hash = createHash('sha256');
	const files = readdirSync(dist, { recursive: true, encoding: 'utf8' });
	for (const file of files.filter((name) => name.endsWith('.js')).toSorted())
		hash
			.update(file)
			.update('\0')
			.update(readFileSync(join(dist, file)))
			.update('\0');
	return hash.digest('hex').slice(0, digits);
}

/** Enough to tell the builds of a project apart. */
const digits = 12;
