/** `npm run scan`: n8n's official package scanner over this package. */
import { scan } from './scan/scan.mts';

if (!(await scan(process.cwd()))) process.exitCode = 1;
