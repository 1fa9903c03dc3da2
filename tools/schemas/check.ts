import { eventContracts } from '#contracts';
import { refusals, releasedFolder } from './released.js';

/** `npm run schemas:check`: rejects a change of the event contracts that would break users of the released ones. */
async function main(): Promise<void> {
  const found = await refusals(releasedFolder, eventContracts);
  if (found.length > 0) throw new Error(found.join('\n'));
  console.log(`All ${eventContracts.length} event types are as released.`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
