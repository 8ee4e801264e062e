/** `npm run facts`: which facts of the providers' sheets (test/facts/facts.json) neither a fixture nor a test covers. */
import { compareFacts } from './facts/missing.mts';

const { known, missing, strange } = compareFacts();
console.log(`${known.length} facts, ${missing.length} of them without a fixture:`);
for (const { source, says } of missing) console.log(`  ${source}: ${says}`);
for (const source of strange) console.log(`A fixture's source is no fact: ${source}`);
if (strange.length > 0) process.exitCode = 1;
