import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';

import type { Room } from './draw.mts';

/** Where the picture stands. */
export const pictureFile = 'docs/images/architecture.svg';

/** The rooms of the package by what its source files really import. */
export function readRooms(root: string): readonly Room[] {
	const files = ['credentials', 'lib', 'nodes'].flatMap((folder) =>
		readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
			.map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
			.filter((path) => path.endsWith('.ts'))
			.toSorted(),
	);
	const names = [...new Set(files.map(roomOf))].toSorted();
	return names.map((name) => {
		const own = files.filter((path) => roomOf(path) === name);
		const imports = new Map<string, number>();
		for (const path of own)
			for (const target of importedBy(path, readFileSync(join(root, path), 'utf8')))
				if (target !== name) imports.set(target, (imports.get(target) ?? 0) + 1);
		const sorted = [...imports].toSorted(([a], [b]) => (a < b ? -1 : 1));
		return { name, files: own.length, imports: new Map(sorted) };
	});
}

/** `http` of `lib/http/parse.ts`, `nodes` of any file of a node. */
function roomOf(path: string): string {
	const [top = '', second = ''] = path.split('/');
	return top === 'lib' ? second : top;
}

/** The rooms of the files that one imports. */
const importedBy = (path: string, text: string): string[] =>
	ts
		.preProcessFile(text)
		.importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
		.map(({ fileName }) => roomOf(posix.join(posix.dirname(path), fileName)));
