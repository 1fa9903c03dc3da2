/**
 * A file that is no backup, is incomplete, or comes from a newer release. The message is one sentence; nothing was
 * written yet.
 */
export class NotRestorable extends Error {
  override readonly name = 'NotRestorable';
}
