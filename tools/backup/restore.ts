import { checkBackup, restoreBackup, type Restored } from '#backup';
import { readSettings } from '#config';
import { ErasureList, erasureListSettings } from '#privacy';
import { contents } from '../apps.js';
import { eraseAgain } from './erase-again.js';
import { NotDone, serverToFill } from './server.js';
import { told } from './told.js';

const report = (line: string) => console.log(line);

/** `npm run restore -- <file>`: fills the empty data folder or server of these settings from a backup. */
await told(async () => {
  const [file, ...more] = process.argv.slice(2);
  if (file === undefined || more.length > 0) throw new NotDone('From which file? npm run restore -- <file>');
  const settings = readSettings(process.env, [erasureListSettings]);
  const kept = settings.of(erasureListSettings);
  const erasures = kept && (await ErasureList.open(kept.file, kept.key));
  report('Checking the file …');
  await checkBackup(file, contents); // before it gets a data folder
  const server = await serverToFill(settings, report);
  try {
    tell(await restoreBackup({ file, url: server.url, contents, erasures, eraseAgain, report }), erasures);
  } finally {
    await server.close();
  }
});

function tell({ createdAt, rows, missed, erased }: Restored, erasures: ErasureList | undefined): void {
  for (const { group, streams, isFilled } of missed) {
    const what = `${group} had not taken the events of ${streams} streams when the backup was made, and they are no longer kept`;
    report(
      isFilled ? `${what}: it is filled from their present state at the next start.` : `${what}: they are lost to it.`,
    );
  }
  report(
    erasures
      ? `The list of erasures has ${erasures.size} entries; who of them was in the backup was erased again: ${erased}.`
      : 'No list of erasures is set (LRA_ERASURES_FILE): whoever was erased after the backup is there again.',
  );
  report(`Restored as of ${createdAt}: ${rows} rows. Start the system now.`);
}
