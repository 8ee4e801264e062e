/** `npm run n8n:install`: the n8n of the end-to-end tests, which they would install themselves. */
import { ensureN8n } from './n8n/install.mts';

await ensureN8n(console.log);
