/** What a group has done since this process started. */
export class ConsumerCounts {
  /** Events that had their effect, or none because their type is unknown here. */
  applied = 0;
  /** Events that had come before. */
  duplicates = 0;
  /** Events of types that this build does not know; they are skipped, not lost: their stream goes on. */
  unknownTypes = 0;
  /** Events that had to wait, each counted once. */
  parked = 0;
  /** Dead letters, those included that were parked before. */
  dead = 0;

  /** Counts what a transaction did, after it has committed. */
  add(done: Partial<ConsumerCounts>): void {
    this.applied += done.applied ?? 0;
    this.duplicates += done.duplicates ?? 0;
    this.unknownTypes += done.unknownTypes ?? 0;
    this.parked += done.parked ?? 0;
    this.dead += done.dead ?? 0;
  }
}
