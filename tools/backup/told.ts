import { InvalidSettings } from '#config';
import { sentenceOf } from '#runtime';

/** An error of the file system, in one sentence for the operator. */
function fileSentence(error: unknown): string | undefined {
  const { code, path, syscall } = (error ?? {}) as { code?: string; path?: string; syscall?: string };
  switch (code) {
    case 'ENOENT':
      return `There is no ${path ?? 'such file'}, or no folder for it.`;
    case 'EISDIR':
      return `${path ?? 'That'} is a folder: give the name of a file.`;
    case 'ENOSPC':
    case 'EDQUOT':
      return 'The disk is full: free some space, or write to another disk.';
    case 'EACCES':
    case 'EPERM':
      return syscall === undefined ? undefined : `${path ?? 'The file'} may not be used by this account.`;
    case 'EROFS':
      return `${path ?? 'The place'} is on a read-only file system.`;
    default:
      return undefined;
  }
}

/** Runs an operator's program: a failure gives one sentence and an exit code for scripts. */
export async function told(program: () => Promise<void>): Promise<void> {
  try {
    await program();
  } catch (error) {
    console.error(error instanceof InvalidSettings ? error.message : (fileSentence(error) ?? sentenceOf(error)));
    process.exitCode = 1;
  }
}
