/** The data folder belongs to another running instance; two PostgreSQL servers on one folder would destroy it. */
export class DataFolderInUse extends Error {
  override readonly name = 'DataFolderInUse';

  constructor(
    readonly folder: string,
    /** Process id of the instance that holds the folder. */
    readonly pid: number,
  ) {
    super(
      `The data folder ${folder} is in use by another running instance (process ${pid}): stop that one first, or choose another data folder.`,
    );
  }
}

/** The embedded PostgreSQL could not be prepared, started or stopped; the message is one sentence that says what to do. */
export class EmbeddedPostgresFailed extends Error {
  override readonly name = 'EmbeddedPostgresFailed';
}

/** The system's error code (`ENOENT`, `EACCES` …) where `error` has one. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/**
 * Turns an error of the file system or the process table into one sentence that names the path; other errors pass
 * unchanged.
 */
export function explained(error: unknown, folder: string): unknown {
  if (error instanceof DataFolderInUse || error instanceof EmbeddedPostgresFailed) return error;
  const sentence = explainedCode(codeOf(error), pathOf(error) ?? folder);
  return sentence === undefined ? error : new EmbeddedPostgresFailed(sentence, { cause: error });
}

/** For a link, `path` is its target, which here is not a path; `dest` is where the link should be created. */
function pathOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('dest' in error && typeof error.dest === 'string') return error.dest;
  return 'path' in error && typeof error.path === 'string' ? error.path : undefined;
}

function explainedCode(code: string | undefined, path: string): string | undefined {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return diskFull(path);
    case 'EACCES':
    case 'EPERM':
      return `Permission denied at ${path}: give the user who runs this program the right to read and write there, or choose another data folder.`;
    case 'EROFS':
      return `${path} is on a read-only file system: choose a data folder that can be written.`;
    case 'ENOENT':
      return `${path} cannot be made, or has disappeared: check the path of the data folder, and that nothing removes it while it is in use.`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `${path} is in the way: a folder is needed there; move it away, or choose another data folder.`;
    case 'ENAMETOOLONG':
    case 'ELOOP':
      return `The path ${path} cannot be used: choose another data folder.`;
    default:
      return undefined;
  }
}

/** The sentence for the last output of PostgreSQL's own programs (`words`: the end of their output, in English). */
export function explainedOutput(what: string, folder: string, words: string): EmbeddedPostgresFailed {
  if (/No space left on device|Disk quota exceeded/i.test(words)) return new EmbeddedPostgresFailed(diskFull(folder));
  const lines = words
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const last = lines.length === 0 ? 'it said nothing' : `its last words: ${lines.slice(-4).join(' | ')}`;
  if (/Permission denied/i.test(words)) {
    return new EmbeddedPostgresFailed(
      `${what} for the data folder ${folder} because a permission is missing: give the user who runs this program the right to read and write there, or choose another data folder (${last}).`,
    );
  }
  return new EmbeddedPostgresFailed(`${what} for the data folder ${folder} (${last}).`);
}

function diskFull(path: string): string {
  return `The disk that holds ${path} is full: free some space there, or choose a data folder on another disk.`;
}
