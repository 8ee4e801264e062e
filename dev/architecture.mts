/** `npm run architecture`: draws docs/images/architecture.svg from the imports of the sources. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { drawRooms } from './architecture/draw.mts';
import { pictureFile, readRooms } from './architecture/rooms.mts';
import { projectRoot } from './n8n/paths.mts';

await writeFile(join(projectRoot(), pictureFile), drawRooms(readRooms(projectRoot())));
console.log(`- ${pictureFile}`);
