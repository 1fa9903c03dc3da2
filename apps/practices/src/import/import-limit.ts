/** Largest file that is accepted (LRA_IMPORT_LIMIT). */
export class ImportLimit {
  constructor(readonly bytes: number) {}
}
