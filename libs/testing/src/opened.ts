/** What a spec opens, so that all of it is closed in the end: also when not all could be opened, or one cannot be closed. */
export class Opened {
  private readonly ends: (() => Promise<unknown>)[] = [];

  /** Waits until it is open. What is opened last is closed first; what could not be opened needs no end. */
  add<T>(opening: T | Promise<T>, close: (thing: T) => unknown): Promise<T> {
    const opened = Promise.resolve(opening);
    this.ends.unshift(() => opened.then(close, () => undefined));
    return opened;
  }

  /** @throws {AggregateError} what could not be closed, once all the rest is */
  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (const end of this.ends.splice(0)) await end().catch((failure: unknown) => failures.push(failure));
    if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join('; '));
  }
}
