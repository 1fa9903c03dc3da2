import { eventContracts } from '#contracts';
import { record, releasedFolder } from './released.js';

/** `npm run schemas:record`: records new event types and compatible changes as released. Commit them together. */
async function main(): Promise<void> {
  const recorded = await record(releasedFolder, eventContracts);
  for (const type of recorded) console.log(`Recorded ${type}`);
  if (recorded.length === 0) console.log('Nothing to record.');
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
