import { mkdtemp, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Creates the folder of this run, where the workers find the servers they share. */
export default async function setUp() {
  const folder = await mkdtemp(join(tmpdir(), 'lra-test-'));
  await chmod(folder, 0o755); // root runs the database server as another account, which needs access
  process.env.LRA_TEST_RUN = folder;
  process.env.LRA_TEST_RUN_PID = String(process.pid);
}
