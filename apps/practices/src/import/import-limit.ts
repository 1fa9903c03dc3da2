/** Largest file that is taken (LRA_IMPORT_LIMIT). */
export class ImportLimit {
  constructor(readonly bytes: number) {}
}
