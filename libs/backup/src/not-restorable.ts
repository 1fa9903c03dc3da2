/** A file that is no backup, or not whole, or of a newer release. Told in one sentence, before anything is written. */
export class NotRestorable extends Error {
  override readonly name = 'NotRestorable';
}
