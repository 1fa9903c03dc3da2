import { eventually, type TestApp } from '#testing';
import { TakeOverImport } from '../src/import/process-import/take-over-import.js';

/** Runs imports turn by turn, in the order in which the app itself would process them. */
export function gateOf({ app, dataSource }: TestApp) {
  const job = app.get(TakeOverImport);
  const run = job.run.bind(job);
  let isOpen = false;
  let held: { begin: () => void; ended: Promise<unknown> } | undefined;
  job.run = (one) => {
    if (isOpen) return run(one);
    let begin = (): void => undefined;
    const ended = new Promise<void>((resolve) => (begin = resolve)).then(() => run(one));
    held = { begin, ended };
    return ended;
  };
  const release = () => {
    const turn = held;
    held = undefined;
    turn?.begin();
    return turn?.ended;
  };
  return {
    /** One turn. False: nothing waits. */
    async next(): Promise<boolean> {
      await eventually(
        async () => held ?? (await dataSource.query(`select 1 from job where kind = 'import'`)).length === 0,
      );
      const ended = release();
      await ended;
      return ended !== undefined;
    },
    open(): void {
      isOpen = true;
      void release();
    },
    close(): void {
      isOpen = false;
    },
  };
}
