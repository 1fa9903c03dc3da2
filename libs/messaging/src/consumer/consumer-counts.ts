/** What a group has done since this process started. */
export class ConsumerCounts {
  /** Events that had their effect, or that had none because this build does not know their type. */
  applied = 0;
  /** Duplicates. */
  duplicates = 0;
  /** Events of types that this build does not know; they are skipped, not lost: their stream goes on. */
  unknownTypes = 0;
  /** Events that had to wait; each is counted once. */
  parked = 0;
  /** Dead letters, including events that were parked before. */
  dead = 0;

  /** Counts what a transaction did, after its commit. */
  add(done: Partial<ConsumerCounts>): void {
    this.applied += done.applied ?? 0;
    this.duplicates += done.duplicates ?? 0;
    this.unknownTypes += done.unknownTypes ?? 0;
    this.parked += done.parked ?? 0;
    this.dead += done.dead ?? 0;
  }
}
